// SPDX-License-Identifier: EUPL-1.2
// Where values meet in a decision: cells with their column's expression, comparisons in texts. The
// edges of the boxes into which a model splits a fact lie there.
#pragma once

#include <cstdint>
#include <vector>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/expression.h"
#include "decisions/feel/value.h"

namespace alternat::assessment {

struct Comparison {
  std::uint32_t decision = 0;
  feel::ExpressionView subject;
  std::vector<feel::ExpressionView> against;
  // Where the answer changes as the subject rises past a compared value: on reaching it, on leaving
  // it behind.
  bool changes_at = true;
  bool changes_after = true;
};

// Of the decision itself, not of those it rests on.
void find_comparisons(const dmn::ModelSet& models, std::uint32_t decision,
                      std::vector<Comparison>& found);

// The texts that a decision names and the lengths it holds texts against.
struct TextLiterals {
  std::vector<feel::Value> texts;
  std::vector<std::size_t> lengths;
};
void find_texts(const dmn::ModelSet& models, std::uint32_t decision, TextLiterals& found);

}  // namespace alternat::assessment

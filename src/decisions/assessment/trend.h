// SPDX-License-Identifier: EUPL-1.2
// How an expression depends on one fact, read off its tree. This is what makes the split of unknown
// facts into boxes complete, or says that it is not.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/expression.h"

namespace alternat::assessment {

enum class Trend : std::uint8_t {
  kConstant,  // does not depend on the fact
  kDiscrete,  // depends only through comparisons that split the fact into boxes
  kUp,        // does not fall when the fact rises
  kDown,      // does not rise when the fact rises
  kOpen,      // the fact itself, a text or list: split only by equality and prefixes
  kUnknown,   // anything else
};

// What kind of values the fact has.
enum class Domain : std::uint8_t {
  kFinite,   // booleans, closed lists
  kOrdered,  // numbers, dates
  kText,     // strings without a closed list
  kOther,    // lists, contexts
};

class TrendAnalysis {
 public:
  TrendAnalysis(const dmn::ModelSet& models, std::string fact, Domain domain)
      : models_(models), fact_(std::move(fact)), domain_(domain) {}

  // Of an expression in the scope of a decision; `input` is the trend of `?` in unary tests.
  Trend of(const feel::ExpressionView& view, std::uint32_t decision,
           Trend input = Trend::kConstant);
  // Of what a decision gives. A table that splits the fact into boxes is kDiscrete.
  Trend of_decision(std::uint32_t decision);
  // Of what lies in a slot of the decision's scope.
  Trend of_slot(std::uint32_t decision, std::uint32_t slot);

 private:
  Trend of_boxed(const dmn::Expression& expression, std::uint32_t decision);
  Trend of_table(const dmn::DecisionTable& table, std::uint32_t decision);

  const dmn::ModelSet& models_;
  std::string fact_;
  Domain domain_;
  std::map<std::uint32_t, Trend> decided_;
};

// Whether evaluating this part alone is possible: no names of iterations, functions or `?` in it.
bool stands_alone(const feel::Node& node);

}  // namespace alternat::assessment

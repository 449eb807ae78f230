// SPDX-License-Identifier: EUPL-1.2
// How an expression depends on one fact, read off its tree. This is what makes the split of unknown
// facts into boxes complete, or says that it is not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/expression.h"

namespace alternat::terms {
struct FactDefinition;
}

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

// How facts of the dictionary look as FEEL values; `definition` may be null (a plain text then).
Domain domain_of(const terms::FactDefinition* definition);

// Longest text whose length counts when texts are told apart.
inline constexpr std::int64_t kLengthMax = 12;

class TrendAnalysis {
 public:
  // `closed` (may be null): by decision, whether what it gives counts as split into boxes however
  // it depends on the fact.
  TrendAnalysis(const dmn::ModelSet& models, std::string fact, Domain domain,
                const std::vector<bool>* closed = nullptr)
      : models_(models), fact_(std::move(fact)), domain_(domain), closed_(closed) {}

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
  const std::vector<bool>* closed_;
  std::map<std::uint32_t, Trend> decided_;
};

// Whether evaluating this part alone is possible: no names of iterations, functions or `?` in it.
bool stands_alone(const feel::Node& node);

}  // namespace alternat::assessment

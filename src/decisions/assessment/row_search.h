// SPDX-License-Identifier: EUPL-1.2
// What may still come out of a row, and which facts can still change it. Exact: a fact is named
// only if two completions that differ in it alone give different outcomes, and every such fact is
// named; past the bound, or where a model does more than split facts into boxes, a superset is
// named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

// Outcomes as bits.
using Outcomes = std::uint8_t;
inline constexpr Outcomes kCanBeEligible = 1, kCanBeIneligible = 2, kCanBeOfficer = 4;
inline bool is_single(Outcomes outcomes) {
  return (outcomes & (outcomes - 1)) == 0;
}

struct RowState {
  Outcomes possible = 0;
  std::vector<dmn::RuleVerdict> rules;
  std::vector<std::string> open;  // names of unknown inputs that may still decide, sorted
};

enum class Certainty { kYes, kNo, kUnsure };

struct Missing {
  std::vector<std::string> facts;
  bool exact = true;
};

class RowSearch {
 public:
  RowSearch(const PathwayRow& row, Boxes& boxes, dmn::Evaluation& evaluation, int evaluations_max)
      : row_(row), boxes_(boxes), evaluation_(evaluation), budget_(evaluations_max) {}

  // With the facts as they stand in the evaluation.
  RowState state();
  // The unknown facts that can still change the outcome, in alphabetical order.
  Missing missing(const RowState& root);
  // Completes all unknown facts with some representative (where no fact can change the outcome, any
  // does) and gives the outcomes then.
  Outcomes complete_somehow();
  int evaluations() const { return used_; }

 private:
  // Whether two values of the fact, the rest completed alike, give different outcomes.
  Certainty can_change(const std::string& fact);
  Certainty try_values(const std::string& fact);
  bool is_fact(const std::string& name) const;
  void set(const std::string& fact, const feel::Value& value) {
    evaluation_.set_inputs_named(fact, value);
  }

  const PathwayRow& row_;
  Boxes& boxes_;
  dmn::Evaluation& evaluation_;
  int budget_;
  int used_ = 0;
};

}  // namespace alternat::assessment

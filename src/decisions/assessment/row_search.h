// SPDX-License-Identifier: EUPL-1.2
// What may still come out of a row, and which facts can still change it. Exact: a fact is named
// only if two completions that differ in it alone give different outcomes, and every such fact is
// named; past the bound, or where a model does more than split facts into boxes, a superset is
// named.
#pragma once

#include <cstdint>
#include <map>
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
  // For each rule whether some completion hits it; past the bound every rule that may be hit.
  std::vector<bool> rules_that_can_hit();
  int evaluations() const { return used_; }

 private:
  // Whether two values of the fact, the rest completed alike, give different outcomes.
  Certainty can_change(const std::string& fact);
  Certainty try_values(const std::string& fact);
  void mark_hits(std::vector<bool>& can_hit, int limit);
  // The open fact to split next: the one that meets `fact` in the nearest table, since that one
  // shows soonest whether `fact` matters; nullptr if there is none.
  const std::string* next_to_split(const std::vector<std::string>& open, const std::string& fact);
  // Representatives with the value first that led to an answer before, or that is presumed.
  Representatives ordered_values(const std::string& fact);
  int distance(const std::string& from, const std::string& to);
  const std::map<std::string, int>& distances_from(const std::string& fact);
  // True if every value of the fact gives one and the same outcome, whatever else is unknown.
  bool is_decided_alike(const std::string& fact, const Representatives& values);
  // True if, as things stand, every way from the fact to the row passes a derived decision that
  // gives one known value whatever the fact is.
  bool is_cut_off(const std::string& fact, const Representatives& values);
  bool is_fact(const std::string& name) const;
  void set(const std::string& fact, const feel::Value& value) {
    evaluation_.set_inputs_named(fact, value);
  }

  const PathwayRow& row_;
  Boxes& boxes_;
  dmn::Evaluation& evaluation_;
  int budget_;
  int limit_ = 0;  // of `used_`, for the fact being tried
  int used_ = 0;
  std::map<std::string, std::map<std::string, int>> distances_;
  std::map<std::string, feel::Value> led_to_answer_;
};

}  // namespace alternat::assessment

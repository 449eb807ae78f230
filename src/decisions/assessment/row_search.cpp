// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/row_search.h"

#include <algorithm>
#include <set>

namespace alternat::assessment {

using feel::Value;

RowState RowSearch::state() {
  ++used_;
  RowState state;
  evaluation_.rule_verdicts(row_.decision, state.rules);
  bool ineligible = false, ineligible_maybe = false, officer = false, officer_maybe = false;
  for (std::size_t i = 0; i < state.rules.size(); ++i) {
    const bool refuses = row_.rules[i].failure == Failure::kIneligible;
    switch (state.rules[i].verdict) {
      case dmn::Verdict::kNo:
        break;
      case dmn::Verdict::kYes:
        (refuses ? ineligible : officer) = true;
        break;
      case dmn::Verdict::kMaybe:
        (refuses ? ineligible_maybe : officer_maybe) = true;
        break;
      // A cell that cannot be decided is never a refusal and never a pass: a person looks.
      case dmn::Verdict::kError:
        officer = true;
        break;
    }
  }
  if (ineligible) {
    state.possible = kCanBeIneligible;
    return state;
  }
  state.possible = officer ? kCanBeOfficer : kCanBeEligible;
  if (!officer && officer_maybe) state.possible |= kCanBeOfficer;
  if (ineligible_maybe) state.possible |= kCanBeIneligible;
  std::set<std::string> open;
  for (std::size_t i = 0; i < state.rules.size(); ++i) {
    if (state.rules[i].verdict != dmn::Verdict::kMaybe) continue;
    if (officer && row_.rules[i].failure == Failure::kOfficer) continue;
    open.insert(state.rules[i].unknown.begin(), state.rules[i].unknown.end());
  }
  state.open.assign(open.begin(), open.end());
  return state;
}

bool RowSearch::is_fact(const std::string& name) const {
  return std::binary_search(row_.facts.begin(), row_.facts.end(), name);
}

Certainty RowSearch::try_values(const std::string& fact) {
  const Representatives values = boxes_.representatives(fact, evaluation_);
  Outcomes first = 0;
  Certainty answer = values.complete ? Certainty::kNo : Certainty::kUnsure;
  for (const Value& value : values.values) {
    set(fact, value);
    const RowState state = this->state();
    if (first == 0) first = state.possible;
    // Different for every completion of what is still open (parameters not established).
    if ((first & state.possible) == 0) {
      answer = Certainty::kYes;
      break;
    }
    if (!is_single(state.possible)) answer = Certainty::kUnsure;
  }
  set(fact, Value::unknown(fact));
  return answer;
}

Certainty RowSearch::can_change(const std::string& fact) {
  if (used_ > budget_) return Certainty::kUnsure;
  const RowState here = state();
  if (is_single(here.possible)) return Certainty::kNo;
  if (!std::binary_search(here.open.begin(), here.open.end(), fact)) return Certainty::kNo;
  const auto other = std::find_if(here.open.begin(), here.open.end(), [&](const std::string& name) {
    return name != fact && is_fact(name);
  });
  if (other == here.open.end()) return try_values(fact);
  const Representatives values = boxes_.representatives(*other, evaluation_);
  Certainty answer = values.complete ? Certainty::kNo : Certainty::kUnsure;
  for (const Value& value : values.values) {
    set(*other, value);
    const Certainty below = can_change(fact);
    if (below == Certainty::kUnsure) answer = Certainty::kUnsure;
    if (below == Certainty::kYes) {
      answer = Certainty::kYes;
      break;
    }
  }
  set(*other, Value::unknown(*other));
  return answer;
}

Missing RowSearch::missing(const RowState& root) {
  Missing result;
  for (const std::string& name : root.open) {
    if (!is_fact(name)) continue;
    const Certainty answer = can_change(name);
    if (answer == Certainty::kNo) continue;
    result.facts.push_back(name);
    if (answer == Certainty::kUnsure) result.exact = false;
  }
  return result;
}

Outcomes RowSearch::complete_somehow() {
  const RowState here = state();
  if (is_single(here.possible)) return here.possible;
  const auto open = std::find_if(here.open.begin(), here.open.end(),
                                 [&](const std::string& name) { return is_fact(name); });
  if (open == here.open.end()) return here.possible;
  const std::string fact = *open;
  const Representatives values = boxes_.representatives(fact, evaluation_);
  set(fact, values.values.empty() ? Value::null() : values.values.front());
  const Outcomes outcomes = complete_somehow();
  set(fact, Value::unknown(fact));
  return outcomes;
}

}  // namespace alternat::assessment

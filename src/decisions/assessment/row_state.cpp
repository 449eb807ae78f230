// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/row_state.h"

#include <set>

namespace alternat::assessment {

RowState state_of(const PathwayRow& row, dmn::Evaluation& evaluation) {
  RowState state;
  evaluation.rule_verdicts(row.decision, state.rules);
  mark_undecided(row.decision, evaluation, state.rules);
  bool ineligible = false, ineligible_maybe = false, officer = false, officer_maybe = false;
  for (std::size_t i = 0; i < state.rules.size(); ++i) {
    const bool refuses = row.rules[i].failure == Failure::kIneligible;
    switch (state.rules[i].verdict) {
      case dmn::Verdict::kNo:
        break;
      case dmn::Verdict::kYes:
        (refuses ? ineligible : officer) = true;
        break;
      case dmn::Verdict::kMaybe:
        (refuses ? ineligible_maybe : officer_maybe) = true;
        break;
      // A cell that cannot be decided is never a refusal and never a pass: a person looks, unless
      // another cell, not known yet, says no.
      case dmn::Verdict::kError:
        (state.rules[i].unknown.empty() ? officer : officer_maybe) = true;
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
    const dmn::Verdict verdict = state.rules[i].verdict;
    if (verdict != dmn::Verdict::kMaybe && verdict != dmn::Verdict::kError) continue;
    const bool refuses =
        row.rules[i].failure == Failure::kIneligible && verdict == dmn::Verdict::kMaybe;
    if (officer && !refuses) continue;
    open.insert(state.rules[i].unknown.begin(), state.rules[i].unknown.end());
  }
  state.open.assign(open.begin(), open.end());
  return state;
}

}  // namespace alternat::assessment

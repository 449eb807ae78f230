// SPDX-License-Identifier: EUPL-1.2
// Which open facts can still change the outcome of a row. Exact: a fact is named only if two
// completions that differ in it alone give different outcomes, and every such fact is named. Where
// the boxes of a fact are not all there is, and past the bound, a superset is named.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decisions/assessment/outcome_diagrams.h"
#include "decisions/assessment/row_state.h"

namespace alternat::assessment {

struct Missing {
  std::vector<std::string> facts;  // sorted
  bool exact = true;
};

// Of the row whose diagram in `diagrams` is `root`; `free`: the same with all free that boxes do
// not tell; `state` with the same facts.
Missing missing_facts(OutcomeDiagrams& diagrams, OutcomeDiagrams& free, const PathwayRow& row,
                      NodeId root, const RowState& state);
// Without a diagram: all that may matter.
Missing all_open(const AssessmentPlan& plan, const RowState& state);

}  // namespace alternat::assessment

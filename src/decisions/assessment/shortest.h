// SPDX-License-Identifier: EUPL-1.2
// The shortest way there: the smallest sets of changes after which a row is ELIGIBLE, each one
// re-run. Only facts that the dictionary lets change, in its direction; never for facts of realm
// returns.
#pragma once

#include "decisions/assessment/outcome_diagrams.h"
#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/rows.h"

namespace alternat::assessment {

inline constexpr int kChangesMax = 3;
inline constexpr std::size_t kChangeSetsMax = 8;

// Stated facts of any row that may be changed: what must be open in the diagrams, above all else.
std::vector<NameId> changeable_facts(const AssessmentPlan& plan, const dmn::Evaluation& evaluation);

// For a row that is INELIGIBLE with the facts as they stand, from its diagram. Smallest first; no
// set holds the facts of a smaller one.
std::vector<ChangeSet> shortest_ways(OutcomeDiagrams& diagrams, const PathwayRow& row, NodeId root);

}  // namespace alternat::assessment

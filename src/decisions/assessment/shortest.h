// SPDX-License-Identifier: EUPL-1.2
// The shortest way there: the smallest sets of changes after which a row is ELIGIBLE, each one
// re-run. Only facts that the dictionary lets change, in its direction; never for facts of realm
// returns.
#pragma once

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/row_search.h"
#include "decisions/assessment/rows.h"

namespace alternat::assessment {

inline constexpr int kChangesMax = 3;
inline constexpr std::size_t kChangeSetsMax = 8;

// For a row that is INELIGIBLE with the facts as they stand. Smallest first; no set holds the facts
// of a smaller one. Stops after `evaluations_max` evaluations with what was found.
std::vector<ChangeSet> shortest_ways(const Law& law, const PathwayRow& row, Boxes& boxes,
                                     dmn::Evaluation& evaluation, int evaluations_max);

}  // namespace alternat::assessment

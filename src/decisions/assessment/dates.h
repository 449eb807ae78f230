// SPDX-License-Identifier: EUPL-1.2
// What the law says on the days of a file: application, decision, start of work. Where the figures
// or the rows change between them (the turn of a year), the answer names the outcome of each day,
// because the statute does not say which day counts. Pure.
#pragma once

#include "decisions/assessment/assess.h"

namespace alternat::assessment {

// Fills `at` of each result whose outcome is not the same on all days of the file: the file looked
// at as if it were applied for and decided on that day, by the figures of that day. `results` are
// those of assess_pathways for the same arguments. A day whose figures are not promulgated as of
// `options.known_as_of` gives OFFICER and names them as not established. Leaves `results` alone
// where the file has one day, or no parameter and no row changes between its days. Errors: as
// assess_pathways.
Status add_dated_outcomes(const Law& law, const Json& facts, const AssessmentOptions& options,
                          std::vector<PathwayResult>& results);

// The facts that are days of the file itself: application, grant, start. Where nothing is said they
// are the day of the decision.
const std::vector<std::string>& file_day_facts();

}  // namespace alternat::assessment

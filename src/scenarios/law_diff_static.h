// SPDX-License-Identifier: EUPL-1.2
// The part of the comparison that asks nobody: parameters, rows, rules.
#pragma once

#include <set>

#include "scenarios/law_diff.h"

namespace alternat::scenarios {

void diff_parameters(const LawSide& before, const LawSide& after, LawDiff& diff);
Status diff_rows(const LawSide& before, const LawSide& after, LawDiff& diff);
void diff_rules(const program::Program& before, const program::Program& after, LawDiff& diff);

// Rows ("18g BC1") whose law is not the same on both sides: force, parameters read, or rules that
// they rest on.
Result<std::set<std::string>> changed_rows(const LawSide& before, const LawSide& after,
                                           const LawDiff& diff);

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// A row with the facts as they stand: what its rules say, and which outcomes that leaves.
#pragma once

#include <string>
#include <vector>

#include "decisions/assessment/decision_run.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

struct RowState {
  Outcomes possible = 0;  // a superset of what completions give
  std::vector<dmn::RuleVerdict> rules;
  std::vector<std::string> open;  // names of unknown inputs that may still decide, sorted
};

RowState state_of(const PathwayRow& row, dmn::Evaluation& evaluation);

}  // namespace alternat::assessment

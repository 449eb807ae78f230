// SPDX-License-Identifier: EUPL-1.2
// Why a rule hit: the code, the citation, the values that were compared, and how far the given
// value is from one that does not fail.
#pragma once

#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

// Of a rule of the row with the facts as they stand in the evaluation.
Reason explain_rule(const Law& law, const PathwayRow& row, std::size_t rule,
                    dmn::Evaluation& evaluation);

// "960.00 EUR a year short (80.00 EUR a month short)", "2 months short", "1 point over"; `over`
// where the value is too high.
std::string delta_text(const Decimal& difference, const std::string& unit,
                       DeltaDirection direction);

}  // namespace alternat::assessment

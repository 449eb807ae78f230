// SPDX-License-Identifier: EUPL-1.2
// One gate: which outcomes its table can still give in each phase, and what the gate then says.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/boxes.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

struct Gate {
  std::uint32_t decision = 0;
  std::string id, citation, lift, model;
  std::vector<std::pair<Phase, std::size_t>> columns;  // phase and output column
  std::vector<std::vector<GateOutcome>> rules;         // by rule, by entry of `columns`
  std::vector<std::string> facts;
};

// Error assessment.bad_gate: not a UNIQUE table whose outputs are phases with literal outcomes.
Result<std::vector<Gate>> find_gates(const Law& law);

// Per entry of `columns`. Unknown facts: the least strict outcome that is still possible, but at
// least REVIEW unless every possible rule says PASS. No possible rule, or a cell that cannot be
// decided: at least REVIEW.
std::vector<GateOutcome> evaluate_gate(const Law& law, const Gate& gate,
                                       dmn::Evaluation& evaluation, int evaluations_max);

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// The full explanation of decisions as JSON, version 1 (docs/schema/explanation.schema.json): per
// decision its result and what it read; per rule whether it hit, the legal basis, and each cell
// that did not say yes, with its test, its verdict and the values compared.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

inline constexpr int kExplanationVersion = 1;

// The decisions an explanation of the plan shows: what the wanted ones rest on first, each once.
std::vector<std::uint32_t> decisions_explained(const Plan& plan);

// Who asks for the same with the same facts of the same models gets the same id: "explanation_" and
// 32 hex digits. `facts`: name and value as JSON of every input, in the order of the plan.
std::string plan_identity(const Plan& plan);
std::string explanation_id(std::string_view identity, std::string_view facts);

// By the interpreter, for inputs as they stand in the evaluation.
Json explain(const Plan& plan, dmn::Evaluation& evaluation);

}  // namespace alternat::prepared

// SPDX-License-Identifier: EUPL-1.2
// A trace: how a decision came about, as versioned JSON (docs/schema/trace.schema.json).
#pragma once

#include "base/json.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::dmn {

inline constexpr int kTraceVersion = 1;

// Of the decision and everything it rests on, in order of evaluation, with the values as they
// stand: per decision its inputs and result, per table rule "hit", "no", "maybe" or "error", per
// cell the same and the values that were compared. `id` is a hash of the content: the same run, the
// same id.
Json trace_decision(Evaluation& evaluation, std::uint32_t decision);

}  // namespace alternat::dmn

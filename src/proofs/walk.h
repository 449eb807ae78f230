// SPDX-License-Identifier: EUPL-1.2
// A finding of the explorer as steps that people can follow, and its replay: the same way gone by
// the engine with real values, conditions evaluated as FEEL. What no values lead to is spurious.
#pragma once

#include "proofs/explore.h"
#include "proofs/proof.h"

namespace alternat::proofs {

// Fills steps (with values, if any were found) and replay; cost bounded by kReplayTriesMax.
Counterexample walk(const Explorer& explorer, const Finding& finding);

inline constexpr std::size_t kReplayTriesMax = 50'000;

}  // namespace alternat::proofs

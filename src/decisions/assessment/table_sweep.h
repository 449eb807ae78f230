// SPDX-License-Identifier: EUPL-1.2
// Sweeps a UNIQUE table over the boxes its cells distinguish: is there a case without a rule, or
// with two? Null is not swept.
#pragma once

#include <optional>
#include <string>

#include "decisions/assessment/assess.h"

namespace alternat::assessment {

struct SweepResult {
  std::optional<std::string> gap;      // "age = 45, pension_proof = false": a case without a rule
  std::optional<std::string> overlap;  // a case with two
  std::string overlap_rules;           // "r1 and r2"
  std::string not_swept;               // why the sweep was not possible; "" if it was
};

SweepResult sweep_table(const Law& law, std::uint32_t decision);

}  // namespace alternat::assessment

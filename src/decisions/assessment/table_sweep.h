// SPDX-License-Identifier: EUPL-1.2
// Sweeps a UNIQUE table over the boxes its cells distinguish: is there a case without a rule, or
// with two? Null is not swept. And of any table: is there a rule that no value can reach?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decisions/assessment/assess.h"

namespace alternat::assessment {

struct SweepResult {
  std::optional<std::string> gap;      // "age = 45, pension_proof = false": a case without a rule
  std::optional<std::string> overlap;  // a case with two
  std::string overlap_rules;           // "r1 and r2"
  std::string not_swept;               // why the sweep was not possible; "" if it was
};

// A cell that no value of its column meets, null included: the rule never hits.
struct UnreachableRule {
  std::string rule;
  std::string input;
  std::string cell;
  std::string nearest;  // a value that the column can have: the witness
};

// Columns whose cells do more than compare with constants or one parameter are not judged.
std::vector<UnreachableRule> unreachable_rules(const Law& law, std::uint32_t decision);

SweepResult sweep_table(const Law& law, std::uint32_t decision);

}  // namespace alternat::assessment

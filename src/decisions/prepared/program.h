// SPDX-License-Identifier: EUPL-1.2
// What a Plan holds: registers and the steps that fill them. Private to prepared.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decisions/prepared/cell.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

inline constexpr std::size_t kRulesMax = 64;

struct Wanted {
  std::uint32_t decision = 0;
  bool has_masks = false;
  ResultKind kind = ResultKind::kAny;
  std::vector<feel::Value> classes;
  bool bridged = false;
};

struct Program {
  const dmn::ModelSet* models = nullptr;
  std::vector<Bound> bound;
  feel::Value today, now;
  Undecided undecided = Undecided::kAsTable;
  int scale = 2;  // of all numbers
  std::vector<PlanInput> inputs;
  std::vector<std::uint32_t> wanted_decisions;
  std::vector<Wanted> wanted;
  std::vector<Bridged> bridged;
};

}  // namespace alternat::prepared

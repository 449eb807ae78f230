// SPDX-License-Identifier: EUPL-1.2
// What a decision reads, by operand: which of them each cell of its table needs, and what its rules
// give. Read off the compiled model once.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/value.h"

namespace alternat::assessment {

// A set of operands of one decision, as bits. Decisions with more than kOperandsMax are taken
// whole.
using OperandSet = std::uint64_t;
inline constexpr std::size_t kOperandsMax = 64;

struct Operand {
  dmn::Source source = dmn::Source::kInput;
  std::uint32_t index = 0;
  std::uint32_t slot = 0;
};

struct DecisionShape {
  std::vector<Operand> operands;  // links that are read; functions are not among them
  bool is_single_hit = false;     // a UNIQUE or ANY table
  // A table whose cells are looked at one by one; else the following are empty.
  bool is_table = false;
  std::vector<OperandSet> inputs;              // by column: what its expression reads
  std::vector<std::vector<OperandSet>> cells;  // by rule and column, with `inputs`; 0 where `-`
  std::vector<std::vector<bool>> is_any;       // by rule and column: `-`
  std::vector<OperandSet> outputs;             // by rule: what its output entries read
  OperandSet fallback = 0;                     // and the default entries
  // By rule: the output, where a table has one column of constants.
  std::vector<std::optional<feel::Value>> results;
};

// All that a decision can give, null included, if that is a short list: a table of constants, a
// boolean. Empty else.
std::vector<feel::Value> closed_values(const dmn::ModelSet& models, std::uint32_t decision);

DecisionShape shape_of(const dmn::ModelSet& models, std::uint32_t decision);

}  // namespace alternat::assessment

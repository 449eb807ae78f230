// SPDX-License-Identifier: EUPL-1.2
// Bridged decisions: asked of the interpreter, remembered by the cells they rest on. Private to
// prepared.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "decisions/prepared/execute.h"

namespace alternat::prepared {

class BridgeMemory {
 public:
  explicit BridgeMemory(const Program& program);
  // The cell (a number or day) or class number; kEscapeCell if the result has none.
  Cell ask(const BridgeStep& step, std::size_t position, const Columns& columns, std::size_t row,
           Fallback& fallback);

 private:
  struct KeyHash {
    std::size_t operator()(const std::vector<Cell>& key) const {
      std::uint64_t hash = 1469598103934665603u;
      for (Cell cell : key) hash = (hash ^ static_cast<std::uint64_t>(cell)) * 1099511628211u;
      return hash ^ (hash >> 29);
    }
  };
  const Program& program_;
  std::vector<std::unordered_map<std::vector<Cell>, Cell, KeyHash>> known_;  // by step
  std::vector<Cell> key_;
};

}  // namespace alternat::prepared

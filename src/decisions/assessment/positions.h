// SPDX-License-Identifier: EUPL-1.2
// Ordered facts as positions on a line: days, or units of the last digit that a number may have.
#pragma once

#include <cstdint>
#include <optional>

#include "decisions/feel/value.h"
#include "terms/fact.h"

namespace alternat::assessment {

struct Line {
  bool is_date = false;
  int scale = 0;  // numbers: digits after the point that a step has
  std::int64_t low = 0, high = 0;

  // Of the nearest step not above the value; nullopt if it is no value of this line.
  std::optional<std::int64_t> position(const feel::Value& value) const;
  feel::Value at(std::int64_t position) const;
  bool holds(std::int64_t position) const { return position >= low && position <= high; }
};

inline constexpr std::int64_t kFirstDay = -25567;  // 1900-01-01
inline constexpr std::int64_t kLastDay = 47846;    // 2100-12-31

// `definition` may be null: a number without bounds.
Line line_of(const terms::FactDefinition* definition);

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// Cell: one fact as an int64 whose order is the order of the values. Unknown and null lie below all
// values. A number is twice its value at the plan's scale, plus one if it lies strictly between two
// steps of that scale: comparisons with constants of the scale stay exact for every decimal.
#pragma once

#include <cstdint>
#include <limits>

#include "base/decimal.h"

namespace alternat::prepared {

using Cell = std::int64_t;

inline constexpr Cell kUnknownCell = std::numeric_limits<std::int64_t>::min();
inline constexpr Cell kNullCell = kUnknownCell + 1;
// The value has no cell: the interpreter decides for this person.
inline constexpr Cell kEscapeCell = kUnknownCell + 2;
// Numbers and days are held within ±kCellMax; odd, so that what lies beyond is "between".
inline constexpr Cell kCellMax = (Cell{1} << 61) + 1;
inline constexpr int kScaleMax = 9;
// Days within the years of base Date.
inline constexpr std::int64_t kDayMax = 2'000'000;

// Odd where the number is not a whole count of 10^-scale, or too large.
Cell cell_of_number(const Decimal& value, int scale);
// Exact; `cell` is even.
Decimal number_of_cell(Cell cell, int scale);

inline Cell cell_of_bool(bool value) {
  return value ? 1 : 0;
}

}  // namespace alternat::prepared

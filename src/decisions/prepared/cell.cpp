// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/cell.h"

#include "base/assert.h"

namespace alternat::prepared {
namespace {

constexpr std::int64_t kPowers[kScaleMax + 1] = {1,      10,      100,      1000,      10000,
                                                 100000, 1000000, 10000000, 100000000, 1000000000};

}  // namespace

Cell cell_of_number(const Decimal& value, int scale) {
  ALTERNAT_ASSERT(scale >= 0 && scale <= kScaleMax);
  const auto scaled = value.times(Decimal::from_int(kPowers[scale]));
  const auto below = scaled ? scaled->rounded(0, Decimal::Rounding::kFloor) : std::nullopt;
  const auto steps = below ? below->to_int() : std::nullopt;
  constexpr std::int64_t kStepsMax = kCellMax / 2;
  if (!steps || *steps >= kStepsMax || *steps < -kStepsMax)
    return value.is_negative() ? -kCellMax : kCellMax;
  // `scaled` may have been rounded at its 34th digit: compare with the value itself.
  const bool exact = Decimal::from_scaled(*steps, scale) == value;
  if (exact) return 2 * *steps;
  return 2 * *steps + (Decimal::from_scaled(*steps, scale) < value ? 1 : -1);
}

Decimal number_of_cell(Cell cell, int scale) {
  ALTERNAT_ASSERT(cell % 2 == 0);
  return Decimal::from_scaled(cell / 2, scale);
}

}  // namespace alternat::prepared

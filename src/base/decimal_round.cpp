// SPDX-License-Identifier: EUPL-1.2
// Rounding to a number of digits after the point, in every way that FEEL names
// (DMN 1.5, 10.3.4.5: decimal, floor, ceiling, round up, round down, round half up, round half
// down).
#include "base/decimal.h"
#include "base/decimal_bits.h"

namespace alternat {

namespace {

// Whether the kept part grows by one unit (away from zero). `twice` compares the cut-off part,
// doubled, with one unit: negative below half, 0 at half, positive above; the cut-off part is not
// zero.
bool grows(Decimal::Rounding rounding, bool is_negative, bool is_odd, int twice) {
  switch (rounding) {
    case Decimal::Rounding::kFloor:
      return is_negative;
    case Decimal::Rounding::kCeiling:
      return !is_negative;
    case Decimal::Rounding::kHalfEven:
      return twice > 0 || (twice == 0 && is_odd);
    case Decimal::Rounding::kHalfUp:
      return twice >= 0;
    case Decimal::Rounding::kHalfDown:
      return twice > 0;
    case Decimal::Rounding::kUp:
      return true;
    case Decimal::Rounding::kDown:
      return false;
  }
  return false;
}

}  // namespace

std::optional<Decimal> Decimal::rounded(int scale, Rounding rounding) const {
  constexpr int kScaleMax = 6111;
  if (scale < -kScaleMax || scale > kScaleMax) return std::nullopt;
  DecimalParts parts = DecimalAccess::parts(*this);
  const int cut = -scale - parts.exponent;  // digits that fall away
  if (cut <= 0 || parts.coefficient == 0) return *this;
  const bool is_all_cut = cut > kDecimalDigits;  // then the value is below a tenth of the unit
  const Uint128 unit = is_all_cut ? 0 : power_of_ten(cut);
  const Uint128 kept = is_all_cut ? 0 : parts.coefficient / unit;
  const Uint128 rest = is_all_cut ? parts.coefficient : parts.coefficient % unit;
  const int twice = is_all_cut ? -1 : (2 * rest > unit) - (2 * rest < unit);
  parts.coefficient = kept;
  if (rest != 0 && grows(rounding, parts.is_negative, kept % 2 == 1, twice)) ++parts.coefficient;
  parts.exponent = -scale;
  return DecimalAccess::from_parts(parts);
}

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Inside of Decimal, for decimal*.cpp only: packing and unpacking IEEE 754-2019 decimal128 in the
// binary encoding (3.5.2): sign, 14-bit exponent biased by 6176, 113-bit coefficient.
#pragma once

#include <bid_conf.h>
// The library's types come from bid_conf.h; it must stand first.
#include <bid_functions.h>

#include <array>
#include <optional>

#include "base/decimal.h"

namespace alternat {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

constexpr int kDecimalDigits = 34;
constexpr int kExponentMin = -6176;
constexpr int kExponentMax = 6111;
constexpr int kSmallScaleMax = 18;

// ±coefficient * 10^exponent, coefficient below 10^34.
struct DecimalParts {
  bool is_negative = false;
  Uint128 coefficient = 0;
  int exponent = 0;
};

// 10^0 to 10^38: all that fit.
constexpr std::array<Uint128, 39> kPowersOfTen = [] {
  std::array<Uint128, 39> powers{};
  Uint128 power = 1;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    powers[i] = power;
    if (i + 1 < powers.size()) power *= 10;
  }
  return powers;
}();

constexpr Uint128 power_of_ten(int exponent) {
  return kPowersOfTen[static_cast<std::size_t>(exponent)];
}

struct DecimalAccess {
  static bool is_large(const Decimal& value) { return value.large_; }
  static std::int64_t coefficient(const Decimal& value) { return value.coefficient_; }
  static int scale(const Decimal& value) { return value.scale_; }
  static Decimal small(std::int64_t coefficient, int scale) {
    Decimal value;
    value.coefficient_ = coefficient;
    value.scale_ = coefficient == 0 ? std::int16_t{0} : static_cast<std::int16_t>(scale);
    return value;
  }
  static Decimal large(const BID_UINT128& bits);

  static BID_UINT128 pack(const DecimalParts& parts);
  static DecimalParts unpack(const BID_UINT128& bits);
  // Of any value, with trailing zeros of the coefficient kept.
  static DecimalParts parts(const Decimal& value);
  static BID_UINT128 bits(const Decimal& value);
  // The value in its one preferred form: small where it fits.
  static Decimal from_parts(DecimalParts parts);
  // nullopt for infinity and NaN.
  static std::optional<Decimal> from_bits(const BID_UINT128& bits);
};

// Removes factors of ten from the coefficient; zero gets exponent 0 and no sign.
void strip_zeros(DecimalParts& parts);

}  // namespace alternat

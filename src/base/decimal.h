// SPDX-License-Identifier: EUPL-1.2
// Decimal: a number of FEEL: 34 significant digits (IEEE 754 decimal128), half-even, never a
// double. Small integers and scaled integers take an int64 fast path; the library beneath does the
// rest.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

class Decimal {
 public:
  Decimal() = default;  // 0
  static Decimal from_int(std::int64_t value);
  // value * 10^-scale, exact.
  static Decimal from_scaled(std::int64_t value, int scale);
  // "-12.50", "1e3", ".5"; errors decimal.malformed, decimal.too_large. More than 34 digits are
  // rounded half-even.
  static Result<Decimal> from_text(std::string_view text);

  bool is_zero() const;
  bool is_negative() const;
  bool is_integer() const;
  // Exact value, if it is an integer within int64.
  std::optional<std::int64_t> to_int() const;

  Decimal negated() const;
  // The arithmetic of FEEL: nullopt on overflow or an undefined result (FEEL makes that null).
  std::optional<Decimal> plus(const Decimal& other) const;
  std::optional<Decimal> minus(const Decimal& other) const;
  std::optional<Decimal> times(const Decimal& other) const;
  std::optional<Decimal> divided_by(const Decimal& other) const;
  std::optional<Decimal> to_power(const Decimal& exponent) const;
  // FEEL modulo: dividend - divisor * floor(dividend / divisor); sign of the divisor.
  std::optional<Decimal> modulo(const Decimal& divisor) const;
  std::optional<Decimal> square_root() const;
  std::optional<Decimal> natural_log() const;
  std::optional<Decimal> exponential() const;

  enum class Rounding { kFloor, kCeiling, kHalfEven, kHalfUp, kHalfDown, kUp, kDown };
  // To `scale` digits after the point (scale may be negative); nullopt if scale is outside ±6111.
  std::optional<Decimal> rounded(int scale, Rounding rounding) const;

  // By value: 1.0 == 1.00.
  std::strong_ordering operator<=>(const Decimal& other) const {
    if (!large_ && !other.large_ && scale_ == other.scale_) {
      return coefficient_ <=> other.coefficient_;
    }
    return compare_slowly(other);
  }
  bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }
  // Plain digits without exponent where the FEEL string() function wants it: "1200", "0.5",
  // "-3.25"; trailing zeros after the point are kept off.
  std::string to_text() const;
  std::size_t hash() const;

 private:
  std::strong_ordering compare_slowly(const Decimal& other) const;

  // Not large_: value = coefficient * 10^-scale in int64; otherwise bits of a decimal128.
  std::int64_t coefficient_ = 0;
  std::uint64_t high_ = 0;
  std::int16_t scale_ = 0;
  bool large_ = false;
  friend struct DecimalAccess;
};

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// The arithmetic of FEEL (DMN 1.5, 10.3.2.3.1): exact in int64 where it fits, else decimal128.
#include "base/decimal.h"

#include <limits>

#include "base/assert.h"
#include "base/decimal_bits.h"
#include "base/decimal_power.h"

namespace alternat {

namespace {

using Access = DecimalAccess;

constexpr std::int64_t kIntMin = std::numeric_limits<std::int64_t>::min();

bool both_small(const Decimal& left, const Decimal& right) {
  return !Access::is_large(left) && !Access::is_large(right);
}

// Two coefficients brought to the larger of the two scales; below 10^38 each.
struct Aligned {
  Int128 left;
  Int128 right;
  int scale;
};

Aligned align(const Decimal& left, const Decimal& right) {
  const int left_scale = Access::scale(left);
  const int right_scale = Access::scale(right);
  Aligned aligned{Access::coefficient(left), Access::coefficient(right), left_scale};
  if (left_scale < right_scale) {
    aligned.left *= static_cast<Int128>(power_of_ten(right_scale - left_scale));
    aligned.scale = right_scale;
  } else if (right_scale < left_scale) {
    aligned.right *= static_cast<Int128>(power_of_ten(left_scale - right_scale));
  }
  return aligned;
}

// coefficient * 10^-scale, if it is small.
std::optional<Decimal> small_from(Int128 coefficient, int scale) {
  while (scale > kSmallScaleMax) {
    if (coefficient % 10 != 0) return std::nullopt;
    coefficient /= 10;
    --scale;
  }
  if (coefficient > std::numeric_limits<std::int64_t>::max() || coefficient <= kIntMin) {
    return std::nullopt;
  }
  return Access::small(static_cast<std::int64_t>(coefficient), scale);
}

// left^exponent by squaring, as long as every step is exact; else nullopt.
std::optional<Decimal> exact_power(const Decimal& left, std::uint64_t exponent) {
  constexpr std::uint64_t kExponentBound = 1u << 16;
  if (exponent > kExponentBound) return std::nullopt;
  _IDEC_flags flags = 0;
  BID_UINT128 result = Access::bits(Decimal::from_int(1));
  BID_UINT128 square = Access::bits(left);
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) {
      result = bid128_mul(result, square, BID_ROUNDING_TO_NEAREST, &flags);
    }
    if (exponent > 1) square = bid128_mul(square, square, BID_ROUNDING_TO_NEAREST, &flags);
    if (flags != 0) return std::nullopt;
  }
  return Access::from_bits(result);
}

}  // namespace

Decimal Decimal::from_int(std::int64_t value) {
  if (value == kIntMin) return from_scaled(value, 0);
  return Access::small(value, 0);
}

Decimal Decimal::from_scaled(std::int64_t value, int scale) {
  ALTERNAT_ASSERT(-scale >= kExponentMin && -scale <= kExponentMax);
  if (scale >= 0 && scale <= kSmallScaleMax && value != kIntMin) {
    return Access::small(value, scale);
  }
  DecimalParts parts;
  parts.is_negative = value < 0;
  parts.coefficient = value < 0 ? -static_cast<Uint128>(value) : static_cast<Uint128>(value);
  parts.exponent = -scale;
  return Access::from_parts(parts);
}

bool Decimal::is_zero() const {
  return !large_ && coefficient_ == 0;
}

bool Decimal::is_negative() const {
  return large_ ? Access::parts(*this).is_negative : coefficient_ < 0;
}

bool Decimal::is_integer() const {
  if (!large_) {
    return scale_ == 0 || coefficient_ % static_cast<std::int64_t>(power_of_ten(scale_)) == 0;
  }
  DecimalParts parts = Access::parts(*this);
  strip_zeros(parts);
  return parts.exponent >= 0;
}

std::optional<std::int64_t> Decimal::to_int() const {
  if (large_) {
    // Every other integer of int64 has the small form.
    if (*this == from_int(kIntMin)) return kIntMin;
    return std::nullopt;
  }
  if (scale_ == 0) return coefficient_;
  const auto power = static_cast<std::int64_t>(power_of_ten(scale_));
  if (coefficient_ % power != 0) return std::nullopt;
  return coefficient_ / power;
}

Decimal Decimal::negated() const {
  if (!large_) return Access::small(-coefficient_, scale_);
  DecimalParts parts = Access::parts(*this);
  parts.is_negative = !parts.is_negative;
  return Access::from_parts(parts);
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
  if (both_small(*this, other)) {
    std::int64_t total = 0;
    if (scale_ == other.scale_ &&
        !__builtin_add_overflow(coefficient_, other.coefficient_, &total) && total != kIntMin) {
      return Access::small(total, scale_);
    }
    const Aligned aligned = align(*this, other);
    if (auto sum = small_from(aligned.left + aligned.right, aligned.scale)) return sum;
  }
  _IDEC_flags flags = 0;
  return Access::from_bits(
      bid128_add(Access::bits(*this), Access::bits(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::minus(const Decimal& other) const {
  return plus(other.negated());
}

std::optional<Decimal> Decimal::times(const Decimal& other) const {
  if (both_small(*this, other)) {
    std::int64_t whole = 0;
    const int scale = scale_ + other.scale_;
    if (scale <= kSmallScaleMax &&
        !__builtin_mul_overflow(coefficient_, other.coefficient_, &whole) && whole != kIntMin) {
      return Access::small(whole, scale);
    }
    const Int128 product = static_cast<Int128>(coefficient_) * other.coefficient_;
    if (auto small = small_from(product, scale)) return small;
  }
  _IDEC_flags flags = 0;
  return Access::from_bits(
      bid128_mul(Access::bits(*this), Access::bits(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::divided_by(const Decimal& other) const {
  if (other.is_zero()) return std::nullopt;
  if (both_small(*this, other)) {
    if (scale_ == other.scale_ && coefficient_ % other.coefficient_ == 0) {
      return Access::small(coefficient_ / other.coefficient_, 0);
    }
    const Aligned aligned = align(*this, other);
    if (scale_ != other.scale_ && aligned.left % aligned.right == 0) {
      if (auto whole = small_from(aligned.left / aligned.right, 0)) return whole;
    }
  }
  _IDEC_flags flags = 0;
  return Access::from_bits(
      bid128_div(Access::bits(*this), Access::bits(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::to_power(const Decimal& exponent) const {
  if (const auto whole = exponent.to_int(); whole && *whole != kIntMin) {
    const bool is_inverse = *whole < 0;
    const auto power =
        exact_power(*this, static_cast<std::uint64_t>(is_inverse ? -*whole : *whole));
    if (power) return is_inverse ? from_int(1).divided_by(*power) : power;
    return whole_power(*this, *whole);
  }
  _IDEC_flags flags = 0;
  return Access::from_bits(
      bid128_pow(Access::bits(*this), Access::bits(exponent), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::modulo(const Decimal& divisor) const {
  if (divisor.is_zero()) return std::nullopt;
  if (both_small(*this, divisor)) {
    const Aligned aligned = align(*this, divisor);
    Int128 remainder = aligned.left % aligned.right;
    if (remainder != 0 && (remainder < 0) != (aligned.right < 0)) remainder += aligned.right;
    if (auto small = small_from(remainder, aligned.scale)) return small;
  }
  // fmod is exact and has the sign of the dividend; FEEL wants the sign of the divisor.
  _IDEC_flags flags = 0;
  const auto remainder =
      Access::from_bits(bid128_fmod(Access::bits(*this), Access::bits(divisor), &flags));
  if (!remainder || remainder->is_zero()) return remainder;
  return remainder->is_negative() == divisor.is_negative() ? remainder : remainder->plus(divisor);
}

std::optional<Decimal> Decimal::square_root() const {
  _IDEC_flags flags = 0;
  return Access::from_bits(bid128_sqrt(Access::bits(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::natural_log() const {
  _IDEC_flags flags = 0;
  return Access::from_bits(bid128_log(Access::bits(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
  _IDEC_flags flags = 0;
  return Access::from_bits(bid128_exp(Access::bits(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::strong_ordering Decimal::compare_slowly(const Decimal& other) const {
  if (both_small(*this, other)) {
    const Aligned aligned = align(*this, other);
    return aligned.left < aligned.right   ? std::strong_ordering::less
           : aligned.left > aligned.right ? std::strong_ordering::greater
                                          : std::strong_ordering::equal;
  }
  _IDEC_flags flags = 0;
  const BID_UINT128 left = Access::bits(*this);
  const BID_UINT128 right = Access::bits(other);
  if (bid128_quiet_equal(left, right, &flags) != 0) return std::strong_ordering::equal;
  return bid128_quiet_less(left, right, &flags) != 0 ? std::strong_ordering::less
                                                     : std::strong_ordering::greater;
}

std::size_t Decimal::hash() const {
  DecimalParts parts = Access::parts(*this);
  strip_zeros(parts);
  // Equal values have equal parts now; mix them (the constants of splitmix64).
  std::uint64_t mixed = static_cast<std::uint64_t>(parts.coefficient) ^
                        static_cast<std::uint64_t>(parts.coefficient >> 64);
  mixed = (mixed ^ (static_cast<std::uint64_t>(parts.exponent) << 48) ^
           (parts.is_negative ? 1ULL << 47 : 0)) *
          0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<std::size_t>(mixed ^ (mixed >> 31));
}

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Packing, unpacking and the choice between the two forms of a Decimal.
#include "base/decimal_bits.h"

#include <limits>

#include "base/assert.h"

namespace alternat {

namespace {

constexpr std::uint64_t kSignBit = 1ULL << 63;
constexpr std::uint64_t kCoefficientMask = (1ULL << 49) - 1;

}  // namespace

void strip_zeros(DecimalParts& parts) {
  if (parts.coefficient == 0) {
    parts = {};
    return;
  }
  // 64-bit division is several times cheaper than 128-bit: use it as soon as the value fits.
  while (parts.coefficient > std::numeric_limits<std::uint64_t>::max()) {
    if (parts.coefficient % 10 != 0) return;
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  auto coefficient = static_cast<std::uint64_t>(parts.coefficient);
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++parts.exponent;
  }
  parts.coefficient = coefficient;
}

Decimal DecimalAccess::large(const BID_UINT128& bits) {
  Decimal value;
  value.coefficient_ = static_cast<std::int64_t>(bits.w[0]);
  value.high_ = bits.w[1];
  value.large_ = true;
  return value;
}

BID_UINT128 DecimalAccess::pack(const DecimalParts& parts) {
  ALTERNAT_ASSERT(parts.coefficient < power_of_ten(kDecimalDigits));
  ALTERNAT_ASSERT(parts.exponent >= kExponentMin && parts.exponent <= kExponentMax);
  BID_UINT128 bits;
  bits.w[0] = static_cast<std::uint64_t>(parts.coefficient);
  bits.w[1] = (parts.is_negative ? kSignBit : 0) |
              (static_cast<std::uint64_t>(parts.exponent - kExponentMin) << 49) |
              static_cast<std::uint64_t>(parts.coefficient >> 64);
  return bits;
}

DecimalParts DecimalAccess::unpack(const BID_UINT128& bits) {
  DecimalParts parts;
  parts.is_negative = (bits.w[1] & kSignBit) != 0;
  parts.exponent = static_cast<int>((bits.w[1] >> 49) & 0x3FFF) + kExponentMin;
  parts.coefficient = (static_cast<Uint128>(bits.w[1] & kCoefficientMask) << 64) | bits.w[0];
  return parts;
}

DecimalParts DecimalAccess::parts(const Decimal& value) {
  if (value.large_) return unpack(bits(value));
  DecimalParts parts;
  parts.is_negative = value.coefficient_ < 0;
  parts.coefficient = parts.is_negative ? -static_cast<Uint128>(value.coefficient_)
                                        : static_cast<Uint128>(value.coefficient_);
  parts.exponent = -value.scale_;
  return parts;
}

BID_UINT128 DecimalAccess::bits(const Decimal& value) {
  if (!value.large_) return pack(parts(value));
  BID_UINT128 bits;
  bits.w[0] = static_cast<std::uint64_t>(value.coefficient_);
  bits.w[1] = value.high_;
  return bits;
}

Decimal DecimalAccess::from_parts(DecimalParts parts) {
  constexpr auto kMax = static_cast<Uint128>(std::numeric_limits<std::int64_t>::max());
  strip_zeros(parts);
  if (parts.exponent <= 0 && parts.exponent >= -kSmallScaleMax && parts.coefficient <= kMax) {
    const auto coefficient = static_cast<std::int64_t>(parts.coefficient);
    return small(parts.is_negative ? -coefficient : coefficient, -parts.exponent);
  }
  if (parts.exponent > 0 && parts.exponent <= kSmallScaleMax) {
    const Uint128 power = power_of_ten(parts.exponent);
    if (parts.coefficient <= kMax / power) {
      const auto coefficient = static_cast<std::int64_t>(parts.coefficient * power);
      return small(parts.is_negative ? -coefficient : coefficient, 0);
    }
  }
  // Stripping may have raised the exponent over the format's bound: give zeros back.
  while (parts.exponent > kExponentMax) {
    parts.coefficient *= 10;
    --parts.exponent;
  }
  return large(pack(parts));
}

std::optional<Decimal> DecimalAccess::from_bits(const BID_UINT128& bits) {
  constexpr std::uint64_t kSpecial = 0x7800000000000000ULL;  // infinity or NaN
  if ((bits.w[1] & kSpecial) == kSpecial) return std::nullopt;
  return from_parts(unpack(bits));
}

}  // namespace alternat

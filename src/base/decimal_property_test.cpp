// SPDX-License-Identifier: EUPL-1.2
// The int64 fast path against the library beneath, and text there and back, on random numbers.
// rapidcheck prints the seed of every run; RC_PARAMS="seed=…" repeats it.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <limits>

#include "base/decimal.h"
#include "base/decimal_bits.h"

using alternat::Decimal;
using alternat::DecimalAccess;
using alternat::DecimalParts;

namespace {

// Small ones, ones at the edge of int64, and wide ones.
Decimal any_decimal() {
  const int kind = *rc::gen::inRange(0, 4);
  const int scale = *rc::gen::inRange(0, 19);
  if (kind == 0) return Decimal::from_scaled(*rc::gen::inRange<std::int64_t>(-1000, 1000), scale);
  if (kind == 1) return Decimal::from_scaled(*rc::gen::arbitrary<std::int64_t>(), scale);
  if (kind == 2) {
    const auto offset = *rc::gen::inRange<std::int64_t>(0, 5);
    return Decimal::from_scaled(std::numeric_limits<std::int64_t>::max() - offset, scale);
  }
  DecimalParts parts;
  parts.is_negative = *rc::gen::arbitrary<bool>();
  parts.coefficient = *rc::gen::arbitrary<std::uint64_t>();
  parts.coefficient *= *rc::gen::inRange<std::uint64_t>(1, 500'000'000'000'000);
  parts.exponent = *rc::gen::inRange(-60, 40);
  return DecimalAccess::from_parts(parts);
}

using Binary = BID_UINT128 (*)(BID_UINT128, BID_UINT128, _IDEC_round, _IDEC_flags*);

std::optional<Decimal> beneath(Binary function, const Decimal& left, const Decimal& right) {
  _IDEC_flags flags = 0;
  return DecimalAccess::from_bits(function(DecimalAccess::bits(left), DecimalAccess::bits(right),
                                           BID_ROUNDING_TO_NEAREST, &flags));
}

}  // namespace

TEST_CASE("property: the fast path gives what the library beneath gives") {
  CHECK(rc::check("plus, minus, times, divided_by, compare", [] {
    const Decimal left = any_decimal();
    const Decimal right = any_decimal();
    RC_ASSERT(left.plus(right) == beneath(bid128_add, left, right));
    RC_ASSERT(left.minus(right) == beneath(bid128_sub, left, right));
    RC_ASSERT(left.times(right) == beneath(bid128_mul, left, right));
    if (!right.is_zero()) RC_ASSERT(left.divided_by(right) == beneath(bid128_div, left, right));
    _IDEC_flags flags = 0;
    const auto l = DecimalAccess::bits(left);
    const auto r = DecimalAccess::bits(right);
    RC_ASSERT((left < right) == (bid128_quiet_less(l, r, &flags) != 0));
    RC_ASSERT((left == right) == (bid128_quiet_equal(l, r, &flags) != 0));
    if (left == right) RC_ASSERT(left.hash() == right.hash());
  }));
}

TEST_CASE("property: rounding agrees with the library's quantize") {
  CHECK(rc::check("rounded", [] {
    const Decimal value = any_decimal();
    const int scale = *rc::gen::inRange(-45, 65);
    const auto rounded = value.rounded(scale, Decimal::Rounding::kHalfEven);
    RC_ASSERT(rounded.has_value());
    _IDEC_flags flags = 0;
    const DecimalParts unit{false, 1, -scale};
    const auto quantized = DecimalAccess::from_bits(bid128_quantize(
        DecimalAccess::bits(value), DecimalAccess::pack(unit), BID_ROUNDING_TO_NEAREST, &flags));
    // The library gives NaN where the result would need more than 34 digits: then nothing is cut.
    RC_ASSERT(*rounded == quantized.value_or(value));
  }));
}

TEST_CASE("property: text there and back is the same number") {
  CHECK(rc::check("to_text, from_text", [] {
    const Decimal value = any_decimal();
    RC_ASSERT(Decimal::from_text(value.to_text()).value() == value);
  }));
}

TEST_CASE("property: dividend = divisor * floor(dividend / divisor) + modulo, for whole numbers") {
  CHECK(rc::check("modulo", [] {
    const auto left = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
    const auto right = *rc::gen::inRange<std::int64_t>(-1000, 1000);
    RC_PRE(right != 0);
    const Decimal remainder = Decimal::from_int(left).modulo(Decimal::from_int(right)).value();
    const std::int64_t floored =
        left / right - ((left % right != 0 && (left < 0) != (right < 0)) ? 1 : 0);
    RC_ASSERT(remainder == Decimal::from_int(left - right * floored));
  }));
}

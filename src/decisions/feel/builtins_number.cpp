// SPDX-License-Identifier: EUPL-1.2
// Numeric functions: DMN 1.5 table 76.
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

constexpr std::int64_t kScaleMax = 6176;  // DMN 1.5 table 76: -6111 … 6176
constexpr std::int64_t kScaleMin = -6111;

Value number_or_fail(const Invocation& call, const std::optional<Decimal>& number) {
  return number ? Value::from_number(*number) : call.fail("There is no such number.");
}

// To `scale` digits; a scale that is no whole number is cut.
Value rounded(const Invocation& call, const Value& scale_value, Decimal::Rounding rounding) {
  std::int64_t scale = 0;
  if (!scale_value.is_null()) {
    const auto whole = scale_value.number().rounded(0, Decimal::Rounding::kDown);
    const auto asked = whole ? whole->to_int() : std::nullopt;
    if (!asked || *asked > kScaleMax || *asked < kScaleMin) {
      return call.fail("The scale must lie between -6111 and 6176.");
    }
    scale = *asked;
  }
  // Beyond 6111 digits nothing is left to round in a number of 34.
  if (scale > 6111) return call[0];
  return number_or_fail(call, call[0].number().rounded(static_cast<int>(scale), rounding));
}

Value decimal(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kHalfEven);
}
Value floor_to(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kFloor);
}
Value floor_whole(const Invocation& call) {
  return rounded(call, Value(), Decimal::Rounding::kFloor);
}
Value ceiling_to(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kCeiling);
}
Value ceiling_whole(const Invocation& call) {
  return rounded(call, Value(), Decimal::Rounding::kCeiling);
}
Value round_up(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kUp);
}
Value round_down(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kDown);
}
Value round_half_up(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kHalfUp);
}
Value round_half_down(const Invocation& call) {
  return rounded(call, call[1], Decimal::Rounding::kHalfDown);
}

// Of a number or a duration.
Value absolute(const Invocation& call) {
  const Value& n = call[0];
  if (n.is_number()) return n.number().is_negative() ? negate(n) : n;
  if (n.kind() == Kind::kYearsMonths) return n.months() < 0 ? negate(n) : n;
  if (n.kind() == Kind::kDaysTime) return n.days_time().seconds < 0 ? negate(n) : n;
  return call.warn("feel.wrong_arguments", "abs(): 'n' must be a number or a duration.");
}

Value modulo(const Invocation& call) {
  return number_or_fail(call, call[0].number().modulo(call[1].number()));
}
Value square_root(const Invocation& call) {
  return number_or_fail(call, call[0].number().square_root());
}
Value natural_log(const Invocation& call) {
  return number_or_fail(call, call[0].number().natural_log());
}
Value exponential(const Invocation& call) {
  return number_or_fail(call, call[0].number().exponential());
}

std::optional<bool> is_odd(const Decimal& number) {
  const auto rest = number.modulo(Decimal::from_int(2));
  if (!rest || !number.is_integer()) return std::nullopt;
  return !rest->is_zero();
}

Value odd(const Invocation& call) {
  return Value::from_bool(is_odd(call[0].number()).value_or(false));
}
Value even(const Invocation& call) {
  return Value::from_bool(!is_odd(call[0].number()).value_or(true));
}

constexpr TypeKind kNumber = TypeKind::kNumber;

constexpr std::array kRows{
    BuiltinRow{"decimal", "n:n, scale:n", decimal, kNumber},
    BuiltinRow{"floor", "n:n", floor_whole, kNumber},
    BuiltinRow{"floor", "n:n, scale:n", floor_to, kNumber},
    BuiltinRow{"ceiling", "n:n", ceiling_whole, kNumber},
    BuiltinRow{"ceiling", "n:n, scale:n", ceiling_to, kNumber},
    BuiltinRow{"round up", "n:n, scale:n", round_up, kNumber},
    BuiltinRow{"round down", "n:n, scale:n", round_down, kNumber},
    BuiltinRow{"round half up", "n:n, scale:n", round_half_up, kNumber},
    BuiltinRow{"round half down", "n:n, scale:n", round_half_down, kNumber},
    BuiltinRow{"abs", "n:a", absolute},
    BuiltinRow{"modulo", "dividend:n, divisor:n", modulo, kNumber},
    BuiltinRow{"sqrt", "number:n", square_root, kNumber},
    BuiltinRow{"log", "number:n", natural_log, kNumber},
    BuiltinRow{"exp", "number:n", exponential, kNumber},
    BuiltinRow{"odd", "number:n", odd, TypeKind::kBoolean},
    BuiltinRow{"even", "number:n", even, TypeKind::kBoolean},
};

}  // namespace

std::span<const BuiltinRow> number_builtins() {
  return kRows;
}

}  // namespace alternat::feel

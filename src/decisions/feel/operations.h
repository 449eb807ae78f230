// SPDX-License-Identifier: EUPL-1.2
// The operators of FEEL on values (DMN 1.5 tables 41 to 55), without positions: what has no result
// is null. Unknown operands give Unknown, unless the other operand alone decides.
#pragma once

#include <optional>

#include "decisions/feel/value.h"

namespace alternat::feel {

// FEEL equality: true, false, null (different kinds), or Unknown. Table 42.
Value equal(const Value& a, const Value& b);
Value not_equal(const Value& a, const Value& b);

enum class Order { kLess, kLessEqual, kGreater, kGreaterEqual };
// true, false, null (not comparable), or Unknown.
Value compare(const Value& a, Order order, const Value& b);
// -1, 0, 1; nullopt if not comparable (other kinds, null, Unknown).
std::optional<int> order_of(const Value& a, const Value& b);

// The logic of FEEL, tables 50: three truth values, and Unknown.
Value logical_and(const Value& a, const Value& b);
Value logical_or(const Value& a, const Value& b);
Value logical_not(const Value& a);

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);

// `value` in the range; null if not comparable.
Value in_range(const Value& value, const Value& range);
// `value in tested`: equal to it, an item of the list, or within the range (table 55).
Value is_in(const Value& value, const Value& tested);

}  // namespace alternat::feel

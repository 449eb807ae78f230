// SPDX-License-Identifier: EUPL-1.2
// Equality, order, membership and logic of FEEL values.
#include "decisions/feel/operations.h"

#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

// A deep comparison answers in four ways; kUnlike: the kinds differ, which is null in FEEL.
enum class Sameness { kSame, kDifferent, kUnlike, kUnknown };

Sameness same_if(bool same) {
  return same ? Sameness::kSame : Sameness::kDifferent;
}

Sameness sameness(const Value& a, const Value& b);

// Lists, contexts: a part that surely differs decides; else a part not known leaves all unknown.
class Parts {
 public:
  // False once the answer is decided.
  bool add(Sameness part) {
    if (part == Sameness::kUnknown) answer_ = Sameness::kUnknown;
    if (part == Sameness::kDifferent || part == Sameness::kUnlike) answer_ = Sameness::kDifferent;
    return answer_ != Sameness::kDifferent;
  }
  Sameness answer() const { return answer_; }

 private:
  Sameness answer_ = Sameness::kSame;
};

Sameness same_lists(const Value& a, const Value& b) {
  if (a.items().size() != b.items().size()) return Sameness::kDifferent;
  Parts parts;
  for (std::size_t i = 0; i < a.items().size(); ++i) {
    if (!parts.add(sameness(a.items()[i], b.items()[i]))) break;
  }
  return parts.answer();
}

Sameness same_contexts(const Value& a, const Value& b) {
  if (a.entries().size() != b.entries().size()) return Sameness::kDifferent;
  Parts parts;
  for (const Value::Entry& entry : a.entries()) {
    const Value* other = b.find_entry(entry.name);
    if (other == nullptr) return Sameness::kDifferent;
    parts.add(sameness(entry.value, *other));
  }
  return parts.answer();
}

Sameness same_ranges(const Value& a, const Value& b) {
  const RangeEnds x = a.ends();
  const RangeEnds y = b.ends();
  if (x.low_included != y.low_included || x.high_included != y.high_included ||
      x.low_present != y.low_present || x.high_present != y.high_present) {
    return Sameness::kDifferent;
  }
  Parts parts;
  if (parts.add(sameness(a.low(), b.low()))) parts.add(sameness(a.high(), b.high()));
  return parts.answer();
}

// A moment with a zone and one without are never the same; two with zones are compared in UTC.
Sameness same_moments(const DateAndTime& a, const DateAndTime& b) {
  const bool a_local = a.zone.mode == Zone::Mode::kLocal;
  const bool b_local = b.zone.mode == Zone::Mode::kLocal;
  if (a_local != b_local) return Sameness::kDifferent;
  return same_if(instant_of(a) == instant_of(b));
}

DateAndTime moment_of(const Value& value) {
  if (value.kind() == Kind::kTime) return {0, value.time().nanos, value.time().zone};
  if (value.kind() == Kind::kDate) {
    // A date stands for midnight UTC of its day (DMN 1.5 clause 10.3.2.3.5).
    return {value.day(), 0, Zone{Zone::Mode::kOffset, 0, nullptr}};
  }
  return value.date_time();
}

Sameness sameness(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return Sameness::kUnknown;
  if (a.is_null() || b.is_null()) return same_if(a.is_null() && b.is_null());
  if (a.kind() != b.kind()) return Sameness::kUnlike;
  switch (a.kind()) {
    case Kind::kNull:
      return Sameness::kSame;
    case Kind::kBoolean:
      return same_if(a.boolean() == b.boolean());
    case Kind::kNumber:
      return same_if(a.number() == b.number());
    case Kind::kString:
      return same_if(a.string() == b.string());
    case Kind::kDate:
      return same_if(a.day() == b.day());
    case Kind::kTime:
    case Kind::kDateTime:
      return same_moments(moment_of(a), moment_of(b));
    case Kind::kYearsMonths:
      return same_if(a.months() == b.months());
    case Kind::kDaysTime:
      return same_if(a.days_time() == b.days_time());
    case Kind::kList:
      return same_lists(a, b);
    case Kind::kContext:
      return same_contexts(a, b);
    case Kind::kRange:
      return same_ranges(a, b);
    case Kind::kFunction:
      return same_if(a.node() == b.node());
    case Kind::kUnknown:
      return Sameness::kUnknown;
  }
  return Sameness::kUnlike;
}

int sign(const auto& a, const auto& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

std::optional<int> order_of_moments(const DateAndTime& a, const DateAndTime& b) {
  const bool a_local = a.zone.mode == Zone::Mode::kLocal;
  const bool b_local = b.zone.mode == Zone::Mode::kLocal;
  if (a_local != b_local) return std::nullopt;
  return sign(instant_of(a), instant_of(b));
}

bool holds(Order order, int sign_of) {
  switch (order) {
    case Order::kLess:
      return sign_of < 0;
    case Order::kLessEqual:
      return sign_of <= 0;
    case Order::kGreater:
      return sign_of > 0;
    case Order::kGreaterEqual:
      return sign_of >= 0;
  }
  return false;
}

}  // namespace

Value equal(const Value& a, const Value& b) {
  switch (sameness(a, b)) {
    case Sameness::kSame:
      return Value::from_bool(true);
    case Sameness::kDifferent:
      return Value::from_bool(false);
    case Sameness::kUnlike:
      return Value();
    case Sameness::kUnknown:
      return merge_unknown(a, b);
  }
  return Value();
}

Value not_equal(const Value& a, const Value& b) {
  return logical_not(equal(a, b));
}

std::optional<int> order_of(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return sign(a.number(), b.number());
  if (a.kind() == b.kind()) {
    switch (a.kind()) {
      case Kind::kString:
        return sign(a.string(), b.string());
      case Kind::kDate:
        return sign(a.day(), b.day());
      case Kind::kTime:
      case Kind::kDateTime:
        return order_of_moments(moment_of(a), moment_of(b));
      case Kind::kYearsMonths:
        return sign(a.months(), b.months());
      case Kind::kDaysTime:
        return sign(a.days_time(), b.days_time());
      case Kind::kNumber:
      case Kind::kNull:
      case Kind::kBoolean:
      case Kind::kList:
      case Kind::kContext:
      case Kind::kRange:
      case Kind::kFunction:
      case Kind::kUnknown:
        return std::nullopt;
    }
  }
  const bool dates = (a.kind() == Kind::kDate && b.kind() == Kind::kDateTime) ||
                     (a.kind() == Kind::kDateTime && b.kind() == Kind::kDate);
  if (dates) return order_of_moments(moment_of(a), moment_of(b));
  return std::nullopt;
}

Value compare(const Value& a, Order order, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  const auto sign_of = order_of(a, b);
  return sign_of ? Value::from_bool(holds(order, *sign_of)) : Value();
}

Value logical_and(const Value& a, const Value& b) {
  if (a.is_false() || b.is_false()) return Value::from_bool(false);
  if (a.is_unknown() || b.is_unknown()) {
    // What is neither false nor true makes null, or false if the other turns out false.
    return merge_unknown(a, b);
  }
  return a.is_true() && b.is_true() ? Value::from_bool(true) : Value();
}

Value logical_or(const Value& a, const Value& b) {
  if (a.is_true() || b.is_true()) return Value::from_bool(true);
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  return a.is_false() && b.is_false() ? Value::from_bool(false) : Value();
}

Value logical_not(const Value& a) {
  if (a.is_unknown()) return a;
  return a.is_boolean() ? Value::from_bool(!a.boolean()) : Value();
}

Value in_range(const Value& value, const Value& range) {
  if (value.is_unknown() || range.has_unknown()) return merge_unknown(value, range);
  const RangeEnds ends = range.ends();
  if (!ends.low_present && !ends.high_present) return equal(value, range.low());  // (= e)
  Value low = Value::from_bool(true);
  Value high = Value::from_bool(true);
  if (ends.low_present) {
    low = compare(value, ends.low_included ? Order::kGreaterEqual : Order::kGreater, range.low());
  }
  if (ends.high_present) {
    high = compare(value, ends.high_included ? Order::kLessEqual : Order::kLess, range.high());
  }
  return logical_and(low, high);  // DMN 1.5 table 55
}

// DMN 1.5 table 55: e in (tests): equal, in a list, in a range, or in a range within a list.
Value is_in(const Value& value, const Value& tested) {
  if (tested.is_unknown()) return merge_unknown(value, tested);
  if (tested.is_range()) {
    if (!value.is_range()) return in_range(value, tested);
    return equal(value, tested);
  }
  if (!tested.is_list()) return equal(value, tested);
  if (value.is_list() && equal(value, tested).is_true()) return Value::from_bool(true);
  Value found = Value::from_bool(false);
  for (const Value& item : tested.items()) {
    Value here = item.is_range() && !value.is_range() ? in_range(value, item) : equal(value, item);
    if (here.is_null()) here = Value::from_bool(false);
    found = logical_or(found, here);
    if (found.is_true()) return found;
  }
  // A list that equals the list, or one of its items, may still come out of what is unknown.
  if (value.has_unknown() || tested.has_unknown()) {
    const bool may_be_list = value.is_list() || value.is_unknown();
    return found.is_false() && !may_be_list ? found : merge_unknown(value, tested);
  }
  return found;
}

}  // namespace alternat::feel

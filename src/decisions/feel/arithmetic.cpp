// SPDX-License-Identifier: EUPL-1.2
// Arithmetic of FEEL: DMN 1.5 tables 45 (addition), 46 (subtraction), 47 (multiplication,
// division), 48 (exponentiation), 49 (negation). What the tables do not name is null.
#include "decisions/feel/operations.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

constexpr std::int64_t kMonthsMax = static_cast<std::int64_t>(1) << 60;

Value number_or_null(const std::optional<Decimal>& number) {
  return number ? Value::from_number(*number) : Value();
}

Value months_or_null(std::int64_t months) {
  return months > kMonthsMax || months < -kMonthsMax ? Value() : Value::from_months(months);
}

// Months as a number, towards zero.
Value months_of(const std::optional<Decimal>& number) {
  if (!number) return Value();
  const auto whole = number->rounded(0, Decimal::Rounding::kDown);
  const auto months = whole ? whole->to_int() : std::nullopt;
  return months ? months_or_null(*months) : Value();
}

Value days_time_or_null(const std::optional<DaysTime>& duration) {
  return duration ? Value::from_days_time(*duration) : Value();
}

Value seconds_or_null(const std::optional<Decimal>& seconds) {
  return seconds ? days_time_or_null(days_time_of_seconds(*seconds)) : Value();
}

Value moment_or_null(const std::optional<DateAndTime>& moment) {
  return moment ? Value::from_date_time(*moment) : Value();
}

Value add_months_to(const Value& value, std::int64_t months) {
  if (value.kind() == Kind::kDate) {
    const auto day = add_months(value.day(), months);
    return day ? Value::from_day(*day) : Value();
  }
  DateAndTime moment = value.date_time();
  const auto day = add_months(moment.day, months);
  if (!day) return Value();
  moment.day = *day;
  return Value::from_date_time(moment);
}

Value add_nanos_to(const Value& value, Wide nanos) {
  if (value.kind() == Kind::kDate) {
    const auto moment = move({value.day(), 0, {}}, nanos);
    return moment ? Value::from_day(moment->day) : Value();
  }
  if (value.kind() == Kind::kTime) {
    const TimeOfDay time = value.time();
    const Wide total = (time.nanos + nanos % kNanosPerDay + kNanosPerDay) % kNanosPerDay;
    return Value::from_time({static_cast<std::int64_t>(total), time.zone});
  }
  return moment_or_null(move(value.date_time(), nanos));
}

bool is_dated(const Value& value) {
  return value.kind() == Kind::kDate || value.kind() == Kind::kDateTime;
}

// Temporal value plus sign times a duration; nullopt if this is no such pair.
std::optional<Value> shift(const Value& value, const Value& duration, int direction) {
  if (duration.kind() == Kind::kYearsMonths && is_dated(value)) {
    return add_months_to(value, direction * duration.months());
  }
  if (duration.kind() == Kind::kDaysTime && (is_dated(value) || value.kind() == Kind::kTime)) {
    return add_nanos_to(value, direction * total_nanos(duration.days_time()));
  }
  return std::nullopt;
}

DateAndTime moment_of(const Value& value) {
  if (value.kind() == Kind::kDateTime) return value.date_time();
  // DMN 1.5 clause 10.3.2.3.5: a date stands for midnight UTC.
  return {value.day(), 0, Zone{Zone::Mode::kOffset, 0, nullptr}};
}

Value difference(const DateAndTime& a, const DateAndTime& b) {
  const bool a_local = a.zone.mode == Zone::Mode::kLocal;
  const bool b_local = b.zone.mode == Zone::Mode::kLocal;
  if (a_local != b_local) return Value();
  return days_time_or_null(days_time_of(instant_of(a) - instant_of(b)));
}

Value add_like(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kNumber:
      return number_or_null(a.number().plus(b.number()));
    case Kind::kString:
      return Value::from_string(std::string(a.string()) + std::string(b.string()));
    case Kind::kYearsMonths:
      return months_or_null(a.months() + b.months());
    case Kind::kDaysTime:
      return days_time_or_null(
          days_time_of(total_nanos(a.days_time()) + total_nanos(b.days_time())));
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kDate:
    case Kind::kTime:
    case Kind::kDateTime:
    case Kind::kList:
    case Kind::kContext:
    case Kind::kRange:
    case Kind::kFunction:
    case Kind::kUnknown:
      return Value();
  }
  return Value();
}

}  // namespace

Value add(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  if (a.kind() == b.kind()) return add_like(a, b);
  if (auto shifted = shift(a, b, 1)) return *shifted;
  if (auto shifted = shift(b, a, 1)) return *shifted;
  return Value();
}

Value subtract(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  if (a.is_number() && b.is_number()) return number_or_null(a.number().minus(b.number()));
  if (a.kind() == Kind::kDate && b.kind() == Kind::kDate) {
    return Value::from_days_time({(a.day() - b.day()) * kSecondsPerDay, 0});
  }
  if (is_dated(a) && is_dated(b)) return difference(moment_of(a), moment_of(b));
  if (a.kind() == Kind::kTime && b.kind() == Kind::kTime) {
    return difference({0, a.time().nanos, a.time().zone}, {0, b.time().nanos, b.time().zone});
  }
  if (a.kind() == Kind::kYearsMonths && b.kind() == Kind::kYearsMonths) {
    return months_or_null(a.months() - b.months());
  }
  if (a.kind() == Kind::kDaysTime && b.kind() == Kind::kDaysTime) {
    return days_time_or_null(days_time_of(total_nanos(a.days_time()) - total_nanos(b.days_time())));
  }
  return shift(a, b, -1).value_or(Value());
}

Value multiply(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  if (a.is_number() && b.is_number()) return number_or_null(a.number().times(b.number()));
  if (a.is_number()) return multiply(b, a);
  if (!b.is_number()) return Value();
  if (a.kind() == Kind::kYearsMonths) {
    return months_of(Decimal::from_int(a.months()).times(b.number()));
  }
  if (a.kind() == Kind::kDaysTime) {
    return seconds_or_null(seconds_of(a.days_time()).times(b.number()));
  }
  return Value();
}

Value divide(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  if (a.is_number() && b.is_number()) return number_or_null(a.number().divided_by(b.number()));
  if (a.kind() == Kind::kYearsMonths) {
    const Decimal months = Decimal::from_int(a.months());
    if (b.is_number()) return months_of(months.divided_by(b.number()));
    if (b.kind() == Kind::kYearsMonths) {
      return number_or_null(months.divided_by(Decimal::from_int(b.months())));
    }
  }
  if (a.kind() == Kind::kDaysTime) {
    const Decimal seconds = seconds_of(a.days_time());
    if (b.is_number()) return seconds_or_null(seconds.divided_by(b.number()));
    if (b.kind() == Kind::kDaysTime) {
      return number_or_null(seconds.divided_by(seconds_of(b.days_time())));
    }
  }
  return Value();
}

Value power(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
  if (!a.is_number() || !b.is_number()) return Value();
  return number_or_null(a.number().to_power(b.number()));
}

Value negate(const Value& a) {
  if (a.is_unknown()) return a;
  if (a.is_number()) return Value::from_number(a.number().negated());
  if (a.kind() == Kind::kYearsMonths) return Value::from_months(-a.months());
  if (a.kind() == Kind::kDaysTime) {
    return days_time_or_null(days_time_of(-total_nanos(a.days_time())));
  }
  return Value();
}

}  // namespace alternat::feel

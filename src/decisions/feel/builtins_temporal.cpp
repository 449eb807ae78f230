// SPDX-License-Identifier: EUPL-1.2
// Constructors of dates, times and durations: DMN 1.5 table 72.
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

constexpr Zone kUtc{Zone::Mode::kOffset, 0, nullptr};

Value parsed_or_fail(const Invocation& call, const std::optional<Value>& value,
                     std::string_view what) {
  if (value) return *value;
  return call.fail("\"" + std::string(call[0].string()) + "\" is no " + std::string(what) +
                   " that exists.");
}

Value date_from(const Invocation& call) {
  if (call[0].is_string()) return parsed_or_fail(call, parse_date(call[0].string()), "date");
  if (call[0].kind() == Kind::kDate) return call[0];
  if (call[0].kind() == Kind::kDateTime) return Value::from_day(call[0].date_time().day);
  return call.warn("feel.wrong_arguments", "date(): 'from' must be a string or a date.");
}

Value date_of_parts(const Invocation& call) {
  const auto year = call[0].number().to_int();
  const auto month = call[1].number().to_int();
  const auto day = call[2].number().to_int();
  const auto days = year && month && day ? make_day(*year, *month, *day) : std::nullopt;
  return days ? Value::from_day(*days) : call.fail("date(): there is no such day.");
}

Value time_from(const Invocation& call) {
  switch (call[0].kind()) {
    case Kind::kString:
      return parsed_or_fail(call, parse_time(call[0].string()), "time");
    case Kind::kTime:
      return call[0];
    case Kind::kDateTime:
      return Value::from_time({call[0].date_time().nanos, call[0].date_time().zone});
    case Kind::kDate:
      return Value::from_time({0, kUtc});
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kYearsMonths:
    case Kind::kDaysTime:
    case Kind::kList:
    case Kind::kContext:
    case Kind::kRange:
    case Kind::kFunction:
    case Kind::kUnknown:
      break;
  }
  return call.warn("feel.wrong_arguments", "time(): 'from' must be a string or a time.");
}

// time(11, 59, 45.25, duration("PT2H")): seconds may have a fraction.
Value time_of_parts(const Invocation& call) {
  const auto hour = call[0].number().to_int();
  const auto minute = call[1].number().to_int();
  const auto second = days_time_of_seconds(call[2].number());
  const bool valid = hour && minute && second && *hour >= 0 && *hour < 24 && *minute >= 0 &&
                     *minute < 60 && second->seconds >= 0 && second->seconds < 60;
  if (!valid) return call.fail("time(): there is no such time.");
  Zone zone;
  if (!call[3].is_null()) {
    const bool is_offset = call[3].kind() == Kind::kDaysTime && call[3].days_time().nanos == 0;
    const std::int64_t offset = is_offset ? call[3].days_time().seconds : kSecondsPerDay;
    if (offset > 18 * 3600 || offset < -18 * 3600) {
      return call.fail("time(): the offset must be a duration of at most 18 hours.");
    }
    zone = Zone{Zone::Mode::kOffset, static_cast<std::int32_t>(offset), nullptr};
  }
  const std::int64_t seconds = *hour * 3600 + *minute * 60 + second->seconds;
  return Value::from_time({seconds * kNanosPerSecond + second->nanos, zone});
}

Value date_time_from(const Invocation& call) {
  if (call[0].is_string()) {
    return parsed_or_fail(call, parse_date_time(call[0].string()), "date and time");
  }
  if (call[0].kind() == Kind::kDateTime) return call[0];
  if (call[0].kind() == Kind::kDate) return Value::from_date_time({call[0].day(), 0, kUtc});
  return call.warn("feel.wrong_arguments", "date and time(): 'from' must be a string.");
}

Value date_time_of_parts(const Invocation& call) {
  const bool dated = call[0].kind() == Kind::kDate || call[0].kind() == Kind::kDateTime;
  if (!dated || call[1].kind() != Kind::kTime) {
    return call.warn("feel.wrong_arguments", "date and time(): it takes a date and a time.");
  }
  const std::int64_t day = call[0].kind() == Kind::kDate ? call[0].day() : call[0].date_time().day;
  return Value::from_date_time({day, call[1].time().nanos, call[1].time().zone});
}

Value duration_from(const Invocation& call) {
  if (call[0].is_string()) {
    return parsed_or_fail(call, parse_duration(call[0].string()), "duration");
  }
  if (call[0].kind() == Kind::kYearsMonths || call[0].kind() == Kind::kDaysTime) return call[0];
  return call.warn("feel.wrong_arguments", "duration(): 'from' must be a string.");
}

std::optional<std::int64_t> day_from(const Value& value) {
  if (value.kind() == Kind::kDate) return value.day();
  if (value.kind() == Kind::kDateTime) return value.date_time().day;
  return std::nullopt;
}

Value years_and_months_duration(const Invocation& call) {
  const auto from = day_from(call[0]);
  const auto to = day_from(call[1]);
  if (!from || !to) {
    return call.warn("feel.wrong_arguments", "years and months duration(): it takes two dates.");
  }
  return Value::from_months(months_between(*from, *to));
}

constexpr std::array kRows{
    BuiltinRow{"date", "from:a", date_from, TypeKind::kDate},
    BuiltinRow{"date", "year:n, month:n, day:n", date_of_parts, TypeKind::kDate},
    BuiltinRow{"time", "from:a", time_from, TypeKind::kTime},
    BuiltinRow{"time", "hour:n, minute:n, second:n, offset:x?", time_of_parts, TypeKind::kTime},
    BuiltinRow{"date and time", "from:a", date_time_from, TypeKind::kDateTime},
    BuiltinRow{"date and time", "date:a, time:a", date_time_of_parts, TypeKind::kDateTime},
    BuiltinRow{"duration", "from:a", duration_from},
    BuiltinRow{"years and months duration", "from:a, to:a", years_and_months_duration,
               TypeKind::kYearsMonths},
};

}  // namespace

std::span<const BuiltinRow> temporal_builtins() {
  return kRows;
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Calendar functions (DMN 1.5 table 77), today and now, and our own completed years and months.
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

std::optional<std::int64_t> day_from(const Value& value) {
  if (value.kind() == Kind::kDate) return value.day();
  if (value.kind() == Kind::kDateTime) return value.date_time().day;
  return std::nullopt;
}

Value no_date(const Invocation& call) {
  return call.warn("feel.wrong_arguments", "The argument must be a date or a date and time.");
}

Value day_of_year(const Invocation& call) {
  const auto day = day_from(call[0]);
  if (!day) return no_date(call);
  return Value::from_int(*day - day_of({civil_of(*day).year, 1, 1}) + 1);
}

Value day_of_week(const Invocation& call) {
  constexpr std::array<std::string_view, 7> kNames{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
  const auto day = day_from(call[0]);
  return day ? Value::from_string(kNames[weekday_of(*day) - 1]) : no_date(call);
}

Value month_of_year(const Invocation& call) {
  constexpr std::array<std::string_view, 12> kNames{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto day = day_from(call[0]);
  return day ? Value::from_string(kNames[civil_of(*day).month - 1]) : no_date(call);
}

// ISO 8601: the week belongs to the year of its Thursday.
Value week_of_year(const Invocation& call) {
  const auto day = day_from(call[0]);
  if (!day) return no_date(call);
  const std::int64_t thursday = *day + 4 - weekday_of(*day);
  return Value::from_int((thursday - day_of({civil_of(thursday).year, 1, 1})) / 7 + 1);
}

Value today(const Invocation& call) {
  if (!call.context().today().is_null()) return call.context().today();
  return call.warn("feel.no_clock", "today(): nobody said which day it is.");
}

Value now(const Invocation& call) {
  if (!call.context().now().is_null()) return call.context().now();
  return call.warn("feel.no_clock", "now(): nobody said what time it is.");
}

// A year of life is completed on the birthday itself (BGB ss. 187(2), 188(2)); born on 29 February,
// in other years on 1 March.
std::optional<std::int64_t> completed_months(const Value& from, const Value& to) {
  const auto start = day_from(from);
  const auto end = day_from(to);
  if (!start || !end) return std::nullopt;
  const auto in_years = [](std::int64_t day) {
    return day >= -4'371'587 && day <= 2'932'896;  // -9999-01-01 to 9999-12-31
  };
  if (!in_years(*start) || !in_years(*end)) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(*start))
      .completed_months_until(Date::from_days(static_cast<std::int32_t>(*end)));
}

Value completed_months_between(const Invocation& call) {
  const auto months = completed_months(call[0], call[1]);
  return months ? Value::from_int(*months) : no_date(call);
}

Value completed_years_between(const Invocation& call) {
  if (!completed_months(call[0], call[1])) return no_date(call);
  const Date from = Date::from_days(static_cast<std::int32_t>(*day_from(call[0])));
  const Date to = Date::from_days(static_cast<std::int32_t>(*day_from(call[1])));
  return Value::from_int(from.completed_years_until(to));
}

constexpr TypeKind kNumber = TypeKind::kNumber;

constexpr std::array kRows{
    BuiltinRow{"day of year", "date:a", day_of_year, kNumber},
    BuiltinRow{"day of week", "date:a", day_of_week, TypeKind::kString},
    BuiltinRow{"month of year", "date:a", month_of_year, TypeKind::kString},
    BuiltinRow{"week of year", "date:a", week_of_year, kNumber},
    BuiltinRow{"today", "", today, TypeKind::kDate},
    BuiltinRow{"now", "", now, TypeKind::kDateTime},
    BuiltinRow{"completed years", "from:a, to:a", completed_years_between, kNumber},
    BuiltinRow{"completed months", "from:a, to:a", completed_months_between, kNumber},
};

}  // namespace

std::span<const BuiltinRow> calendar_builtins() {
  return kRows;
}

}  // namespace alternat::feel

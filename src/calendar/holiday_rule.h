// SPDX-License-Identifier: EUPL-1.2
// When a holiday falls: on a fixed day, so many days from Easter, on the weekday before a day, or
// on listed dates.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/diagnostics.h"
#include "base/toml.h"

namespace alternat::calendar {

struct FixedDay {
  unsigned month;
  unsigned day;
};

struct FromEaster {
  int days;  // 1 = Easter Monday, -2 = Good Friday
};

struct WeekdayBefore {
  unsigned weekday;  // ISO
  FixedDay before;   // strictly before
};

struct HolidayRule {
  std::variant<FixedDay, FromEaster, WeekdayBefore, std::vector<Date>> when;
  int first_year;  // of the holiday, not of the calendar
  int last_year;
};

// Takes the keys fixed | easter | weekday_before | dates (exactly one), from_year and until_year.
// nullopt with calendar.bad_holiday if they make no rule.
std::optional<HolidayRule> read_holiday_rule(TomlReader& reader, Diagnostics& diagnostics);

// The days of the years first_year to last_year, in order. A fixed 29 February is skipped in other
// years.
std::vector<Date> holiday_dates(const HolidayRule& rule, int first_year, int last_year);

// "monday" = 1 … "sunday" = 7.
std::optional<unsigned> find_weekday(std::string_view word);

}  // namespace alternat::calendar

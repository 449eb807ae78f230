// SPDX-License-Identifier: EUPL-1.2
// How a counted period is written, everywhere the same: in procedures, in FEEL's deadline(), on the
// command line. "P14D", "P2W:bgb_fixed_end", "P5D:working_days", "P5D:working_days:treaty".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "calendar/calendar_set.h"

namespace alternat::calendar {

// "PT10M" -> 10. Minutes are counted by no law, and in no calendar: they run from the moment
// itself.
std::optional<std::int32_t> find_minutes(std::string_view text);

// "working_days", "treaty" or "working_days:treaty".
struct Counting {
  std::optional<PeriodUnit> unit;  // only calendar_days, working_days, werktage, hours
  std::string rule;                // id; "" = none named
};

struct CountedPeriod {
  StatedPeriod period;
  std::string rule;  // id; "" = none named
};

// One component of ISO 8601 in whole numbers: P14D, P2W, P3M, P1Y, PT24H. Error
// calendar.bad_period.
Result<StatedPeriod> parse_period(std::string_view text);

// Each word is a unit or a rule of the set, each at most once. Errors calendar.bad_counting;
// calendar.rule_not_found for a word that is neither.
Result<Counting> parse_counting(std::string_view text, const CalendarSet& set);

// Days may be counted as working days or Werktage; weeks, months, years and hours are what they
// are: error calendar.bad_counting.
Result<CountedPeriod> counted(StatedPeriod period, const Counting& counting);

// A period, then, after a colon, its counting.
Result<CountedPeriod> parse_counted_period(std::string_view text, const CalendarSet& set);

}  // namespace alternat::calendar

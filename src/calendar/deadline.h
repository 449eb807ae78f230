// SPDX-License-Identifier: EUPL-1.2
// Deadlines that explain themselves: the last day, and step by step how it was found. Steps are
// codes with values; their sentences are in the text catalogue ([deadline.<code>]).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "calendar/counting_rule.h"
#include "calendar/holiday_calendar.h"

namespace alternat::calendar {

// Codes and their values:
//   event {event, day, weekday}                  what started the period
//   event_day_not_counted {first_day, citation}  counting starts with first_day
//   event_day_counted {first_day, citation}
//   counted {length, unit, last_day, weekday, citation}
//   weekend_days_skipped {count}                 working days and Werktage only
//   holiday_skipped {day, weekday, name_de, name_en}
//   no_such_day {day, last_day, citation}        the month is too short for the day
//   last_day_weekend {day, weekday}
//   last_day_holiday {day, weekday, name_de, name_en}
//   stays {day, citation}                        a day off, but the rule moves nothing
//   moved {from, to, weekday, citation}
//   local_holiday {day, name_de, name_en}        a day off in some municipalities only: check the
//   place provisional_holidays {}                      a holiday whose date may change touches the
//   result holidays_not_known {year, calendar}          not needed for the result, so not an error
//   ends {day, weekday, zone}                    at the end of that day in that zone
struct DeadlineStep {
  std::string code;
  std::vector<std::pair<std::string, std::string>> values;

  // "" if the step has no such value.
  std::string value(std::string_view name) const;
};

struct Deadline {
  Date last_day;
  std::string zone;
  bool is_provisional = false;
  std::vector<DeadlineStep> steps;

  // The first moment after the deadline: the start of the next day in the zone.
  Result<Instant> end_moment() const;
  // Whether `day` is still in time.
  bool is_met_on(Date day) const { return day <= last_day; }
};

// Errors: calendar.bad_length (not 1 to 40,000), calendar.year_not_covered (only where holidays
// decide), calendar.hours (use compute_hour_deadline), date.no_such_day (month rounding "refuse").
Result<Deadline> compute_deadline(Date event_day, const StatedPeriod& period,
                                  const CountingRule& rule, const HolidayCalendar& calendar);

enum class HourStart {
  kAtOnce,        // from the moment of the event
  kNextFullHour,  // the hour of the event is not counted (Regulation 1182/71 art. 3(1), (2)(a))
};

// The first moment after the last hour. Error calendar.bad_length (not 1 to 40,000).
Result<Instant> compute_hour_deadline(Instant event, std::int32_t hours, HourStart start);

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// Deadlines that explain themselves: the last day, and step by step how it was found. Steps are
// codes with values; their sentences are in the text catalogue ([deadline.<code>]).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "calendar/counting_rule.h"
#include "calendar/holiday_calendar.h"
#include "calendar/place.h"

namespace alternat::calendar {

// Codes and their values:
//   both_sides {name_de, name_en}                two calendars; a day counts only if it works at
//   both either_side {name_de, name_en}               two calendars; a day counts if it works at
//   one event {event, day, weekday}                  what started the period event_day_not_counted
//   {first_day, citation}  counting starts with first_day event_day_counted {first_day, citation}
//   suspended {from, until, days, citation, reason}  days that do not count
//   counted {length, unit, last_day, weekday, citation}
//   weekend_days_skipped {count}                 working days and Werktage only
//   holiday_skipped {day, weekday, name_de, name_en}
//   no_such_day {day, last_day, citation}        the month is too short for the day
//   last_day_weekend {day, weekday}
//   last_day_holiday {day, weekday, name_de, name_en}
//   stays {day, citation}                        a day off, but the rule moves nothing
//   moved {from, to, weekday, citation}
//   too_few_working_days {count, least, to, weekday, citation}
//   extended {from, length, unit, reason, citation}  a further period from the end of the one
//   before local_holiday {day, name_de, name_en}        a day off in some municipalities only:
//   check the
//                                                place
//   provisional_holidays {}                      a holiday whose date may change touches the result
//   holidays_not_known {year, calendar}          not needed for the result, so not an error
//   ends {day, weekday, zone}                    at the end of that day in that zone
//   hour_event {event, moment}, hour_event_next {event, moment, first_hour, citation},
//   hours_counted {length, moment, citation}, ends_at {moment, zone}   periods of hours
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
  std::optional<Instant> moment;  // periods of hours: the first moment after the last hour

  // The first moment after the deadline: the start of the next day in the zone, or `moment`.
  Result<Instant> end_moment() const;
  // Whether `day` is still in time.
  bool is_met_on(Date day) const { return day <= last_day; }
};

// Days that do not count, both included.
struct Suspension {
  Date from;
  Date until;
  std::string reason;  // code, "" = none given
};

// A further period, counted from the end of the one before (BGB s.190).
struct Extension {
  StatedPeriod period;
  std::string reason;  // code
};

struct DeadlineQuestion {
  Date event_day;
  StatedPeriod period;
  std::vector<Suspension> suspensions;  // in order, apart
  std::vector<Extension> extensions;
};

// Errors: calendar.bad_length (not 1 to 40,000), calendar.year_not_covered (only where holidays
// decide), calendar.hours (use compute_hours), date.no_such_day (month rounding "refuse"),
// calendar.bad_suspension, calendar.suspended_too_late, calendar.two_sides (the rule counts by two
// calendars and one is given).
Result<Deadline> compute_deadline(const DeadlineQuestion& question, const CountingRule& rule,
                                  const Place& place);
// The same without suspension and extension, at one place.
Result<Deadline> compute_deadline(Date event_day, const StatedPeriod& period,
                                  const CountingRule& rule, const HolidayCalendar& calendar);

// A period of hours; `calendar` gives the zone in which its end is told. Every hour counts. Errors
// calendar.bad_length, calendar.hours (the period is not in hours).
Result<Deadline> compute_hours(Instant event, const StatedPeriod& period, const CountingRule& rule,
                               const HolidayCalendar& calendar);

// The first moment after the last hour. Error calendar.bad_length (not 1 to 40,000).
Result<Instant> compute_hour_deadline(Instant event, std::int32_t hours, HourStart start);

}  // namespace alternat::calendar

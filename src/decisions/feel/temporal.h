// SPDX-License-Identifier: EUPL-1.2
// Days, moments and durations beneath FEEL's temporal values: proleptic Gregorian days over years
// of nine digits, nanoseconds, offsets of zones. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "decisions/feel/value.h"

namespace alternat::feel {

__extension__ typedef __int128 Wide;

inline constexpr std::int64_t kYearMax = 999'999'999;  // DMN 1.5 clause 10.3.4.1 date(from)
inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

struct CivilDay {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

CivilDay civil_of(std::int64_t day);
// Asserts nothing: day_of({2026, 13, 40}) is meaningless; use make_day for what a person wrote.
std::int64_t day_of(const CivilDay& civil);
unsigned days_in_month(std::int64_t year, unsigned month);
// nullopt if there is no such day, or the year is beyond kYearMax.
std::optional<std::int64_t> make_day(std::int64_t year, std::int64_t month, std::int64_t day);
bool is_day_in_bounds(std::int64_t day);
// To the last day of a month that is too short (XPath; MonthRounding::kDown).
std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months);
// 1 = Monday … 7 = Sunday.
unsigned weekday_of(std::int64_t day);

Wide total_nanos(DaysTime duration);
// nullopt if beyond what a duration holds.
std::optional<DaysTime> days_time_of(Wide nanos);
Decimal seconds_of(DaysTime duration);
std::optional<DaysTime> days_time_of_seconds(const Decimal& seconds);

// "Europe/Berlin"; nullopt if the zone data does not know it.
std::optional<Zone> find_zone(std::string_view name);
std::string zone_name(const Zone& zone);
// Seconds east of UTC at that local moment; nullopt if local (no zone).
std::optional<std::int32_t> offset_at(const Zone& zone, std::int64_t day, std::int64_t nanos);
// Nanoseconds since 1970 in UTC; a local moment is read as if it were UTC.
Wide instant_of(const DateAndTime& moment);
// The moment so many nanoseconds later, in the same zone.
std::optional<DateAndTime> move(const DateAndTime& moment, Wide nanos);

// Completed months between days (negative if `to` is earlier), as years and months duration()
// counts: by the days alone, never the time of day.
std::int64_t months_between(std::int64_t from, std::int64_t to);

// FEEL component (`year`, `month`, `day`, `weekday`, `hour`, `minute`, `second`, `time offset`,
// `timezone`, `years`, `months`, `days`, `hours`, `minutes`, `seconds`) of a temporal value;
// nullopt if its kind has no such component.
std::optional<Value> temporal_component(const Value& value, std::string_view name);

}  // namespace alternat::feel

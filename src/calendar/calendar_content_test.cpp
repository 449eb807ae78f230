// SPDX-License-Identifier: EUPL-1.2
// The calendars that are shipped: they read without a mistake, and where an independent list of
// holidays is at hand (ALTERNAT_SHARED), every day of every year agrees with it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "base/file.h"
#include "calendar/calendar_reader.h"
#include "calendar/deadline.h"

namespace alternat::calendar {

namespace {

const std::string kRoot = ALTERNAT_SOURCE_DIR;

CalendarSet shipped() {
  Diagnostics found;
  CalendarSet set = load_calendars(kRoot + "/content/law/calendars", found);
  for (const auto& item : found.items()) FAIL_CHECK(to_string(item));
  return set;
}

std::string shared_folder() {
  const char* set = std::getenv("ALTERNAT_SHARED");
  return set != nullptr ? set : kRoot + "/../shared";
}

using DaysOfRegion = std::map<std::string, std::set<std::string>>;

// region \t date \t type \t …; only type "public".
DaysOfRegion read_list(const std::string& text) {
  DaysOfRegion days;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (second == std::string::npos || line.compare(second + 1, 7, "public\t") != 0) continue;
    days[line.substr(0, first)].insert(line.substr(first + 1, second - first - 1));
  }
  return days;
}

}  // namespace

TEST_CASE("the shipped calendars and rules read without a mistake") {
  const CalendarSet set = shipped();
  CHECK(set.calendars().size() == 1 + 16 + 2);
  for (const char* rule :
       {"bgb", "bgb_fixed_end", "bgb_from_day", "vwvfg", "treaty", "treaty_next_working_day",
        "treaty_both_sides", "treaty_either_side", "eu"}) {
    CHECK(set.find_rule(rule) != nullptr);
  }
  for (const HolidayCalendar& calendar : set.calendars()) {
    CAPTURE(calendar.id());
    CHECK(Instant::start_of(Date::from_days(0), calendar.zone()).ok());
    CHECK(calendar.first_year() <= 2024);
    CHECK(calendar.last_year() >= 2036);
  }
}

TEST_CASE("every day of 2024 to 2036 agrees with an independent list") {
  const auto text = read_file(shared_folder() + "/data/holidays/public_holidays_2024_2036.tsv");
  if (!text) {
    MESSAGE("skipped: " << text.error().message);
    return;
  }
  const DaysOfRegion list = read_list(*text);
  const CalendarSet set = shipped();
  int compared = 0;
  for (const HolidayCalendar& calendar : set.calendars()) {
    std::string region = calendar.id();
    std::transform(region.begin(), region.end(), region.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const auto expected = list.find(region);
    if (expected == list.end()) continue;
    ++compared;
    CAPTURE(region);
    std::set<std::string> ours;
    for (const Holiday& holiday : calendar.holidays()) {
      const int year = holiday.date.year();
      if (!holiday.is_local && year >= 2024 && year <= 2036) ours.insert(holiday.date.to_iso());
    }
    for (const std::string& date : ours) {
      if (!expected->second.contains(date)) FAIL_CHECK(region << ": only ours: " << date);
    }
    for (const std::string& date : expected->second) {
      if (!ours.contains(date)) FAIL_CHECK(region << ": only in the list: " << date);
    }
  }
  CHECK(compared == 16);
}

TEST_CASE("the shipped rules give the worked examples in the calendar of every Land and of all") {
  const CalendarSet set = shipped();
  const CountingRule& rule = *set.look_up_rule("bgb").value();
  const auto last_day = [&rule](const HolidayCalendar& calendar, const char* event,
                                std::int32_t length, PeriodUnit unit) {
    return compute_deadline(Date::from_iso(event).value(),
                            {length, unit, PeriodEvent::kTransmission}, rule, calendar)
        ->last_day.to_iso();
  };
  int tried = 0;
  for (const HolidayCalendar& calendar : set.calendars()) {
    if (!calendar.id().starts_with("de")) continue;
    ++tried;
    CHECK(last_day(calendar, "2026-06-01", 2, PeriodUnit::kWeeks) == "2026-06-15");
    CHECK(last_day(calendar, "2026-07-01", 2, PeriodUnit::kMonths) == "2026-09-01");
    CHECK(last_day(calendar, "2026-09-01", 1, PeriodUnit::kWeeks) == "2026-09-08");
    CHECK(last_day(calendar, "2026-09-08", 3, PeriodUnit::kWeeks) == "2026-09-29");
    CHECK(last_day(calendar, "2026-09-29", 3, PeriodUnit::kWeeks) == "2026-10-20");
    // Good Friday 3 April 2026: moved over Easter to Tuesday 7 April.
    CHECK(last_day(calendar, "2026-03-20", 2, PeriodUnit::kWeeks) == "2026-04-07");
  }
  CHECK(tried == 17);
}

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// Looking days up in the sorted list of holidays.
#include "calendar/holiday_calendar.h"

#include <algorithm>

namespace alternat::calendar {

HolidayCalendar::HolidayCalendar(CalendarFacts facts) : facts_(std::move(facts)) {
  std::stable_sort(
      facts_.holidays.begin(), facts_.holidays.end(),
      [](const Holiday& left, const Holiday& right) { return left.date < right.date; });
}

bool HolidayCalendar::covers(Date day) const {
  return day.year() >= facts_.first_year && day.year() <= facts_.last_year;
}

const Holiday* HolidayCalendar::find(Date day, bool is_local) const {
  auto it =
      std::lower_bound(facts_.holidays.begin(), facts_.holidays.end(), day,
                       [](const Holiday& holiday, Date wanted) { return holiday.date < wanted; });
  for (; it != facts_.holidays.end() && it->date == day; ++it) {
    if (it->is_local == is_local) return &*it;
  }
  return nullptr;
}

Error HolidayCalendar::not_covered(Date day) const {
  return {Fault::kRefused,
          "calendar.year_not_covered",
          "The calendar '" + facts_.id + "' covers the years " + std::to_string(facts_.first_year) +
              " to " + std::to_string(facts_.last_year) + ", not " + std::to_string(day.year()) +
              ". Add that year's holidays to content/law/calendars.",
          {}};
}

Result<const Holiday*> HolidayCalendar::find_holiday(Date day) const {
  if (!covers(day)) return not_covered(day);
  return find(day, false);
}

const Holiday* HolidayCalendar::find_local_holiday(Date day) const {
  return find(day, true);
}

Result<bool> HolidayCalendar::is_working_day(Date day) const {
  const auto holiday = find_holiday(day);
  if (!holiday) return holiday.error();
  return *holiday == nullptr && !is_weekend(day);
}

Result<bool> HolidayCalendar::is_werktag(Date day) const {
  const auto holiday = find_holiday(day);
  if (!holiday) return holiday.error();
  return *holiday == nullptr && day.weekday() != 7;
}

bool HolidayCalendar::has_provisional(Date first, Date last) const {
  return std::any_of(facts_.holidays.begin(), facts_.holidays.end(), [&](const Holiday& holiday) {
    return holiday.is_provisional && holiday.date >= first && holiday.date <= last;
  });
}

namespace {

// Days off at both places that are not off each week at both: under the name of the holiday there
// is, the left one first.
std::vector<Holiday> common_days(const HolidayCalendar& left, const HolidayCalendar& right,
                                 const CalendarFacts& facts) {
  std::vector<Holiday> days;
  if (facts.first_year > facts.last_year) return days;
  const Date end = Date::from_ymd(facts.last_year + 1, 1, 1).value();
  for (Date day = Date::from_ymd(facts.first_year, 1, 1).value(); day < end;
       day = day.plus_days(1)) {
    if (facts.weekend.contains(day.weekday())) continue;
    if (left.is_working_day(day).value() || right.is_working_day(day).value()) continue;
    const Holiday* first = left.find_holiday(day).value();
    const Holiday* second = right.find_holiday(day).value();
    Holiday common = first != nullptr ? *first : *second;
    common.is_provisional = (first != nullptr && first->is_provisional) ||
                            (second != nullptr && second->is_provisional);
    days.push_back(std::move(common));
  }
  return days;
}

}  // namespace

HolidayCalendar joined(const HolidayCalendar& left, const HolidayCalendar& right, JoinedDays days) {
  const bool both = days == JoinedDays::kBoth;
  CalendarFacts facts;
  facts.id = left.id() + "+" + right.id();
  facts.zone = left.zone();
  facts.name_de = left.name_de() + " und " + right.name_de();
  facts.name_en = left.name_en() + " and " + right.name_en();
  facts.first_year = std::max(left.first_year(), right.first_year());
  facts.last_year = std::min(left.last_year(), right.last_year());
  for (unsigned weekday = 1; weekday <= 7; ++weekday) {
    const Date day = Date::from_days(static_cast<std::int32_t>(weekday) + 3);  // 1970-01-05: Monday
    const bool off_left = left.is_weekend(day);
    const bool off_right = right.is_weekend(day);
    if (both ? off_left || off_right : off_left && off_right) facts.weekend.insert(weekday);
  }
  facts.source = left.source();
  if (!both) {
    facts.holidays = common_days(left, right, facts);
    return HolidayCalendar(std::move(facts));
  }
  facts.holidays = left.holidays();
  facts.holidays.insert(facts.holidays.end(), right.holidays().begin(), right.holidays().end());
  return HolidayCalendar(std::move(facts));
}

}  // namespace alternat::calendar

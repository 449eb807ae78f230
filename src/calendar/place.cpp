// SPDX-License-Identifier: EUPL-1.2
#include "calendar/place.h"

namespace alternat::calendar {

Result<Place> look_up_place(std::string_view text, const CalendarSet& set) {
  const std::size_t plus = text.find('+');
  const Result<const HolidayCalendar*> first = set.look_up_calendar(text.substr(0, plus));
  if (!first) return first.error();
  if (plus == std::string_view::npos) return Place{*first, nullptr};
  const std::string_view rest = text.substr(plus + 1);
  if (rest.find('+') != std::string_view::npos)
    return Error{
        Fault::kMalformed,
        "calendar.bad_place",
        "'" + std::string(text) + "' names more than two calendars; a period has two sides.",
        {}};
  const Result<const HolidayCalendar*> second = set.look_up_calendar(rest);
  if (!second) return second.error();
  return Place{*first, *first == *second ? nullptr : *second};
}

}  // namespace alternat::calendar

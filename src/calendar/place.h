// SPDX-License-Identifier: EUPL-1.2
// Place: the calendar by which a period is counted, or the two calendars of both sides, written
// "de-BE" or "xa+xb" (the first is where the act is due: its zone ends the day).
#pragma once

#include <string_view>

#include "base/result.h"
#include "calendar/calendar_set.h"

namespace alternat::calendar {

struct Place {
  const HolidayCalendar* first = nullptr;   // never nullptr in use
  const HolidayCalendar* second = nullptr;  // nullptr = one place
};

// Pointers hold as long as the set. Errors calendar.not_found, calendar.bad_place.
Result<Place> look_up_place(std::string_view text, const CalendarSet& set);

}  // namespace alternat::calendar

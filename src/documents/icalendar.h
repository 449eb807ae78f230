// SPDX-License-Identifier: EUPL-1.2
// iCalendar (RFC 5545): days on which something is due, for the calendar a person already uses.
// Lines end with CR LF and are folded at 75 octets (3.1); texts are escaped (3.3.11).
#pragma once

#include <string>
#include <vector>

#include "base/instant.h"

namespace alternat::documents {

struct CalendarDay {
  std::string uid;  // the same in every feed, so that an entry moves instead of doubling
  Date day;
  std::string summary;
  std::string description;  // "" = none
  std::string url;          // "" = none
  std::string category;     // "" = none
};

struct CalendarFeed {
  std::string name;
  Instant made = Instant::from_micros(0);  // DTSTAMP of every entry
  std::vector<CalendarDay> days;
};

// One VCALENDAR with one all-day VEVENT for each day, none of which blocks anybody's time.
std::string icalendar(const CalendarFeed& feed);

}  // namespace alternat::documents

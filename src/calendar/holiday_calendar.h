// SPDX-License-Identifier: EUPL-1.2
// HolidayCalendar: the public holidays and weekend days of one place, for the years it covers.
// Outside those years it gives an error, never "no holiday".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace alternat::calendar {

struct Holiday {
  Date date;
  std::string id;  // stable: "new_year"
  std::string name_de;
  std::string name_en;
  std::string citation;         // "Feiertagsgesetz s.1"; "" if the calendar names none
  bool is_provisional = false;  // the date may still change (moon sighting, not yet decreed)
  bool is_local = false;        // only in some municipalities: shown, never counted
};

// Where the calendar is from (docs/content.md, provenance).
struct CalendarSource {
  std::string mark;   // "sourced" or "knowledge"
  std::string grade;  // "A" to "D" where sourced
  std::string title;
  std::optional<Date> as_of;
  std::optional<Date> checked;
};

// What a calendar is made of; `holidays` in any order.
struct CalendarFacts {
  std::string id;    // "xa", "de-BY"
  std::string zone;  // "Europe/Berlin": where its days begin and end
  std::string name_de;
  std::string name_en;
  int first_year = 0;
  int last_year = 0;
  std::set<unsigned> weekend;  // ISO weekdays, usually {6, 7}
  std::vector<Holiday> holidays;
  CalendarSource source;
};

class HolidayCalendar {
 public:
  explicit HolidayCalendar(CalendarFacts facts);

  const std::string& id() const { return facts_.id; }
  const std::string& zone() const { return facts_.zone; }
  const std::string& name_de() const { return facts_.name_de; }
  const std::string& name_en() const { return facts_.name_en; }
  const CalendarSource& source() const { return facts_.source; }
  int first_year() const { return facts_.first_year; }
  int last_year() const { return facts_.last_year; }
  bool covers(Date day) const;
  bool is_weekend(Date day) const { return facts_.weekend.contains(day.weekday()); }

  // The holiday that counts at the whole place, or nullptr; error calendar.year_not_covered.
  Result<const Holiday*> find_holiday(Date day) const;
  // The holiday of some municipalities only, or nullptr; nullptr outside the covered years too.
  const Holiday* find_local_holiday(Date day) const;
  // Neither weekend nor holiday; error calendar.year_not_covered.
  Result<bool> is_working_day(Date day) const;
  // Every day but Sundays and holidays (the German Werktag, BUrlG s.3(2)); same error.
  Result<bool> is_werktag(Date day) const;
  // Whether a provisional holiday lies in [first, last].
  bool has_provisional(Date first, Date last) const;
  // In order; empty if none. Local ones are included.
  const std::vector<Holiday>& holidays() const { return facts_.holidays; }

 private:
  const Holiday* find(Date day, bool is_local) const;
  Error not_covered(Date day) const;
  CalendarFacts facts_;
};

enum class JoinedDays {
  kBoth,    // a day off at either place is a day off ("working days of both parties")
  kEither,  // only a day off at both places is a day off
};

// The days of two places as one calendar. Covers the years that both cover; the zone is that of
// `left`, where the act is due. kEither walks through every day of those years.
HolidayCalendar joined(const HolidayCalendar& left, const HolidayCalendar& right,
                       JoinedDays days = JoinedDays::kBoth);

}  // namespace alternat::calendar

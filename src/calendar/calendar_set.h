// SPDX-License-Identifier: EUPL-1.2
// CalendarSet: all calendars and counting rules of the content, found by id.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/counting_rule.h"
#include "calendar/holiday_calendar.h"

namespace alternat::calendar {

class CalendarSet {
 public:
  // false, and nothing is added, if the id is taken.
  bool add_calendar(HolidayCalendar calendar);
  bool add_rule(CountingRule rule);

  // nullptr if absent. Pointers hold until the next add.
  const HolidayCalendar* find_calendar(std::string_view id) const;
  const CountingRule* find_rule(std::string_view id) const;
  // Never nullptr; errors calendar.not_found, calendar.rule_not_found, with a near miss.
  Result<const HolidayCalendar*> look_up_calendar(std::string_view id) const;
  Result<const CountingRule*> look_up_rule(std::string_view id) const;

  const std::vector<HolidayCalendar>& calendars() const { return calendars_; }
  const std::vector<CountingRule>& rules() const { return rules_; }

 private:
  std::vector<HolidayCalendar> calendars_;
  std::vector<CountingRule> rules_;
};

}  // namespace alternat::calendar

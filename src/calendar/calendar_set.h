// SPDX-License-Identifier: EUPL-1.2
// CalendarSet: all calendars, counting rules and named periods of the content, found by id.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "calendar/counting_rule.h"
#include "calendar/holiday_calendar.h"

namespace alternat::calendar {

// A period that a statute sets under a name ("ba_consent"), as it is in force for some time.
struct NamedPeriod {
  std::string id;
  Period in_force;
  std::optional<StatedPeriod> period;  // nullopt: not established
  std::string rule;
  std::string citation;
};

class CalendarSet {
 public:
  // false, and nothing is added, if the id is taken.
  bool add_calendar(HolidayCalendar calendar);
  bool add_rule(CountingRule rule);
  void add_period(NamedPeriod period) { periods_.push_back(std::move(period)); }

  // nullptr if absent. Pointers hold until the next add.
  const HolidayCalendar* find_calendar(std::string_view id) const;
  const CountingRule* find_rule(std::string_view id) const;
  // Never nullptr; "de-BE" and "DE-be" are the same calendar. Errors calendar.not_found,
  // calendar.rule_not_found, with a near miss.
  Result<const HolidayCalendar*> look_up_calendar(std::string_view id) const;
  Result<const CountingRule*> look_up_rule(std::string_view id) const;

  // In force on that day. Errors calendar.period_not_found, calendar.not_established.
  Result<const NamedPeriod*> look_up_period(std::string_view id, Date on) const;

  const std::vector<HolidayCalendar>& calendars() const { return calendars_; }
  const std::vector<CountingRule>& rules() const { return rules_; }

 private:
  std::vector<HolidayCalendar> calendars_;
  std::vector<CountingRule> rules_;
  std::vector<NamedPeriod> periods_;
};

}  // namespace alternat::calendar

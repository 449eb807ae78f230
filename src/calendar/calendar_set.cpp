// SPDX-License-Identifier: EUPL-1.2
// Finding calendars and rules by id: a few dozen, so a plain scan.
#include "calendar/calendar_set.h"

#include "base/diagnostics.h"

namespace alternat::calendar {

namespace {

std::string hint(std::string_view id, const std::vector<std::string>& known) {
  const std::string near = nearest_name(id, known);
  return near.empty() ? "" : " Did you mean '" + near + "'?";
}

}  // namespace

bool CalendarSet::add_calendar(HolidayCalendar calendar) {
  if (find_calendar(calendar.id()) != nullptr) return false;
  calendars_.push_back(std::move(calendar));
  return true;
}

bool CalendarSet::add_rule(CountingRule rule) {
  if (find_rule(rule.id) != nullptr) return false;
  rules_.push_back(std::move(rule));
  return true;
}

const HolidayCalendar* CalendarSet::find_calendar(std::string_view id) const {
  for (const HolidayCalendar& calendar : calendars_) {
    if (calendar.id() == id) return &calendar;
  }
  return nullptr;
}

const CountingRule* CalendarSet::find_rule(std::string_view id) const {
  for (const CountingRule& rule : rules_) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

Result<const HolidayCalendar*> CalendarSet::look_up_calendar(std::string_view id) const {
  if (const HolidayCalendar* calendar = find_calendar(id)) return calendar;
  std::vector<std::string> known;
  for (const HolidayCalendar& calendar : calendars_) known.push_back(calendar.id());
  return Error{
      Fault::kNotFound,
      "calendar.not_found",
      "There is no calendar '" + std::string(id) + "' in content/law/calendars." + hint(id, known),
      {}};
}

Result<const CountingRule*> CalendarSet::look_up_rule(std::string_view id) const {
  if (const CountingRule* rule = find_rule(id)) return rule;
  std::vector<std::string> known;
  for (const CountingRule& rule : rules_) known.push_back(rule.id);
  return Error{Fault::kNotFound,
               "calendar.rule_not_found",
               "There is no counting rule '" + std::string(id) +
                   "' in content/law/calendars/rules.toml." + hint(id, known),
               {}};
}

}  // namespace alternat::calendar

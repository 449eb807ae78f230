// SPDX-License-Identifier: EUPL-1.2
// Finding calendars and rules by id: a few dozen, so a plain scan.
#include "calendar/calendar_set.h"

#include <algorithm>

#include "base/diagnostics.h"

namespace alternat::calendar {

namespace {

std::string hint(std::string_view id, const std::vector<std::string>& known) {
  const std::string near = nearest_name(id, known);
  return near.empty() ? "" : " Did you mean '" + near + "'?";
}

bool is_same_without_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
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
  for (const HolidayCalendar& calendar : calendars_) {
    if (is_same_without_case(calendar.id(), id)) return &calendar;
    known.push_back(calendar.id());
  }
  return Error{
      Fault::kNotFound,
      "calendar.not_found",
      "There is no calendar '" + std::string(id) + "' in content/law/calendars." + hint(id, known),
      {}};
}

Result<const NamedPeriod*> CalendarSet::look_up_period(std::string_view id, Date on) const {
  std::vector<std::string> known;
  const NamedPeriod* unknown = nullptr;
  for (const NamedPeriod& period : periods_) {
    known.push_back(period.id);
    if (period.id != id) continue;
    unknown = &period;
    if (period.in_force.contains(on) && period.period) return &period;
  }
  if (unknown == nullptr)
    return Error{Fault::kNotFound,
                 "calendar.period_not_found",
                 "'" + std::string(id) +
                     "' is neither a period (P14D, P2W, P3M, P1Y, PT24H) nor a clock of "
                     "content/law/de/clocks.toml." +
                     hint(id, known),
                 {}};
  return Error{
      Fault::kRefused,
      "calendar.not_established",
      "The length of '" + std::string(id) + "' is not established for " + on.to_iso() + ".",
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

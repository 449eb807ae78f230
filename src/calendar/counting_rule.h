// SPDX-License-Identifier: EUPL-1.2
// How a period is counted: what it is made of (StatedPeriod, from the clause) and by which rule
// (CountingRule, from content/law/calendars/rules.toml).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace alternat::calendar {

enum class PeriodUnit {
  kHours,         // "hours": compute_hour_deadline
  kCalendarDays,  // "calendar_days": every day counts
  kWorkingDays,   // "working_days": neither weekend nor public holiday at the place
  kWerktage,      // "werktage": every day but Sundays and public holidays (BUrlG s.3(2))
  kWeeks,         // "weeks": seven calendar days each
  kMonths,        // "months"
  kYears,         // "years": twelve months each
};

// What starts the period; only named in the explanation.
enum class PeriodEvent {
  kReceipt,
  kService,
  kCompleteness,
  kTransmission,
  kEntry,
  kNotice,
  kOther
};

enum class EventDay {
  kNotCounted,  // "not_counted": BGB s.187(1); Regulation 1182/71 art. 3(1)
  kCounted,     // "counted": BGB s.187(2): the period begins with that day itself
};

// What happens when the last day is a weekend day or a public holiday.
enum class LastDayOff {
  kStays,               // "stays"
  kNextWorkingDay,      // "next_working_day": BGB s.193; Regulation 1182/71 art. 3(4)
  kPreviousWorkingDay,  // "previous_working_day": notice periods that protect the other side
};

struct StatedPeriod {
  std::int32_t length = 0;  // at least 1, at most 40,000
  PeriodUnit unit = PeriodUnit::kCalendarDays;
  PeriodEvent event = PeriodEvent::kReceipt;
};

struct CountingRule {
  std::string id;  // "bgb", "treaty"
  std::string name_de;
  std::string name_en;
  EventDay event_day = EventDay::kNotCounted;
  MonthRounding month_rounding = MonthRounding::kDown;  // BGB s.188(3)
  LastDayOff last_day_off = LastDayOff::kStays;
  std::string start_citation;  // "BGB s.187(1)"; "" if the agreement states none
  std::string end_citation;    // "BGB s.188(2)"
  std::string move_citation;   // "BGB s.193"
};

// The words of the content files and their enumerators; nullopt for any other word.
std::optional<PeriodUnit> find_period_unit(std::string_view word);
std::optional<PeriodEvent> find_period_event(std::string_view word);
std::string_view word_of(PeriodUnit unit);
std::string_view word_of(PeriodEvent event);

}  // namespace alternat::calendar

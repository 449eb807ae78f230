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
  kRequest,
  kReply,
  kConsent,
  kInterview,
  kKnowledge,
  kApprehension,
  kTransfer,
  kIssue,
  kForce,
  kOpening,  // the step of a procedure began
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

// Whose days off count where the calendars of two sides are given.
enum class Sides {
  kGiven,   // absent: one calendar; two count as kBoth
  kBoth,    // "both": a day counts only if it is a working day on both sides
  kEither,  // "either": a day counts if it is a working day on one side
};

// Where a period of hours begins.
enum class HourStart {
  kAtOnce,        // "at_once": with the moment of the event
  kNextFullHour,  // "next_full_hour": the hour of the event is not counted (Regulation 1182/71
                  // art. 3(1), (2)(a))
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
  Sides sides = Sides::kGiven;
  HourStart hours = HourStart::kAtOnce;
  // A period of two days or more has at least so many working days; 0 = no such rule.
  std::int32_t working_days_min = 0;
  std::string start_citation;       // "BGB s.187(1)"; "" if the agreement states none
  std::string end_citation;         // "BGB s.188(2)"
  std::string move_citation;        // "BGB s.193"
  std::string least_citation;       // of working_days_min
  std::string suspension_citation;  // "" = no clause is established
  std::string extension_citation;   // "BGB s.190"
};

// The words of the content files and their enumerators; nullopt for any other word.
std::optional<PeriodUnit> find_period_unit(std::string_view word);
std::optional<PeriodEvent> find_period_event(std::string_view word);
std::string_view word_of(PeriodUnit unit);
std::string_view word_of(PeriodEvent event);

}  // namespace alternat::calendar

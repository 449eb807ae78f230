// SPDX-License-Identifier: EUPL-1.2
#include "casework/clock.h"

#include <algorithm>
#include <cctype>

#include "calendar/ask_deadline.h"
#include "calendar/place.h"

namespace alternat::casework {
namespace {

using calendar::PeriodEvent;
using calendar::PeriodUnit;

struct Counted {
  calendar::StatedPeriod period;
  std::string rule;
  std::string clause;
  bool is_agreed = false;  // the agreement's own clock
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

PeriodUnit unit_of(terms::ClockUnit unit) {
  switch (unit) {
    case terms::ClockUnit::kHours:
      return PeriodUnit::kHours;
    case terms::ClockUnit::kCalendarDays:
      return PeriodUnit::kCalendarDays;
    case terms::ClockUnit::kWorkingDays:
      return PeriodUnit::kWorkingDays;
    case terms::ClockUnit::kMonths:
      return PeriodUnit::kMonths;
  }
  return PeriodUnit::kCalendarDays;
}

// The clock of the partnership's own agreement, or of one with the origin country. Its unit is the
// agreement's, whatever the procedure says of counting; its rule may be the procedure's.
Result<Counted> read_agreement(const ClockQuestion& question,
                               const terms::PartnershipContent& partnership,
                               const calendar::Counting& counting) {
  const terms::Content& content = question.program.content();
  for (const terms::AgreementTerms* agreement :
       content.agreements_with(partnership.partnership.origin)) {
    const terms::ClockTerm* clock = agreement->find_clock(question.clock.agreement_clock);
    if (!clock) continue;
    const terms::Term* term = agreement->find(question.clock.agreement_clock);
    return Counted{{static_cast<std::int32_t>(clock->count), unit_of(clock->unit),
                    calendar::find_period_event(clock->starts).value_or(PeriodEvent::kOther)},
                   counting.rule.empty() ? "treaty" : counting.rule,
                   term ? term->citation : "",
                   true};
  }
  return Error{Fault::kRefused,
               "clock.not_established",
               "No agreement with " + partnership.partnership.origin.code() +
                   " establishes the clock '" + question.clock.agreement_clock +
                   "'. A person sets the day; it is never guessed.",
               {question.clock.span}};
}

Result<Counted> read_clock(const ClockQuestion& question,
                           const terms::PartnershipContent& partnership) {
  const Result<calendar::Counting> counting =
      calendar::parse_counting(question.clock.counting, question.program.calendars());
  if (!counting) return counting.error();
  if (!question.clock.agreement_clock.empty())
    return read_agreement(question, partnership, *counting);
  Result<calendar::StatedPeriod> period = calendar::parse_period(question.clock.duration);
  if (!period)
    return Error{
        Fault::kMalformed,
        "clock.malformed",
        "'" + question.clock.duration +
            "' is no period this clock can count: write P14D, P2W, P3M, P1Y or PT24H, PT10M.",
        {question.clock.span}};
  period->event = question.clock.starts.empty() ? PeriodEvent::kOpening : PeriodEvent::kOther;
  Result<calendar::CountedPeriod> counted = calendar::counted(*period, *counting);
  if (!counted) return counted.error();
  return Counted{counted->period, counted->rule.empty() ? "bgb" : counted->rule, "", false};
}

// The calendars of both sides where both decide; a partner's that is not there is not guessed.
std::string place_of(const ClockQuestion& question, const terms::PartnershipContent& partnership,
                     const Counted& counted, const calendar::CountingRule& rule) {
  if (!question.clock.calendar.empty()) return question.clock.calendar;
  const std::string destination = lower(partnership.partnership.destination.code());
  const bool agreed_days = counted.is_agreed && counted.period.unit == PeriodUnit::kWorkingDays;
  if (!agreed_days && rule.sides == calendar::Sides::kGiven) return destination;
  return destination + "+" + lower(partnership.partnership.origin.code());
}

// Both the day on which a suspension begins and the day on which it ends do not count;
// what lies before the period does not matter to it, and days are not taken off twice.
Result<std::vector<calendar::Suspension>> suspensions_of(const ClockQuestion& question) {
  std::vector<calendar::Suspension> suspensions;
  const projections::ClockNote* open = nullptr;
  for (const projections::ClockNote& note : question.notes) {
    if (note.change == "suspended") open = &note;
    if (note.change != "resumed" || open == nullptr) continue;
    const Result<Date> from = open->at.day_in(question.zone);
    const Result<Date> until = note.at.day_in(question.zone);
    if (!from) return from.error();
    if (!until) return until.error();
    if (!suspensions.empty() && *from <= suspensions.back().until) {
      suspensions.back().until = std::max(suspensions.back().until, *until);
    } else if (*until > question.start) {
      suspensions.push_back({*from, *until, open->reason});
    }
    open = nullptr;
  }
  return suspensions;
}

Result<std::vector<calendar::Extension>> extensions_of(const ClockQuestion& question,
                                                       const calendar::StatedPeriod& period) {
  std::vector<calendar::Extension> extensions;
  for (const projections::ClockNote& note : question.notes) {
    if (note.change != "extended") continue;
    Result<calendar::Extension> extension =
        calendar::parse_extension(note.period, note.reason, period, question.program.calendars());
    if (!extension) return extension.error();
    extensions.push_back(std::move(*extension));
  }
  return extensions;
}

// Who suspends or extends hours says the moment when they end; it is not counted here.
Result<calendar::Deadline> count_hours(const ClockQuestion& question, const Counted& counted,
                                       const calendar::CountingRule& rule,
                                       const calendar::Place& place) {
  if (question.notes.empty())
    return calendar::compute_hours(question.event, counted.period, rule, *place.first);
  return Error{Fault::kRefused,
               "clock.hours",
               "A period of hours is neither suspended nor extended; a person sets the new end.",
               {question.clock.span}};
}

Result<calendar::Deadline> count_days(const ClockQuestion& question, const Counted& counted,
                                      const calendar::CountingRule& rule,
                                      const calendar::Place& place) {
  Result<std::vector<calendar::Suspension>> suspensions = suspensions_of(question);
  if (!suspensions) return suspensions.error();
  Result<std::vector<calendar::Extension>> extensions = extensions_of(question, counted.period);
  if (!extensions) return extensions.error();
  return calendar::compute_deadline(
      {question.start, counted.period, std::move(*suspensions), std::move(*extensions)}, rule,
      place);
}

// No law counts in minutes: they run from the moment itself, in no calendar.
Result<ClockAnswer> answer_minutes(const ClockQuestion& question, std::int32_t minutes) {
  const Instant due = question.event.plus_micros(minutes * std::int64_t{60'000'000});
  const std::string zone = question.zone.empty() ? "UTC" : question.zone;
  const Result<Date> day = due.day_in(zone);
  if (!day) return day.error();
  return ClockAnswer{
      due, {*day, zone, false, {{"ends_at", {{"moment", due.to_iso()}, {"zone", zone}}}}, due}, ""};
}

}  // namespace

Result<ClockAnswer> answer_clock(const ClockQuestion& question) {
  const terms::PartnershipContent* partnership =
      question.program.content().find_partnership(question.partnership);
  if (!partnership)
    return Error{Fault::kNotFound,
                 "casework.no_partnership",
                 "There is no partnership '" + std::string(question.partnership) + "'.",
                 {}};
  if (question.clock.agreement_clock.empty() && question.notes.empty())
    if (const auto minutes = calendar::find_minutes(question.clock.duration))
      return answer_minutes(question, *minutes);
  const calendar::CalendarSet& calendars = question.program.calendars();
  const Result<Counted> counted = read_clock(question, *partnership);
  if (!counted) return counted.error();
  const Result<const calendar::CountingRule*> rule = calendars.look_up_rule(counted->rule);
  if (!rule) return rule.error();
  const Result<calendar::Place> place =
      calendar::look_up_place(place_of(question, *partnership, *counted, **rule), calendars);
  if (!place) return place.error();
  Result<calendar::Deadline> deadline = counted->period.unit == PeriodUnit::kHours
                                            ? count_hours(question, *counted, **rule, *place)
                                            : count_days(question, *counted, **rule, *place);
  if (!deadline) return deadline.error();
  const Result<Instant> due = deadline->end_moment();
  if (!due) return due.error();
  return ClockAnswer{*due, std::move(*deadline), counted->clause};
}

}  // namespace alternat::casework

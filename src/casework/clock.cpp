// SPDX-License-Identifier: EUPL-1.2
#include "casework/clock.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace alternat::casework {
namespace {

using calendar::PeriodUnit;

struct Counted {
  std::int32_t length = 0;
  PeriodUnit unit = PeriodUnit::kCalendarDays;
  std::string rule;
  std::string clause;
};

Error malformed(const procedures::ClockTerms& clock) {
  return {Fault::kMalformed,
          "clock.malformed",
          "'" + clock.duration +
              "' is no period this clock can count: write P14D, P2W, P3M, P1Y or "
              "PT24H, PT10M.",
          {clock.span}};
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// "working_days:treaty" -> unit and rule; each may be missing.
void read_counting(const calendar::CalendarSet& calendars, const std::string& counting,
                   Counted& counted) {
  const std::size_t colon = counting.find(':');
  const std::string first = counting.substr(0, colon);
  if (colon != std::string::npos) counted.rule = counting.substr(colon + 1);
  if (const std::optional<PeriodUnit> unit = calendar::find_period_unit(first)) {
    if (*unit == PeriodUnit::kWorkingDays || *unit == PeriodUnit::kWerktage) counted.unit = *unit;
  } else if (calendars.find_rule(first)) {
    counted.rule = first;
  }
}

// One component of ISO 8601: P14D, P2W, P3M, P1Y, PT24H.
Result<Counted> read_duration(const procedures::ClockTerms& clock) {
  std::string_view text = clock.duration;
  const bool time = text.starts_with("PT");
  if (!text.starts_with("P")) return malformed(clock);
  text.remove_prefix(time ? 2 : 1);
  if (text.size() < 2 || text.size() > 6) return malformed(clock);
  Counted counted;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return malformed(clock);
    counted.length = counted.length * 10 + (c - '0');
  }
  switch (text.back()) {
    case 'H':
      counted.unit = PeriodUnit::kHours;
      break;
    case 'D':
      counted.unit = PeriodUnit::kCalendarDays;
      break;
    case 'W':
      counted.unit = PeriodUnit::kWeeks;
      break;
    case 'M':
      counted.unit = PeriodUnit::kMonths;
      break;
    case 'Y':
      counted.unit = PeriodUnit::kYears;
      break;
    default:
      return malformed(clock);
  }
  if (time != (counted.unit == PeriodUnit::kHours)) return malformed(clock);
  return counted;
}

// "PT10M" -> 10. No law counts in minutes: they run from the moment itself, in no calendar.
std::optional<std::int32_t> minutes_of(const procedures::ClockTerms& clock) {
  const std::string_view text = clock.duration;
  if (!clock.agreement_clock.empty() || !text.starts_with("PT") || !text.ends_with("M"))
    return std::nullopt;
  std::int32_t minutes = 0;
  const auto end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data() + 2, end, minutes);
  return read.ec == std::errc() && read.ptr == end && minutes > 0 ? std::optional(minutes)
                                                                  : std::nullopt;
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

// The clock of the partnership's own agreement, or of one with the origin country.
Result<Counted> read_agreement(const ClockQuestion& question,
                               const terms::PartnershipContent& partnership) {
  const terms::Content& content = question.program.content();
  for (const terms::AgreementTerms* agreement :
       content.agreements_with(partnership.partnership.origin)) {
    const terms::ClockTerm* clock = agreement->find_clock(question.clock.agreement_clock);
    if (!clock) continue;
    const terms::Term* term = agreement->find(question.clock.agreement_clock);
    return Counted{static_cast<std::int32_t>(clock->count), unit_of(clock->unit), "treaty",
                   term ? term->citation : ""};
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
  Result<Counted> counted = question.clock.agreement_clock.empty()
                                ? read_duration(question.clock)
                                : read_agreement(question, partnership);
  if (!counted) return counted;
  read_counting(question.program.calendars(), question.clock.counting, *counted);
  if (counted->rule.empty()) counted->rule = "bgb";
  return counted;
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
  if (const std::optional<std::int32_t> minutes = minutes_of(question.clock))
    return ClockAnswer{question.event.plus_micros(*minutes * std::int64_t{60'000'000}), {}, ""};
  Result<Counted> counted = read_clock(question, *partnership);
  if (!counted) return counted.error();
  if (counted->unit == PeriodUnit::kHours) {
    Result<Instant> due = calendar::compute_hour_deadline(question.event, counted->length,
                                                          calendar::HourStart::kAtOnce);
    if (!due) return due.error();
    return ClockAnswer{*due, std::nullopt, counted->clause};
  }
  const std::string id = question.clock.calendar.empty()
                             ? lower(partnership->partnership.destination.code())
                             : question.clock.calendar;
  Result<const calendar::HolidayCalendar*> holidays =
      question.program.calendars().look_up_calendar(id);
  Result<const calendar::CountingRule*> rule =
      question.program.calendars().look_up_rule(counted->rule);
  if (!holidays) return holidays.error();
  if (!rule) return rule.error();
  Result<calendar::Deadline> deadline = calendar::compute_deadline(
      question.start, {counted->length, counted->unit, calendar::PeriodEvent::kReceipt}, **rule,
      **holidays);
  if (!deadline) return deadline.error();
  Result<Instant> due = deadline->end_moment();
  if (!due) return due.error();
  return ClockAnswer{*due, std::move(*deadline), counted->clause};
}

}  // namespace alternat::casework

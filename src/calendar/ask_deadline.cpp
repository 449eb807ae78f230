// SPDX-License-Identifier: EUPL-1.2
#include "calendar/ask_deadline.h"

namespace alternat::calendar {

namespace {

struct Asked {
  CountedPeriod counted;
  std::string clause;
};

bool is_written_period(std::string_view text) {
  return text.size() > 1 && text[0] == 'P' &&
         (text[1] == 'T' || (text[1] >= '0' && text[1] <= '9'));
}

Result<Asked> read_rule(const DeadlineAsked& asked, const CalendarSet& set) {
  if (is_written_period(asked.rule)) {
    Result<CountedPeriod> counted = parse_counted_period(asked.rule, set);
    if (!counted) return counted.error();
    return Asked{std::move(*counted), ""};
  }
  const std::size_t colon = asked.rule.find(':');
  const auto named = set.look_up_period(asked.rule.substr(0, colon), asked.start);
  if (!named) return named.error();
  Asked found{{*(*named)->period, (*named)->rule}, (*named)->citation};
  if (colon == std::string::npos) return found;
  const Result<Counting> counting = parse_counting(asked.rule.substr(colon + 1), set);
  if (!counting) return counting.error();
  Result<CountedPeriod> counted = calendar::counted(found.counted.period, *counting);
  if (!counted) return counted.error();
  if (!counted->rule.empty()) found.counted.rule = counted->rule;
  found.counted.period = counted->period;
  return found;
}

Result<std::vector<Extension>> read_extensions(const DeadlineAsked& asked,
                                               const StatedPeriod& period, const CalendarSet& set) {
  std::vector<Extension> extensions;
  for (const auto& [text, reason] : asked.extensions) {
    Result<Extension> extension = parse_extension(text, reason, period, set);
    if (!extension) return extension.error();
    extensions.push_back(std::move(*extension));
  }
  return extensions;
}

Result<Deadline> compute_asked_hours(const DeadlineAsked& asked, const Asked& found,
                                     const CountingRule& rule, const Place& place) {
  if (!asked.moment)
    return Error{Fault::kMalformed,
                 "calendar.no_moment",
                 "A period of hours starts at a moment, not on a day: give date and time.",
                 {}};
  if (!asked.suspensions.empty() || !asked.extensions.empty())
    return Error{Fault::kRefused,
                 "calendar.hours",
                 "A period of hours is neither suspended nor extended; state the new end.",
                 {}};
  return compute_hours(*asked.moment, found.counted.period, rule, *place.first);
}

}  // namespace

Result<DeadlineAnswer> ask_deadline(const DeadlineAsked& asked, const CalendarSet& set) {
  Result<Asked> found = read_rule(asked, set);
  if (!found) return found.error();
  if (found->counted.rule.empty()) found->counted.rule = "bgb";
  found->counted.period.event = asked.event;
  const Result<const CountingRule*> rule = set.look_up_rule(found->counted.rule);
  if (!rule) return rule.error();
  const Result<Place> place = look_up_place(asked.calendar, set);
  if (!place) return place.error();
  const StatedPeriod& period = found->counted.period;
  Result<std::vector<Extension>> extensions = read_extensions(asked, period, set);
  if (!extensions) return extensions.error();
  Result<Deadline> deadline =
      period.unit == PeriodUnit::kHours
          ? compute_asked_hours(asked, *found, **rule, *place)
          : compute_deadline({asked.start, period, asked.suspensions, std::move(*extensions)},
                             **rule, *place);
  if (!deadline) return deadline.error();
  return DeadlineAnswer{std::move(*deadline), period, found->counted.rule, found->clause};
}

Result<Extension> parse_extension(const std::string& text, const std::string& reason,
                                  const StatedPeriod& period, const CalendarSet& set) {
  Result<CountedPeriod> counted = parse_counted_period(text, set);
  if (!counted) return counted.error();
  if (reason.empty())
    return Error{
        Fault::kMalformed,
        "calendar.no_reason",
        "The extension by " + text + " needs a reason: it is recorded who made it and why.",
        {}};
  const bool plain = text.find(':') == std::string::npos;
  if (plain && counted->period.unit == PeriodUnit::kCalendarDays &&
      (period.unit == PeriodUnit::kWorkingDays || period.unit == PeriodUnit::kWerktage))
    counted->period.unit = period.unit;
  return Extension{counted->period, reason};
}

Result<Suspension> parse_suspension(std::string_view text) {
  const std::size_t dots = text.find("..");
  const Result<Date> from = Date::from_iso(text.substr(0, dots));
  const Result<Date> until =
      dots == std::string_view::npos ? from : Date::from_iso(text.substr(dots + 2));
  if (!from || !until)
    return Error{Fault::kMalformed,
                 "calendar.bad_suspension",
                 "'" + std::string(text) +
                     "' is no suspension: write the first and the last day that do not count, as "
                     "2026-06-10..2026-06-12.",
                 {}};
  return Suspension{*from, *until, ""};
}

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// One question about a deadline, as people and expressions write it: words in, the explained
// deadline out. Behind FEEL's deadline(), the command `alternat deadline` and the page /deadline.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/counting_text.h"
#include "calendar/deadline.h"

namespace alternat::calendar {

struct DeadlineAsked {
  Date start;
  std::optional<Instant> moment;  // of the event: periods of hours need it
  // "P12D:treaty" (counting_text.h), or a named period ("ba_consent"), which may name another rule
  // behind a colon. Without any rule: "bgb".
  std::string rule;
  std::string calendar;  // "de-BE", "xa+xb"
  PeriodEvent event = PeriodEvent::kOther;
  std::vector<Suspension> suspensions;
  std::vector<std::pair<std::string, std::string>> extensions;  // "P6D", reason code
};

struct DeadlineAnswer {
  Deadline deadline;
  StatedPeriod period;
  std::string rule;    // id
  std::string clause;  // of a named period
};

// Errors: those of counting_text.h, place.h, deadline.h, CalendarSet::look_up_period;
// calendar.no_moment (hours from a day), calendar.no_reason (an extension without one),
// calendar.hours (hours are neither suspended nor extended).
Result<DeadlineAnswer> ask_deadline(const DeadlineAsked& asked, const CalendarSet& set);

// An extension as written; in plain days it counts the days that the period counts. Errors
// calendar.no_reason, those of counting_text.h.
Result<Extension> parse_extension(const std::string& text, const std::string& reason,
                                  const StatedPeriod& period, const CalendarSet& set);

// "2026-06-10..2026-06-12", or one day. Errors calendar.bad_suspension, date.*.
Result<Suspension> parse_suspension(std::string_view text);

}  // namespace alternat::calendar

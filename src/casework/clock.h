// SPDX-License-Identifier: EUPL-1.2
// What a clock of a procedure means in one case: the agreement's own clock if it names one, else
// its duration, counted by the rules of content/law/calendars. Gives the deadline with its
// explanation, or an error: a clock that is not established is never guessed.
#pragma once

#include "calendar/deadline.h"
#include "procedures/definition.h"
#include "program/program.h"

namespace alternat::casework {

struct ClockQuestion {
  const program::Program& program;
  const procedures::ClockTerms& clock;
  std::string_view partnership;
  Date start;     // the day of the event that starts the period
  Instant event;  // the same as a moment: for hours
};

// One of the two: hours end at a moment, everything else with a day.
struct ClockAnswer {
  Instant due;
  std::optional<calendar::Deadline> deadline;
  std::string clause;  // of the agreement, where the clock is the agreement's
};

// `counting` is a unit (calendar_days, working_days), a rule of content/law/calendars/rules.toml,
// or both as "working_days:treaty". Without a rule: "treaty" for clocks of an agreement, "bgb" for
// all others. Without a calendar: that of the destination. Errors: clock.not_established,
// clock.malformed, calendar.*.
Result<ClockAnswer> answer_clock(const ClockQuestion& question);

}  // namespace alternat::casework

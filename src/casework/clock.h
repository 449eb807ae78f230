// SPDX-License-Identifier: EUPL-1.2
// What a clock of a procedure means in one case: the agreement's own clock if it names one, else
// its duration, counted by the rules of content/law/calendars. Gives the deadline with its
// explanation, or an error: a clock that is not established is never guessed.
#pragma once

#include <vector>

#include "calendar/deadline.h"
#include "procedures/definition.h"
#include "program/program.h"
#include "projections/case_row.h"

namespace alternat::casework {

struct ClockQuestion {
  const program::Program& program;
  const procedures::ClockTerms& clock;
  std::string_view partnership;
  Date start;                                 // the day of the event that starts the period
  Instant event;                              // the same as a moment: for hours
  std::vector<projections::ClockNote> notes;  // suspensions and extensions, in order
  std::string zone;                           // where the days of the notes lie
};

// `deadline` is what the law makes of the notes; a clock that stands still is counted as if it ran
// on with the last note.
struct ClockAnswer {
  Instant due;
  calendar::Deadline deadline;  // with its explanation
  std::string clause;           // of the agreement, where the clock is the agreement's
};

// `counting` is a unit (calendar_days, working_days), a rule of content/law/calendars/rules.toml,
// or both as "working_days:treaty". Without a rule: "treaty" for clocks of an agreement, "bgb" for
// all others. Without a calendar: that of the destination; both sides' for working days of an
// agreement and for rules that count by both. Errors: clock.not_established, clock.malformed,
// calendar.*.
Result<ClockAnswer> answer_clock(const ClockQuestion& question);

}  // namespace alternat::casework

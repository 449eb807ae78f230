// SPDX-License-Identifier: EUPL-1.2
// Use case: a running clock of a case stops, runs on, or gets a later end, for a reason that is
// recorded with who gave it. And the explanation of a running clock, counted again as it stands.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "casework/clock.h"
#include "casework/work_on_case.h"

namespace alternat::casework {

// The reasons there are; their words are label.clock_reason.<code>.
inline constexpr std::array<std::string_view, 10> kClockReasons = {
    "reasoned_request",   "file_incomplete", "illness",       "legal_obstacle",
    "practical_obstacle", "court",           "force_majeure", "agreed",
    "obstacle_gone",      "file_complete"};

struct ClockChangeRequest {
  std::string element;
  procedures::TokenId token = 0;
  std::string change;  // suspended, resumed, extended
  std::string reason;  // of kClockReasons
  std::string period;  // of an extension: "P6D"
};

// The new end is counted by the law (calendar/deadline.h). Errors: casework.no_clock,
// casework.clock_reason, clock.not_a_period (a clock set to a day by a fact, or to a day by a
// person), clock.hours, calendar.*; those of step.
Result<StepResult> change_clock(Node& node, const Call& call, const CaseRef& of,
                                const ClockChangeRequest& request);

// What explains a clock: everything but the case's values. `start` is the value of the fact it
// starts from, as JSON text, where it starts from one and the reader may see it.
struct RunningClock {
  const program::Program& program;
  const procedures::Definition& definition;
  const projections::CaseRow& row;
  const projections::ClockStory& story;
  std::string_view zone;
  std::optional<std::string> start;
};

// Error clock.not_established where the start is not known; else those of answer_clock.
Result<ClockAnswer> explain_clock(const RunningClock& clock);

}  // namespace alternat::casework

// SPDX-License-Identifier: EUPL-1.2
// The clocks of a case: what runs out when, what happens then, why on that day, and the form by
// which an office stops a period, lets it run on or makes it longer.
#pragma once

#include "api/resources/case_due.h"

namespace alternat::api {

// [{"element", "token", "title", "due…", "clause", "effect", "effect_label", "why", "steps",
//   "is_suspended", "can_change", "reasons", "command", "action_href"}]: timers, then tasks with a
// deadline that an office of the procedure may change.
Json clocks_json(const Words& words, const DueInput& input);

// "steps" of a task or timer, each a sentence with its code; empty where the reader does not see
// what it rests on, or the end is no counted period.
void add_explanation(const Words& words, const DueInput& input,
                     const projections::ClockStory& clock, Json& out);

}  // namespace alternat::api

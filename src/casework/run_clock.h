// SPDX-License-Identifier: EUPL-1.2
// Use case of the node itself: fire every timer that is due. Called by the server now and then and
// by tests with a given moment; time is never slept.
#pragma once

#include "casework/step.h"

namespace alternat::casework {

struct ClockRun {
  std::size_t fired = 0;
  // Timers that could not be fired, with the reason; they stay due and are tried again after a
  // quarter of an hour.
  std::vector<Error> failures;
};

ClockRun run_clock(Node& node);

// After a restart: the decisions that cases wait for because the node stopped before they ran.
ClockRun resume(Node& node);

}  // namespace alternat::casework

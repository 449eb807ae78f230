// SPDX-License-Identifier: EUPL-1.2
// Signals from case to case on this node (BPMN 2.0, 10.5.6: a broadcast). What a case throws
// reaches every other case of the same partnership and realm that waits for the signal, after the
// thrower's commit: at least once, and never twice. A signal for nobody changes no other case. It
// begins a case only where a procedure of that realm has a signal start and is not about a person:
// nobody's file is opened by a broadcast.
#pragma once

#include "casework/run_clock.h"

namespace alternat::casework {

// Every signal that waits in the outbox. `fired` counts the cases that heard one or were begun by
// one; `failures` what could not be done: that signal stays in the outbox.
ClockRun deliver_signals(Node& node);

}  // namespace alternat::casework

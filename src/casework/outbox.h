// SPDX-License-Identifier: EUPL-1.2
// Messages from case to case on this node. A case throws; the node finds, in the same partnership
// and realm, the case with the same business key that waits for the message, and hands it over: at
// least once, and never twice. What finds no case is a refused delivery that stays visible; a
// message that no procedure of the content takes up goes out by letter and is no business of this.
#pragma once

#include "casework/run_clock.h"

namespace alternat::casework {

// Everything in the outbox. `fired` counts what was delivered; `failures` what could not be tried
// (a refused delivery is recorded and no failure).
ClockRun deliver_messages(Node& node);

struct Undelivered {
  std::string partnership;
  std::string case_id;
  std::uint64_t version = 0;  // of the sender when it threw the message
};

// Tries a refused delivery once more. Errors: casework.no_message (there is no such one),
// casework.message_refused (again no case waits for it).
Status deliver_again(Node& node, const Undelivered& which);

}  // namespace alternat::casework

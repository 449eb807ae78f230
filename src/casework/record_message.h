// SPDX-License-Identifier: EUPL-1.2
// Use case: something from outside arrived, or a letter went out. A partner without a node is the
// normal case: its letters and replies are recorded with their hash and the day of receipt, under
// the same clocks.
#pragma once

#include "casework/work_on_case.h"

namespace alternat::casework {

struct Letter {
  std::string message;    // the message the procedure waits for; "" = recorded only
  std::string element;    // the waiting element; "" = the first
  std::string direction;  // "received" or "sent"
  std::string medium;     // "letter", "note", "portal", "email"
  Date received_on;       // or sent on
  std::string hash;       // SHA-256 of the document, 64 hex digits
  std::string reference;  // the file's own reference; no personal data
  procedures::Values values;
};

// Errors: casework.letter_hash, casework.letter_direction, casework.letter_in_future, and those of
// step.
Result<StepResult> record_message(Node& node, const Call& call, const CaseRef& of,
                                  const Letter& letter);

}  // namespace alternat::casework

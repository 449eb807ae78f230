// SPDX-License-Identifier: EUPL-1.2
// What can be asked of a procedure. Values are JSON texts by fact id; they pass through to the
// caller and never enter a record. Uniqueness of `id` is the ledger's; the same command on the same
// state always gives the same records.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "procedures/record.h"

namespace alternat::procedures {

// name -> JSON text ("\"B1\"", "12", "null" = known to be none).
using Values = std::map<std::string, std::string>;

struct Actor {
  std::string id;
  std::vector<std::string> roles;
};

struct StartCase {
  std::string element;  // start event; "" = the only none start event
  std::string message;  // for a message start event
  Values values;
};
struct CompleteTask {
  std::string element;
  TokenId token = 0;
  Values values;
};
struct ClaimTask {
  std::string element;
  TokenId token = 0;
};
struct ReleaseTask {
  std::string element;
  TokenId token = 0;
};
struct CorrelateMessage {
  std::string message;
  std::string element;  // "" = the waiting token with the lowest id
  Values values;
};
struct FireTimer {
  std::string element;
  TokenId token = 0;
};
struct RecordDecision {
  std::string element;
  TokenId token = 0;
  std::string outcome;
  std::string trace;
};
// Exactly one of flow and due, or neither: then the element is tried again.
struct ResolveIncident {
  std::string element;
  TokenId token = 0;
  std::string flow;
  std::optional<Instant> due;
  std::string zone;  // of the day that `due` ends
};
// New or corrected facts while the case runs; makes gate results that read them stale.
struct AmendValues {
  Values values;
};
// A signal that another case or a person broadcast: everything in the case that waits for it goes
// on.
struct DeliverSignal {
  std::string signal;
  Values values;
};
// An activity cannot be done: an error of the business, which a boundary event must catch.
struct ReportError {
  std::string element;
  TokenId token = 0;
  std::string code;
};
struct CancelCase {
  std::string reason;  // a code, not a sentence
};
// A running clock (a timer, or the day when a task is due) stops, runs on, or gets a later end.
// `due` is counted by the caller, who has the calendars; it is absent exactly for a stop.
struct ChangeClock {
  std::string element;
  TokenId token = 0;
  std::string change;  // suspended | resumed | extended
  std::string reason;  // a code, not a sentence
  std::optional<Instant> due;
  std::string period;  // of an extension, as written: "P6D"
  std::string zone;    // of the day that `due` ends
};

using Action = std::variant<StartCase, CompleteTask, ClaimTask, ReleaseTask, CorrelateMessage,
                            FireTimer, RecordDecision, ResolveIncident, AmendValues, CancelCase,
                            ChangeClock, DeliverSignal, ReportError>;

struct Command {
  std::string id;
  Actor actor;
  Action action;
};

// "complete_task", …
std::string_view type_name(const Action& action);

}  // namespace alternat::procedures

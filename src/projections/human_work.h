// SPDX-License-Identifier: EUPL-1.2
// What people add to a case beside the procedure's own records: follow-up days, escalations,
// substitutions during absence, and how incidents went. No personal value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/instant.h"

namespace alternat::projections {

// What hangs on an open task; gone with the task.
struct TaskMark {
  std::string element;
  std::uint64_t token = 0;
  std::optional<Date> follow_up;        // look again on this day
  std::optional<Instant> escalated_at;  // its clock ran out: it lies in the next level's tray too
  std::string escalated_to;             // role
};

// Who stands in for whom, from … to (both days included), in one role.
struct Substitution {
  std::string id;
  std::string absent;
  std::string substitute;
  std::string role;
  Date from = Date::from_days(0);
  Date to = Date::from_days(0);
  std::string recorded_by;
  bool ended = false;  // taken back
};

struct IncidentRow {
  std::string partnership;
  std::string case_id;
  std::string procedure;
  std::string element;
  std::uint64_t token = 0;
  std::string reason;
  Instant raised_at = Instant::from_micros(0);
  std::optional<Instant> settled_at;
  std::string settled_by;  // actor; "" = still open, or gone with its token
};

// A message or signal that a case threw, and what became of it: delivered to other cases of this
// node, refused (no case waits for the message), heard by nobody (the signal), or waiting in the
// outbox.
struct ThrownMessage {
  std::uint64_t version = 0;  // of the sender when it threw: with the case its identity
  std::string partnership;
  std::string case_id;  // of the sender
  std::string message;
  std::string settled;     // "" = waits; "delivered", "refused"; of a signal "nobody"
  bool is_signal = false;  // `message` is its name; it is for whoever waits, not for one case
  std::string to;          // case; "" = none
  Instant thrown_at = Instant::from_micros(0);
};

// The last time a case was moved to another version of its procedure.
struct MigrationRow {
  std::string migration;  // id, the same for all cases moved together
  std::string from;       // hashes
  std::string to;
  bool undone = false;
  std::uint64_t version = 0;  // of the case after it: while it stands here it can be undone
};

}  // namespace alternat::projections

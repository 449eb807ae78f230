// SPDX-License-Identifier: EUPL-1.2
// CaseRow: what is known of one case without opening the vault: where its tokens stand, what waits
// for whom, since when. Folded from records only; no personal value is ever in it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/vocabulary.h"
#include "base/instant.h"
#include "procedures/state.h"
#include "projections/human_work.h"

namespace alternat::projections {

// What happened to a running clock, for its explanation and for counting it again.
struct ClockNote {
  std::string change;  // suspended, resumed, extended
  std::string reason;  // code
  std::string by;      // actor id
  std::string period;  // of an extension
  Instant at = Instant::from_micros(0);
};

// A timer that runs, or a task with a deadline: since when, and what was changed.
struct ClockStory {
  std::string element;
  procedures::TokenId token = 0;
  Instant begun = Instant::from_micros(0);
  std::vector<ClockNote> notes;
  std::optional<Instant> after;  // a cycle that goes on: the due moment from which it counts
};

struct CaseRow {
  std::string id;           // the stream
  std::string partnership;  // the log
  std::string procedure;
  std::string hash;     // the version of the procedure it runs on: that of its beginning until it
                        // is migrated
  std::string realm;    // "labour", "returns", "advice", "agreement"
  std::string subject;  // pseudonym within the realm; "" where no person is concerned
  Instant opened_at = Instant::from_micros(0);
  Instant changed_at = Instant::from_micros(0);
  std::optional<Instant> ended_at;
  std::uint64_t version = 0;  // of the stream
  procedures::State state;
  std::vector<ClockStory> clocks;  // of `state.timers` and `state.tasks`
  // Values of a case about an instrument or a project, as JSON texts; a person's are in the vault.
  std::map<std::string, std::string> values;
  std::vector<TaskMark> marks;            // of open tasks
  std::optional<MigrationRow> migration;  // the last one
  std::string key;  // business key, by which messages of other cases find it; "" = its id
  // Positions of the case's records in commit order: the story.
  std::vector<std::uint64_t> records;

  // nullptr if no such clock runs.
  const ClockStory* find_clock(std::string_view element, procedures::TokenId token) const {
    for (const ClockStory& clock : clocks)
      if (clock.token == token && clock.element == element) return &clock;
    return nullptr;
  }
};

// A mark lives as long as its task.
void drop_marks(CaseRow& row);

}  // namespace alternat::projections

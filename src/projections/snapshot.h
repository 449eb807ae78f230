// SPDX-License-Identifier: EUPL-1.2
// A snapshot of the tables beside the ledger: opened in well under a second whatever the number of
// cases, because no case is read before somebody asks for it. Rebuildable and disposable: it is
// read only if it is whole, of this format, and of this very ledger.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "projections/cold_tables.h"
#include "projections/tables.h"

namespace alternat::projections {

// A case that changed since the snapshot before, as bytes and as entries of the indexes.
struct DraftCase {
  struct Timer {
    std::int64_t due;
    std::uint64_t token;
    std::uint32_t element;
  };
  struct Task {
    std::int64_t due;
    std::uint64_t token;
    std::uint32_t element;
    std::uint32_t role;
  };
  std::string partnership, id;
  std::string bytes;
  std::int64_t opened_at = 0;
  std::uint32_t procedure = 0, hash = 0, flags = 0;
  std::vector<Timer> timers;
  std::vector<Task> tasks;
};

// What the next snapshot has beyond the one before: made quickly under the tables' lock, written
// without it.
struct SnapshotDraft {
  std::uint64_t position = 0;
  Words words;                   // those of the snapshot before, then new ones
  std::vector<DraftCase> cases;  // by partnership and id
  std::vector<bool> replaced;    // cases of the snapshot before that are among `cases`
  std::map<std::string, std::vector<Count>> counts;
  std::string beside;
};

// Of the ledger at `path`'s side. Errors: those of SnapshotFile::open; snapshot.newer_than_ledger
// (it holds records that the ledger does not have), snapshot.other_ledger (its last record is
// another one); those of the store.
Result<std::unique_ptr<ColdTables>> open_snapshot(const std::string& path, ledger::Store& ledger);

// Of the record at the position; zero for 0. Error snapshot.newer_than_ledger: there is none.
Result<ledger::Hash> hash_at(ledger::Store& ledger, std::uint64_t position);

// `before` is the snapshot that the draft's tables began with, or nullptr. Errors:
// snapshot.write_failed, snapshot.newer_than_ledger; those of the store.
Status write_snapshot(SnapshotDraft draft, const ColdTables* before, const std::string& path,
                      ledger::Store& ledger);

}  // namespace alternat::projections

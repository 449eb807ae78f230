// SPDX-License-Identifier: EUPL-1.2
// Node: what every use case works on: the program, the ledger, the tables folded from it, a clock
// and a source of ids. One per running node; safe from several threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

#include "access/grant.h"
#include "base/id.h"
#include "base/instant.h"
#include "casework/procedure_archive.h"
#include "ledger/ledger.h"
#include "program/program.h"
#include "projections/tables.h"

namespace alternat::casework {

// What the node is made of; everything outlives it.
struct NodeParts {
  const program::Program* program = nullptr;
  ledger::Ledger* ledger = nullptr;
  const Clock* clock = nullptr;
  RandomSource* random = nullptr;
  std::string zone = "Europe/Berlin";  // where a legal day begins, if nothing says otherwise
  bool has_impact_assessment = false;
  std::string id_prefix;  // "SYN-" in the demo: ids say that the person is invented
  // Where the snapshot of the tables lies; "" = none is read or written.
  std::string snapshot;
};

class Node {
 public:
  // Begins with the snapshot if it is a good one of this ledger, folds every record since; keeps
  // the procedures of live cases that were not kept, and loads those the content no longer has.
  // Errors: those of the store; projections.*.
  static Result<std::unique_ptr<Node>> open(const NodeParts& parts);
  // Why the snapshot was not used at the start; nullopt if it was, or if there was none.
  const std::optional<Error>& snapshot_refused() const { return snapshot_refused_; }
  // Writes a snapshot if `records_min` records came since the last one, and gives back the memory
  // of what it holds. Steps wait only while what changed is copied. Without one the next start is
  // slower, no more. From one thread at a time. Errors: snapshot.write_failed; those of the store.
  Status save_snapshot(std::uint64_t records_min);
  // Gives back the memory of rows that were only looked at, if there are many.
  void trim();

  const program::Program& program() const { return *parts_.program; }
  ledger::Ledger& ledger() { return *parts_.ledger; }
  Instant now() const { return parts_.clock->now(); }
  // The legal day of now, in the node's zone.
  Date today() const;
  const std::string& zone() const { return parts_.zone; }
  // Whether cases about persons may be opened in the partnership: in the fictitious one always,
  // elsewhere only with a signed impact assessment.
  bool may_take_persons(std::string_view partnership) const;
  // The version of the procedure that the hash names: the content's own, or one that was kept.
  // Errors casework.version_not_loaded, casework.version_damaged.
  Result<const program::CompiledProcedure*> version(const std::string& procedure,
                                                    const std::string& hash) const;
  // To look at a case: its version, else what the content has by that name; may be nullptr.
  const program::CompiledProcedure* procedure_of(const projections::CaseRow& row) const;
  // Before the first case begins on it. Errors: ledger.*.
  Status keep(const program::CompiledProcedure& procedure);
  // Prefix of the node, then `kind`, then 128 random bits: "SYN-case_…".
  std::string new_id(std::string_view kind);

  // A look at the tables; `look` must be short and keep no pointer.
  template <typename Look>
  auto with_tables(Look look) const {
    std::shared_lock lock(tables_mutex_);
    return look(static_cast<const projections::Tables&>(tables_));
  }
  // Folds what was recorded since. After an append, before its answer leaves: then `position` is
  // that of its last record, and nothing is read if another thread has folded it already.
  Status catch_up(std::uint64_t position = UINT64_MAX);
  // Two commands on one case never decide at the same time.
  std::mutex& lock_of(std::string_view case_id);
  // What failed of itself (a timer whose data are erased) waits until the moment before it is tried
  // again: each try reads, and each read is recorded.
  void postpone(const std::string& what, Instant until);
  bool is_postponed(const std::string& what) const;

 private:
  explicit Node(const NodeParts& parts) : parts_(parts), tables_(&parts.ledger->store()) {}
  void load_snapshot();
  Status load_versions();

  NodeParts parts_;
  std::mutex random_mutex_;
  mutable std::shared_mutex tables_mutex_;
  projections::Tables tables_;
  std::optional<Error> snapshot_refused_;
  std::atomic<std::uint64_t> saved_position_ = 0;
  OldVersions old_versions_;  // constant once the node is open
  std::array<std::mutex, 64> case_locks_;
  mutable std::mutex postponed_mutex_;
  std::map<std::string, Instant> postponed_;
};

// Who does something, as whom, for what, by which request. A command's id makes repeating harmless.
struct Call {
  access::ActorId actor;
  access::Organisation organisation;
  access::Role role;
  access::Purpose purpose;
  ledger::CommandId command;
};

}  // namespace alternat::casework

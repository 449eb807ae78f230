// SPDX-License-Identifier: EUPL-1.2
#include "casework/node.h"

#include <algorithm>

#include "base/assert.h"
#include "projections/fold.h"
#include "projections/snapshot.h"

namespace alternat::casework {
namespace {

// A start that folded so many writes a snapshot at once: the next one need not.
constexpr std::uint64_t kRecordsAtStart = 100'000;
constexpr std::size_t kRowsKeptMax = 100'000;

}  // namespace

Result<std::unique_ptr<Node>> Node::open(const NodeParts& parts) {
  ALTERNAT_ASSERT(parts.program && parts.ledger && parts.clock && parts.random);
  if (Result<Date> day = parts.clock->now().day_in(parts.zone); !day) return day.error();
  std::unique_ptr<Node> node(new Node(parts));
  node->load_snapshot();
  if (Status status = node->catch_up(); !status) return status.error();
  // Where it cannot be written the node runs all the same.
  if (Status saved = node->save_snapshot(kRecordsAtStart); !saved)
    node->snapshot_refused_ = saved.error();
  if (Status status = node->load_versions(); !status) return status.error();
  return node;
}

Date Node::today() const {
  const Result<Date> day = now().day_in(parts_.zone);
  ALTERNAT_ASSERT(day.ok());  // the zone was tried when the node was opened
  return *day;
}

bool Node::may_take_persons(std::string_view partnership) const {
  const terms::PartnershipContent* of = program().content().find_partnership(partnership);
  return of && (of->partnership.fictitious || parts_.has_impact_assessment);
}

std::string Node::new_id(std::string_view kind) {
  std::lock_guard lock(random_mutex_);
  return parts_.id_prefix + parts_.random->new_id_text(kind);
}

Status Node::catch_up(std::uint64_t position) {
  std::unique_lock lock(tables_mutex_);
  if (tables_.last_position() >= position) return {};
  return projections::fold_rest(parts_.ledger->store(), tables_);
}

void Node::load_snapshot() {
  if (parts_.snapshot.empty()) return;
  Result<std::unique_ptr<projections::ColdTables>> cold =
      projections::open_snapshot(parts_.snapshot, parts_.ledger->store());
  if (!cold) {
    if (cold.error().code != "snapshot.absent") snapshot_refused_ = cold.error();
    return;
  }
  tables_.begin_with(std::move(*cold));
  saved_position_ = tables_.last_position();
}

Status Node::save_snapshot(std::uint64_t records_min) {
  if (parts_.snapshot.empty()) return {};
  projections::SnapshotDraft draft;
  const projections::ColdTables* before = nullptr;
  {
    std::shared_lock lock(tables_mutex_);
    if (tables_.last_position() < saved_position_ + std::max<std::uint64_t>(records_min, 1))
      return {};
    draft = tables_.draft();
    before = tables_.cold();  // replaced by nobody but this
  }
  ledger::Store& store = parts_.ledger->store();
  const std::uint64_t position = draft.position;
  Status written = projections::write_snapshot(std::move(draft), before, parts_.snapshot, store);
  if (!written) return written;
  Result<std::unique_ptr<projections::ColdTables>> cold =
      projections::open_snapshot(parts_.snapshot, store);
  if (!cold) return cold.error();
  std::unique_lock lock(tables_mutex_);
  tables_.adopt(std::move(*cold));
  saved_position_ = position;
  return {};
}

void Node::trim() {
  {
    std::shared_lock lock(tables_mutex_);
    if (tables_.rows_kept() <= kRowsKeptMax) return;
  }
  std::unique_lock lock(tables_mutex_);
  tables_.drop_rows();
}

Status Node::load_versions() {
  std::map<std::string, std::string> wanted;  // hash -> procedure
  std::string_view last;
  tables_.glance([&](const projections::CaseGlance& one) {
    if (one.hash == last) return;  // most cases run on a few
    last = wanted.emplace(one.hash, one.procedure).first->first;
  });
  for (const auto& [hash, procedure] : wanted) {
    const program::CompiledProcedure* own = program().find_procedure(procedure);
    if (own && own->definition.hash == hash) {
      if (Status status = keep(*own); !status) return status;
    } else if (const projections::KeptVersion* kept = tables_.find_version(hash)) {
      load_version(ledger(), *kept, {program().content().facts, &program().calendars()},
                   old_versions_);
    }
  }
  return {};
}

Result<const program::CompiledProcedure*> Node::version(const std::string& procedure,
                                                        const std::string& hash) const {
  const program::CompiledProcedure* own = program().find_procedure(procedure);
  if (own && own->definition.hash == hash) return own;
  if (const auto found = old_versions_.by_hash.find(hash); found != old_versions_.by_hash.end())
    return found->second.get();
  if (const auto found = old_versions_.failed.find(hash); found != old_versions_.failed.end())
    return found->second;
  return Error{Fault::kConflict,
               "casework.version_not_loaded",
               "The case runs on a version of '" + procedure +
                   "' that neither the content nor this node's archive has; it stays as it is "
                   "until that version is back or the case is moved.",
               {}};
}

const program::CompiledProcedure* Node::procedure_of(const projections::CaseRow& row) const {
  const Result<const program::CompiledProcedure*> found = version(row.procedure, row.hash);
  return found ? *found : program().find_procedure(row.procedure);
}

Status Node::keep(const program::CompiledProcedure& procedure) {
  const bool kept = with_tables([&](const projections::Tables& tables) {
    return tables.find_version(procedure.definition.hash) != nullptr;
  });
  if (kept) return {};
  Result<ledger::AppendResult> appended = keep_version(ledger(), procedure, now(), today());
  if (!appended) return appended.error();
  return catch_up(appended->records.back().position);
}

std::mutex& Node::lock_of(std::string_view case_id) {
  return case_locks_[std::hash<std::string_view>{}(case_id) % case_locks_.size()];
}

void Node::postpone(const std::string& what, Instant until) {
  std::lock_guard lock(postponed_mutex_);
  postponed_.insert_or_assign(what, until);
}

bool Node::is_postponed(const std::string& what) const {
  std::lock_guard lock(postponed_mutex_);
  const auto found = postponed_.find(what);
  return found != postponed_.end() && now() < found->second;
}

}  // namespace alternat::casework

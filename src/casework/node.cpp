// SPDX-License-Identifier: EUPL-1.2
#include "casework/node.h"

#include "base/assert.h"

namespace alternat::casework {
namespace {

constexpr std::size_t kRecordsAtOnce = 1000;

}  // namespace

Result<std::unique_ptr<Node>> Node::open(const NodeParts& parts) {
  ALTERNAT_ASSERT(parts.program && parts.ledger && parts.clock && parts.random);
  if (Result<Date> day = parts.clock->now().day_in(parts.zone); !day) return day.error();
  std::unique_ptr<Node> node(new Node(parts));
  if (Status status = node->catch_up(); !status) return status.error();
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
  Result<std::unique_ptr<ledger::Reader>> reader = parts_.ledger->store().read();
  if (!reader) return reader.error();
  for (;;) {
    Result<std::vector<ledger::StoredRecord>> records =
        (*reader)->read_all(tables_.last_position(), kRecordsAtOnce);
    if (!records) return records.error();
    for (const ledger::StoredRecord& record : *records)
      if (Status status = tables_.apply(record); !status) return status;
    if (records->size() < kRecordsAtOnce) return {};
  }
}

Status Node::load_versions() {
  std::map<std::string, std::string> wanted;  // hash -> procedure
  for (const projections::CaseRow* row : tables_.cases(""))
    wanted.emplace(row->hash, row->procedure);
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

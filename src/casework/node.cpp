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

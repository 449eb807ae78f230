// SPDX-License-Identifier: EUPL-1.2
#include "casework/beside.h"

#include "base/json.h"

namespace alternat::casework {
namespace {

Result<Loaded> load(const Node& node, const CaseRef& of) {
  std::optional<projections::CaseRow> row =
      node.with_tables([&](const projections::Tables& tables) {
        const projections::CaseRow* found = tables.find_case(of.partnership, of.case_id);
        return found ? std::optional(*found) : std::nullopt;
      });
  if (!row)
    return Error{Fault::kNotFound,
                 "casework.no_case",
                 "There is no case '" + of.case_id + "' in '" + of.partnership + "'.",
                 {}};
  Result<const program::CompiledProcedure*> procedure = node.version(row->procedure, row->hash);
  if (!procedure) return procedure.error();
  return Loaded{std::move(*row), *procedure};
}

Result<bool> was_done(Node& node, const Call& call, const CaseRef& of) {
  Result<ledger::LogId> log = ledger::LogId::from_text(of.partnership);
  if (!log) return log.error();
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> before = (*reader)->find_command(*log, call.command);
  if (!before) return before.error();
  return !before->empty();
}

Result<ledger::AppendResult> append(Node& node, const Call& call, const Loaded& loaded,
                                    const Beside& beside) {
  Result<Prepared> prepared = prepare_batch(node, call, loaded, {{beside.record}, {}, {}});
  if (!prepared) return prepared.error();
  if (beside.text.empty()) return node.ledger().store().append(prepared->batch);
  Result<ledger::SubjectId> subject = ledger::SubjectId::from_text(loaded.row.subject);
  Result<access::CaseId> case_ref = access::CaseId::from_text(loaded.row.id);
  if (!subject) return subject.error();
  if (!case_ref) return case_ref.error();
  Result<access::Grant> grant = node.program().access().grant(
      {call.actor, call.organisation, call.role, call.purpose, *case_ref});
  if (!grant) return grant.error();
  prepared->values.push_back(
      {0, *subject, "case", "comment",
       access::Sensitive<std::string>(access::FactCategory::kProcedure, Json(beside.text).dump())});
  return node.ledger().append(std::move(prepared->batch), prepared->values, *grant);
}

Result<StepResult> refuse(Node& node, const Call& call, const Loaded& loaded,
                          const procedures::Rejection& rejection, const std::string& type) {
  const ExtraRecord record{"CommandRejected", {{"command", type}, {"code", rejection.code}}};
  Result<Prepared> prepared = prepare_batch(node, call, loaded, {{record}, {}, {}});
  if (!prepared) return prepared.error();
  Result<ledger::AppendResult> kept = node.ledger().store().append(prepared->batch);
  if (!kept) return kept.error();
  if (Status status = node.catch_up(kept->records.back().position); !status) return status.error();
  return Error{Fault::kRefused, rejection.code, rejection.message, {}};
}

}  // namespace

Result<StepResult> record_beside(Node& node, const Call& call, const CaseRef& of,
                                 const Beside& beside) {
  std::lock_guard lock(node.lock_of(of.case_id));
  Result<Loaded> loaded = load(node, of);
  if (!loaded) return loaded.error();
  Result<bool> done = was_done(node, call, of);
  if (!done) return done.error();
  if (*done) return StepResult{loaded->row.version, true};
  if (of.seen_version && *of.seen_version != loaded->row.version)
    return Error{Fault::kConflict,
                 "casework.stale_version",
                 "The case has moved on since you opened it (version " +
                     std::to_string(*of.seen_version) + ", now " +
                     std::to_string(loaded->row.version) +
                     "). Nothing was changed: look at it again and repeat what is still right.",
                 {}};
  if (!beside.text.empty() && loaded->row.subject.empty())
    return Error{Fault::kRefused,
                 "casework.no_vault",
                 "A case about an agreement has no vault: record a document by its hash instead. "
                 "Nothing was stored.",
                 {}};
  if (beside.objection)
    if (std::optional<procedures::Rejection> rejection = beside.objection(*loaded))
      return refuse(node, call, *loaded, *rejection, beside.record.type);
  Result<ledger::AppendResult> appended = append(node, call, *loaded, beside);
  if (!appended) return appended.error();
  if (Status status = node.catch_up(appended->records.back().position); !status)
    return status.error();
  return StepResult{loaded->row.version + appended->records.size(), appended->already};
}

}  // namespace alternat::casework

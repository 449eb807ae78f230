// SPDX-License-Identifier: EUPL-1.2
#include "casework/case_values.h"

namespace alternat::casework {

access::Purpose purpose_for(access::Role role, std::string_view realm) {
  const std::optional<access::Realm> found = access::find_realm(realm);
  const std::optional<access::Purpose> purpose =
      found ? access::usual_purpose(role, *found) : std::nullopt;
  return purpose.value_or(access::Purpose::kSteering);
}

Result<access::Grant> engine_grant(const Node& node, const projections::CaseRow& row) {
  Result<access::ActorId> actor = access::ActorId::from_text("engine");
  Result<access::OrganisationId> organisation = access::OrganisationId::from_text("node");
  Result<access::CaseId> case_ref = access::CaseId::from_text(row.id);
  if (!actor) return actor.error();
  if (!organisation) return organisation.error();
  if (!case_ref) return case_ref.error();
  return node.program().access().grant(
      {*actor,
       {*organisation, access::organisation_of(access::Role::kEngine)},
       access::Role::kEngine,
       purpose_for(access::Role::kEngine, row.realm),
       *case_ref});
}

Result<Call> engine_call(const projections::CaseRow& row, const std::string& kind,
                         procedures::TokenId token) {
  Result<access::ActorId> actor = access::ActorId::from_text("engine");
  Result<access::OrganisationId> organisation = access::OrganisationId::from_text("node");
  Result<ledger::CommandId> command =
      ledger::CommandId::from_text(kind + "-" + row.id.substr(0, 48) + "-" +
                                   std::to_string(row.version) + "-" + std::to_string(token));
  if (!actor) return actor.error();
  if (!organisation) return organisation.error();
  if (!command) return command.error();
  return Call{*actor,
              {*organisation, access::organisation_of(access::Role::kEngine)},
              access::Role::kEngine,
              purpose_for(access::Role::kEngine, row.realm),
              *command};
}

Result<const procedures::Values*> CaseValues::all() {
  if (loaded_) return &*loaded_;
  procedures::Values values = row_.values;
  if (!row_.subject.empty()) {
    Result<access::Grant> grant = engine_grant(node_, row_);
    if (!grant) return grant.error();
    Result<ledger::LogId> log = ledger::LogId::from_text(row_.partnership);
    Result<ledger::SubjectId> subject = ledger::SubjectId::from_text(row_.subject);
    if (!log) return log.error();
    if (!subject) return subject.error();
    // Every read has an id of its own: read again after a stop, it is another read.
    Result<ledger::CommandId> command = ledger::CommandId::from_text(node_.new_id("read"));
    if (!command) return command.error();
    ledger::ReadRequest request{*log, *command, node_.now(), node_.today(), {}};
    request.items.push_back({&*grant, *log, *subject});
    Result<std::vector<ledger::PersonalData>> data = node_.ledger().read_personal(request);
    if (!data) return data.error();
    for (const ledger::StoredValue& value : data->front().values)
      values[value.name] = value.value.reveal(*grant);
  }
  loaded_ = std::move(values);
  return &*loaded_;
}

}  // namespace alternat::casework

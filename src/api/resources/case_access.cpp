// SPDX-License-Identifier: EUPL-1.2
// Sight of cases.
#include "api/resources/case_access.h"

#include <algorithm>
#include <array>

#include "casework/case_values.h"
#include "program/program.h"

namespace alternat::api {

namespace {

using access::Role;

// Whether a line of the case's log satisfies the test.
template <typename Test>
bool any_line(const projections::Tables& tables, const projections::CaseRow& row, Test test) {
  const std::vector<projections::LogRow> lines = tables.lines_of(row);
  return std::any_of(lines.begin(), lines.end(), test);
}

bool acted(const projections::Tables& tables, const projections::CaseRow& row,
           const std::string& account) {
  return any_line(tables, row,
                  [&](const projections::LogRow& line) { return line.actor == account; });
}

bool was_asked(const projections::Tables& tables, const projections::CaseRow& row, Role role) {
  const std::string_view word = access::to_text(role);
  return any_line(tables, row, [word](const projections::LogRow& line) {
    return line.type == "TaskOpened" && line.detail == word;
  });
}

bool was_exchanged(const projections::Tables& tables, const projections::CaseRow& row) {
  const std::vector<projections::LogRow> lines = tables.lines_of(row);
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return is_exchanged(lines, line); });
}

Sight sight_of_agreement(const procedures::Definition& definition, Role role) {
  if (role == Role::kLeadUnit || role == Role::kMinistryDesk || role == Role::kMonitor)
    return Sight::kFile;
  return has_tasks_in(definition, role) ? Sight::kFile : Sight::kNone;
}

// The partner learns of a case about an agreement once something left for it or it was asked.
Sight sight_of_partner(const projections::Tables& tables, const projections::CaseRow& row) {
  const bool knows = was_exchanged(tables, row) || was_asked(tables, row, Role::kPartnerDesk);
  return knows ? Sight::kExchange : Sight::kNone;
}

Sight file_if(bool condition) {
  return condition ? Sight::kFile : Sight::kNone;
}

}  // namespace

Result<Viewer> viewer_of(const Visit& visit) {
  if (!visit.session)
    return Error{Fault::kForbidden,
                 "auth.no_session",
                 "This page needs a sign-in; send the session cookie.",
                 {}};
  const Principal& who = visit.session->principal;
  const std::optional<Role> role = access::find_role(who.role);
  if (!role)
    return Error{Fault::kForbidden,
                 "auth.unknown_role",
                 "The account's role '" + who.role + "' has no part in any case.",
                 {}};
  return Viewer{who, *role};
}

Response sign_in_first(const Visit& visit, const Error& error) {
  if (error.code == "auth.no_session" && visit.representation == Representation::kHtml)
    return redirect_to("/sign-in");
  return respond_error(visit, error);
}

bool is_partner_message(std::string_view message) {
  constexpr std::array<std::string_view, 7> kFamilies = {
      "readmission_", "travel_document_", "transfer_notice", "cohort_",
      "committee_",   "amendment_",       "suspension_"};
  constexpr std::array<std::string_view, 5> kMessages = {"error_return", "partner_notification",
                                                         "termination_notice", "partner_declined",
                                                         "minutes_reply"};
  if (message == "cohort_visa_cases") return false;
  return std::any_of(kFamilies.begin(), kFamilies.end(),
                     [&](std::string_view family) { return message.starts_with(family); }) ||
         std::find(kMessages.begin(), kMessages.end(), message) != kMessages.end();
}

bool is_exchanged(const std::vector<projections::LogRow>& log, const projections::LogRow& line) {
  if (line.type == "MessageThrown" || line.type == "MessageReceived")
    return is_partner_message(line.detail);
  if (line.type != "LetterRecorded") return false;
  // A letter stands beside the message that it brought.
  return std::any_of(log.begin(), log.end(), [&](const projections::LogRow& other) {
    return other.command == line.command && other.type == "MessageReceived" &&
           is_partner_message(other.detail);
  });
}

bool may_act(Role role) {
  return role != Role::kMonitor && role != Role::kParliament && role != Role::kPublic &&
         role != Role::kAdministrator && role != Role::kEngine;
}

bool has_tasks_in(const procedures::Definition& definition, Role role) {
  return std::any_of(
      definition.nodes.begin(), definition.nodes.end(),
      [word = access::to_text(role)](const procedures::Node& node) { return node.role == word; });
}

Sight sight_of(const casework::Node& node, const projections::Tables& tables,
               const projections::CaseRow& row, const Viewer& viewer) {
  const program::CompiledProcedure* procedure = node.procedure_of(row);
  if (!procedure) return Sight::kNone;
  const Role role = viewer.role;
  const std::optional<access::Realm> realm = access::find_realm(row.realm);
  if (!realm && role == Role::kPartnerDesk) return sight_of_partner(tables, row);
  if (!realm) return sight_of_agreement(procedure->definition, role);
  if (!access::usual_purpose(role, *realm)) return Sight::kNone;
  switch (role) {
    case Role::kMonitor:
      return Sight::kFile;
    case Role::kPartnerDesk:
      return *realm == access::Realm::kReturns && was_exchanged(tables, row) ? Sight::kExchange
                                                                             : Sight::kNone;
    case Role::kCandidate:
    case Role::kPersonConcerned:
    case Role::kCounsel:
      return file_if(acted(tables, row, viewer.who.account));
    case Role::kEmployer:
    case Role::kFederalPolice:
      return file_if(was_asked(tables, row, role));
    case Role::kBamf:
      return file_if(*realm == access::Realm::kReturns);
    case Role::kVisaSection:
    case Role::kLabourAgency:
    case Role::kRecognitionBody:
    case Role::kAliensAuthority:
    case Role::kReturnCentre:
      return file_if(has_tasks_in(procedure->definition, role));
    case Role::kLeadUnit:
    case Role::kMinistryDesk:
    case Role::kParliament:
    case Role::kPublic:
    case Role::kAdministrator:
    case Role::kEngine:
      break;
  }
  return Sight::kNone;
}

Result<CaseCopy> open_file(const Site& site, const Viewer& viewer, std::string_view partnership,
                           std::string_view id) {
  CaseCopy copy;
  bool found = false;
  site.node->with_tables([&](const projections::Tables& tables) {
    const projections::CaseRow* row = tables.find_case(partnership, id);
    if (!row) return;
    found = true;
    copy.sight = sight_of(*site.node, tables, *row, viewer);
    if (copy.sight == Sight::kNone) return;
    copy.row = *row;
    copy.log = tables.lines_of(*row);
  });
  if (!found)
    return Error{Fault::kNotFound,
                 "case.not_found",
                 "There is no case '" + std::string(id.substr(0, 80)) + "' in '" +
                     std::string(partnership.substr(0, 60)) + "'.",
                 {}};
  if (copy.sight == Sight::kNone)
    return Error{Fault::kForbidden,
                 "case.no_part",
                 "Your role has no part in this case, so it does not open for you.",
                 {}};
  copy.procedure = site.node->procedure_of(copy.row);
  if (!copy.procedure)
    return Error{Fault::kUnavailable,
                 "case.procedure_not_loaded",
                 "The content no longer has the procedure '" + copy.row.procedure + "'.",
                 {}};
  return copy;
}

Result<casework::Call> call_for(const Viewer& viewer, std::string_view realm,
                                std::string_view command) {
  Result<access::ActorId> actor = access::ActorId::from_text(viewer.who.account);
  Result<access::OrganisationId> organisation =
      access::OrganisationId::from_text(viewer.who.organisation);
  Result<ledger::CommandId> id = ledger::CommandId::from_text(command);
  if (!actor) return actor.error();
  if (!organisation) return organisation.error();
  if (!id) return id.error();
  return casework::Call{*actor,
                        {*organisation, access::organisation_of(viewer.role)},
                        viewer.role,
                        casework::purpose_for(viewer.role, realm),
                        *id};
}

Result<access::Grant> grant_for(const program::Program& program, const Viewer& viewer,
                                const projections::CaseRow& row) {
  Result<casework::Call> call = call_for(viewer, row.realm, "grant");
  if (!call) return call.error();
  Result<access::CaseId> case_ref = access::CaseId::from_text(row.id);
  if (!case_ref) return case_ref.error();
  return program.access().grant(
      {call->actor, call->organisation, call->role, call->purpose, *case_ref});
}

}  // namespace alternat::api

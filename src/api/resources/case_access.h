// SPDX-License-Identifier: EUPL-1.2
// Who looks at a case, and how much of it: the person's role and purpose, the part her office has
// in the procedure, and the Grant without which no personal value is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/grant.h"
#include "api/site.h"
#include "casework/node.h"
#include "projections/tables.h"

namespace alternat::program {
struct CompiledProcedure;
}

namespace alternat::api {

struct Viewer {
  Principal who;
  access::Role role = access::Role::kPublic;
};

// Errors: auth.no_session, auth.unknown_role (the account's role is none that access knows).
Result<Viewer> viewer_of(const Visit& visit);
// For people the sign-in form, for programs the problem.
Response sign_in_first(const Visit& visit, const Error& error);

// kNone: no part in the case. kExchange: only what left for the partner state or came from it. A
// partner desk never sees more: what stays inside must not show through. kFile: the case.
enum class Sight { kNone, kExchange, kFile };

// A case of a person opens for roles that have a purpose in its realm and a part in it: an office
// whose tasks the procedure has; the person herself in her own case; an employer or the police once
// a task of theirs was opened; the monitor always. A case about an agreement opens for the lead
// unit, the ministries, the monitor and whoever has tasks in it. What a labour authority asks of
// another is no business of the state of origin: there it sees nothing.
Sight sight_of(const casework::Node& node, const projections::Tables& tables,
               const projections::CaseRow& row, const Viewer& viewer);

// Whether a message goes to the partner state or comes from it; a message this list does not know
// stays inside.
bool is_partner_message(std::string_view message);
// Whether a line of a case's log tells of such a message: sent, received, or recorded as a letter.
bool is_exchanged(const std::vector<projections::LogRow>& log, const projections::LogRow& line);

// The monitor, parliament, the public and the operator change nothing.
bool may_act(access::Role role);
// Whether the role has a task of its own in the procedure.
bool has_tasks_in(const procedures::Definition& definition, access::Role role);

// A case as it stood at one moment, with the lines of the log that tell its story.
struct CaseCopy {
  projections::CaseRow row;
  std::vector<projections::LogRow> log;
  Sight sight = Sight::kNone;
  const program::CompiledProcedure* procedure = nullptr;  // the version the case runs on
};

// Errors: case.not_found, case.no_part, case.procedure_not_loaded.
Result<CaseCopy> open_file(const Site& site, const Viewer& viewer, std::string_view partnership,
                           std::string_view id);

// `command`: the id that the form was given when it was rendered. Errors: id.malformed.
Result<casework::Call> call_for(const Viewer& viewer, std::string_view realm,
                                std::string_view command);
// Errors: those of access (access.refused, access.wrong_organisation), id.malformed.
Result<access::Grant> grant_for(const program::Program& program, const Viewer& viewer,
                                const projections::CaseRow& row);

}  // namespace alternat::api

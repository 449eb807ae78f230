// SPDX-License-Identifier: EUPL-1.2
// Whether a role has a part in a step of a case, beyond what the procedure itself checks of its
// tasks; and whether facts belong to the case's realm at all (design section 8: data never cross
// realms).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casework/record_batch.h"
#include "procedures/engine.h"

namespace alternat::casework {

// An authority of the destination; no party and nobody who only watches.
bool is_office(access::Role role);
// Whether the role has a task, or a form of its own, in the procedure.
bool has_work(const procedures::Definition& definition, const std::string& role);

// An error that a person may report for a task: one that an event at the task's own border catches.
// What surrounds the task is told by the procedure's own steps, with their facts and their second
// persons, never by one report.
struct ReportableError {
  std::string code;   // "any" where the event catches every error
  std::string event;  // the event that catches it
};
std::vector<ReportableError> reportable_errors(const procedures::Definition& definition,
                                               const std::string& element);
// The element's own role or lane, else that of the sub-process around it.
bool answers_for(const procedures::Definition& definition, const std::string& element,
                 const std::string& role);

// Codes casework.no_part, casework.error_not_foreseen and casework.wrong_realm. In a case about a
// person the access table decides, for the purpose of the call; in any other, and for cancelling
// and settling incidents, whoever has work in the procedure.
std::optional<procedures::Rejection> objection_to(const Node& node, const Call& call,
                                                  const Loaded& loaded,
                                                  const procedures::Action& action);

}  // namespace alternat::casework

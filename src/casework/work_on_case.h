// SPDX-License-Identifier: EUPL-1.2
// Use cases of everyday work: claim a task, give it back, complete it, correct a fact, settle an
// incident, cancel. Each is one step; errors are those of step.
#pragma once

#include "casework/step.h"

namespace alternat::casework {

// Which case, and the version the person saw.
struct CaseRef {
  std::string partnership;
  std::string case_id;
  std::optional<std::uint64_t> seen_version;
};

struct TaskRef {
  std::string element;
  procedures::TokenId token = 0;
};

Result<StepResult> claim_task(Node& node, const Call& call, const CaseRef& of, const TaskRef& task);
Result<StepResult> release_task(Node& node, const Call& call, const CaseRef& of,
                                const TaskRef& task);
// Values are checked against the dictionary first (facts.*, all problems at once).
Result<StepResult> complete_task(Node& node, const Call& call, const CaseRef& of,
                                 const TaskRef& task, const procedures::Values& values);
Result<StepResult> amend_facts(Node& node, const Call& call, const CaseRef& of,
                               const procedures::Values& values);
Result<StepResult> resolve_incident(Node& node, const Call& call, const CaseRef& of,
                                    const procedures::ResolveIncident& resolution);
// The task cannot be done: an error that an event at the task's own border catches
// (casework.error_not_foreseen where none does).
Result<StepResult> report_error(Node& node, const Call& call, const CaseRef& of,
                                const TaskRef& task, const std::string& code);
// All that waits for the signal in this case goes on (procedure.signal_not_awaited where nothing
// does). Signals that cases throw reach others through signals.h.
Result<StepResult> send_signal(Node& node, const Call& call, const CaseRef& of,
                               const std::string& signal);
Result<StepResult> cancel_case(Node& node, const Call& call, const CaseRef& of,
                               const std::string& reason);

}  // namespace alternat::casework

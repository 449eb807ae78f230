// SPDX-License-Identifier: EUPL-1.2
#include "casework/work_on_case.h"

#include "casework/values_check.h"

namespace alternat::casework {
namespace {

Result<StepResult> act_on(Node& node, const Call& call, const CaseRef& of,
                          procedures::Action action) {
  return step(node, call, {of.partnership, of.case_id, of.seen_version, std::move(action), {}, {}});
}

}  // namespace

Result<StepResult> claim_task(Node& node, const Call& call, const CaseRef& of,
                              const TaskRef& task) {
  return act_on(node, call, of, procedures::ClaimTask{task.element, task.token});
}

Result<StepResult> release_task(Node& node, const Call& call, const CaseRef& of,
                                const TaskRef& task) {
  return act_on(node, call, of, procedures::ReleaseTask{task.element, task.token});
}

Result<StepResult> complete_task(Node& node, const Call& call, const CaseRef& of,
                                 const TaskRef& task, const procedures::Values& values) {
  if (Status status = check_values(node.program(), values); !status) return status.error();
  return act_on(node, call, of, procedures::CompleteTask{task.element, task.token, values});
}

Result<StepResult> amend_facts(Node& node, const Call& call, const CaseRef& of,
                               const procedures::Values& values) {
  if (Status status = check_values(node.program(), values); !status) return status.error();
  return act_on(node, call, of, procedures::AmendValues{values});
}

Result<StepResult> resolve_incident(Node& node, const Call& call, const CaseRef& of,
                                    const procedures::ResolveIncident& resolution) {
  return act_on(node, call, of, resolution);
}

Result<StepResult> report_error(Node& node, const Call& call, const CaseRef& of,
                                const TaskRef& task, const std::string& code) {
  return act_on(node, call, of, procedures::ReportError{task.element, task.token, code});
}

Result<StepResult> send_signal(Node& node, const Call& call, const CaseRef& of,
                               const std::string& signal) {
  return act_on(node, call, of, procedures::DeliverSignal{signal, {}});
}

Result<StepResult> cancel_case(Node& node, const Call& call, const CaseRef& of,
                               const std::string& reason) {
  return act_on(node, call, of, procedures::CancelCase{reason});
}

}  // namespace alternat::casework

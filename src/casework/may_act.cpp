// SPDX-License-Identifier: EUPL-1.2
#include "casework/may_act.h"

#include <algorithm>

namespace alternat::casework {
namespace {

using procedures::Rejection;
using Objection = std::optional<Rejection>;

bool is_work(const procedures::Node& node) {
  return node.kind == procedures::NodeKind::kUserTask ||
         node.kind == procedures::NodeKind::kManualTask || !node.form.empty();
}

class PartCheck {
 public:
  PartCheck(const Node& node, const Call& call, const Loaded& loaded)
      : node_(node), call_(call), loaded_(loaded), role_(access::to_text(call.role)) {}

  Objection operator()(const procedures::StartCase& start) { return facts(start.values); }
  // The procedure checks the role of its tasks itself, and their forms.
  Objection operator()(const procedures::CompleteTask&) { return std::nullopt; }
  Objection operator()(const procedures::ClaimTask&) { return std::nullopt; }
  Objection operator()(const procedures::ReleaseTask&) { return std::nullopt; }
  Objection operator()(const procedures::FireTimer&) { return engine_only(); }
  Objection operator()(const procedures::RecordDecision&) { return engine_only(); }
  Objection operator()(const procedures::AmendValues& amend) { return facts(amend.values); }
  // Settled by whoever answers for the element, or by another office of the procedure.
  Objection operator()(const procedures::ResolveIncident& resolve) {
    return answers_for(resolve.element) || is_office_here() ? Objection() : no_part();
  }
  Objection operator()(const procedures::CancelCase&) { return worker(); }
  // By whoever answers for the element, or by another office of the procedure; never by the clock.
  Objection operator()(const procedures::ChangeClock& change) {
    return answers_for(change.element) || is_office_here() ? Objection() : no_part();
  }
  // By whoever answers for an element that waits for it, or by another office of the procedure.
  Objection operator()(const procedures::DeliverSignal& deliver) {
    if (is_engine()) return std::nullopt;
    const auto& waiting = loaded_.row.state.signals;
    const bool mine = std::any_of(waiting.begin(), waiting.end(), [&](const auto& awaited) {
      return awaited.signal == deliver.signal && answers_for(awaited.element);
    });
    return mine || is_office_here() ? facts(deliver.values) : no_part();
  }
  // The procedure checks the role of an open task; what a service could not do, the engine reports.
  Objection operator()(const procedures::ReportError& report) {
    if (is_engine()) return std::nullopt;
    if (loaded_.row.state.find_task(report.element, report.token) == nullptr) return no_part();
    for (const ReportableError& one :
         reportable_errors(loaded_.procedure->definition, report.element))
      if (one.code == report.code) return std::nullopt;
    return Rejection{"casework.error_not_foreseen",
                     "No event at '" + report.element + "' of '" + loaded_.row.procedure +
                         "' catches the error that is reported. Nothing was changed."};
  }
  Objection operator()(const procedures::CorrelateMessage& message) {
    // A message that a person records is that person's task; another office of the procedure may
    // have got the letter.
    for (const procedures::AwaitedMessage& awaited : loaded_.row.state.messages) {
      if (awaited.message != message.message) continue;
      const procedures::OpenTask* task =
          loaded_.row.state.find_task(awaited.element, awaited.token);
      if (task && task->role != role_ && !is_engine() && !is_office_here()) return no_part();
    }
    return facts(message.values);
  }

 private:
  bool is_engine() const { return call_.role == access::Role::kEngine; }

  Rejection no_part() const {
    return {"casework.no_part", "The role '" + role_ + "' has no part in this step of '" +
                                    loaded_.row.procedure + "'. Nothing was changed."};
  }

  Objection engine_only() const { return is_engine() ? Objection() : no_part(); }

  Objection worker() const {
    return has_work(loaded_.procedure->definition, role_) ? Objection() : no_part();
  }

  bool is_office_here() const {
    return is_office(call_.role) && has_work(loaded_.procedure->definition, role_);
  }

  bool answers_for(const std::string& element) const {
    return casework::answers_for(loaded_.procedure->definition, element, role_);
  }

  // Somebody whom the access table lets write something about the person, for this realm's purpose.
  bool writes_here() const {
    if (access::realm_of(call_.purpose) != access::find_realm(loaded_.row.realm)) return false;
    Result<access::CaseId> case_ref = access::CaseId::from_text(loaded_.row.id);
    if (!case_ref) return false;
    const Result<access::Grant> grant = node_.program().access().grant(
        {call_.actor, call_.organisation, call_.role, call_.purpose, *case_ref});
    return grant.ok() && !grant->writable().empty();
  }

  Objection facts(const procedures::Values& values) const {
    for (const auto& [name, text] : values) {
      const terms::FactDefinition* fact = node_.program().content().facts.find(name);
      if (!fact) continue;
      if (fact->realms.contains(loaded_.row.realm)) continue;
      return Rejection{"casework.wrong_realm",
                       "'" + name + "' belongs to the realm " + terms::to_text(fact->realms) +
                           "; a case of '" + loaded_.row.procedure + "' (" + loaded_.row.realm +
                           ") may not hold it. Nothing was stored."};
    }
    if (is_engine()) return std::nullopt;
    if (loaded_.row.subject.empty()) return worker();
    return writes_here() ? Objection() : no_part();
  }

  const Node& node_;
  const Call& call_;
  const Loaded& loaded_;
  std::string role_;
};

}  // namespace

bool is_office(access::Role role) {
  using access::Role;
  switch (role) {
    case Role::kLeadUnit:
    case Role::kMinistryDesk:
    case Role::kVisaSection:
    case Role::kLabourAgency:
    case Role::kRecognitionBody:
    case Role::kAliensAuthority:
    case Role::kFederalPolice:
    case Role::kBamf:
    case Role::kReturnCentre:
      return true;
    case Role::kEmployer:
    case Role::kCandidate:
    case Role::kPersonConcerned:
    case Role::kPartnerDesk:
    case Role::kCounsel:
    case Role::kMonitor:
    case Role::kParliament:
    case Role::kPublic:
    case Role::kAdministrator:
    case Role::kEngine:
      return false;
  }
  return false;
}

bool has_work(const procedures::Definition& definition, const std::string& role) {
  return std::any_of(
      definition.nodes.begin(), definition.nodes.end(),
      [&](const procedures::Node& node) { return is_work(node) && node.role == role; });
}

std::vector<ReportableError> reportable_errors(const procedures::Definition& definition,
                                               const std::string& element) {
  std::vector<ReportableError> out;
  const procedures::NodeIndex index = definition.find_node(element);
  if (index == procedures::kNoIndex) return out;
  for (const procedures::NodeIndex at : definition.nodes[index].boundary) {
    const procedures::Node& event = definition.nodes[at];
    for (const procedures::Trigger& trigger : event.triggers)
      if (trigger.kind == procedures::EventKind::kError)
        out.push_back({trigger.name.empty() ? "any" : trigger.name, event.id});
  }
  return out;
}

bool answers_for(const procedures::Definition& definition, const std::string& element,
                 const std::string& role) {
  procedures::NodeIndex index = definition.find_node(element);
  while (index != procedures::kNoIndex && definition.nodes[index].role.empty())
    index = definition.nodes[index].parent;
  return index != procedures::kNoIndex && definition.nodes[index].role == role;
}

std::optional<procedures::Rejection> objection_to(const Node& node, const Call& call,
                                                  const Loaded& loaded,
                                                  const procedures::Action& action) {
  return std::visit(PartCheck(node, call, loaded), action);
}

}  // namespace alternat::casework

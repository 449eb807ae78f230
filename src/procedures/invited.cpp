// SPDX-License-Identifier: EUPL-1.2
#include "procedures/invited.h"

#include <set>

namespace alternat::procedures {

Command by_anybody(const Definition& definition, const std::string& actor, Action action) {
  Command command{"c", {actor, {}}, std::move(action)};
  for (const Lane& lane : definition.lanes) command.actor.roles.push_back(lane.role);
  for (const Node& node : definition.nodes)
    if (!node.role.empty()) command.actor.roles.push_back(node.role);
  return command;
}

Values answers(const std::vector<std::string>& form, OptionalFields optional) {
  Values values;
  for (const std::string& field : form) {
    if (!field.ends_with('?')) {
      values[field] = "1";
    } else if (optional == OptionalFields::kAnswered) {
      values[field.substr(0, field.size() - 1)] = "1";
    }
  }
  return values;
}

namespace {

// The error codes that some event catches; whoever catches all catches "any".
std::set<std::string> caught_errors(const Definition& definition) {
  std::set<std::string> codes;
  for (const Node& node : definition.nodes) {
    if (node.kind != NodeKind::kBoundaryEvent && node.kind != NodeKind::kStartEvent) continue;
    for (const Trigger& trigger : node.triggers) {
      if (trigger.kind != EventKind::kError) continue;
      codes.insert(trigger.name.empty() ? "any" : trigger.name);
    }
  }
  return codes;
}

}  // namespace

std::vector<Command> invited(const Definition& definition, const State& state,
                             const OutcomesOf& outcomes_of) {
  std::vector<Command> commands;
  const auto add = [&](const std::string& actor, Action action) {
    commands.push_back(by_anybody(definition, actor, std::move(action)));
  };
  if (!state.opened) {
    for (NodeIndex start : definition.starts) {
      const Node& node = definition.nodes[start];
      add("anna", StartCase{node.id, node.event == EventKind::kMessage ? node.message : "", {}});
    }
    return commands;
  }
  for (const OpenTask& task : state.tasks) {
    const bool second = !task.proposed_by.empty();
    const Values values = second ? Values{} : answers(task.form, OptionalFields::kOpen);
    add(second ? "bert" : "anna", CompleteTask{task.element, task.token, values});
  }
  for (const AwaitedMessage& message : state.messages) {
    const OpenTask* task = state.find_task(message.element, message.token);
    const Values values = task == nullptr ? Values{} : answers(task->form, OptionalFields::kOpen);
    add("anna", CorrelateMessage{message.message, message.element, values});
  }
  for (const SetTimer& timer : state.timers) add("anna", FireTimer{timer.element, timer.token});
  std::set<std::string> signals;
  for (const AwaitedSignal& item : state.signals) signals.insert(item.signal);
  for (const std::string& signal : signals) add("anna", DeliverSignal{signal, {}});
  const std::set<std::string> errors = caught_errors(definition);
  for (const OpenTask& task : state.tasks) {
    for (const std::string& code : errors) {
      add("anna", ReportError{task.element, task.token, code});
    }
  }
  // What a condition waits for is that some value changes.
  if (!state.conditions.empty()) add("anna", AmendValues{{{"changed", "1"}}});
  for (const PendingDecision& decision : state.decisions) {
    for (const std::string& outcome : outcomes_of(decision.decision)) {
      add("anna", RecordDecision{decision.element, decision.token, outcome, ""});
    }
  }
  for (const Incident& incident : state.incidents) {
    add("anna", ResolveIncident{incident.element, incident.token, "", std::nullopt});
  }
  return commands;
}

}  // namespace alternat::procedures

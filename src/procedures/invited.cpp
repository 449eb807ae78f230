// SPDX-License-Identifier: EUPL-1.2
#include "procedures/invited.h"

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

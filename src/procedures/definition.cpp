// SPDX-License-Identifier: EUPL-1.2
// Names and look-ups of definition.h.
#include "procedures/definition.h"

#include <algorithm>

#include "base/assert.h"

namespace alternat::procedures {

void Definition::index() {
  node_index.build(nodes);
  flow_index.build(flows);
  has_loops = std::any_of(nodes.begin(), nodes.end(),
                          [](const Node& node) { return node.loop.has_value(); });
}

NodeIndex Definition::find_node(std::string_view node_id) const {
  return node_index.find(nodes, node_id);
}

FlowIndex Definition::find_flow(std::string_view flow_id) const {
  return flow_index.find(flows, flow_id);
}

std::vector<const Expression*> expressions_of(const Definition& definition) {
  std::vector<const Expression*> all;
  const auto add = [&](const std::optional<Expression>& expression) {
    if (expression) all.push_back(&*expression);
  };
  for (const Flow& flow : definition.flows) add(flow.condition);
  for (const Node& node : definition.nodes) {
    add(node.script);
    add(node.completion);
    for (const Trigger& trigger : node.triggers) add(trigger.condition);
    for (const Mapping& mapping : node.inputs) all.push_back(&mapping.from);
    for (const Mapping& mapping : node.outputs) all.push_back(&mapping.from);
    if (!node.loop) continue;
    for (const auto* part : {&node.loop->condition, &node.loop->cardinality, &node.loop->collection,
                             &node.loop->output, &node.loop->list, &node.loop->completion}) {
      add(*part);
    }
    for (const InstanceRule& rule : node.loop->rules) all.push_back(&rule.condition);
  }
  return all;
}

std::vector<NodeIndex> entered_with(const Definition& definition, NodeIndex index) {
  const Node& node = definition.nodes[index];
  std::vector<NodeIndex> entered = node.boundary;
  entered.insert(entered.end(), node.event_scopes.begin(), node.event_scopes.end());
  for (NodeIndex next : {node.inner_start, node.compensation}) {
    if (next != kNoIndex) entered.push_back(next);
  }
  if (node.kind != NodeKind::kSubProcess || node.scope != ScopeKind::kAdHoc) return entered;
  for (NodeIndex inner = 0; inner < definition.nodes.size(); ++inner) {
    const Node& item = definition.nodes[inner];
    if (item.parent == index && item.incoming.empty() && is_activity(item.kind) &&
        !item.for_compensation) {
      entered.push_back(inner);
    }
  }
  return entered;
}

std::vector<NodeIndex> entries_of(const Definition& definition) {
  std::vector<NodeIndex> entries = definition.starts;
  entries.insert(entries.end(), definition.event_scopes.begin(), definition.event_scopes.end());
  return entries;
}

bool is_activity(NodeKind kind) {
  switch (kind) {
    case NodeKind::kTask:
    case NodeKind::kUserTask:
    case NodeKind::kManualTask:
    case NodeKind::kServiceTask:
    case NodeKind::kSendTask:
    case NodeKind::kReceiveTask:
    case NodeKind::kScriptTask:
    case NodeKind::kBusinessRuleTask:
    case NodeKind::kSubProcess:
      return true;
    case NodeKind::kStartEvent:
    case NodeKind::kEndEvent:
    case NodeKind::kCatchEvent:
    case NodeKind::kThrowEvent:
    case NodeKind::kBoundaryEvent:
    case NodeKind::kExclusiveGateway:
    case NodeKind::kParallelGateway:
    case NodeKind::kInclusiveGateway:
    case NodeKind::kEventGateway:
      return false;
  }
  return false;
}

bool is_gateway(NodeKind kind) {
  return kind == NodeKind::kExclusiveGateway || kind == NodeKind::kParallelGateway ||
         kind == NodeKind::kInclusiveGateway || kind == NodeKind::kEventGateway;
}

std::string_view element_name(const Node& node) {
  if (!node.called.empty()) return "callActivity";
  if (node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kTransaction) {
    return "transaction";
  }
  if (node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kAdHoc) {
    return "adHocSubProcess";
  }
  return to_string(node.kind);
}

// tidy: table
std::string_view to_string(EventKind event) {
  switch (event) {
    case EventKind::kNone:
      return "none";
    case EventKind::kMessage:
      return "message";
    case EventKind::kTimer:
      return "timer";
    case EventKind::kError:
      return "error";
    case EventKind::kTerminate:
      return "terminate";
    case EventKind::kSignal:
      return "signal";
    case EventKind::kEscalation:
      return "escalation";
    case EventKind::kConditional:
      return "conditional";
    case EventKind::kLink:
      return "link";
    case EventKind::kCompensation:
      return "compensation";
    case EventKind::kCancel:
      return "cancel";
    case EventKind::kMultiple:
      return "multiple";
  }
  return "";
}

// tidy: table
std::string_view to_string(NodeKind kind) {
  switch (kind) {
    case NodeKind::kStartEvent:
      return "startEvent";
    case NodeKind::kEndEvent:
      return "endEvent";
    case NodeKind::kCatchEvent:
      return "intermediateCatchEvent";
    case NodeKind::kThrowEvent:
      return "intermediateThrowEvent";
    case NodeKind::kBoundaryEvent:
      return "boundaryEvent";
    case NodeKind::kTask:
      return "task";
    case NodeKind::kUserTask:
      return "userTask";
    case NodeKind::kManualTask:
      return "manualTask";
    case NodeKind::kServiceTask:
      return "serviceTask";
    case NodeKind::kSendTask:
      return "sendTask";
    case NodeKind::kReceiveTask:
      return "receiveTask";
    case NodeKind::kScriptTask:
      return "scriptTask";
    case NodeKind::kBusinessRuleTask:
      return "businessRuleTask";
    case NodeKind::kExclusiveGateway:
      return "exclusiveGateway";
    case NodeKind::kParallelGateway:
      return "parallelGateway";
    case NodeKind::kInclusiveGateway:
      return "inclusiveGateway";
    case NodeKind::kEventGateway:
      return "eventBasedGateway";
    case NodeKind::kSubProcess:
      return "subProcess";
  }
  return "";
}

std::string_view to_string(Realm realm) {
  switch (realm) {
    case Realm::kLabour:
      return "labour";
    case Realm::kReturns:
      return "returns";
    case Realm::kAdvice:
      return "advice";
    case Realm::kAgreement:
      return "agreement";
  }
  return "";
}

std::string_view to_string(Subject subject) {
  switch (subject) {
    case Subject::kPerson:
      return "person";
    case Subject::kInstrument:
      return "instrument";
    case Subject::kProject:
      return "project";
  }
  return "";
}

std::string_view to_string(TimerEffect effect) {
  switch (effect) {
    case TimerEffect::kNone:
      return "";
    case TimerEffect::kAnnouncedSilence:
      return "announced_silence";
    case TimerEffect::kDeemedConsent:
      return "deemed_consent";
    case TimerEffect::kEscalate:
      return "escalate";
  }
  return "";
}

}  // namespace alternat::procedures

// SPDX-License-Identifier: EUPL-1.2
// Names and look-ups of definition.h.
#include "procedures/definition.h"

#include "base/assert.h"

namespace alternat::procedures {

NodeIndex Definition::find_node(std::string_view node_id) const {
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    if (nodes[i].id == node_id) return i;
  }
  return kNoIndex;
}

FlowIndex Definition::find_flow(std::string_view flow_id) const {
  for (FlowIndex i = 0; i < flows.size(); ++i) {
    if (flows[i].id == flow_id) return i;
  }
  return kNoIndex;
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

// SPDX-License-Identifier: EUPL-1.2
// The picture of a procedure, drawn from the diagram data of its own file (BPMN 2.0 clause 12) with
// live tokens. Plain data in, SVG out; the steps are also listed as text beside the picture.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace alternat::documents {

enum class BpmnShapeKind {
  kStartEvent,
  kEndEvent,
  kIntermediateEvent,
  kBoundaryEvent,
  kTask,
  kUserTask,
  kManualTask,
  kServiceTask,
  kSendTask,
  kReceiveTask,
  kScriptTask,
  kRuleTask,
  kExclusiveGateway,
  kParallelGateway,
  kInclusiveGateway,
  kEventGateway,
  kSubProcess,
  kPool,
  kLane,
  kDataObject,
  kAnnotation,
  kGroup,
};

enum class BpmnTrigger {
  kNone,
  kMessage,
  kTimer,
  kError,
  kTerminate,
  kSignal,
  kEscalation,
  kConditional,
  kLink,
  kCompensation,
  kCancel,
  kMultiple,
};

// Below a task or sub-process: it runs again and again, once per item beside or after each other.
enum class BpmnRepeat { kOnce, kLoop, kParallel, kSequential };

struct BpmnBox {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
};

struct BpmnPoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
};

struct BpmnShape {
  std::string id;
  BpmnShapeKind kind = BpmnShapeKind::kTask;
  BpmnTrigger trigger = BpmnTrigger::kNone;
  std::string label;
  BpmnBox box;
  bool interrupting = true;  // boundary events
  bool throwing = false;     // intermediate events: filled symbol
  bool calls = false;        // call activities: thick border
  bool dashed = false;       // event sub-processes
  BpmnRepeat repeat = BpmnRepeat::kOnce;
  BpmnPoint label_at;  // middle of the label of events and gateways; (0,0) = below
};

enum class BpmnEdgeKind { kSequence, kMessage, kAssociation };

struct BpmnEdge {
  std::string id;
  BpmnEdgeKind kind = BpmnEdgeKind::kSequence;
  std::string label;
  std::vector<BpmnPoint> waypoints;
  BpmnPoint label_at;  // (0,0) = beside the middle of the line
  bool is_default = false;
};

enum class BpmnProgress { kDone, kHere, kIncident };

struct BpmnMark {
  BpmnProgress progress = BpmnProgress::kHere;
  std::int32_t tokens = 1;
  std::string note;  // tooltip: "due 15 June 2026"
};

struct BpmnPicture {
  std::string title;
  std::string description;  // "The token is at …"
  std::vector<BpmnShape> shapes;
  std::vector<BpmnEdge> edges;
  std::map<std::string, BpmnMark> marks;  // by shape or edge id
};

// "" if there is no shape.
std::string draw_bpmn(const BpmnPicture& picture);

}  // namespace alternat::documents

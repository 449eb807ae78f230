// SPDX-License-Identifier: EUPL-1.2
// Definition: one executable BPMN 2.0 process as typed tables, with the diagram data of its file
// (BPMN 2.0 clause 12), so that the picture in the file is the picture on the screen. Built only by
// read_definition.h; immutable afterwards. Nodes and flows are referred to by index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace alternat::procedures {

using NodeIndex = std::uint32_t;
using FlowIndex = std::uint32_t;
inline constexpr std::uint32_t kNoIndex = 0xffffffffU;  // no node, no flow, no lane

enum class NodeKind {
  kStartEvent,
  kEndEvent,
  kCatchEvent,
  kThrowEvent,
  kBoundaryEvent,
  kTask,  // BPMN's abstract task: done as soon as it is reached
  kUserTask,
  kManualTask,
  kServiceTask,
  kSendTask,
  kReceiveTask,
  kScriptTask,
  kBusinessRuleTask,
  kExclusiveGateway,
  kParallelGateway,
  kInclusiveGateway,
  kEventGateway,
  kSubProcess,
};

enum class EventKind { kNone, kMessage, kTimer, kError, kTerminate };

// labour, returns and advice never share a subject (design: realms); agreement has no natural
// person.
enum class Realm { kLabour, kReturns, kAdvice, kAgreement };
enum class Subject { kPerson, kInstrument, kProject };

// What an expired timer means. kDeemedConsent never stands without the clause it rests on.
enum class TimerEffect { kNone, kAnnouncedSilence, kDeemedConsent, kEscalate };

// FEEL text with its place. `index` numbers the expressions of a definition from 0, so that an
// environment can keep compiled forms in a vector.
struct Expression {
  std::string text;
  SourceSpan span;
  std::uint32_t index = 0;
};

// A period of time and how it is counted; what it says is law, so it carries its clause.
struct ClockTerms {
  std::string duration;  // ISO 8601 duration, e.g. "P14D"; "" if date or agreement_clock is given
  std::string date;      // timeDate: an ISO date or the name of a variable that holds one
  std::string agreement_clock;  // names a clock of the partnership's instruments; outranks the rest
  // A unit, a counting rule, or both as "working_days:treaty" (calendar/counting_text.h).
  std::string counting = "calendar_days";
  std::string calendar;  // "de-BE", or two as "xa+xb"; "" = the destination's, or both sides'
  std::string starts;    // variable that holds the day the period runs from; "" = now
  std::string clause;    // the legal basis
  std::string reason;    // text key that explains the deadline
  TimerEffect effect = TimerEffect::kNone;
  SourceSpan span;
};

struct FormField {
  std::string fact;       // fact id
  bool optional = false;  // written "fact?" in the file
};

struct Node {
  std::string id;
  std::string name;
  NodeKind kind = NodeKind::kTask;
  EventKind event = EventKind::kNone;
  SourceSpan span;
  NodeIndex parent = kNoIndex;  // the sub-process around it; kNoIndex at the top
  std::uint32_t lane = kNoIndex;
  std::vector<FlowIndex> incoming;
  std::vector<FlowIndex> outgoing;  // in the order of the file
  FlowIndex default_flow = kNoIndex;
  NodeIndex attached_to = kNoIndex;  // boundary events
  bool interrupting = true;          // boundary events
  std::vector<NodeIndex> boundary;   // events attached to this activity
  NodeIndex inner_start = kNoIndex;  // sub-processes: their none start event

  std::string message;               // message name: awaited, thrown or sent
  std::string error_code;            // error events; "" at a boundary catches every error
  std::optional<ClockTerms> clock;   // timer events: when it fires; tasks: when it is due
  std::optional<Expression> script;  // script tasks
  std::string role;                  // who does the task; the lane's role if the task names none
  std::vector<FormField> form;
  bool four_eyes = false;  // a second person must confirm
  std::string decision;    // business-rule tasks: "pathway:18a", "safeguards:contact", "model:ID"
  std::string result;      // variable that receives the outcome (business rule) or value (script)
  std::string phase;       // contact | scheduling | execution: entered only after that gate's PASS
  std::string outcome;     // end events: stable word for how the case ended
  bool counts = false;     // end events: this end moves Definition::counts
  std::string help;        // text key
};

struct Flow {
  std::string id;
  std::string name;
  NodeIndex source = kNoIndex;
  NodeIndex target = kNoIndex;
  std::optional<Expression> condition;
  SourceSpan span;
};

struct Lane {
  std::string id;
  std::string name;
  std::string role;
  SourceSpan span;
};

struct MessageFlow {
  std::string id;
  std::string name;
  std::string source;  // element or participant ids; the other pool is drawn, not run
  std::string target;
};

struct DataObject {
  std::string id;
  std::string name;
};

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
};

struct Bounds {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
};

// What a shape shows: the server draws each kind in its own way.
enum class ShapeKind { kNode, kPool, kLane, kDataObject, kAnnotation, kGroup };

// Coordinates are whole pixels of the file's own plane.
struct Shape {
  std::string element;  // id of the node, lane, participant, data object or annotation
  ShapeKind kind = ShapeKind::kNode;
  std::string text;  // name of pool, lane or data object; text of an annotation
  Bounds bounds;
  std::optional<Bounds> label;
  bool horizontal = true;  // pools and lanes
  bool expanded = true;    // sub-processes
};

enum class EdgeKind { kSequenceFlow, kMessageFlow, kAssociation };

struct Edge {
  std::string element;
  EdgeKind kind = EdgeKind::kSequenceFlow;
  std::string text;
  std::vector<Point> waypoints;  // at least two
  std::optional<Bounds> label;
};

struct Diagram {
  std::vector<Shape> shapes;
  std::vector<Edge> edges;
};

struct Definition {
  std::string id;  // the process id
  std::string name;
  std::string title;  // text key
  std::string
      hash;  // SHA-256 of the file, hex: the model's identity; set by the caller that has it
  Realm realm = Realm::kAgreement;
  Subject subject = Subject::kInstrument;
  std::string counts;              // what an end with counts="true" adds one to; "" = nothing
  std::vector<std::string> terms;  // terms of the partnership that conditions may read
  std::vector<Node> nodes;
  std::vector<Flow> flows;
  std::vector<Lane> lanes;
  std::vector<DataObject> data_objects;
  std::vector<MessageFlow> message_flows;
  std::vector<NodeIndex> starts;  // start events at the top
  Diagram diagram;
  SourceSpan span;
  std::uint32_t expression_count = 0;

  // kNoIndex if absent. Cost: linear; definitions have tens of nodes.
  NodeIndex find_node(std::string_view node_id) const;
  FlowIndex find_flow(std::string_view flow_id) const;
};

bool is_activity(NodeKind kind);
bool is_gateway(NodeKind kind);
// "userTask", … as BPMN's XML spells the kind.
std::string_view to_string(NodeKind kind);
std::string_view to_string(Realm realm);
std::string_view to_string(Subject subject);
std::string_view to_string(TimerEffect effect);

}  // namespace alternat::procedures

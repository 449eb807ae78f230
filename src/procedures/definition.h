// SPDX-License-Identifier: EUPL-1.2
// Definition: one executable BPMN 2.0 process as typed tables, with the diagram data of its file
// (BPMN 2.0 clause 12), so that the picture in the file is the picture on the screen. Built only by
// read_definition.h; immutable afterwards. Nodes and flows are referred to by index.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
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

enum class EventKind {
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
  kMultiple,  // several of them: Node::triggers
};

// What a sub-process (NodeKind::kSubProcess) is.
enum class ScopeKind {
  kEmbedded,
  kEvent,        // triggered by its start event while the scope around it runs
  kCalled,       // a call activity with the called process read into it
  kTransaction,  // engine profile only
  kAdHoc,        // engine profile only
};

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
  bool cycle = false;    // timeCycle: fires again, each time `duration` after the last
  std::uint64_t repetitions = 0;  // how often a cycle fires; 0 = without end
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

// One event definition of an event (BPMN 2.0, 10.5.5).
struct Trigger {
  EventKind kind = EventKind::kNone;
  std::string name;  // message, signal, link; error or escalation code; compensated activity
  std::optional<Expression> condition;  // conditional events
};

// One assignment of a data association: the value of `from` is given to the variable `to`.
struct Mapping {
  std::string to;
  Expression from;
};

enum class InstanceEvent { kAll, kNone, kOne, kComplex };  // multiInstance behavior, table 8.30

// complexBehaviorDefinition: where the condition holds after an instance, the rest is cancelled.
struct InstanceRule {
  Expression condition;
  std::optional<Trigger> event;
};

// standardLoopCharacteristics and multiInstanceLoopCharacteristics (BPMN 2.0, 10.3.8, 13.3.6/7).
// Expressions may read loopCounter, numberOfInstances, numberOfActiveInstances,
// numberOfCompletedInstances, numberOfTerminatedInstances and `item`.
struct Loop {
  bool multi = false;                   // else a standard loop
  bool sequential = true;               // multi
  bool test_before = false;             // standard
  std::uint32_t maximum = 0;            // standard; 0 = no limit
  std::optional<Expression> condition;  // standard: goes on while true
  std::optional<Expression> cardinality;
  std::optional<Expression> collection;  // a list: one instance per item
  std::string item;                      // the name of the item in an instance
  std::optional<Expression> output;      // evaluated as each instance completes …
  std::string outputs;                   // … and added to the list of this name
  std::optional<Expression> list;        // reads `outputs`
  std::optional<Expression> completion;  // true: the other instances are cancelled
  InstanceEvent behavior = InstanceEvent::kAll;
  std::optional<Trigger> event;     // thrown by behavior none and one
  std::vector<InstanceRule> rules;  // behavior complex
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
  NodeIndex attached_to = kNoIndex;        // boundary events
  bool interrupting = true;                // boundary events, starts of event sub-processes
  std::vector<NodeIndex> boundary;         // events attached to this activity
  NodeIndex inner_start = kNoIndex;        // sub-processes: their start event; ad-hoc: none
  ScopeKind scope = ScopeKind::kEmbedded;  // sub-processes
  std::vector<NodeIndex> event_scopes;     // sub-processes: event sub-processes directly in them
  std::vector<Trigger> triggers;           // events: in the order of the file; none: empty
  bool all_triggers = false;               // parallelMultiple: every trigger must occur
  std::optional<Loop> loop;                // activities
  std::vector<Mapping> inputs;             // evaluated when the activity starts
  std::vector<Mapping> outputs;            // evaluated when it completes
  std::uint32_t start_quantity = 1;        // tokens consumed to start; engine profile only
  std::uint32_t completion_quantity = 1;   // tokens given to each flow; engine profile only
  bool for_compensation = false;           // runs only as a compensation handler
  NodeIndex compensation = kNoIndex;       // activities: their compensation handler
  std::string called;                      // call activities: id of the called process or task
  std::string origin;    // "process.element" of an element read in from a called process; else ""
  bool ordered = false;  // ad-hoc: one activity at a time
  std::optional<Expression> completion;  // ad-hoc: completion condition

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
  bool link = false;     // stands for a pair of link events; not drawn
  bool inlined = false;  // of a called process: drawn in its own file
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

// Where each id stands in a table of nodes or flows. Of a table that changed since, or was never
// indexed, the answers are still right, and cost its length.
class IdIndex {
 public:
  template <typename Items>
  void build(const Items& items) {
    places_.assign(std::bit_ceil(items.size() * 2 + 1), kNoIndex);
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      std::size_t at = start(items[i].id);
      while (places_[at] != kNoIndex) at = next(at);
      places_[at] = i;
    }
  }
  // kNoIndex if absent; the first of several.
  template <typename Items>
  std::uint32_t find(const Items& items, std::string_view id) const {
    if (!places_.empty()) {
      for (std::size_t at = start(id); places_[at] != kNoIndex; at = next(at)) {
        if (places_[at] < items.size() && items[places_[at]].id == id) return places_[at];
      }
    }
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      if (items[i].id == id) return i;
    }
    return kNoIndex;
  }

 private:
  std::size_t start(std::string_view id) const {
    return std::hash<std::string_view>()(id) & (places_.size() - 1);
  }
  std::size_t next(std::size_t at) const { return (at + 1) & (places_.size() - 1); }

  std::vector<std::uint32_t> places_;  // open addressing; at most half full
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
  // Start events at the top; also instantiating receive tasks and the events behind an
  // instantiating event gateway.
  std::vector<NodeIndex> starts;
  std::vector<NodeIndex> event_scopes;  // event sub-processes at the top
  std::vector<std::string> calls;       // called processes of other files, directly or not
  Diagram diagram;
  SourceSpan span;
  std::uint32_t expression_count = 0;
  IdIndex node_index;
  IdIndex flow_index;
  bool has_loops = true;  // false: no node has a loop

  // Once all nodes and flows are there: what makes running it fast.
  void index();
  // kNoIndex if absent.
  NodeIndex find_node(std::string_view node_id) const;
  FlowIndex find_flow(std::string_view flow_id) const;
};

// Every expression of the definition, in no order.
std::vector<const Expression*> expressions_of(const Definition& definition);

// What can start without a sequence flow once the node is reached: its boundary events, what is in
// it, the event sub-processes of it, its compensation handler.
std::vector<NodeIndex> entered_with(const Definition& definition, NodeIndex node);
// Where a case can begin: start events, and event sub-processes at the top.
std::vector<NodeIndex> entries_of(const Definition& definition);

bool is_activity(NodeKind kind);
bool is_gateway(NodeKind kind);
// "userTask", "callActivity", … : the element's name in BPMN's XML.
std::string_view element_name(const Node& node);
// "userTask", … as BPMN's XML spells the kind.
std::string_view to_string(NodeKind kind);
std::string_view to_string(EventKind event);
std::string_view to_string(Realm realm);
std::string_view to_string(Subject subject);
std::string_view to_string(TimerEffect effect);

}  // namespace alternat::procedures

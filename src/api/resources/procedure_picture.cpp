// SPDX-License-Identifier: EUPL-1.2
// Shapes of the file's own diagram, with what each node is.
#include "api/resources/procedure_picture.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "api/resources/case_words.h"

namespace alternat::api {

namespace {

using documents::BpmnShapeKind;
using documents::BpmnTrigger;
using procedures::NodeKind;

BpmnShapeKind shape_kind(NodeKind kind) {  // tidy: table
  switch (kind) {
    case NodeKind::kStartEvent:
      return BpmnShapeKind::kStartEvent;
    case NodeKind::kEndEvent:
      return BpmnShapeKind::kEndEvent;
    case NodeKind::kCatchEvent:
    case NodeKind::kThrowEvent:
      return BpmnShapeKind::kIntermediateEvent;
    case NodeKind::kBoundaryEvent:
      return BpmnShapeKind::kBoundaryEvent;
    case NodeKind::kTask:
      return BpmnShapeKind::kTask;
    case NodeKind::kUserTask:
      return BpmnShapeKind::kUserTask;
    case NodeKind::kManualTask:
      return BpmnShapeKind::kManualTask;
    case NodeKind::kServiceTask:
      return BpmnShapeKind::kServiceTask;
    case NodeKind::kSendTask:
      return BpmnShapeKind::kSendTask;
    case NodeKind::kReceiveTask:
      return BpmnShapeKind::kReceiveTask;
    case NodeKind::kScriptTask:
      return BpmnShapeKind::kScriptTask;
    case NodeKind::kBusinessRuleTask:
      return BpmnShapeKind::kRuleTask;
    case NodeKind::kExclusiveGateway:
      return BpmnShapeKind::kExclusiveGateway;
    case NodeKind::kParallelGateway:
      return BpmnShapeKind::kParallelGateway;
    case NodeKind::kInclusiveGateway:
      return BpmnShapeKind::kInclusiveGateway;
    case NodeKind::kEventGateway:
      return BpmnShapeKind::kEventGateway;
    case NodeKind::kSubProcess:
      return BpmnShapeKind::kSubProcess;
  }
  return BpmnShapeKind::kTask;
}

BpmnTrigger trigger_of(procedures::EventKind event) {  // tidy: table
  switch (event) {
    case procedures::EventKind::kNone:
      return BpmnTrigger::kNone;
    case procedures::EventKind::kMessage:
      return BpmnTrigger::kMessage;
    case procedures::EventKind::kTimer:
      return BpmnTrigger::kTimer;
    case procedures::EventKind::kError:
      return BpmnTrigger::kError;
    case procedures::EventKind::kTerminate:
      return BpmnTrigger::kTerminate;
    case procedures::EventKind::kSignal:
      return BpmnTrigger::kSignal;
    case procedures::EventKind::kEscalation:
      return BpmnTrigger::kEscalation;
    case procedures::EventKind::kConditional:
      return BpmnTrigger::kConditional;
    case procedures::EventKind::kLink:
      return BpmnTrigger::kLink;
    case procedures::EventKind::kCompensation:
      return BpmnTrigger::kCompensation;
    case procedures::EventKind::kCancel:
      return BpmnTrigger::kCancel;
    case procedures::EventKind::kMultiple:
      return BpmnTrigger::kMultiple;
  }
  return BpmnTrigger::kNone;
}

documents::BpmnRepeat repeat_of(const procedures::Node& node) {
  if (!node.loop) return documents::BpmnRepeat::kOnce;
  if (!node.loop->multi) return documents::BpmnRepeat::kLoop;
  return node.loop->sequential ? documents::BpmnRepeat::kSequential
                               : documents::BpmnRepeat::kParallel;
}

// The name in the reader's language; "" where the file gives none (joins, forks).
std::string name_or_nothing(const Words& words, const procedures::Definition& definition,
                            const std::string& element) {
  std::string name = element_name(words, definition, element);
  if (name != element) return name;
  const procedures::FlowIndex flow = definition.find_flow(element);
  return flow == procedures::kNoIndex ? std::string() : definition.flows[flow].name;
}

documents::BpmnPoint middle_of(const std::optional<procedures::Bounds>& label) {
  if (!label) return {};
  return {label->x + label->width / 2, label->y + label->height / 2};
}

documents::BpmnShape make_shape(const Words& words, const procedures::Definition& definition,
                                const procedures::Shape& shape) {
  documents::BpmnShape out;
  out.id = shape.element;
  out.label = shape.text;
  out.box = {shape.bounds.x, shape.bounds.y, shape.bounds.width, shape.bounds.height};
  switch (shape.kind) {
    case procedures::ShapeKind::kPool:
      out.kind = BpmnShapeKind::kPool;
      out.label = procedure_title(words, definition);
      return out;
    case procedures::ShapeKind::kLane:
      out.kind = BpmnShapeKind::kLane;
      if (std::optional<std::string> name =
              words.find_text("procedure." + definition.id + "." + shape.element + "_lane.name"))
        out.label = std::move(*name);
      return out;
    case procedures::ShapeKind::kDataObject:
      out.kind = BpmnShapeKind::kDataObject;
      return out;
    case procedures::ShapeKind::kAnnotation:
      out.kind = BpmnShapeKind::kAnnotation;
      return out;
    case procedures::ShapeKind::kGroup:
      out.kind = BpmnShapeKind::kGroup;
      return out;
    case procedures::ShapeKind::kNode:
      break;
  }
  const procedures::NodeIndex index = definition.find_node(shape.element);
  if (index == procedures::kNoIndex) return out;
  const procedures::Node& node = definition.nodes[index];
  out.kind = shape_kind(node.kind);
  out.trigger = trigger_of(node.event);
  out.label = name_or_nothing(words, definition, node.id);
  out.interrupting = node.interrupting;
  out.throwing = node.kind == NodeKind::kThrowEvent;
  out.calls = !node.called.empty();
  out.dashed = node.kind == NodeKind::kSubProcess && node.scope == procedures::ScopeKind::kEvent;
  out.repeat = repeat_of(node);
  out.label_at = middle_of(shape.label);
  return out;
}

documents::BpmnEdge make_edge(const Words& words, const procedures::Definition& definition,
                              const procedures::Edge& edge) {
  documents::BpmnEdge out;
  out.id = edge.element;
  out.label = edge.text;
  if (edge.kind == procedures::EdgeKind::kMessageFlow) out.kind = documents::BpmnEdgeKind::kMessage;
  if (edge.kind == procedures::EdgeKind::kAssociation) {
    out.kind = documents::BpmnEdgeKind::kAssociation;
  }
  for (const procedures::Point& point : edge.waypoints) out.waypoints.push_back({point.x, point.y});
  out.label_at = middle_of(edge.label);
  const procedures::FlowIndex flow = definition.find_flow(edge.element);
  if (flow != procedures::kNoIndex) {
    out.label = name_or_nothing(words, definition, edge.element);
    const procedures::Node& source = definition.nodes[definition.flows[flow].source];
    out.is_default = source.default_flow == flow;
  }
  return out;
}

// "Make an offer (3); Decide on consent": each element once, in the order of the tokens.
std::string places(const Words& words, const procedures::Definition& definition,
                   const procedures::State& state) {
  std::vector<std::pair<std::string, int>> places;
  for (const procedures::Token& token : state.tokens) {
    if (token.element.empty()) continue;
    const auto found = std::find_if(places.begin(), places.end(), [&](const auto& place) {
      return place.first == token.element;
    });
    if (found == places.end())
      places.emplace_back(token.element, 1);
    else
      ++found->second;
  }
  std::string out;
  for (const auto& [element, count] : places) {
    out += (out.empty() ? "" : "; ") + element_name(words, definition, element);
    if (count > 1) out += " (" + std::to_string(count) + ")";
  }
  return out;
}

void add_state(const Words& words, const procedures::Definition& definition,
               const procedures::State& state, documents::BpmnPicture& picture) {
  for (const procedures::Token& token : state.tokens) {
    if (token.element.empty()) continue;
    const auto [mark, fresh] = picture.marks.try_emplace(
        token.element, documents::BpmnMark{documents::BpmnProgress::kHere, 0, ""});
    if (!fresh && mark->second.progress == documents::BpmnProgress::kDone) mark->second.tokens = 0;
    mark->second.progress = documents::BpmnProgress::kHere;
    ++mark->second.tokens;
  }
  for (const procedures::OpenTask& task : state.tasks) {
    const auto mark = picture.marks.find(task.element);
    if (mark == picture.marks.end() || !task.due) continue;
    const Date last = last_day_of(*task.due, task.zone);
    mark->second.note = words.text("case.due", {{"date", words.deadline(last)}});
  }
  for (const procedures::Incident& incident : state.incidents) {
    picture.marks[incident.element] = {
        documents::BpmnProgress::kIncident, 1,
        incident.reason.empty() ? "" : words.label("incident", incident.reason)};
  }
  picture.description =
      state.ended ? words.text("case.diagram_ended")
                  : words.text("case.diagram_here", {{"where", places(words, definition, state)}});
}

}  // namespace

documents::BpmnPicture procedure_picture(const Words& words,
                                         const procedures::Definition& definition,
                                         const procedures::State* state,
                                         const std::set<std::string, std::less<>>& done) {
  documents::BpmnPicture picture;
  picture.title = words.find_text(definition.title).value_or(definition.name);
  picture.description = words.text("case.diagram_plain");
  for (const procedures::Shape& shape : definition.diagram.shapes) {
    picture.shapes.push_back(make_shape(words, definition, shape));
  }
  for (const procedures::Edge& edge : definition.diagram.edges) {
    picture.edges.push_back(make_edge(words, definition, edge));
  }
  for (const std::string& id : done) {
    picture.marks[id] = {documents::BpmnProgress::kDone, 1, ""};
  }
  if (state) add_state(words, definition, *state, picture);
  return picture;
}

}  // namespace alternat::api

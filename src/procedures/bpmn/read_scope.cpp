// SPDX-License-Identifier: EUPL-1.2
// Second pass: the flow elements of a process or sub-process, as BPMN 2.0 chapter 10 names them.
#include <algorithm>
#include <array>
#include <charconv>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

struct KindName {
  std::string_view name;
  NodeKind kind;
};

constexpr std::array kKinds = {
    KindName{"startEvent", NodeKind::kStartEvent},
    KindName{"endEvent", NodeKind::kEndEvent},
    KindName{"intermediateCatchEvent", NodeKind::kCatchEvent},
    KindName{"intermediateThrowEvent", NodeKind::kThrowEvent},
    KindName{"boundaryEvent", NodeKind::kBoundaryEvent},
    KindName{"task", NodeKind::kTask},
    KindName{"userTask", NodeKind::kUserTask},
    KindName{"manualTask", NodeKind::kManualTask},
    KindName{"serviceTask", NodeKind::kServiceTask},
    KindName{"sendTask", NodeKind::kSendTask},
    KindName{"receiveTask", NodeKind::kReceiveTask},
    KindName{"scriptTask", NodeKind::kScriptTask},
    KindName{"businessRuleTask", NodeKind::kBusinessRuleTask},
    KindName{"exclusiveGateway", NodeKind::kExclusiveGateway},
    KindName{"parallelGateway", NodeKind::kParallelGateway},
    KindName{"inclusiveGateway", NodeKind::kInclusiveGateway},
    KindName{"eventBasedGateway", NodeKind::kEventGateway},
    KindName{"subProcess", NodeKind::kSubProcess},
    KindName{"transaction", NodeKind::kSubProcess},
    KindName{"adHocSubProcess", NodeKind::kSubProcess},
    KindName{"callActivity", NodeKind::kSubProcess},
};

// BPMN elements that change what happens and that the engine does not run.
constexpr std::array<std::string_view, 5> kNotSupported = {"complexGateway", "choreographyTask",
                                                           "subChoreography", "callChoreography",
                                                           "callConversation"};

// BPMN elements that describe and change nothing that happens.
constexpr std::array<std::string_view, 24> kDescriptive = {"documentation",
                                                           "extensionElements",
                                                           "incoming",
                                                           "outgoing",
                                                           "ioSpecification",
                                                           "property",
                                                           "monitoring",
                                                           "auditing",
                                                           "dataInputAssociation",
                                                           "dataOutputAssociation",
                                                           "performer",
                                                           "humanPerformer",
                                                           "potentialOwner",
                                                           "resourceRole",
                                                           "correlationSubscription",
                                                           "supportedInterfaceRef",
                                                           "supports",
                                                           "category",
                                                           "dataInput",
                                                           "dataOutput",
                                                           "completionCondition",
                                                           "standardLoopCharacteristics",
                                                           "multiInstanceLoopCharacteristics",
                                                           "resourceAssignmentExpression"};

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

const KindName* find_kind(std::string_view name) {
  for (const KindName& row : kKinds) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

bool is_flagged(const XmlElement& element, std::string_view attribute) {
  return element.attribute_or(attribute, "false") == "true";
}

// 1 to 100: more tokens than that at once are a slip of the pen.
std::uint32_t read_quantity(const XmlElement& element, std::string_view attribute,
                            Reading& reading) {
  const std::string text = element.attribute_or(attribute, "1");
  std::uint32_t value = 0;
  const auto [at, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && at == text.data() + text.size() && value >= 1 && value <= 100) {
    return value;
  }
  reading.error("bpmn.bad_value",
                Reading::named(element) + ": " + std::string(attribute) + "=\"" + text +
                    "\" is no number from 1 to 100.",
                element.span);
  return 1;
}

void read_scope_kind(const XmlElement& element, Node& node, Reading& reading) {
  if (element.name == "transaction") node.scope = ScopeKind::kTransaction;
  if (element.name == "callActivity") node.scope = ScopeKind::kCalled;
  const bool by_event = is_flagged(element, "triggeredByEvent");
  if (by_event) {
    if (element.name == "subProcess") {
      node.scope = ScopeKind::kEvent;
    } else {
      reading.error("bpmn.event_sub_process",
                    Reading::named(element) + " may not be triggered by an event.", element.span);
    }
  }
  if (element.name != "adHocSubProcess") return;
  node.scope = ScopeKind::kAdHoc;
  const std::string ordering = element.attribute_or("ordering", "Parallel");
  node.ordered = ordering == "Sequential";
  const XmlElement* completion = element.find_child("completionCondition");
  if (completion != nullptr) node.completion = reading.expression(element, *completion);
  if (!node.ordered && completion != nullptr) {
    reading.error("bpmn.not_supported",
                  Reading::named(element) +
                      ": a completion condition of a parallel ad-hoc sub-process is not supported.",
                  element.span);
  }
}

bool is_event(NodeKind kind) {
  return kind == NodeKind::kStartEvent || kind == NodeKind::kEndEvent ||
         kind == NodeKind::kCatchEvent || kind == NodeKind::kThrowEvent ||
         kind == NodeKind::kBoundaryEvent;
}

// The message that a send or receive task names, of its own or by its operation.
void read_task_message(const XmlElement& element, Node& node, Reading& reading) {
  const std::string reference = local_name(element.attribute_or("messageRef", ""));
  if (reference.empty()) return;
  if (const XmlElement* message =
          reading.root(element, {"messageRef", reference, "message", element.span})) {
    node.message = message->attribute_or("name", reference);
  }
}

Node make_node(const XmlElement& element, NodeKind kind, NodeIndex parent, Reading& reading) {
  Node node;
  node.kind = kind;
  const std::string id = element.attribute_or("id", "");
  node.id = reading.here().prefix + id;
  node.name = element.attribute_or("name", "");
  node.span = element.span;
  node.parent = parent;
  if (reading.is_called()) {
    node.origin = reading.here().process->attribute_or("id", "") + "." + id;
  }
  if (id.empty()) {
    reading.error("bpmn.missing_attribute", "The " + element.name + " has no id.", element.span);
  }
  return node;
}

void read_node(const XmlElement& element, NodeKind kind, NodeIndex parent, Reading& reading) {
  Node node = make_node(element, kind, parent, reading);
  if (is_activity(kind)) {
    node.for_compensation = is_flagged(element, "isForCompensation");
    node.start_quantity = read_quantity(element, "startQuantity", reading);
    node.completion_quantity = read_quantity(element, "completionQuantity", reading);
    read_loop(element, node, reading);
    read_data(element, node, reading);
  }
  if (kind == NodeKind::kSubProcess) read_scope_kind(element, node, reading);
  if (is_event(kind)) read_event(element, node, reading);
  if (kind == NodeKind::kScriptTask) {
    if (const XmlElement* script = element.find_child("script")) {
      node.script = reading.expression(trim(script->text), script->span);
    }
  }
  if (kind == NodeKind::kReceiveTask || kind == NodeKind::kSendTask) {
    read_task_message(element, node, reading);
  }
  if (kind == NodeKind::kEventGateway &&
      element.attribute_or("eventGatewayType", "Exclusive") != "Exclusive") {
    reading.error("bpmn.not_supported",
                  Reading::named(element) + ": eventGatewayType=\"" +
                      element.attribute_or("eventGatewayType", "") +
                      "\" is not supported; use Exclusive.",
                  element.span);
  }
  const XmlElement* called =
      element.name == "callActivity" ? read_call(element, node, reading) : nullptr;
  const auto index = static_cast<NodeIndex>(reading.definition.nodes.size());
  const std::string id = node.id;
  const bool scope = node.kind == NodeKind::kSubProcess && element.name != "callActivity";
  reading.definition.nodes.push_back(std::move(node));
  reading.node_elements.push_back(&element);
  reading.node_places.push_back(reading.place);
  if (scope) read_scope(element, index, reading);
  if (called == nullptr) return;
  const std::size_t outer = reading.place;
  reading.place = reading.places.size() - 1;
  read_scope(*called, index, reading);
  reading.place = outer;
  reading.calling.pop_back();
}

void read_flow(const XmlElement& element, Reading& reading) {
  Flow flow;
  const std::string id = element.attribute_or("id", "");
  flow.id = reading.here().prefix + id;
  flow.inlined = reading.is_called();
  flow.name = element.attribute_or("name", "");
  flow.span = element.span;
  if (id.empty()) {
    reading.error("bpmn.missing_attribute", "The sequenceFlow has no id.", element.span);
  }
  if (const XmlElement* condition = element.find_child("conditionExpression")) {
    flow.condition = reading.expression(element, *condition);
  }
  reading.definition.flows.push_back(std::move(flow));
  reading.flow_elements.push_back(&element);
  reading.flow_places.push_back(reading.place);
}

void check_reference(const XmlElement& element, const std::string& attribute,
                     const std::string& reference, Reading& reading) {
  if (reading.here().file->ids.contains(reference)) return;
  reading.error(
      "bpmn.unknown_reference",
      Reading::named(element) + ": " + attribute + " \"" + reference + "\" does not exist.",
      element.span);
}

void read_association(const XmlElement& element, Reading& reading) {
  AssociationEnds ends;
  for (const bool source : {true, false}) {
    const char* name = source ? "sourceRef" : "targetRef";
    const std::string reference = local_name(element.attribute_or(name, ""));
    check_reference(element, name, reference, reading);
    (source ? ends.source : ends.target) = reading.here().prefix + reference;
  }
  ends.element = &element;
  reading.associations.push_back(std::move(ends));
}

void read_data_object(const XmlElement& element, Reading& reading) {
  const std::string id = element.attribute_or("id", "");
  std::string name = element.attribute_or("name", "");
  for (const auto& [attribute, kind] :
       {std::pair("dataObjectRef", "dataObject"), std::pair("dataStoreRef", "dataStore")}) {
    const std::string reference = local_name(element.attribute_or(attribute, ""));
    if (reference.empty()) continue;
    const auto found = reading.here().file->elements.find(reference);
    if (found == reading.here().file->elements.end() || found->second->name != kind) {
      reading.error("bpmn.unknown_reference",
                    Reading::named(element) + ": " + attribute + " \"" + reference +
                        "\" names no " + kind + ".",
                    element.span);
    } else if (name.empty()) {
      name = found->second->attribute_or("name", "");
    }
  }
  if (element.name == "dataObjectReference" && !element.find_attribute("dataObjectRef")) {
    reading.error("bpmn.missing_attribute", Reading::named(element) + " has no dataObjectRef.",
                  element.span);
  }
  if (reading.is_called()) return;
  reading.definition.data_objects.push_back({id, name});
  reading.drawn[id] = name;
  reading.drawn_kinds[id] = ShapeKind::kDataObject;
}

bool read_artifact(const XmlElement& element, Reading& reading) {
  const std::string id = element.attribute_or("id", "");
  const bool drawn = !reading.is_called();
  if (element.name == "textAnnotation") {
    const XmlElement* text = element.find_child("text");
    if (!drawn) return true;
    reading.drawn[id] = text == nullptr ? "" : trim(text->text);
    reading.drawn_kinds[id] = ShapeKind::kAnnotation;
  } else if (element.name == "association") {
    read_association(element, reading);
    if (!drawn) return true;
    reading.drawn[id] = "";
    reading.drawn_edges[id] = EdgeKind::kAssociation;
  } else if (element.name == "group") {
    if (!drawn) return true;
    reading.drawn[id] = "";
    reading.drawn_kinds[id] = ShapeKind::kGroup;
  } else if (element.name == "dataObject" || element.name == "dataObjectReference" ||
             element.name == "dataStoreReference") {
    read_data_object(element, reading);
  } else {
    return false;
  }
  return true;
}

// The edges of data associations are drawn; what they carry is said by form and result.
void note_data_associations(const XmlElement& element, Reading& reading) {
  if (reading.is_called()) return;
  for (const XmlElement& child : element.children) {
    if (!child.name.starts_with("data") || !child.name.ends_with("Association")) continue;
    const std::string id = child.attribute_or("id", "");
    reading.drawn[id] = "";
    reading.drawn_edges[id] = EdgeKind::kAssociation;
  }
}

}  // namespace

void read_scope(const XmlElement& scope, NodeIndex parent, Reading& reading) {
  for (const XmlElement& child : scope.children) {
    if (child.namespace_uri != kModel) continue;  // foreign elements describe, by BPMN 2.0 8.2.3
    if (const KindName* row = find_kind(child.name)) {
      read_node(child, row->kind, parent, reading);
      note_data_associations(child, reading);
    } else if (child.name == "sequenceFlow") {
      read_flow(child, reading);
    } else if (child.name == "laneSet") {
      read_lanes(child, reading);
    } else if (read_artifact(child, reading) || contains(kDescriptive, child.name)) {
      continue;
    } else if (contains(kNotSupported, child.name)) {
      reading.refused.insert(reading.here().prefix + child.attribute_or("id", ""));
      reading.error("bpmn.not_supported", Reading::named(child) + " is not supported.", child.span);
    } else {
      reading.error("bpmn.unknown_element",
                    Reading::named(child) + " is no flow element of BPMN 2.0.", child.span);
    }
  }
}

void read_lanes(const XmlElement& lane_set, Reading& reading) {
  for (const XmlElement* element : lane_set.children_named("lane")) {
    Lane lane;
    const std::string id = element->attribute_or("id", "");
    lane.id = reading.here().prefix + id;
    lane.name = element->attribute_or("name", "");
    lane.span = element->span;
    const std::string* role = element->find_attribute("role", kExtension);
    lane.role = role == nullptr ? id : *role;
    if (!reading.is_called()) {
      reading.drawn[lane.id] = lane.name;
      reading.drawn_kinds[lane.id] = ShapeKind::kLane;
    }
    reading.definition.lanes.push_back(std::move(lane));
    reading.lane_elements.push_back(element);
    reading.lane_places.push_back(reading.place);
    // Inner lanes come later and outrank: connect() lets the last one win.
    if (const XmlElement* inner = element->find_child("childLaneSet")) read_lanes(*inner, reading);
  }
}

}  // namespace alternat::procedures::bpmn

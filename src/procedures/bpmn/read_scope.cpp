// SPDX-License-Identifier: EUPL-1.2
// Second pass: the flow elements of a process or sub-process, as BPMN 2.0 chapter 10 names them.
#include <algorithm>
#include <array>

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
};

// BPMN elements that change what happens and that the engine does not run.
constexpr std::array<std::string_view, 10> kNotSupported = {"complexGateway",
                                                            "callActivity",
                                                            "transaction",
                                                            "adHocSubProcess",
                                                            "choreographyTask",
                                                            "subChoreography",
                                                            "callChoreography",
                                                            "standardLoopCharacteristics",
                                                            "multiInstanceLoopCharacteristics",
                                                            "callConversation"};

// BPMN elements that describe and change nothing that happens.
constexpr std::array<std::string_view, 20> kDescriptive = {"documentation",
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
                                                           "dataOutput"};

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

void refuse_attribute(const XmlElement& element, std::string_view attribute, std::string_view usual,
                      Reading& reading) {
  const std::string value = element.attribute_or(attribute, usual);
  if (value == usual) return;
  reading.error("bpmn.not_supported",
                Reading::named(element) + ": " + std::string(attribute) + "=\"" + value +
                    "\" is not supported yet.",
                element.span);
}

void refuse_special(const XmlElement& element, Reading& reading) {
  refuse_attribute(element, "isForCompensation", "false", reading);
  refuse_attribute(element, "triggeredByEvent", "false", reading);
  refuse_attribute(element, "instantiate", "false", reading);
  refuse_attribute(element, "parallelMultiple", "false", reading);
  refuse_attribute(element, "startQuantity", "1", reading);
  refuse_attribute(element, "completionQuantity", "1", reading);
  refuse_attribute(element, "eventGatewayType", "Exclusive", reading);
  for (const XmlElement& child : element.children) {
    if (child.namespace_uri != kModel || !child.name.ends_with("LoopCharacteristics")) continue;
    reading.error("bpmn.not_supported",
                  Reading::named(element) + ": " + child.name + " is not supported yet.",
                  child.span);
  }
}

bool is_event(NodeKind kind) {
  return kind == NodeKind::kStartEvent || kind == NodeKind::kEndEvent ||
         kind == NodeKind::kCatchEvent || kind == NodeKind::kThrowEvent ||
         kind == NodeKind::kBoundaryEvent;
}

void read_node(const XmlElement& element, NodeKind kind, NodeIndex parent, Reading& reading) {
  Node node;
  node.kind = kind;
  node.id = element.attribute_or("id", "");
  node.name = element.attribute_or("name", "");
  node.span = element.span;
  node.parent = parent;
  if (node.id.empty()) {
    reading.error("bpmn.missing_attribute", "The " + element.name + " has no id.", element.span);
  }
  refuse_special(element, reading);
  if (is_event(kind)) read_event(element, node, reading);
  if (kind == NodeKind::kScriptTask) {
    const XmlElement* script = element.find_child("script");
    if (script != nullptr) {
      node.script =
          Expression{trim(script->text), script->span, reading.definition.expression_count++};
    }
  }
  if (kind == NodeKind::kReceiveTask || kind == NodeKind::kSendTask) {
    const std::string reference = local_name(element.attribute_or("messageRef", ""));
    const auto found = reading.roots.find(reference);
    if (found != reading.roots.end()) {
      node.message = found->second->attribute_or("name", reference);
    } else if (!reference.empty()) {
      reading.error(
          "bpmn.unknown_reference",
          Reading::named(element) + ": messageRef \"" + reference + "\" names no message.",
          element.span);
    }
  }
  const auto index = static_cast<NodeIndex>(reading.definition.nodes.size());
  reading.definition.nodes.push_back(std::move(node));
  reading.node_elements.push_back(&element);
  if (kind == NodeKind::kSubProcess) read_scope(element, index, reading);
}

void read_flow(const XmlElement& element, Reading& reading) {
  Flow flow;
  flow.id = element.attribute_or("id", "");
  flow.name = element.attribute_or("name", "");
  flow.span = element.span;
  if (flow.id.empty()) {
    reading.error("bpmn.missing_attribute", "The sequenceFlow has no id.", element.span);
  }
  if (const XmlElement* condition = element.find_child("conditionExpression")) {
    flow.condition =
        Expression{trim(condition->text), condition->span, reading.definition.expression_count++};
    if (flow.condition->text.empty()) {
      reading.error("bpmn.empty_condition", Reading::named(element) + " has an empty condition.",
                    condition->span);
    }
  }
  reading.definition.flows.push_back(std::move(flow));
  reading.flow_elements.push_back(&element);
}

bool read_artifact(const XmlElement& element, Reading& reading) {
  const std::string id = element.attribute_or("id", "");
  if (element.name == "textAnnotation") {
    const XmlElement* text = element.find_child("text");
    reading.drawn[id] = text == nullptr ? "" : trim(text->text);
    reading.drawn_kinds[id] = ShapeKind::kAnnotation;
  } else if (element.name == "association") {
    reading.drawn[id] = "";
    reading.drawn_edges[id] = EdgeKind::kAssociation;
  } else if (element.name == "group") {
    reading.drawn[id] = "";
    reading.drawn_kinds[id] = ShapeKind::kGroup;
  } else if (element.name == "dataObject" || element.name == "dataObjectReference" ||
             element.name == "dataStoreReference") {
    const std::string name = element.attribute_or("name", "");
    reading.definition.data_objects.push_back({id, name});
    reading.drawn[id] = name;
    reading.drawn_kinds[id] = ShapeKind::kDataObject;
  } else {
    return false;
  }
  return true;
}

// The edges of data associations are drawn; what they carry is said by form and result.
void note_data_associations(const XmlElement& element, Reading& reading) {
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
      reading.refused.insert(child.attribute_or("id", ""));
      reading.error("bpmn.not_supported", Reading::named(child) + " is not supported yet.",
                    child.span);
    } else {
      reading.error("bpmn.unknown_element",
                    Reading::named(child) + " is no flow element of BPMN 2.0.", child.span);
    }
  }
}

void read_lanes(const XmlElement& lane_set, Reading& reading) {
  for (const XmlElement* element : lane_set.children_named("lane")) {
    Lane lane;
    lane.id = element->attribute_or("id", "");
    lane.name = element->attribute_or("name", "");
    lane.span = element->span;
    const std::string* role = element->find_attribute("role", kExtension);
    lane.role = role == nullptr ? lane.id : *role;
    reading.drawn[lane.id] = lane.name;
    reading.drawn_kinds[lane.id] = ShapeKind::kLane;
    reading.definition.lanes.push_back(std::move(lane));
    // Inner lanes come later and outrank: connect() lets the last one win.
    if (const XmlElement* inner = element->find_child("childLaneSet")) read_lanes(*inner, reading);
  }
}

}  // namespace alternat::procedures::bpmn

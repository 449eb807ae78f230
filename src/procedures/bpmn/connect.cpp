// SPDX-License-Identifier: EUPL-1.2
// Third pass: references between elements become indices; every reference that leads nowhere is
// named.
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

NodeIndex resolve(const std::string& reference, const XmlElement& from, std::string_view role,
                  Reading& reading) {
  const NodeIndex found = reading.definition.find_node(reference);
  if (found != kNoIndex || reading.refused.contains(reference)) return found;
  const bool known = reading.ids.contains(reference);
  reading.error("bpmn.unknown_reference",
                Reading::named(from) + ": " + std::string(role) + " \"" + reference + "\" " +
                    (known ? "is no flow node of this process." : "does not exist."),
                from.span);
  return kNoIndex;
}

void connect_flow(FlowIndex index, Reading& reading) {
  Flow& flow = reading.definition.flows[index];
  const XmlElement& element = *reading.flow_elements[index];
  flow.source =
      resolve(local_name(element.attribute_or("sourceRef", "")), element, "sourceRef", reading);
  flow.target =
      resolve(local_name(element.attribute_or("targetRef", "")), element, "targetRef", reading);
  if (flow.source == kNoIndex || flow.target == kNoIndex) return;
  Node& source = reading.definition.nodes[flow.source];
  Node& target = reading.definition.nodes[flow.target];
  source.outgoing.push_back(index);
  target.incoming.push_back(index);
  if (source.parent != target.parent) {
    reading.error("bpmn.flow_crosses_scope",
                  Reading::named(element) + " crosses the border of a sub-process.", flow.span);
  }
}

// incoming and outgoing children repeat what the flows say; where they differ the file contradicts
// itself, and a modeller would show another procedure than the one that runs.
void check_lists(NodeIndex index, Reading& reading) {
  const XmlElement& element = *reading.node_elements[index];
  for (const char* list : {"incoming", "outgoing"}) {
    const bool in = list[0] == 'i';
    for (const XmlElement* child : element.children_named(list)) {
      const std::string id = local_name(child->text);
      const FlowIndex flow = reading.definition.find_flow(id);
      if (flow != kNoIndex) {
        const Flow& found = reading.definition.flows[flow];
        const NodeIndex end = in ? found.target : found.source;
        if (end == index || end == kNoIndex) continue;
      }
      reading.error("bpmn.flow_list_mismatch",
                    Reading::named(element) + " lists " + list + " \"" + id +
                        "\", but no sequence flow of that id " +
                        (in ? "leads here." : "leaves here."),
                    child->span);
    }
  }
}

void connect_node(NodeIndex index, Reading& reading) {
  Node& node = reading.definition.nodes[index];
  const XmlElement& element = *reading.node_elements[index];
  if (const std::string* reference = element.find_attribute("default")) {
    const FlowIndex flow = reading.definition.find_flow(local_name(*reference));
    if (flow == kNoIndex || reading.definition.flows[flow].source != index) {
      reading.error(
          "bpmn.default_not_outgoing",
          Reading::named(element) + ": the default flow \"" + *reference + "\" does not leave it.",
          node.span);
    } else {
      node.default_flow = flow;
    }
  }
  if (node.kind == NodeKind::kBoundaryEvent) {
    const std::string* reference = element.find_attribute("attachedToRef");
    if (reference == nullptr) {
      reading.error("bpmn.boundary_unattached",
                    Reading::named(element) + " is attached to nothing (attachedToRef is missing).",
                    node.span);
    } else {
      node.attached_to = resolve(local_name(*reference), element, "attachedToRef", reading);
    }
    if (node.attached_to == kNoIndex) return;
    Node& host = reading.definition.nodes[node.attached_to];
    if (!is_activity(host.kind) || host.parent != node.parent) {
      reading.error("bpmn.boundary_unattached",
                    Reading::named(element) + " is attached to \"" + host.id +
                        "\", which is no activity beside it.",
                    node.span);
    }
    host.boundary.push_back(index);
  }
}

void connect_lanes(const XmlElement& lane_set, Reading& reading, std::uint32_t& next) {
  for (const XmlElement* element : lane_set.children_named("lane")) {
    const std::uint32_t lane = next++;
    for (const XmlElement* reference : element->children_named("flowNodeRef")) {
      const NodeIndex node = resolve(local_name(reference->text), *element, "flowNodeRef", reading);
      if (node != kNoIndex) reading.definition.nodes[node].lane = lane;
    }
    if (const XmlElement* inner = element->find_child("childLaneSet")) {
      connect_lanes(*inner, reading, next);
    }
  }
}

void connect_lane_sets(const XmlElement& scope, Reading& reading, std::uint32_t& next) {
  for (const XmlElement& child : scope.children) {
    if (child.name == "laneSet") connect_lanes(child, reading, next);
    if (child.name == "subProcess") connect_lane_sets(child, reading, next);
  }
}

}  // namespace

void connect(Reading& reading) {
  Definition& definition = reading.definition;
  for (FlowIndex flow = 0; flow < definition.flows.size(); ++flow) connect_flow(flow, reading);
  for (NodeIndex node = 0; node < definition.nodes.size(); ++node) {
    connect_node(node, reading);
    check_lists(node, reading);
  }
  std::uint32_t next = 0;
  connect_lane_sets(*reading.process, reading, next);
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    Node& node = definition.nodes[index];
    if (node.lane == kNoIndex && node.attached_to != kNoIndex) {
      node.lane = definition.nodes[node.attached_to].lane;
    }
    // A sub-process lies in one lane with all that is in it; its nodes come after it in the list.
    if (node.lane == kNoIndex && node.parent != kNoIndex) {
      node.lane = definition.nodes[node.parent].lane;
    }
    if (node.kind != NodeKind::kStartEvent) continue;
    if (node.parent == kNoIndex) {
      definition.starts.push_back(index);
    } else if (definition.nodes[node.parent].inner_start == kNoIndex) {
      definition.nodes[node.parent].inner_start = index;
    }
  }
}

}  // namespace alternat::procedures::bpmn

// SPDX-License-Identifier: EUPL-1.2
// Third pass: references between elements become indices; every reference that leads nowhere is
// named.
#include <set>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

// The node that an element read at the place refers to.
NodeIndex resolve(const std::string& reference, const XmlElement& from, std::string_view role,
                  Reading& reading) {
  const std::string id = reading.here().prefix + reference;
  const NodeIndex found = reading.definition.find_node(id);
  if (found != kNoIndex || reading.refused.contains(id)) return found;
  const bool known = reading.here().file->ids.contains(reference);
  reading.error("bpmn.unknown_reference",
                Reading::named(from) + ": " + std::string(role) + " \"" + reference + "\" " +
                    (known ? "is no flow node of this process." : "does not exist."),
                from.span);
  return kNoIndex;
}

void connect_flow(FlowIndex index, Reading& reading) {
  Flow& flow = reading.definition.flows[index];
  const XmlElement& element = *reading.flow_elements[index];
  reading.place = reading.flow_places[index];
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

// A list that names some flows names all of them, and each once.
void check_complete(NodeIndex index, const std::string& list, Reading& reading) {
  const XmlElement& element = *reading.node_elements[index];
  const Node& node = reading.definition.nodes[index];
  std::set<std::string> listed;
  for (const XmlElement* child : element.children_named(list)) {
    const std::string id = local_name(child->text);
    if (listed.insert(id).second) continue;
    reading.error("bpmn.flow_list_mismatch",
                  Reading::named(element) + " lists " + list + " \"" + id + "\" twice.",
                  child->span);
  }
  if (listed.empty()) return;
  for (FlowIndex flow : list == "incoming" ? node.incoming : node.outgoing) {
    const std::string id = reading.flow_elements[flow]->attribute_or("id", "");
    if (listed.contains(id)) continue;
    reading.error(
        "bpmn.flow_list_mismatch",
        Reading::named(element) + " does not list " + list + " \"" + id + "\", but lists others.",
        node.span);
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
      const FlowIndex flow = reading.definition.find_flow(reading.here().prefix + id);
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
    check_complete(index, list, reading);
  }
}

void connect_node(NodeIndex index, Reading& reading) {
  Node& node = reading.definition.nodes[index];
  const XmlElement& element = *reading.node_elements[index];
  if (const std::string* reference = element.find_attribute("default")) {
    const FlowIndex flow =
        reading.definition.find_flow(reading.here().prefix + local_name(*reference));
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

// Inner lanes come after the lanes around them, and outrank.
void connect_lanes(Reading& reading) {
  for (std::uint32_t lane = 0; lane < reading.lane_elements.size(); ++lane) {
    const XmlElement& element = *reading.lane_elements[lane];
    reading.place = reading.lane_places[lane];
    for (const XmlElement* reference : element.children_named("flowNodeRef")) {
      const NodeIndex node = resolve(local_name(reference->text), element, "flowNodeRef", reading);
      if (node != kNoIndex) reading.definition.nodes[node].lane = lane;
    }
  }
}

// Starts of scopes and of the case, event sub-processes, lanes of what lies within.
void connect_scopes(Reading& reading) {
  Definition& definition = reading.definition;
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    Node& node = definition.nodes[index];
    if (node.lane == kNoIndex && node.attached_to != kNoIndex) {
      node.lane = definition.nodes[node.attached_to].lane;
    }
    // A sub-process lies in one lane with all that is in it; its nodes come after it in the list.
    if (node.lane == kNoIndex && node.parent != kNoIndex) {
      node.lane = definition.nodes[node.parent].lane;
    }
    if (node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kEvent) {
      (node.parent == kNoIndex ? definition.event_scopes
                               : definition.nodes[node.parent].event_scopes)
          .push_back(index);
    }
    if (node.kind == NodeKind::kStartEvent && node.parent == kNoIndex) {
      definition.starts.push_back(index);
    } else if (node.kind == NodeKind::kStartEvent &&
               definition.nodes[node.parent].inner_start == kNoIndex) {
      definition.nodes[node.parent].inner_start = index;
    }
  }
}

// Receive tasks and events behind an event gateway that begin a case (10.3.3, 10.6.6).
void connect_instantiating(Reading& reading) {
  Definition& definition = reading.definition;
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    const Node& node = definition.nodes[index];
    if (node.kind != NodeKind::kReceiveTask && node.kind != NodeKind::kEventGateway) continue;
    const XmlElement& element = *reading.node_elements[index];
    if (element.attribute_or("instantiate", "false") != "true") continue;
    if (!node.incoming.empty() || node.parent != kNoIndex) {
      reading.error("bpmn.instantiate",
                    Reading::named(element) +
                        " begins a case: it stands at the top and has no incoming flow.",
                    node.span);
    } else if (node.kind == NodeKind::kReceiveTask) {
      definition.starts.push_back(index);
    } else {
      for (FlowIndex flow : node.outgoing) {
        definition.starts.push_back(definition.flows[flow].target);
      }
    }
  }
}

}  // namespace

void connect(Reading& reading) {
  Definition& definition = reading.definition;
  for (FlowIndex flow = 0; flow < definition.flows.size(); ++flow) connect_flow(flow, reading);
  for (NodeIndex node = 0; node < definition.nodes.size(); ++node) {
    reading.place = reading.node_places[node];
    connect_node(node, reading);
    check_lists(node, reading);
  }
  connect_lanes(reading);
  reading.place = 0;
  connect_links(reading);
  connect_scopes(reading);
  connect_instantiating(reading);
  connect_compensation(reading);
}

}  // namespace alternat::procedures::bpmn

// SPDX-License-Identifier: EUPL-1.2
// Elements that belong together without a sequence flow: link events (BPMN 2.0, 10.5.4) become a
// flow that is not drawn; compensation handlers (10.6.1) are found by their associations.
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

void link_error(const XmlElement& element, std::string_view what, Reading& reading) {
  reading.error("bpmn.link_unpaired", Reading::named(element) + ": " + std::string(what),
                element.span);
}

// The catch events of the scope with the link's name.
std::vector<NodeIndex> targets_of(const Node& source, const Reading& reading) {
  std::vector<NodeIndex> targets;
  for (NodeIndex index = 0; index < reading.definition.nodes.size(); ++index) {
    const Node& node = reading.definition.nodes[index];
    if (node.kind == NodeKind::kCatchEvent && node.event == EventKind::kLink &&
        node.parent == source.parent &&
        node.triggers.front().name == source.triggers.front().name) {
      targets.push_back(index);
    }
  }
  return targets;
}

void connect_link(NodeIndex index, Reading& reading) {
  Definition& definition = reading.definition;
  const XmlElement& element = *reading.node_elements[index];
  const std::string& name = definition.nodes[index].triggers.front().name;
  if (name.empty()) return link_error(element, "the link has no name.", reading);
  if (!definition.nodes[index].outgoing.empty()) {
    return link_error(element, "a link that is thrown has no outgoing sequence flow.", reading);
  }
  const std::vector<NodeIndex> targets = targets_of(definition.nodes[index], reading);
  if (targets.size() != 1) {
    return link_error(element,
                      targets.empty() ? "no link of this name is caught in the same scope."
                                      : "more than one link of this name is caught.",
                      reading);
  }
  Flow flow;
  flow.id = "link." + definition.nodes[index].id;
  flow.source = index;
  flow.target = targets.front();
  flow.link = true;
  flow.inlined = !definition.nodes[index].origin.empty();
  flow.span = element.span;
  const auto added = static_cast<FlowIndex>(definition.flows.size());
  definition.flows.push_back(std::move(flow));
  reading.flow_elements.push_back(&element);
  reading.flow_places.push_back(reading.node_places[index]);
  definition.nodes[index].outgoing.push_back(added);
  definition.nodes[targets.front()].incoming.push_back(added);
}

// The handler that the association of a compensation boundary event names.
void connect_handler(NodeIndex event, Reading& reading) {
  Definition& definition = reading.definition;
  const Node& node = definition.nodes[event];
  NodeIndex handler = kNoIndex;
  for (const AssociationEnds& ends : reading.associations) {
    if (ends.source != node.id) continue;
    const NodeIndex target = definition.find_node(ends.target);
    if (target != kNoIndex && definition.nodes[target].for_compensation &&
        definition.nodes[target].parent == node.parent) {
      handler = target;
    }
  }
  if (handler == kNoIndex) {
    reading.error("bpmn.compensation_unpaired",
                  Reading::named(*reading.node_elements[event]) +
                      " has no association to an activity with isForCompensation beside it.",
                  node.span);
  } else if (node.attached_to != kNoIndex) {
    definition.nodes[node.attached_to].compensation = handler;
  }
}

void check_handler(NodeIndex index, Reading& reading) {
  const Definition& definition = reading.definition;
  const Node& node = definition.nodes[index];
  if (node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kEvent) return;
  const char* wrong = nullptr;
  if (!node.incoming.empty() || !node.outgoing.empty()) {
    wrong = " compensates and may have no sequence flow.";
  } else {
    wrong = " compensates nothing: no compensation event is associated with it.";
    for (const Node& other : definition.nodes) {
      if (other.compensation == index) wrong = nullptr;
    }
  }
  if (wrong == nullptr) return;
  reading.error("bpmn.compensation_unpaired", Reading::named(*reading.node_elements[index]) + wrong,
                node.span);
}

}  // namespace

void connect_links(Reading& reading) {
  for (NodeIndex index = 0; index < reading.definition.nodes.size(); ++index) {
    const Node& node = reading.definition.nodes[index];
    if (node.event != EventKind::kLink) continue;
    if (node.kind == NodeKind::kThrowEvent) connect_link(index, reading);
    if (node.kind == NodeKind::kCatchEvent) {
      for (FlowIndex flow : node.incoming) {
        if (reading.definition.flows[flow].link) continue;
        link_error(*reading.node_elements[index],
                   "a link that is caught has no incoming sequence flow.", reading);
        break;
      }
    }
  }
}

void connect_compensation(Reading& reading) {
  const Definition& definition = reading.definition;
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    const Node& node = definition.nodes[index];
    if (node.kind == NodeKind::kBoundaryEvent && node.event == EventKind::kCompensation) {
      connect_handler(index, reading);
    }
  }
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    if (definition.nodes[index].for_compensation) check_handler(index, reading);
  }
}

}  // namespace alternat::procedures::bpmn

// SPDX-License-Identifier: EUPL-1.2
// BPMNDI (BPMN 2.0, chapter 12): bounds, waypoints and labels of the first plane.
#include <charconv>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

// "152.5" -> 153: pictures need no fractions, and the project has no doubles.
std::optional<std::int32_t> read_pixels(const XmlElement& element, std::string_view attribute) {
  const std::string* text = element.find_attribute(attribute);
  if (text == nullptr) return std::nullopt;
  std::int32_t whole = 0;
  const char* end = text->data() + text->size();
  const auto [at, failure] = std::from_chars(text->data(), end, whole);
  if (failure != std::errc() || whole > 1000000 || whole < -1000000) return std::nullopt;
  if (at == end) return whole;
  if (*at != '.' || at + 1 == end) return std::nullopt;
  for (const char* digit = at + 1; digit != end; ++digit) {
    if (*digit < '0' || *digit > '9') return std::nullopt;
  }
  const bool negative = text->front() == '-';
  return at[1] < '5' ? whole : whole + (negative ? -1 : 1);
}

std::optional<Bounds> read_bounds(const XmlElement& element, Reading& reading) {
  const XmlElement* bounds = element.find_child("Bounds");
  if (bounds == nullptr) return std::nullopt;
  const auto x = read_pixels(*bounds, "x");
  const auto y = read_pixels(*bounds, "y");
  const auto width = read_pixels(*bounds, "width");
  const auto height = read_pixels(*bounds, "height");
  if (x && y && width && height && *width >= 0 && *height >= 0) {
    return Bounds{*x, *y, *width, *height};
  }
  reading.error("bpmn.bad_diagram", Reading::named(element) + " has Bounds that are no numbers.",
                bounds->span);
  return std::nullopt;
}

std::optional<Bounds> read_label(const XmlElement& element, Reading& reading) {
  const XmlElement* label = element.find_child("BPMNLabel");
  return label == nullptr ? std::nullopt : read_bounds(*label, reading);
}

void read_shape(const XmlElement& element, const std::string& target, Reading& reading) {
  Shape shape;
  shape.element = target;
  if (const auto drawn = reading.drawn_kinds.find(target); drawn != reading.drawn_kinds.end()) {
    shape.kind = drawn->second;
    shape.text = reading.drawn[target];
  } else if (reading.definition.find_node(target) == kNoIndex) {
    return;  // an element of another process of the file
  }
  if (element.find_child("Bounds") == nullptr) {
    reading.error("bpmn.bad_diagram", Reading::named(element) + " has no Bounds.", element.span);
    return;
  }
  std::optional<Bounds> bounds = read_bounds(element, reading);
  if (!bounds) return;
  shape.bounds = *bounds;
  shape.label = read_label(element, reading);
  shape.horizontal = element.attribute_or("isHorizontal", "true") != "false";
  shape.expanded = element.attribute_or("isExpanded", "true") != "false";
  reading.definition.diagram.shapes.push_back(std::move(shape));
}

void read_edge(const XmlElement& element, const std::string& target, Reading& reading) {
  Edge edge;
  edge.element = target;
  const FlowIndex flow = reading.definition.find_flow(target);
  if (flow != kNoIndex) {
    edge.text = reading.definition.flows[flow].name;
  } else if (const auto drawn = reading.drawn_edges.find(target);
             drawn != reading.drawn_edges.end()) {
    edge.kind = drawn->second;
    edge.text = reading.drawn[target];
  } else {
    return;
  }
  for (const XmlElement* waypoint : element.children_named("waypoint")) {
    const auto x = read_pixels(*waypoint, "x");
    const auto y = read_pixels(*waypoint, "y");
    if (x && y) edge.waypoints.push_back({*x, *y});
  }
  if (edge.waypoints.size() < 2 ||
      edge.waypoints.size() != element.children_named("waypoint").size()) {
    reading.error("bpmn.bad_diagram", Reading::named(element) + " needs two or more waypoints.",
                  element.span);
    return;
  }
  edge.label = read_label(element, reading);
  reading.definition.diagram.edges.push_back(std::move(edge));
}

}  // namespace

void read_diagram(const XmlElement& root, Reading& reading) {
  const XmlElement* diagram = root.find_child("BPMNDiagram");
  const XmlElement* plane = diagram == nullptr ? nullptr : diagram->find_child("BPMNPlane");
  if (plane == nullptr) return;
  for (const XmlElement& element : plane->children) {
    if (element.namespace_uri != kDi) continue;
    const std::string target = local_name(element.attribute_or("bpmnElement", ""));
    if (!reading.files.front().ids.contains(target)) {
      reading.error("bpmn.unknown_reference",
                    Reading::named(element) + " draws \"" + target + "\", which does not exist.",
                    element.span);
    } else if (element.name == "BPMNShape") {
      read_shape(element, target, reading);
    } else if (element.name == "BPMNEdge") {
      read_edge(element, target, reading);
    }
  }
}

}  // namespace alternat::procedures::bpmn

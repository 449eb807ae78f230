// SPDX-License-Identifier: EUPL-1.2
// Drawing of BPMN shapes and edges. Notation: BPMN 2.0 clauses 7.3 and 10.
#include "documents/pictures/bpmn_diagram.h"

#include <algorithm>

#include "base/markup.h"
#include "documents/pictures/bpmn_symbols.h"
#include "documents/pictures/svg.h"

namespace alternat::documents {

namespace {

constexpr std::int32_t kMargin = 16;

const BpmnMark* find_mark(const BpmnPicture& picture, const std::string& id) {
  const auto found = picture.marks.find(id);
  return found == picture.marks.end() ? nullptr : &found->second;
}

std::string progress_class(const BpmnMark* mark) {
  if (!mark) return "";
  switch (mark->progress) {
    case BpmnProgress::kDone:
      return " is-done";
    case BpmnProgress::kHere:
      return " is-here";
    case BpmnProgress::kIncident:
      return " is-incident";
  }
  return "";
}

// The token: a disc with the number when there are several, at the upper left corner.
std::string draw_token(const BpmnShape& shape, const BpmnMark& mark) {
  if (mark.progress == BpmnProgress::kDone) return {};
  const std::int32_t x = shape.box.x + 4;
  const std::int32_t y = shape.box.y + 4;
  std::string out = "<circle class=\"bpmn-token\"" + attribute("cx", x) + attribute("cy", y) +
                    attribute("r", 10) + "/>";
  const std::string text = mark.progress == BpmnProgress::kIncident ? "!"
                           : mark.tokens > 1                        ? std::to_string(mark.tokens)
                                                                    : "";
  if (!text.empty()) out += draw_text({text}, {x, y, 12, "bpmn-token-text"});
  return out;
}

std::string draw_shape(const BpmnShape& shape, const BpmnMark* mark) {
  std::string out = "<g" + attribute("class", "bpmn-shape" + progress_class(mark)) + ">";
  const std::string title = shape.label + (mark && !mark->note.empty() ? ": " + mark->note : "");
  if (!title.empty()) out += "<title>" + escape_markup(title) + "</title>";
  out += draw_bpmn_symbol(shape);
  out += draw_bpmn_label(shape);
  if (mark) out += draw_token(shape, *mark);
  return out + "</g>";
}

std::string draw_edge(const BpmnEdge& edge, const BpmnMark* mark) {
  if (edge.waypoints.size() < 2) return {};
  std::string points;
  for (const BpmnPoint& point : edge.waypoints) {
    if (!points.empty()) points += ' ';
    points += std::to_string(point.x) + "," + std::to_string(point.y);
  }
  const bool message = edge.kind == BpmnEdgeKind::kMessage;
  const bool association = edge.kind == BpmnEdgeKind::kAssociation;
  std::string out = "<g" + attribute("class", "bpmn-edge" + progress_class(mark)) + "><polyline" +
                    attribute("class", message       ? "bpmn-line bpmn-message-line"
                                       : association ? "bpmn-line bpmn-association-line"
                                                     : "bpmn-line") +
                    attribute("points", points);
  if (!association) out += attribute("marker-end", "url(#bpmn-arrow)");
  if (edge.is_default) out += attribute("marker-start", "url(#bpmn-default)");
  out += "/>";
  if (!edge.label.empty()) {
    const BpmnPoint& a = edge.waypoints[(edge.waypoints.size() - 1) / 2];
    const BpmnPoint& b = edge.waypoints[(edge.waypoints.size() - 1) / 2 + 1];
    const bool placed = edge.label_at.x != 0 || edge.label_at.y != 0;
    const std::int32_t x = placed ? edge.label_at.x : (a.x + b.x) / 2;
    const std::int32_t y = placed ? edge.label_at.y : (a.y + b.y) / 2 - 10;
    out += draw_text(wrap_text(edge.label, 16, 3), {x, y, 13, "bpmn-label bpmn-halo"});
  }
  return out + "</g>";
}

struct Extent {
  std::int32_t left, top, right, bottom;
};

Extent extent_of(const BpmnPicture& picture) {
  const BpmnBox& first = picture.shapes.front().box;
  Extent out{first.x, first.y, first.x + first.width, first.y + first.height};
  for (const BpmnShape& shape : picture.shapes) {
    out.left = std::min(out.left, shape.box.x);
    out.top = std::min(out.top, shape.box.y);
    out.right = std::max(out.right, shape.box.x + shape.box.width);
    out.bottom = std::max(out.bottom, shape.box.y + shape.box.height + label_height(shape));
  }
  for (const BpmnEdge& edge : picture.edges) {
    for (const BpmnPoint& point : edge.waypoints) {
      out.left = std::min(out.left, point.x);
      out.top = std::min(out.top, point.y);
      out.right = std::max(out.right, point.x);
      out.bottom = std::max(out.bottom, point.y);
    }
  }
  return out;
}

bool is_container(const BpmnShape& shape) {
  return shape.kind == BpmnShapeKind::kPool || shape.kind == BpmnShapeKind::kLane ||
         shape.kind == BpmnShapeKind::kSubProcess || shape.kind == BpmnShapeKind::kGroup;
}

constexpr std::string_view kMarkers =
    "<defs><marker id=\"bpmn-arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" "
    "markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\"><path class=\"bpmn-arrow\" d=\"M0 1L10 "
    "5L0 9z\"/></marker><marker id=\"bpmn-default\" viewBox=\"0 0 20 10\" refX=\"-4\" refY=\"5\" "
    "markerWidth=\"12\" markerHeight=\"10\" orient=\"auto\"><path class=\"bpmn-line\" d=\"M2 9L8 "
    "1\"/></marker></defs>";

}  // namespace

std::string draw_bpmn(const BpmnPicture& picture) {
  if (picture.shapes.empty()) return {};
  const Extent extent = extent_of(picture);
  const std::int32_t width = extent.right - extent.left + 2 * kMargin;
  const std::int32_t height = extent.bottom - extent.top + 2 * kMargin;
  std::string out = "<svg class=\"bpmn\" role=\"img\" aria-labelledby=\"bpmn-title bpmn-text\"" +
                    attribute("width", width) + attribute("height", height) +
                    attribute("viewBox", std::to_string(extent.left - kMargin) + " " +
                                             std::to_string(extent.top - kMargin) + " " +
                                             std::to_string(width) + " " + std::to_string(height)) +
                    "><title id=\"bpmn-title\">" + escape_markup(picture.title) +
                    "</title><desc id=\"bpmn-text\">" + escape_markup(picture.description) +
                    "</desc>";
  out += kMarkers;
  // Containers lie below, then edges, then what stands on them.
  for (const BpmnShape& shape : picture.shapes) {
    if (is_container(shape)) out += draw_shape(shape, find_mark(picture, shape.id));
  }
  for (const BpmnEdge& edge : picture.edges) out += draw_edge(edge, find_mark(picture, edge.id));
  for (const BpmnShape& shape : picture.shapes) {
    if (!is_container(shape)) out += draw_shape(shape, find_mark(picture, shape.id));
  }
  return out + "</svg>";
}

}  // namespace alternat::documents

// SPDX-License-Identifier: EUPL-1.2
// Symbols: circles for events, rounded boxes for activities, diamonds for gateways (BPMN 2.0 clause
// 7.3); small icons say which kind of task or trigger it is.
#include "documents/pictures/bpmn_symbols.h"

#include <algorithm>

#include "base/markup.h"
#include "documents/pictures/svg.h"

namespace alternat::documents {

namespace {

constexpr std::int32_t kLine = 13;

enum class Place { kInside, kBelow, kSide, kTopLeft, kNone };

Place label_place(BpmnShapeKind kind) {  // tidy: table
  switch (kind) {
    case BpmnShapeKind::kStartEvent:
    case BpmnShapeKind::kEndEvent:
    case BpmnShapeKind::kIntermediateEvent:
    case BpmnShapeKind::kBoundaryEvent:
    case BpmnShapeKind::kExclusiveGateway:
    case BpmnShapeKind::kParallelGateway:
    case BpmnShapeKind::kInclusiveGateway:
    case BpmnShapeKind::kEventGateway:
    case BpmnShapeKind::kDataObject:
      return Place::kBelow;
    case BpmnShapeKind::kTask:
    case BpmnShapeKind::kUserTask:
    case BpmnShapeKind::kManualTask:
    case BpmnShapeKind::kServiceTask:
    case BpmnShapeKind::kSendTask:
    case BpmnShapeKind::kReceiveTask:
    case BpmnShapeKind::kScriptTask:
    case BpmnShapeKind::kRuleTask:
    case BpmnShapeKind::kAnnotation:
      return Place::kInside;
    case BpmnShapeKind::kSubProcess:
    case BpmnShapeKind::kGroup:
      return Place::kTopLeft;
    case BpmnShapeKind::kPool:
    case BpmnShapeKind::kLane:
      return Place::kSide;
  }
  return Place::kNone;
}

std::string circle(const BpmnBox& box, std::int32_t inset, const char* css) {
  return "<circle" + attribute("class", css) + attribute("cx", box.x + box.width / 2) +
         attribute("cy", box.y + box.height / 2) + attribute("r", box.width / 2 - inset) + "/>";
}

std::string rectangle(const BpmnBox& box, std::int32_t radius, const char* css) {
  return "<rect" + attribute("class", css) + attribute("x", box.x) + attribute("y", box.y) +
         attribute("width", box.width) + attribute("height", box.height) + attribute("rx", radius) +
         "/>";
}

// An icon drawn in a 16 × 16 square whose upper left corner is (x, y).
std::string icon(std::int32_t x, std::int32_t y, const char* css, const char* path) {
  return "<path" + attribute("class", css) +
         attribute("transform", "translate(" + std::to_string(x) + " " + std::to_string(y) + ")") +
         attribute("d", path) + "/>";
}

const char* trigger_path(BpmnTrigger trigger) {
  switch (trigger) {
    case BpmnTrigger::kNone:
      return nullptr;
    case BpmnTrigger::kMessage:
      return "M1 3h14v10H1zM1 3l7 6l7-6";
    case BpmnTrigger::kTimer:
      return "M8 1a7 7 0 1 0 .01 0M8 4v4l3 2";
    case BpmnTrigger::kError:
      return "M2 14L6 3l4 7l4-8l-4 11l-4-6z";
    case BpmnTrigger::kTerminate:
      return "M8 2a6 6 0 1 0 .01 0z";
    case BpmnTrigger::kSignal:
      return "M8 2L15 13H1z";
    case BpmnTrigger::kEscalation:
      return "M8 1l5 13l-5-5l-5 5z";
    case BpmnTrigger::kConditional:
      return "M2 1h12v14H2zM4 4h8M4 7h8M4 10h8M4 13h8";
    case BpmnTrigger::kLink:
      return "M1 6h8V3l6 5l-6 5v-3H1z";
    case BpmnTrigger::kCompensation:
      return "M8 3v10L2 8zM14 3v10L8 8z";
    case BpmnTrigger::kCancel:
      return "M3 5l2-2l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3z";
    case BpmnTrigger::kMultiple:
      return "M8 1l7 5l-3 9H4L1 6z";
  }
  return nullptr;
}

std::string draw_event(const BpmnShape& shape) {
  std::string out;
  const bool end = shape.kind == BpmnShapeKind::kEndEvent;
  const bool start = shape.kind == BpmnShapeKind::kStartEvent;
  const char* ring = end                  ? "bpmn-box bpmn-end"
                     : shape.interrupting ? "bpmn-box"
                                          : "bpmn-box bpmn-dashed";
  out += circle(shape.box, 0, ring);
  if (!start && !end)
    out += circle(shape.box, 4, shape.interrupting ? "bpmn-ring" : "bpmn-ring bpmn-dashed");
  if (const char* path = trigger_path(shape.trigger)) {
    const bool filled = end || shape.throwing;
    out += icon(shape.box.x + shape.box.width / 2 - 8, shape.box.y + shape.box.height / 2 - 8,
                filled ? "bpmn-icon bpmn-icon-filled" : "bpmn-icon", path);
  }
  return out;
}

const char* repeat_path(BpmnRepeat repeat) {
  switch (repeat) {
    case BpmnRepeat::kOnce:
      return nullptr;
    case BpmnRepeat::kLoop:
      return "M8 3a5 5 0 1 1 -4 2M4 1v4h4";
    case BpmnRepeat::kParallel:
      return "M4 3v10M8 3v10M12 3v10";
    case BpmnRepeat::kSequential:
      return "M3 4h10M3 8h10M3 12h10";
  }
  return nullptr;
}

// The frame of an activity with the markers of BPMN 2.0 table 7.2.
std::string draw_frame(const BpmnShape& shape, std::string css) {
  if (shape.calls) css += " bpmn-call";
  if (shape.dashed) css += " bpmn-dashed";
  std::string out = rectangle(shape.box, 8, css.c_str());
  if (const char* path = repeat_path(shape.repeat)) {
    out += icon(shape.box.x + shape.box.width / 2 - 8, shape.box.y + shape.box.height - 18,
                "bpmn-icon", path);
  }
  return out;
}

const char* task_path(BpmnShapeKind kind) {
  switch (kind) {
    case BpmnShapeKind::kUserTask:
      return "M8 8a3 3 0 1 0 -.01 0M2 15c0-4 3-6 6-6s6 2 6 6z";
    case BpmnShapeKind::kManualTask:
      return "M2 8h6l-1-3h2l4 5v3H5z";
    case BpmnShapeKind::kServiceTask:
      return "M8 5a3 3 0 1 0 .01 0M8 1v3M8 12v3M1 8h3M12 8h3M3 3l2 2M11 11l2 2M13 3l-2 2M5 11l-2 2";
    case BpmnShapeKind::kSendTask:
      return "M1 3h14v10H1zM1 3l7 6l7-6";
    case BpmnShapeKind::kReceiveTask:
      return "M1 3h14v10H1zM1 3l7 6l7-6";
    case BpmnShapeKind::kScriptTask:
      return "M4 1h9c-4 4 2 9-2 14H2c4-5-2-9 2-14zM5 5h5M5 8h5M5 11h5";
    case BpmnShapeKind::kRuleTask:
      return "M1 2h14v12H1zM1 6h14M1 10h14M5 6v8";
    default:
      return nullptr;
  }
}

std::string draw_task(const BpmnShape& shape) {
  std::string out = draw_frame(shape, "bpmn-box");
  if (const char* path = task_path(shape.kind)) {
    const bool filled = shape.kind == BpmnShapeKind::kSendTask;
    out += icon(shape.box.x + 6, shape.box.y + 6,
                filled ? "bpmn-icon bpmn-icon-filled" : "bpmn-icon", path);
  }
  return out;
}

std::string draw_gateway(const BpmnShape& shape) {
  const BpmnBox& box = shape.box;
  const std::int32_t cx = box.x + box.width / 2;
  const std::int32_t cy = box.y + box.height / 2;
  const auto at = [](std::int32_t x, std::int32_t y) {
    return std::to_string(x) + "," + std::to_string(y) + " ";
  };
  std::string out = "<polygon class=\"bpmn-box\"" +
                    attribute("points", at(cx, box.y) + at(box.x + box.width, cy) +
                                            at(cx, box.y + box.height) + at(box.x, cy)) +
                    "/>";
  const char* path = "M3 3L13 13M13 3L3 13";
  if (shape.kind == BpmnShapeKind::kParallelGateway) path = "M8 1v14M1 8h14";
  if (shape.kind == BpmnShapeKind::kInclusiveGateway) path = "M8 2a6 6 0 1 0 .01 0";
  if (shape.kind == BpmnShapeKind::kEventGateway) {
    path = "M8 0a8 8 0 1 0 .01 0M8 3l5 4l-2 6H5L3 7z";
  }
  return out + icon(cx - 8, cy - 8, "bpmn-icon bpmn-icon-bold", path);
}

}  // namespace

std::string draw_bpmn_symbol(const BpmnShape& shape) {  // tidy: table
  switch (shape.kind) {
    case BpmnShapeKind::kStartEvent:
    case BpmnShapeKind::kEndEvent:
    case BpmnShapeKind::kIntermediateEvent:
    case BpmnShapeKind::kBoundaryEvent:
      return draw_event(shape);
    case BpmnShapeKind::kExclusiveGateway:
    case BpmnShapeKind::kParallelGateway:
    case BpmnShapeKind::kInclusiveGateway:
    case BpmnShapeKind::kEventGateway:
      return draw_gateway(shape);
    case BpmnShapeKind::kSubProcess:
      return draw_frame(shape, "bpmn-container");
    case BpmnShapeKind::kGroup:
      return rectangle(shape.box, 8, "bpmn-container bpmn-dashed");
    case BpmnShapeKind::kPool:
      return rectangle(shape.box, 0, "bpmn-pool");
    case BpmnShapeKind::kLane:
      return rectangle(shape.box, 0, "bpmn-lane");
    case BpmnShapeKind::kDataObject:
      return rectangle(shape.box, 2, "bpmn-box");
    case BpmnShapeKind::kAnnotation:
      return "<path class=\"bpmn-line\"" +
             attribute("d", "M" + std::to_string(shape.box.x + 10) + " " +
                                std::to_string(shape.box.y) + "h-10v" +
                                std::to_string(shape.box.height) + "h10") +
             "/>";
    case BpmnShapeKind::kTask:
    case BpmnShapeKind::kUserTask:
    case BpmnShapeKind::kManualTask:
    case BpmnShapeKind::kServiceTask:
    case BpmnShapeKind::kSendTask:
    case BpmnShapeKind::kReceiveTask:
    case BpmnShapeKind::kScriptTask:
    case BpmnShapeKind::kRuleTask:
      return draw_task(shape);
  }
  return {};
}

std::int32_t label_height(const BpmnShape& shape) {
  if (label_place(shape.kind) != Place::kBelow || shape.label.empty()) return 0;
  return 8 + kLine * static_cast<std::int32_t>(wrap_text(shape.label, 18, 3).size());
}

std::string draw_bpmn_label(const BpmnShape& shape) {
  if (shape.label.empty()) return {};
  const BpmnBox& box = shape.box;
  const std::int32_t cx = box.x + box.width / 2;
  const std::int32_t cy = box.y + box.height / 2;
  switch (label_place(shape.kind)) {
    case Place::kInside: {
      const auto width = static_cast<std::size_t>(std::max(box.width / 7, 6));
      const auto lines = static_cast<std::size_t>(std::max(box.height / kLine - 1, 1));
      return draw_text(wrap_text(shape.label, width, lines), {cx, cy + 3, kLine, "bpmn-label"});
    }
    case Place::kBelow: {
      const std::vector<std::string> lines = wrap_text(shape.label, 18, 3);
      const BpmnPoint at = shape.label_at;
      if (at.x != 0 || at.y != 0) {
        return draw_text(lines, {at.x, at.y, kLine, "bpmn-label bpmn-halo"});
      }
      const auto count = static_cast<std::int32_t>(lines.size());
      const std::int32_t y = box.y + box.height + 10 + (count - 1) * kLine / 2;
      return draw_text(lines, {cx, y, kLine, "bpmn-label bpmn-halo"});
    }
    case Place::kTopLeft:
      return "<text class=\"bpmn-label\"" + attribute("x", box.x + 10) +
             attribute("y", box.y + 18) + ">" + escape_markup(shape.label) + "</text>";
    case Place::kSide: {
      const std::int32_t x = box.x + 15;
      return "<text class=\"bpmn-label\" text-anchor=\"middle\"" + attribute("x", x) +
             attribute("y", cy + 4) +
             attribute("transform",
                       "rotate(-90 " + std::to_string(x) + " " + std::to_string(cy) + ")") +
             ">" + escape_markup(shape.label) + "</text>";
    }
    case Place::kNone:
      break;
  }
  return {};
}

}  // namespace alternat::documents

// SPDX-License-Identifier: EUPL-1.2
// Pictures: text is escaped once, nothing depends on colour alone, sizes are whole pixels.
#include <doctest/doctest.h>

#include "base/markup.h"
#include "documents/pictures/bar_chart.h"
#include "documents/pictures/bpmn_diagram.h"
#include "documents/pictures/svg.h"
#include "documents/pictures/world_map.h"

namespace alternat::documents {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++found;
  }
  return found;
}

TEST_CASE("text wraps at spaces and hyphens and is cut with an ellipsis") {
  CHECK(wrap_text("one two three", 7, 9) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap_text("fast-track", 6, 9) == std::vector<std::string>{"fast-", "track"});
  CHECK(wrap_text("Prüfung", 3, 9) == std::vector<std::string>{"Prü", "fun", "g"});
  CHECK(wrap_text("a b c d", 1, 2) == std::vector<std::string>{"a", "\u2026"});
  CHECK(wrap_text("", 5, 5).empty());
}

TEST_CASE("names in a picture cannot become markup") {
  CHECK(escape_markup("<b a=\"'&\x01") == "&lt;b a=&quot;&#39;&amp;");
  const MapShapes shapes{100, 50, "M0 0", {{"XA", "M1 1", 3, 4}, {"XB", "M2 2", 5, 6}}};
  const std::string map =
      draw_world_map(shapes, {{"XA", "treaty", "<script>", "/partnerships/xa-xb"}}, {"t", "d"});
  CHECK(map.find("<script>") == std::string::npos);
  CHECK(map.find("href=\"/partnerships/xa-xb\" aria-label=\"&lt;script&gt;\"") !=
        std::string::npos);
  CHECK(map.find("map-country map-treaty") != std::string::npos);
  CHECK(count(map, "class=\"map-land\"") == 2);  // the land and the country without a mark
}

TEST_CASE("bars are proportional, start at zero and carry their value as text") {
  const std::string chart =
      draw_bar_chart({{{"2024", 50, "50"}, {"2025", 100, "100"}}, 200, "cap 200"});
  CHECK(chart.find("width=\"37\"") != std::string::npos);  // 50 of 200 on 150 pixels
  CHECK(chart.find("width=\"75\"") != std::string::npos);
  CHECK(chart.find(">cap 200</text>") != std::string::npos);
  CHECK(draw_bar_chart({}).empty());
  CHECK(draw_bar_chart({{{"x", 0, "0"}}, 0, ""}).find("width=\"1\"") != std::string::npos);
}

TEST_CASE("a procedure shows its steps, its lines and where the token is") {
  BpmnPicture picture;
  picture.title = "Visa";
  picture.description = "The token is at Check.";
  picture.shapes = {
      {"s", BpmnShapeKind::kStartEvent, BpmnTrigger::kMessage, "Start", {0, 0, 36, 36}},
      {"t", BpmnShapeKind::kUserTask, BpmnTrigger::kNone, "Check", {80, 0, 100, 80}},
      {"g", BpmnShapeKind::kExclusiveGateway, BpmnTrigger::kNone, "", {220, 10, 50, 50}}};
  picture.edges = {{"f", BpmnEdgeKind::kSequence, "yes", {{36, 18}, {80, 18}}, {}, false}};
  picture.marks = {{"s", {BpmnProgress::kDone, 1, ""}},
                   {"t", {BpmnProgress::kHere, 2, "due tomorrow"}}};
  const std::string svg = draw_bpmn(picture);
  CHECK(svg.find("<title>Check: due tomorrow</title>") != std::string::npos);
  CHECK(count(svg, "bpmn-token\"") == 1);
  CHECK(svg.find(">2</tspan>") != std::string::npos);
  CHECK(svg.find("bpmn-shape is-done") != std::string::npos);
  CHECK(svg.find("points=\"36,18 80,18\"") != std::string::npos);
  CHECK(svg.find("viewBox=\"-16 -16 302 112\"") != std::string::npos);
  CHECK(draw_bpmn({}).empty());
}

TEST_CASE("the label of an event stands below it, or where the file's diagram puts it") {
  BpmnPicture picture;
  picture.shapes = {{"e", BpmnShapeKind::kEndEvent, BpmnTrigger::kNone, "Done", {0, 0, 36, 36}}};
  CHECK(draw_bpmn(picture).find("<text class=\"bpmn-label bpmn-halo\"") != std::string::npos);
  const auto y_of_label = [](const std::string& svg) {
    const std::size_t at = svg.find("bpmn-halo");
    const std::size_t y = svg.find(" y=\"", at) + 4;
    return svg.substr(y, svg.find('"', y) - y);
  };
  const std::string below = y_of_label(draw_bpmn(picture));
  picture.shapes[0].label_at = {18, -30};
  CHECK(below == "50");
  CHECK(y_of_label(draw_bpmn(picture)) == "-26");
}

}  // namespace
}  // namespace alternat::documents

// SPDX-License-Identifier: EUPL-1.2
// For tests: small procedures written as the inside of a BPMN process; lane, diagram and title come
// by themselves, so that a test shows only what it is about.
#pragma once

#include <memory>
#include <regex>
#include <string>

#include "program/testing.h"

namespace alternat::casework::testing {

struct SmallProcedure {
  std::string id;
  std::string realm = "agreement";
  std::string role = "lead_unit";  // of the one lane
  std::string inside;              // nodes and flows
  std::string before;              // messages, signals, errors
};

// "<sequenceFlow …/>" called "a_to_b".
inline std::string flow(const std::string& from, const std::string& to) {
  return "<sequenceFlow id=\"" + from + "_to_" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" +
         to + "\"/>\n";
}

inline std::string bpmn_of(const SmallProcedure& of) {
  std::string refs;
  std::string shapes;
  std::string edges;
  int x = 100;
  static const std::regex kNode(
      "<(startEvent|endEvent|userTask|receiveTask|sendTask|callActivity|boundaryEvent|"
      "intermediateCatchEvent|intermediateThrowEvent|parallelGateway|exclusiveGateway) "
      "id=\"(\\w+)\"");
  for (std::sregex_iterator at(of.inside.begin(), of.inside.end(), kNode), end; at != end; ++at) {
    const std::string id = (*at)[2];
    refs += "<flowNodeRef>" + id + "</flowNodeRef>\n";
    shapes += "<bpmndi:BPMNShape id=\"shape_" + id + "\" bpmnElement=\"" + id +
              "\"><dc:Bounds x=\"" + std::to_string(x) +
              "\" y=\"100\" width=\"80\" height=\"60\"/></bpmndi:BPMNShape>\n";
    x += 120;
  }
  static const std::regex kFlow("<sequenceFlow id=\"(\\w+)\"");
  for (std::sregex_iterator at(of.inside.begin(), of.inside.end(), kFlow), end; at != end; ++at)
    edges += "<bpmndi:BPMNEdge id=\"edge_" + std::string((*at)[1]) + "\" bpmnElement=\"" +
             std::string((*at)[1]) +
             "\"><di:waypoint x=\"1\" y=\"1\"/><di:waypoint x=\"9\" y=\"9\"/></bpmndi:BPMNEdge>\n";
  const std::string inside = std::regex_replace(of.inside, kNode, "$& name=\"$2\"");
  const std::string subject = of.realm == "agreement" ? "instrument" : "person";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"\n"
         " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\"\n"
         " xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\"\n"
         " xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\"\n"
         " xmlns:alternat=\"urn:alternat:content:1\"\n"
         " expressionLanguage=\"https://www.omg.org/spec/DMN/20191111/FEEL/\"\n"
         " id=\"definitions_" +
         of.id + "\" targetNamespace=\"urn:alternat:procedures\">\n" + of.before +
         "<process id=\"" + of.id + "\" name=\"" + of.id +
         "\" isExecutable=\"true\" alternat:title=\"procedure.placement.title\" alternat:realm=\"" +
         of.realm + "\" alternat:subject=\"" + subject +
         "\">\n<laneSet id=\"lanes\"><lane id=\"lane\" "
         "name=\"lane\" alternat:role=\"" +
         of.role + "\">\n" + refs + "</lane></laneSet>\n" + inside +
         "</process>\n<bpmndi:BPMNDiagram id=\"diagram\"><bpmndi:BPMNPlane id=\"plane\" "
         "bpmnElement=\"" +
         of.id +
         "\">\n<bpmndi:BPMNShape id=\"shape_lane\" bpmnElement=\"lane\" "
         "isHorizontal=\"true\"><dc:Bounds x=\"0\" y=\"0\" width=\"2000\" height=\"300\"/>"
         "</bpmndi:BPMNShape>\n" +
         shapes + edges + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>\n";
}

// Its user tasks are called "work", and have a text of that name.
inline void add_to(program::testing::ContentCopy& copy, const SmallProcedure& of) {
  REQUIRE(write_file(copy.folder() + "/procedures/" + of.id + ".bpmn", bpmn_of(of)).ok());
  for (const char* language : {"de", "en"})
    REQUIRE(write_file(copy.folder() + "/text/parts/small-" + of.id + "." + language + ".toml",
                       "[procedure." + of.id + ".work]\nname = \"work\"\n")
                .ok());
}

// The shipped content with these beside it.
template <typename... Procedures>
std::unique_ptr<program::Program> content_with(const Procedures&... all) {
  program::testing::ContentCopy copy;
  (add_to(copy, all), ...);
  return copy.load();
}

}  // namespace alternat::casework::testing

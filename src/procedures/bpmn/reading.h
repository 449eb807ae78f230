// SPDX-License-Identifier: EUPL-1.2
// Reading: what the passes over one BPMN file share. Private to this folder. Order of the passes:
// collect (root elements, ids), read_scope (nodes, flows, lanes), connect (references to indices),
// read_extensions, read_diagram, check_structure, check_content.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/xml.h"
#include "procedures/definition.h"
#include "procedures/read_definition.h"

namespace alternat::procedures::bpmn {

inline constexpr std::string_view kModel = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view kDi = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view kExtension = "urn:alternat:content:1";

struct Reading {
  Profile profile;
  Diagnostics& diagnostics;
  Definition definition;
  std::map<std::string, SourceSpan> ids;           // every id of the file
  std::map<std::string, const XmlElement*> roots;  // messages, errors, event definitions
  std::map<std::string, std::string> drawn;        // other drawable ids -> their text
  std::map<std::string, ShapeKind> drawn_kinds;    // and what they are
  std::map<std::string, EdgeKind> drawn_edges;     // associations, message flows
  std::set<std::string> refused;                   // ids of elements refused as a whole
  std::vector<const XmlElement*> node_elements;    // beside definition.nodes
  std::vector<const XmlElement*> flow_elements;    // beside definition.flows
  const XmlElement* process = nullptr;

  void error(std::string_view code, const std::string& message, const SourceSpan& span) {
    diagnostics.error(code, message, span);
  }
  // "userTask "check"" for messages.
  static std::string named(const XmlElement& element);
};

// Cuts the prefix of a QName reference.
std::string local_name(std::string_view reference);
std::string trim(std::string_view text);
// PnW, or PnYnMnDTnHnMnS with at least one part, whole numbers (ISO 8601).
bool is_duration(std::string_view text);

void collect(const XmlElement& root, Reading& reading);
void read_scope(const XmlElement& scope, NodeIndex parent, Reading& reading);
void read_lanes(const XmlElement& lane_set, Reading& reading);
void read_event(const XmlElement& element, Node& node, Reading& reading);
void connect(Reading& reading);
void read_extensions(Reading& reading);
void read_diagram(const XmlElement& root, Reading& reading);
void check_structure(Reading& reading);
void check_content(Reading& reading);

}  // namespace alternat::procedures::bpmn

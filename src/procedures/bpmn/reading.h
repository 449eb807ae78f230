// SPDX-License-Identifier: EUPL-1.2
// Reading: what the passes over one BPMN file share. Private to this folder. Order of the passes:
// collect (root elements, ids), read_scope (nodes, flows, lanes; called processes are read into
// their call activity), connect (references to indices), read_extensions, read_diagram,
// check_structure, check_content.
#pragma once

#include <deque>
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

// One file: its ids, and its root elements by id.
struct FileIndex {
  std::map<std::string, SourceSpan> ids;
  std::map<std::string, const XmlElement*> roots;     // messages, errors, processes, …
  std::map<std::string, const XmlElement*> elements;  // every element with an id
};

// Where an element was read: in the process itself, or in one that a call activity calls.
struct Place {
  std::string prefix;  // of the ids: "" or "call."
  const FileIndex* file = nullptr;
  const XmlElement* process = nullptr;
};

struct AssociationEnds {
  std::string source;  // with prefix
  std::string target;
  const XmlElement* element = nullptr;
};

struct RootReference {
  std::string_view attribute;
  std::string id;
  std::string_view kind;
  SourceSpan span;
};

struct Reading {
  Profile profile;
  Diagnostics& diagnostics;
  const ProcessLibrary& library;
  Definition definition;
  std::deque<FileIndex> files;                   // the first is the file itself
  std::deque<XmlElement> trees;                  // of called files
  std::deque<Place> places;                      // the first is the process itself
  std::size_t place = 0;                         // where read_scope is
  std::map<std::string, std::string> drawn;      // other drawable ids -> their text
  std::map<std::string, ShapeKind> drawn_kinds;  // and what they are
  std::map<std::string, EdgeKind> drawn_edges;   // associations, message flows
  std::set<std::string> refused;                 // ids of elements refused as a whole
  std::vector<const XmlElement*> node_elements;  // beside definition.nodes
  std::vector<std::size_t> node_places;          // beside definition.nodes
  std::vector<const XmlElement*> flow_elements;  // beside definition.flows
  std::vector<std::size_t> flow_places;          // beside definition.flows
  std::vector<const XmlElement*> lane_elements;  // beside definition.lanes
  std::vector<std::size_t> lane_places;          // beside definition.lanes
  std::vector<AssociationEnds> associations;     // of artifacts
  std::vector<std::string> calling;              // processes that are being read into each other
  const XmlElement* process = nullptr;
  bool broken = false;  // the file has errors that more checks would only repeat

  const Place& here() const { return places[place]; }
  bool is_called() const { return place != 0; }
  void error(std::string_view code, const std::string& message, const SourceSpan& span) {
    diagnostics.error(code, message, span);
  }
  // "userTask "check"" for messages.
  static std::string named(const XmlElement& element);
  // The element's text as an expression of `owner`; an empty one is an error.
  Expression expression(const XmlElement& owner, const XmlElement& element);
  // An expression that the file does not spell out, e.g. the name of a collection.
  Expression expression(std::string text, const SourceSpan& span);
  // The root element that is named; nullptr and an error if there is none of the kind.
  const XmlElement* root(const XmlElement& from, const RootReference& wanted);
};

// Cuts the prefix of a QName reference.
std::string local_name(std::string_view reference);
std::string trim(std::string_view text);
// PnW, or PnYnMnDTnHnMnS with at least one part, whole numbers (ISO 8601).
bool is_duration(std::string_view text);

FileIndex index_file(const XmlElement& root, Diagnostics& diagnostics);
void check_schema(const XmlElement& root, const FileIndex& index, Diagnostics& diagnostics);
// Participants and message flows: between pools, from what sends to what receives (7.2.2, 9.3).
void check_collaboration(const XmlElement& collaboration, const FileIndex& index,
                         Diagnostics& diagnostics);
void collect(const XmlElement& root, Reading& reading);
void read_scope(const XmlElement& scope, NodeIndex parent, Reading& reading);
void read_lanes(const XmlElement& lane_set, Reading& reading);
void read_event(const XmlElement& element, Node& node, Reading& reading);
// One event definition; absent and an error if it is wrong. Timers go to node.clock.
std::optional<Trigger> read_trigger(const XmlElement& element, const XmlElement& event, Node& node,
                                    Reading& reading);
void read_loop(const XmlElement& element, Node& node, Reading& reading);
void read_data(const XmlElement& element, Node& node, Reading& reading);
// The variable that a data object, data input, data output or property stands for; "" and an error
// if the id names none.
std::string variable_of(const XmlElement& from, const std::string& id, Reading& reading);
// Reads what the call activity calls into it. True: a process, whose elements follow the node.
const XmlElement* read_call(const XmlElement& element, Node& node, Reading& reading);
void connect(Reading& reading);
void connect_links(Reading& reading);
void connect_compensation(Reading& reading);
void read_extensions(Reading& reading);
void read_diagram(const XmlElement& root, Reading& reading);
void check_structure(Reading& reading);
void check_events(Reading& reading);
void check_gaps(Reading& reading);
void check_legal(Reading& reading);
void check_content(Reading& reading);

}  // namespace alternat::procedures::bpmn

// SPDX-License-Identifier: EUPL-1.2
// First pass: every id once, root elements by id, participants and message flows of the
// collaboration.
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

void collect_ids(const XmlElement& element, FileIndex& index, Diagnostics& diagnostics) {
  if (const std::string* id = element.find_attribute("id")) {
    const auto [at, fresh] = index.ids.emplace(*id, element.span);
    index.elements.emplace(*id, &element);
    if (!fresh) {
      diagnostics.error("bpmn.duplicate_id",
                        "The id \"" + *id + "\" is used twice; first at line " +
                            std::to_string(at->second.line) + ".",
                        element.span);
    }
  }
  for (const XmlElement& child : element.children) collect_ids(child, index, diagnostics);
}

// A pool may stand for at most one participant of the case.
void check_multiplicity(const XmlElement& participant, const XmlElement& many, Reading& reading) {
  const std::string minimum = many.attribute_or("minimum", "0");
  const std::string maximum = many.attribute_or("maximum", "1");
  if ((minimum == "0" || minimum == "1") && maximum == "1") return;
  reading.error("bpmn.not_supported",
                Reading::named(participant) + " stands for several participants; not supported.",
                participant.span);
}

void read_collaboration(const XmlElement& collaboration, Reading& reading) {
  for (const XmlElement& child : collaboration.children) {
    const std::string id = child.attribute_or("id", "");
    const std::string name = child.attribute_or("name", "");
    if (child.name == "participant") {
      reading.drawn[id] = name;
      reading.drawn_kinds[id] = ShapeKind::kPool;
      if (const XmlElement* many = child.find_child("participantMultiplicity")) {
        check_multiplicity(child, *many, reading);
      }
    } else if (child.name == "messageFlow") {
      reading.definition.message_flows.push_back({id, name,
                                                  local_name(child.attribute_or("sourceRef", "")),
                                                  local_name(child.attribute_or("targetRef", ""))});
      reading.drawn[id] = name;
      reading.drawn_edges[id] = EdgeKind::kMessageFlow;
    } else if (child.name == "textAnnotation") {
      const XmlElement* text = child.find_child("text");
      reading.drawn[id] = text == nullptr ? "" : trim(text->text);
      reading.drawn_kinds[id] = ShapeKind::kAnnotation;
    } else if (child.name == "association") {
      reading.drawn[id] = "";
      reading.drawn_edges[id] = EdgeKind::kAssociation;
    }
  }
}

}  // namespace

FileIndex index_file(const XmlElement& root, Diagnostics& diagnostics) {
  FileIndex index;
  collect_ids(root, index, diagnostics);
  for (const XmlElement& child : root.children) {
    if (const std::string* id = child.find_attribute("id")) index.roots[*id] = &child;
  }
  return index;
}

void collect(const XmlElement& root, Reading& reading) {
  for (const XmlElement& child : root.children) {
    if (child.name == "collaboration") {
      read_collaboration(child, reading);
      reading.drawn[child.attribute_or("id", "")] = "";
    } else if (child.name == "choreography" || child.name == "globalChoreographyTask") {
      reading.error("bpmn.not_supported", Reading::named(child) + " is not supported.", child.span);
    }
  }
}

}  // namespace alternat::procedures::bpmn

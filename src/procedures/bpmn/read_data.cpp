// SPDX-License-Identifier: EUPL-1.2
// Data associations (BPMN 2.0, 10.4.2): an assignment or a transformation gives a variable a value
// in FEEL; an association without either is drawn and moves nothing, because the values of a case
// are the case's.
#include <array>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

constexpr std::array<std::string_view, 7> kItems = {"dataObject",         "dataObjectReference",
                                                    "dataStoreReference", "dataInput",
                                                    "dataOutput",         "property",
                                                    "dataStore"};

const XmlElement* find_item(const std::string& id, const Reading& reading) {
  const auto& elements = reading.here().file->elements;
  const auto found = elements.find(id);
  if (found == elements.end()) return nullptr;
  for (std::string_view kind : kItems) {
    if (found->second->name == kind) return found->second;
  }
  return nullptr;
}

// The other end of the activity's association to or from the data input or output.
std::string associated(const XmlElement& activity, const std::string& id) {
  for (const bool in : {true, false}) {
    const char* kind = in ? "dataInputAssociation" : "dataOutputAssociation";
    for (const XmlElement* association : activity.children_named(kind)) {
      const XmlElement* own = association->find_child(in ? "targetRef" : "sourceRef");
      const XmlElement* other = association->find_child(in ? "sourceRef" : "targetRef");
      if (own != nullptr && other != nullptr && local_name(own->text) == id) {
        return local_name(other->text);
      }
    }
  }
  return "";
}

void check_ends(const XmlElement& element, const XmlElement& association, Reading& reading) {
  for (const char* end : {"sourceRef", "targetRef"}) {
    for (const XmlElement* reference : association.children_named(end)) {
      const std::string id = local_name(reference->text);
      if (find_item(id, reading) != nullptr) continue;
      reading.error("bpmn.unknown_reference",
                    Reading::named(element) + ": " + end + " \"" + id +
                        "\" of a data association names no data.",
                    reference->span);
    }
  }
}

void read_mapping(const XmlElement& element, const XmlElement& association,
                  std::vector<Mapping>& mappings, Reading& reading) {
  check_ends(element, association, reading);
  for (const XmlElement* assignment : association.children_named("assignment")) {
    const XmlElement* from = assignment->find_child("from");
    const XmlElement* to = assignment->find_child("to");
    if (from == nullptr || to == nullptr || trim(to->text).empty()) {
      reading.error("bpmn.missing_attribute",
                    Reading::named(element) + ": an assignment has from and to.", assignment->span);
      continue;
    }
    std::string name = trim(to->text);
    if (find_item(name, reading) != nullptr) name = variable_of(element, name, reading);
    mappings.push_back({std::move(name), reading.expression(element, *from)});
  }
  const XmlElement* transformation = association.find_child("transformation");
  if (transformation == nullptr) return;
  const XmlElement* target = association.find_child("targetRef");
  if (target == nullptr) {
    reading.error("bpmn.missing_attribute",
                  Reading::named(element) + ": a transformation without targetRef.",
                  transformation->span);
    return;
  }
  std::string name = variable_of(element, local_name(target->text), reading);
  mappings.push_back({std::move(name), reading.expression(element, *transformation)});
}

}  // namespace

std::string variable_of(const XmlElement& from, const std::string& id, Reading& reading) {
  const XmlElement* item = find_item(id, reading);
  if (item != nullptr && (item->name == "dataInput" || item->name == "dataOutput")) {
    if (const XmlElement* other = find_item(associated(from, id), reading)) item = other;
  }
  if (item != nullptr && item->name == "dataObjectReference") {
    const XmlElement* object =
        find_item(local_name(item->attribute_or("dataObjectRef", "")), reading);
    if (object != nullptr && object->find_attribute("name") != nullptr) item = object;
  }
  const std::string name = item == nullptr ? "" : item->attribute_or("name", "");
  if (name.empty()) {
    reading.error("bpmn.unknown_reference",
                  Reading::named(from) + ": \"" + id + "\" names no data with a name.", from.span);
  }
  return name;
}

void read_data(const XmlElement& element, Node& node, Reading& reading) {
  for (const XmlElement* child : element.children_named("dataInputAssociation")) {
    read_mapping(element, *child, node.inputs, reading);
  }
  for (const XmlElement* child : element.children_named("dataOutputAssociation")) {
    read_mapping(element, *child, node.outputs, reading);
  }
}

}  // namespace alternat::procedures::bpmn

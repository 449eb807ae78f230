// SPDX-License-Identifier: EUPL-1.2
// What the XML schema of BPMN 2.0 says and a tree of elements does not: which attributes and
// children an element may have, how often, which words an attribute may hold, and that references
// lead to something of the right kind. Elements and attributes of other namespaces are left alone:
// modellers keep their own data there (BPMN 2.0, 8.2.3).
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "procedures/bpmn/reading.h"
#include "procedures/bpmn/schema.h"

namespace alternat::procedures::bpmn {

namespace {

class SchemaCheck {
 public:
  SchemaCheck(const FileIndex& index, Diagnostics& diagnostics)
      : index_(index), diagnostics_(diagnostics) {}

  void run(const XmlElement& element) {
    const SchemaRow* row = find_schema_row(element.name);
    if (row != nullptr) {
      check_attributes(element, *row);
      check_children(element, *row);
    }
    for (const XmlElement& child : element.children) {
      if (child.namespace_uri != kModel || child.name == "extensionElements") continue;
      check_text(child);
      run(child);
    }
  }

 private:
  void error(std::string_view code, const XmlElement& element, const std::string& what) {
    diagnostics_.error(code, Reading::named(element) + what, element.span);
  }

  void check_attributes(const XmlElement& element, const SchemaRow& row) {
    for (const XmlAttribute& attribute : element.attributes) {
      if (!attribute.namespace_uri.empty()) continue;
      if (!row.allows_attribute(attribute.name)) {
        error("bpmn.not_in_schema", element,
              ": BPMN 2.0 knows no attribute \"" + attribute.name + "\" here.");
        continue;
      }
      check_value(element, attribute);
      check_reference(element, attribute.name, attribute.value);
    }
  }

  void check_value(const XmlElement& element, const XmlAttribute& attribute) {
    const std::string allowed = allowed_words(attribute.name);
    if (allowed.empty()) return;
    const std::string padded = " " + allowed + " ";
    if (!attribute.value.empty() && padded.find(" " + attribute.value + " ") != std::string::npos) {
      return;
    }
    error("bpmn.bad_value", element,
          ": " + attribute.name + "=\"" + attribute.value + "\" is none of: " + allowed + ".");
  }

  // A reference without a prefix means this file; one with a prefix may mean an imported one.
  void check_reference(const XmlElement& element, const std::string& name,
                       const std::string& value) {
    const std::string kind = referred_kind(name);
    if (kind.empty() || value.find(':') != std::string::npos) return;
    const auto found = index_.elements.find(value);
    if (found != index_.elements.end() && found->second->name == kind) return;
    error("bpmn.unknown_reference", element,
          ": " + name + " \"" + value + "\" names no " + kind + ".");
  }

  void check_text(const XmlElement& element) {
    const std::string kind = referred_kind(element.name);
    if (kind.empty()) return;
    const std::string id = trim(element.text);
    if (id.find(':') != std::string::npos) return;
    const auto found = index_.elements.find(id);
    if (found != index_.elements.end() && found->second->name == kind) return;
    diagnostics_.error("bpmn.unknown_reference",
                       element.name + " \"" + id + "\" names no " + kind + ".", element.span);
  }

  void check_children(const XmlElement& element, const SchemaRow& row) {
    std::map<std::string, int> count;
    for (const XmlElement& child : element.children) {
      if (child.namespace_uri != kModel) continue;
      if (!row.allows_child(child.name)) {
        diagnostics_.error(
            "bpmn.not_in_schema",
            Reading::named(element) + ": BPMN 2.0 knows no element \"" + child.name + "\" here.",
            child.span);
      }
      if (++count[child.name] == 2 && stands_once(child.name)) {
        diagnostics_.error("bpmn.not_in_schema",
                           Reading::named(element) + " has more than one " + child.name + ".",
                           child.span);
      }
    }
  }

  const FileIndex& index_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_schema(const XmlElement& root, const FileIndex& index, Diagnostics& diagnostics) {
  SchemaCheck(index, diagnostics).run(root);
}

}  // namespace alternat::procedures::bpmn

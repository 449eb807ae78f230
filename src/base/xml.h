// SPDX-License-Identifier: EUPL-1.2
// XML with positions and namespaces resolved: our own small tree for DMN and BPMN.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace alternat {

struct XmlAttribute {
  std::string name;           // local name
  std::string namespace_uri;  // "" = none
  std::string value;
};

struct XmlElement {
  std::string name;  // local name
  std::string namespace_uri;
  std::vector<XmlAttribute> attributes;  // without xmlns declarations
  std::vector<XmlElement> children;      // elements only
  std::string text;  // own character data, concatenated (CDATA included), not trimmed
  SourceSpan span;

  // nullptr / "" if absent; attributes without namespace unless one is given.
  const std::string* find_attribute(std::string_view attribute, std::string_view uri = {}) const;
  std::string attribute_or(std::string_view attribute, std::string_view fallback) const;
  const XmlElement* find_child(std::string_view child) const;  // first, any namespace
  std::vector<const XmlElement*> children_named(std::string_view child) const;
};

// Errors: xml.malformed (with the place), xml.too_deep (over 500 levels), xml.too_large,
// xml.doctype (document type declarations are refused: no entity can expand or fetch anything).
Result<XmlElement> parse_xml(std::string_view text, const std::string& file);
Result<XmlElement> read_xml(const std::string& path);

}  // namespace alternat

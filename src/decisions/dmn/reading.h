// SPDX-License-Identifier: EUPL-1.2
// Shared by the parts of the reader only: the place where diagnostics go and the small questions
// asked of XML elements.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/xml.h"
#include "decisions/dmn/definitions.h"

namespace alternat::dmn {

struct Reading {
  Diagnostics& diagnostics;
  std::string model_namespace;  // the DMN namespace of this file

  // A child of the DMN namespace.
  const XmlElement* child(const XmlElement& element, std::string_view name) const;
  std::vector<const XmlElement*> children(const XmlElement& element, std::string_view name) const;
  // Error dmn.missing_attribute if absent or empty.
  std::string required(const XmlElement& element, std::string_view attribute);
  // The `text` child; error dmn.missing_element if absent.
  Text text_of(const XmlElement& element);
  std::optional<Text> find_text(const XmlElement& element, std::string_view child_name);
  void unsupported(const XmlElement& element, const std::string& why);
  void check_language(const XmlElement& element);
};

InformationItem read_information_item(Reading& reading, const XmlElement& element);
// The expression among the children of `element` (a wrapper such as decision or contextEntry); null
// if there is none.
ExpressionPtr read_expression_in(Reading& reading, const XmlElement& element);
FunctionDefinition read_function(Reading& reading, const XmlElement& element);
DecisionTable read_decision_table(Reading& reading, const XmlElement& element);
std::vector<Diagram> read_diagrams(const XmlElement& definitions);

}  // namespace alternat::dmn

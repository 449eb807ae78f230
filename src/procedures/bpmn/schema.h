// SPDX-License-Identifier: EUPL-1.2
// The part of the BPMN 2.0 schema (Semantic.xsd) that check_schema looks up, as lists of words.
// Private to this folder.
#pragma once

#include <string>
#include <string_view>

namespace alternat::procedures::bpmn {

// Lists are words with one space between; `groups` names further lists.
struct SchemaRow {
  std::string_view element;
  std::string_view groups;
  std::string_view attributes;
  std::string_view children;

  bool allows_attribute(std::string_view name) const;
  // True for every name if the element takes any flow element (read_scope names those it does not
  // know).
  bool allows_child(std::string_view name) const;
};

// nullptr: an element that this check does not know.
const SchemaRow* find_schema_row(std::string_view element);
// What the attribute may hold, as words; "" = anything.
std::string allowed_words(std::string_view attribute);
// The element that the attribute or element of this name refers to; "" = it is no such reference.
std::string referred_kind(std::string_view name);
// Whether an element has one child of this name at most.
bool stands_once(std::string_view child);

}  // namespace alternat::procedures::bpmn

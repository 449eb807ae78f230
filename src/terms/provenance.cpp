// SPDX-License-Identifier: EUPL-1.2
#include "terms/provenance.h"

#include <array>

#include "terms/named.h"

namespace alternat::terms {

namespace {

constexpr std::array kMarks = {Named<Mark>{"sourced", Mark::kSourced},
                               Named<Mark>{"knowledge", Mark::kKnowledge},
                               Named<Mark>{"uncertain", Mark::kUncertain}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

void check_sourced(const Provenance& found, const SourceSpan& span, Diagnostics& diagnostics) {
  if (found.title.empty()) {
    diagnostics.error("provenance.no_title",
                      "a sourced value cites its source: title = \"publisher, document, day\"",
                      span);
  }
  if (found.grade.size() != 1 || found.grade[0] < 'A' || found.grade[0] > 'D') {
    diagnostics.error("provenance.grade",
                      "a sourced value has a grade: A official, B agency or quality press, C "
                      "secondary, D unreliable; found \"" +
                          found.grade + "\"",
                      span);
  }
}

void check_provenance(const Provenance& found, ValueState value, const SourceSpan& span,
                      Diagnostics& diagnostics) {
  if (found.mark == Mark::kSourced) check_sourced(found, span, diagnostics);
  if (found.mark != Mark::kSourced && !found.grade.empty()) {
    diagnostics.error("provenance.grade", "only a sourced value has a grade; remove it", span);
  }
  if (found.mark == Mark::kUncertain && value == ValueState::kPresent) {
    diagnostics.error("provenance.uncertain_value",
                      "an uncertain value is left out and shown as \"not established\"; remove "
                      "the value or establish it",
                      span);
  }
  if (found.as_of && found.checked && *found.checked < *found.as_of) {
    diagnostics.error("provenance.checked_before_as_of",
                      "checked (" + found.checked->to_iso() +
                          ") lies before the day the "
                          "statement speaks of (" +
                          found.as_of->to_iso() + ")",
                      span);
  }
  const std::string key = find_private_key(found.title);
  if (!key.empty()) {
    diagnostics.error(
        "provenance.private_key",
        "the title holds the private source key \"" + key + "\"; cite publisher, document and day",
        span);
  }
}

}  // namespace

std::string_view to_text(Mark mark) {
  return text_of(std::span<const Named<Mark>>(kMarks), mark);
}

bool may_be_outdated(const Provenance& provenance, Date today) {
  if (!provenance.checked) return true;
  return provenance.checked->plus_months(12, MonthRounding::kDown).value() < today;
}

std::string find_private_key(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != 'S' || !is_digit(text[i + 1])) continue;
    if (i > 0 && is_word(text[i - 1])) continue;
    std::size_t end = i + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t digits = end - i - 1;
    if (end < text.size() && text[end] >= 'a' && text[end] <= 'd') ++end;
    if (digits <= 3 && (end == text.size() || !is_word(text[end])))
      return std::string(text.substr(i, end - i));
  }
  return "";
}

namespace {

Provenance read_table(const TomlNode& node, ValueState value, Diagnostics& diagnostics) {
  TomlReader inner(node, diagnostics);
  Provenance found;
  const auto mark = find_word(inner, "mark", std::span<const Named<Mark>>(kMarks),
                              "provenance.mark", diagnostics);
  if (!mark && !inner.find_string("mark")) {
    diagnostics.error("provenance.mark", "mark is missing: sourced, knowledge or uncertain",
                      node.span());
  }
  found.mark = mark.value_or(Mark::kUncertain);
  found.grade = inner.find_string("grade").value_or("");
  found.title = inner.find_string("title").value_or("");
  found.as_of = inner.find_date("as_of");
  found.checked = inner.find_date("checked");
  inner.finish();
  if (mark) check_provenance(found, value, node.span(), diagnostics);
  return found;
}

}  // namespace

Provenance read_provenance(TomlReader& reader, ValueState value, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("provenance");
  if (node && node->as_table()) return read_table(*node, value, diagnostics);
  diagnostics.error("provenance.missing",
                    "every value says where it comes from: provenance = { mark = \"…\", … }",
                    reader.span());
  return {};
}

Provenance read_provenance_or(TomlReader& reader, const Provenance& enclosing,
                              Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("provenance");
  if (!node) return enclosing;
  if (node->as_table()) return read_table(*node, ValueState::kPresent, diagnostics);
  diagnostics.error("provenance.missing", "provenance is a table: { mark = \"…\", … }",
                    node->span());
  return enclosing;
}

}  // namespace alternat::terms

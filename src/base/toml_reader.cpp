// SPDX-License-Identifier: EUPL-1.2
// TomlReader: one table, key by key, with everything wrong in it reported.
#include <algorithm>

#include "base/toml.h"

namespace alternat {

namespace {

std::string quoted(std::string_view key) {
  return "'" + std::string(key) + "'";
}

}  // namespace

TomlReader::TomlReader(const TomlNode& node, Diagnostics& diagnostics)
    : node_(node), diagnostics_(diagnostics) {
  if (node_.as_table() == nullptr) {
    diagnostics_.error("toml.wrong_type", "A table is expected here.", node_.span());
  }
}

TomlReader::~TomlReader() {
  finish();
}

const TomlNode* TomlReader::take(std::string_view key) {
  taken_.emplace_back(key);
  const TomlTable* table = node_.as_table();
  return table != nullptr ? table->find(key) : nullptr;
}

void TomlReader::wrong_type(std::string_view key, std::string_view expected,
                            const SourceSpan& place) {
  diagnostics_.error("toml.wrong_type", quoted(key) + " must be " + std::string(expected) + ".",
                     place);
}

std::string TomlReader::take_string(std::string_view key) {
  const TomlTable* table = node_.as_table();
  if (table != nullptr && table->find(key) == nullptr) {
    diagnostics_.error("toml.missing_key", "The key " + quoted(key) + " is missing.", span());
  }
  return find_string(key).value_or("");
}

std::optional<std::string> TomlReader::find_string(std::string_view key) {
  const TomlNode* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const std::string* text = node->as_string()) return *text;
  wrong_type(key, "a text in quotes", node->span());
  return std::nullopt;
}

std::optional<Decimal> TomlReader::find_number(std::string_view key) {
  const TomlNode* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const Decimal* number = node->as_number()) return *number;
  wrong_type(key, "a number", node->span());
  return std::nullopt;
}

std::optional<std::int64_t> TomlReader::find_integer(std::string_view key) {
  const TomlNode* node = take(key);
  if (node == nullptr) return std::nullopt;
  const Decimal* number = node->as_number();
  const auto whole = number != nullptr ? number->to_int() : std::nullopt;
  if (!whole) wrong_type(key, "a whole number", node->span());
  return whole;
}

std::optional<bool> TomlReader::find_bool(std::string_view key) {
  const TomlNode* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const bool* flag = node->as_bool()) return *flag;
  wrong_type(key, "true or false", node->span());
  return std::nullopt;
}

std::optional<Date> TomlReader::find_date(std::string_view key) {
  const TomlNode* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const Date* date = node->as_date()) return *date;
  wrong_type(key, "a date such as 2026-06-15, without quotes", node->span());
  return std::nullopt;
}

std::vector<std::string> TomlReader::find_strings(std::string_view key) {
  std::vector<std::string> texts;
  const TomlNode* node = take(key);
  if (node == nullptr) return texts;
  const TomlNode::Array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, "a list of texts", node->span());
    return texts;
  }
  for (const TomlNode& element : *array) {
    if (const std::string* text = element.as_string()) {
      texts.push_back(*text);
    } else {
      wrong_type(key, "a list of texts", element.span());
    }
  }
  return texts;
}

const TomlNode* TomlReader::find_node(std::string_view key) {
  return take(key);
}

std::vector<const TomlNode*> TomlReader::find_tables(std::string_view key) {
  std::vector<const TomlNode*> tables;
  const TomlNode* node = take(key);
  if (node == nullptr) return tables;
  const TomlNode::Array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, "a list of tables", node->span());
    return tables;
  }
  for (const TomlNode& element : *array) {
    if (element.as_table() != nullptr) {
      tables.push_back(&element);
    } else {
      wrong_type(key, "a list of tables", element.span());
    }
  }
  return tables;
}

SourceSpan TomlReader::span_of(std::string_view key) const {
  const TomlTable* table = node_.as_table();
  const TomlNode* node = table != nullptr ? table->find(key) : nullptr;
  return node != nullptr ? node->span() : span();
}

void TomlReader::finish() {
  if (finished_) return;
  finished_ = true;
  const TomlTable* table = node_.as_table();
  if (table == nullptr) return;
  for (const auto& [key, node] : table->entries) {
    if (std::find(taken_.begin(), taken_.end(), key) != taken_.end()) continue;
    const std::string near = nearest_name(key, taken_);
    diagnostics_.error("toml.unknown_key",
                       "The key " + quoted(key) + " is not known here." +
                           (near.empty() ? "" : " Did you mean " + quoted(near) + "?"),
                       node.span());
  }
}

}  // namespace alternat

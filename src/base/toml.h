// SPDX-License-Identifier: EUPL-1.2
// TOML with positions: our own small tree, so that readers above name file, line and column and
// never see the library beneath.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diagnostics.h"

namespace alternat {

class TomlNode;

struct TomlTable {
  // In the order of the file.
  std::vector<std::pair<std::string, TomlNode>> entries;
  const TomlNode* find(std::string_view key) const;
};

class TomlNode {
 public:
  using Array = std::vector<TomlNode>;
  // Integers and floats are both Decimal (a float is read from its own digits, never as a double).
  using Value = std::variant<std::string, Decimal, bool, Date, Array, TomlTable>;

  TomlNode(Value value, SourceSpan span) : value_(std::move(value)), span_(std::move(span)) {}
  const SourceSpan& span() const { return span_; }
  const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  const Decimal* as_number() const { return std::get_if<Decimal>(&value_); }
  const bool* as_bool() const { return std::get_if<bool>(&value_); }
  const Date* as_date() const { return std::get_if<Date>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  const TomlTable* as_table() const { return std::get_if<TomlTable>(&value_); }

 private:
  Value value_;
  SourceSpan span_;
};

// Error toml.malformed with the place. Times and date-times are refused (toml.no_time): content has
// days.
Result<TomlNode> parse_toml(std::string_view text, const std::string& file);
Result<TomlNode> read_toml(const std::string& path);

// Reads one table key by key and reports what is missing, ill-typed or unknown into Diagnostics.
// Usage: take_… each known key, then finish() reports every key nobody took (toml.unknown_key, with
// a near-miss hint). Codes: toml.missing_key, toml.wrong_type.
class TomlReader {
 public:
  TomlReader(const TomlNode& node, Diagnostics& diagnostics);
  ~TomlReader();
  TomlReader(const TomlReader&) = delete;
  TomlReader& operator=(const TomlReader&) = delete;

  std::string take_string(std::string_view key);  // "" and a diagnostic if missing
  std::optional<std::string> find_string(std::string_view key);
  std::optional<Decimal> find_number(std::string_view key);
  std::optional<std::int64_t> find_integer(std::string_view key);
  std::optional<bool> find_bool(std::string_view key);
  std::optional<Date> find_date(std::string_view key);
  std::vector<std::string> find_strings(std::string_view key);  // empty if absent
  const TomlNode* find_node(std::string_view key);              // array or table, to read further
  std::vector<const TomlNode*> find_tables(
      std::string_view key);  // array of tables, empty if absent
  const SourceSpan& span() const { return node_.span(); }
  SourceSpan span_of(std::string_view key) const;
  // The destructor calls it too.
  void finish();

 private:
  const TomlNode* take(std::string_view key);
  void wrong_type(std::string_view key, std::string_view expected, const SourceSpan& place);

  const TomlNode& node_;
  Diagnostics& diagnostics_;
  std::vector<std::string> taken_;
  bool finished_ = false;
};

}  // namespace alternat

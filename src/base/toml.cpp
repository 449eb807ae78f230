// SPDX-License-Identifier: EUPL-1.2
// Reading TOML 1.0 on toml++, turned at once into our own tree: order of the file, places, and
// numbers from their own digits.
#include "base/toml.h"

#include <algorithm>
#include <utility>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "base/file.h"
#include "base/text.h"

namespace alternat {

namespace {

Error place_error(std::string code, const std::string& message, const SourceSpan& span) {
  return {Fault::kMalformed,
          std::move(code),
          message + " (" + span.file + ", line " + std::to_string(span.line) + ", column " +
              std::to_string(span.column) + ").",
          {span}};
}

class TomlConverter {
 public:
  TomlConverter(std::string_view text, const std::string& file) : text_(text), lines_(text, file) {}

  SourceSpan span_of(const toml::source_region& region) const {
    return lines_.span_at(lines_.offset_of(region.begin.line, region.begin.column));
  }

  Result<TomlNode> convert(const toml::node& node) const {
    const SourceSpan span = span_of(node.source());
    switch (node.type()) {
      case toml::node_type::table:
        return convert_table(*node.as_table(), span);
      case toml::node_type::array:
        return convert_array(*node.as_array(), span);
      case toml::node_type::string:
        return TomlNode(node.as_string()->get(), span);
      case toml::node_type::integer:
        return TomlNode(Decimal::from_int(node.as_integer()->get()), span);
      case toml::node_type::floating_point:
        return convert_float(node, span);
      case toml::node_type::boolean:
        return TomlNode(node.as_boolean()->get(), span);
      case toml::node_type::date:
        return convert_date(node.as_date()->get(), span);
      case toml::node_type::time:
      case toml::node_type::date_time:
        return place_error("toml.no_time", "A time of day is not used here; write a date only",
                           span);
      case toml::node_type::none:
        break;
    }
    return place_error("toml.malformed", "A value is missing", span);
  }

 private:
  Result<TomlNode> convert_table(const toml::table& table, const SourceSpan& span) const {
    // toml++ sorts keys by name: bring them back into the order of the file.
    using Entry = std::pair<const toml::key*, const toml::node*>;
    std::vector<Entry> entries;
    for (const auto& [key, value] : table) entries.emplace_back(&key, &value);
    std::sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
      const auto& l = left.first->source().begin;
      const auto& r = right.first->source().begin;
      return std::pair(l.line, l.column) < std::pair(r.line, r.column);
    });
    TomlTable converted;
    converted.entries.reserve(entries.size());
    for (const auto& [key, value] : entries) {
      Result<TomlNode> node = convert(*value);
      if (!node) return node.error();
      converted.entries.emplace_back(std::string(key->str()), std::move(*node));
    }
    return TomlNode(std::move(converted), span);
  }

  Result<TomlNode> convert_array(const toml::array& array, const SourceSpan& span) const {
    TomlNode::Array converted;
    converted.reserve(array.size());
    for (const toml::node& element : array) {
      Result<TomlNode> node = convert(element);
      if (!node) return node.error();
      converted.push_back(std::move(*node));
    }
    return TomlNode(std::move(converted), span);
  }

  Result<TomlNode> convert_float(const toml::node& node, const SourceSpan& span) const {
    const toml::source_region& region = node.source();
    const std::size_t first = lines_.offset_of(region.begin.line, region.begin.column);
    std::size_t last = first;
    const std::string_view kDigits = "0123456789+-._eE";
    while (last < text_.size() && kDigits.find(text_[last]) != std::string_view::npos) ++last;
    std::string digits(text_.substr(first, last - first));
    digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
    if (digits.starts_with('+')) digits.erase(0, 1);
    const Result<Decimal> number = Decimal::from_text(digits);
    if (!number) return place_error("toml.malformed", "This is not a finite number", span);
    return TomlNode(*number, span);
  }

  static Result<TomlNode> convert_date(const toml::date& date, const SourceSpan& span) {
    const Result<Date> day = Date::from_ymd(date.year, date.month, date.day);
    if (!day) return place_error("toml.malformed", day.error().message, span);
    return TomlNode(*day, span);
  }

  std::string_view text_;
  LineIndex lines_;
};

}  // namespace

const TomlNode* TomlTable::find(std::string_view key) const {
  for (const auto& [name, node] : entries) {
    if (name == key) return &node;
  }
  return nullptr;
}

Result<TomlNode> parse_toml(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const toml::parse_result parsed = toml::parse(text, file);
  const TomlConverter converter(text, file);
  if (!parsed) {
    return place_error("toml.malformed",
                       "This is not TOML: " + std::string(parsed.error().description()),
                       converter.span_of(parsed.error().source()));
  }
  Result<TomlNode> root = converter.convert(parsed.table());
  return root;
}

Result<TomlNode> read_toml(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return parse_toml(*text, path);
}

}  // namespace alternat

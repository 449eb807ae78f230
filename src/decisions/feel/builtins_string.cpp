// SPDX-License-Identifier: EUPL-1.2
// String functions: DMN 1.5 table 74. Positions and lengths count code points, not bytes.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"

namespace alternat::feel {

namespace {

bool is_start(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::int64_t length_of(std::string_view text) {
  std::int64_t count = 0;
  for (const char byte : text) count += is_start(byte) ? 1 : 0;
  return count;
}

// Byte offset of the code point at `index` from 0; the size if beyond.
std::size_t offset_of(std::string_view text, std::int64_t index) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_start(text[at]) && index-- == 0) break;
  }
  return at;
}

Value string_length(const Invocation& call) {
  return Value::from_int(length_of(call[0].string()));
}

std::optional<std::int64_t> whole_part(const Value& number) {
  const auto whole = number.number().rounded(0, Decimal::Rounding::kDown);
  return whole ? whole->to_int() : std::nullopt;
}

// substring("foobar", -2, 1) = "a": from 1, or from the end; out of the string is null.
Value substring(const Invocation& call) {
  const std::string_view text = call[0].string();
  const auto start = whole_part(call[1]);
  if (!start || *start == 0) return call.fail("substring(): the start position counts from 1.");
  const std::int64_t size = length_of(text);
  const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
  if (first < 0 || first > size) {
    return call.fail("substring(): the start position lies outside the string.");
  }
  std::int64_t count = size - first;
  if (!call[2].is_null()) {
    const auto length = whole_part(call[2]);
    if (!length || *length < 1) return call.fail("substring(): the length must be 1 or more.");
    count = std::min(count, *length);
  }
  const std::string_view rest = text.substr(offset_of(text, first));
  return Value::from_string(rest.substr(0, offset_of(rest, count)));
}

Value change_case(std::string_view text, bool upper) {
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  if (upper) {
    wide.toUpper(icu::Locale::getRoot());
  } else {
    wide.toLower(icu::Locale::getRoot());
  }
  std::string result;
  wide.toUTF8String(result);
  return Value::from_string(result);
}

Value upper_case(const Invocation& call) {
  return change_case(call[0].string(), true);
}
Value lower_case(const Invocation& call) {
  return change_case(call[0].string(), false);
}

Value substring_before(const Invocation& call) {
  const std::size_t at = call[0].string().find(call[1].string());
  return Value::from_string(at == std::string_view::npos ? std::string_view()
                                                         : call[0].string().substr(0, at));
}

Value substring_after(const Invocation& call) {
  const std::string_view match = call[1].string();
  const std::size_t at = call[0].string().find(match);
  return Value::from_string(at == std::string_view::npos
                                ? std::string_view()
                                : call[0].string().substr(at + match.size()));
}

Value contains(const Invocation& call) {
  return Value::from_bool(call[0].string().find(call[1].string()) != std::string_view::npos);
}

Value starts_with(const Invocation& call) {
  return Value::from_bool(call[0].string().starts_with(call[1].string()));
}

Value ends_with(const Invocation& call) {
  return Value::from_bool(call[0].string().ends_with(call[1].string()));
}

// Null items are left out; anything else but strings makes null.
Value string_join(const Invocation& call) {
  const std::string_view delimiter = call[1].is_null() ? std::string_view() : call[1].string();
  std::string joined;
  bool first = true;
  for (const Value& item : call[0].items()) {
    if (item.is_null()) continue;
    if (!item.is_string()) return call.fail("string join(): every item must be a string.");
    if (!first) joined += delimiter;
    joined += item.string();
    first = false;
  }
  return Value::from_string(joined);
}

constexpr std::array kRows{
    BuiltinRow{"substring", "string:s, start position:n, length:n?", substring, TypeKind::kString},
    BuiltinRow{"string length", "string:s", string_length, TypeKind::kNumber},
    BuiltinRow{"upper case", "string:s", upper_case, TypeKind::kString},
    BuiltinRow{"lower case", "string:s", lower_case, TypeKind::kString},
    BuiltinRow{"substring before", "string:s, match:s", substring_before, TypeKind::kString},
    BuiltinRow{"substring after", "string:s, match:s", substring_after, TypeKind::kString},
    BuiltinRow{"contains", "string:s, match:s", contains, TypeKind::kBoolean},
    BuiltinRow{"starts with", "string:s, match:s", starts_with, TypeKind::kBoolean},
    BuiltinRow{"ends with", "string:s, match:s", ends_with, TypeKind::kBoolean},
    BuiltinRow{"string join", "list:l, delimiter:s?", string_join, TypeKind::kString},
};

}  // namespace

std::span<const BuiltinRow> string_builtins() {
  return kRows;
}

}  // namespace alternat::feel

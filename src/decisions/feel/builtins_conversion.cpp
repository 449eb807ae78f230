// SPDX-License-Identifier: EUPL-1.2
// Conversions: number(), string(), range() (DMN 1.5 table 72). Those of temporal values are in
// builtins_temporal.cpp.
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluator.h"
#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

Value number_of(const Invocation& call, std::string_view text) {
  const auto number = Decimal::from_text(text);
  // What Decimal reads beyond the number literal of XML Schema is no number here.
  const bool plain = text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
  if (!number || !plain) return call.fail("number(): '" + std::string(text) + "' is no number.");
  return Value::from_number(*number);
}

Value number(const Invocation& call) {
  if (call[0].is_number()) return call[0];
  if (!call[0].is_string()) return call.fail("number(): only a string is a number in letters.");
  return number_of(call, call[0].string());
}

// Grouping separator: space, comma, period or null; decimal separator: period, comma or null.
Value number_with_separators(const Invocation& call) {
  const std::string_view grouping = call[1].is_null() ? std::string_view() : call[1].string();
  const std::string_view point = call[2].is_null() ? std::string_view(".") : call[2].string();
  const bool grouping_good =
      grouping.empty() || grouping == " " || grouping == "," || grouping == ".";
  const bool explicit_empty = !call[1].is_null() && grouping.empty();
  const bool point_good = point == "." || point == ",";
  const bool same = !call[1].is_null() && !call[2].is_null() && grouping == point;
  if (!grouping_good || explicit_empty || !point_good || same) {
    return call.fail("number(): the separators must be ' ', ',' or '.', and differ.");
  }
  std::string text;
  for (const char c : call[0].string()) {
    if (!grouping.empty() && c == grouping.front()) continue;
    text += c == point.front() ? '.' : c;
  }
  return number_of(call, text);
}

Value string(const Invocation& call) {
  if (call[0].is_null()) return Value();
  return Value::from_string(to_text(call[0]));
}

// The text of a range literal whose ends are literals and agree (DMN 1.5 table 72).
Value range(const Invocation& call) {
  const std::string text(call[0].string());
  const Scope scope;
  const ParseOptions options;
  Diagnostics diagnostics;
  const auto expression = parse_expression(text, scope, options, diagnostics);
  const auto* literal =
      expression ? std::get_if<RangeLiteral>(&expression->tree().root->form) : nullptr;
  if (literal == nullptr) return call.fail("range(): this is no range: " + text);
  for (const NodePtr* end : {&literal->low, &literal->high}) {
    if (!*end || !std::holds_alternative<Literal>((*end)->form)) {
      return call.fail("range(): the ends must be literals.");
    }
  }
  const Value low = std::get<Literal>(literal->low->form).value;
  const Value high = std::get<Literal>(literal->high->form).value;
  const bool low_open = low.is_null() && !high.is_null();
  const bool high_open = high.is_null() && !low.is_null();
  const auto order = order_of(low, high);
  const bool ordered = low.kind() == high.kind() && order && *order <= 0;
  if (!low_open && !high_open && !ordered) {
    return call.fail("range(): the ends must be of one kind and in order.");
  }
  return Value::from_range(low, high, literal->ends);
}

constexpr std::array kRows{
    BuiltinRow{"number", "from:a", number, TypeKind::kNumber},
    BuiltinRow{"number", "from:s, grouping separator:s!, decimal separator:s!",
               number_with_separators, TypeKind::kNumber},
    BuiltinRow{"string", "from:x", string, TypeKind::kString},
    BuiltinRow{"range", "from:s", range, TypeKind::kRange},
};

}  // namespace

std::span<const BuiltinRow> conversion_builtins() {
  return kRows;
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Runs examples/*.feel: expression and expected value, as text. The forms of a line:
//   EXPRESSION ==> EXPECTED            both evaluate to the same value
//   EXPRESSION ==> null !CODE          null, with a warning of that code
//   EXPRESSION ==> unknown(a, b)       Unknown that depends on these
//   test INPUT ?? TESTS ==> EXPECTED   unary tests
//   TEXT =!> CODE LINE:COLUMN MESSAGE  refused by the parser; the message may be left out
//   let NAME = EXPRESSION, unknown NAME   declare for the lines below
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::feel {

namespace {

struct Sheet {
  Scope scope;
  std::vector<Value> slots;
  EvaluationContext context;
  std::size_t line_number = 0;
  std::string file;
};

std::pair<std::string, std::string> cut(const std::string& line, std::string_view mark) {
  const std::size_t at = line.find(mark);
  if (at == std::string::npos) return {line, {}};
  return {line.substr(0, at), line.substr(at + mark.size())};
}

std::string spans_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.items()) text += to_string(each) + "\n";
  return text;
}

Value value_of(Sheet& sheet, const std::string& text) {
  ParseOptions options;
  options.unknown_names = UnknownNames::kNull;  // what never has a result is null at run time
  Diagnostics diagnostics;
  static std::vector<Expression> kept;  // functions in values must not outlive their expressions
  auto expression = parse_expression(text, sheet.scope, options, diagnostics);
  REQUIRE_MESSAGE(expression, spans_text(diagnostics));
  kept.push_back(std::move(*expression));
  return evaluate(kept.back(), sheet.slots, sheet.context);
}

void check_refused(Sheet& sheet, const std::string& text, const std::string& expected) {
  Diagnostics diagnostics;
  const auto expression = parse_expression(text, sheet.scope, {}, diagnostics);
  CHECK(!expression);
  REQUIRE(!diagnostics.empty());
  const Diagnostic& first = diagnostics.items().front();
  const std::string place =
      std::to_string(first.span.line) + ":" + std::to_string(first.span.column);
  const std::string found = first.code + " " + place + " " + first.message;
  CHECK_MESSAGE(found.starts_with(expected), found);
}

void check_value(Sheet& sheet, const Value& value, const std::string& expected_text) {
  const auto [expected, code] = cut(expected_text, " !");
  if (!code.empty()) {
    CHECK_MESSAGE(value.is_null(), to_literal(value));
    REQUIRE(sheet.context.has_warnings());
    CHECK(sheet.context.warnings().front().code == code);
    return;
  }
  if (value.is_unknown()) {
    CHECK(to_literal(value) == expected);
    return;
  }
  const Value wanted = value_of(sheet, expected);
  const std::string difference = to_literal(value) + " instead of " + to_literal(wanted);
  CHECK_MESSAGE(identical(value, wanted), difference);
}

Value tested(Sheet& sheet, const std::string& text) {
  const auto [input, tests_text] = cut(text, " ?? ");
  Diagnostics diagnostics;
  ParseOptions options;
  options.unknown_names = UnknownNames::kNull;
  const auto tests = parse_unary_tests(tests_text, sheet.scope, options, diagnostics);
  REQUIRE_MESSAGE(tests, spans_text(diagnostics));
  return evaluate_tests(*tests, value_of(sheet, input), sheet.slots, sheet.context);
}

void run_line(Sheet& sheet, const std::string& line) {
  sheet.context.clear_warnings();
  if (line.starts_with("unknown ")) {
    sheet.scope.declare(line.substr(8));
    sheet.slots.push_back(Value::unknown(line.substr(8)));
    return;
  }
  if (line.starts_with("let ")) {
    const auto [name, text] = cut(line.substr(4), " = ");
    Value value = value_of(sheet, text);
    sheet.scope.declare(name, type_of(value));
    sheet.slots.push_back(std::move(value));
    return;
  }
  if (line.find(" =!> ") != std::string::npos) {
    const auto [text, expected] = cut(line, " =!> ");
    check_refused(sheet, text, expected);
    return;
  }
  const auto [text, expected] = cut(line, " ==> ");
  REQUIRE(!expected.empty());
  const bool is_test = text.starts_with("test ");
  const Value value = is_test ? tested(sheet, text.substr(5)) : value_of(sheet, text);
  check_value(sheet, value, expected);
}

}  // namespace

TEST_CASE("the examples hold") {
  const std::filesystem::path folder =
      std::filesystem::path(ALTERNAT_SOURCE_DIR) / "src/decisions/feel/examples";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const auto& file : files) {
    Sheet sheet;
    sheet.file = file.filename();
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
      ++sheet.line_number;
      if (line.empty() || line.front() == '#') continue;
      INFO(sheet.file << ":" << sheet.line_number << ": " << line);
      run_line(sheet, line);
    }
  }
}

}  // namespace alternat::feel

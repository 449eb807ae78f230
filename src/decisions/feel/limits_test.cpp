// SPDX-License-Identifier: EUPL-1.2
// No input makes the engine crash or run for ever: depth of texts, trees, values and calls; work.
#include <doctest/doctest.h>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::feel {

namespace {

std::string repeat(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

std::string code_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto expression = parse_expression(text, Scope(), {}, diagnostics);
  if (expression) return "accepted";
  return diagnostics.items().back().code;  // what ended the reading
}

Value value_of(const std::string& text, EvaluationContext& context) {
  static std::vector<Expression> kept;
  Diagnostics diagnostics;
  auto expression = parse_expression(text, Scope(), {}, diagnostics);
  REQUIRE(expression);
  kept.push_back(std::move(*expression));
  return evaluate(kept.back(), {}, context);
}

}  // namespace

TEST_CASE("texts that nest beyond 500 levels are refused") {
  CHECK(code_of(repeat("(", 400) + "1" + repeat(")", 400)) == "accepted");
  CHECK(code_of(repeat("(", 600) + "1" + repeat(")", 600)) == "feel.too_deep");
  for (const char* opening : {"[", "{a:", "-", "if ", "not(", "f(", "(function() ", "[1..",
                              "for x in ", "1 instance of list<", "some x in [1] satisfies "}) {
    const std::string code = code_of(repeat(opening, 100'000));
    const bool refused = code == "feel.too_deep" || code == "feel.syntax";
    CHECK_MESSAGE(refused, code);
  }
}

TEST_CASE("chains of more than 1000 parts are refused") {
  CHECK(code_of("1" + repeat(" + 1", 900)) == "accepted");
  CHECK(code_of("1" + repeat(" + 1", 2000)) == "feel.too_deep");
  CHECK(code_of("{}" + repeat(".a", 2000)) == "feel.too_deep");
  CHECK(code_of("[1]" + repeat("[1]", 2000)) == "feel.too_deep");
}

TEST_CASE("an endless recursion is null and a warning") {
  EvaluationContext context;
  const Value value = value_of("(function(f) f(f))(function(f) f(f) + 1)", context);
  CHECK(value.is_null());
  CHECK(context.warnings().front().code == "feel.too_deep");
}

TEST_CASE("ranges and loops have bounds") {
  EvaluationContext context;
  CHECK(value_of("count(for i in 1..1000000000000 return i)", context).is_null());
  CHECK(context.warnings().front().code == "feel.too_much_work");
}

TEST_CASE("values that nest too deep are null and a warning") {
  EvaluationContext context;
  const Value value = value_of("(for i in 1..2000 return [partial[-1]])[-1]", context);
  CHECK(context.has_warnings());
  CHECK(context.warnings().front().code != "");
}

TEST_CASE("only the first hundred warnings are kept, all are counted") {
  EvaluationContext context;
  value_of("count(for i in 1..1000 return 1 / 0)", context);
  CHECK(context.warnings().size() == EvaluationContext::kWarningsMax);
  CHECK(context.warning_count() == 1000);
}

TEST_CASE("what grows without bound is null and a warning, in good time and memory") {
  const auto code_at_run = [](const std::string& text) {
    EvaluationContext context;
    const Value value = value_of(text, context);
    CHECK_MESSAGE(value.is_null(), text);
    REQUIRE_MESSAGE(context.has_warnings(), text);
    return context.warnings().front().code;
  };
  // A text and a list that double sixty times.
  CHECK(code_at_run("(for i in 1..60 return if i = 1 then \"ab\" else partial[-1] + "
                    "partial[-1])[-1]") != "");
  CHECK(code_at_run("(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], "
                    "partial[-1]))[-1]") != "");
  // A list that holds itself twice, sixty levels deep: small in memory, endless to print.
  CHECK(code_at_run("string((for i in 1..60 return [partial[-1], partial[-1]])[-1])") != "");
  CHECK(code_at_run("for i in 1..10000, j in 1..10000 return i") == "feel.too_much_work");
  CHECK(code_at_run("for i in 1..1000000000 return i") == "feel.too_much_work");
  CHECK(code_at_run("for i in -9223372036854775808..9223372036854775807 return i") ==
        "feel.too_much_work");
  CHECK(code_at_run("distinct values(for i in 1..100000 return i)") == "feel.too_much_work");
  CHECK(code_at_run("(for i in 1..30 return if i = 1 then \"a\" else replace(partial[-1], \"a\", "
                    "\"aaaaaaaaaa\"))[-1]") != "");
  CHECK(code_at_run("9999999999 ** 999999999") == "feel.undefined");
  CHECK(code_at_run("10 ** 6144 * 10") == "feel.undefined");
}

TEST_CASE("a list of a million is no trouble") {
  EvaluationContext context;
  CHECK(identical(value_of("count(for i in 1..1000000 return i)", context),
                  Value::from_int(1'000'000)));
  CHECK_FALSE(context.has_warnings());
}

TEST_CASE("a pattern that never ends is given up, and soon no other is tried") {
  EvaluationContext context;
  const Value value = value_of(
      "(for i in 1..1000000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", "
      "\"(a+)+$\"))[-1]",
      context);
  CHECK(value.is_null());
  CHECK(context.warnings().front().message.find("takes too long") != std::string::npos);
}

TEST_CASE("bytes that are no text are refused, not read") {
  CHECK(code_of(std::string("\xff\xfe\x00\x01", 4)) != "accepted");
  CHECK(code_of("\"\xff\" + \"\xc3\"") == "accepted");
  EvaluationContext context;
  value_of("upper case(\"\xff\xc3\")", context);
  value_of("string length(\"\\uD83D\")", context);
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// The contract of Unknown, on generated expressions: if the result with unknown inputs is known,
// then every completion of the inputs gives that same result; and what is Unknown names only
// inputs.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::feel {

namespace {

// Templates of expressions; # stands for a smaller expression.
const std::vector<std::string> kForms{
    "# + #",
    "# - #",
    "# * #",
    "# / #",
    "# ** 2",
    "-#",
    "# and #",
    "# or #",
    "not(#)",
    "# = #",
    "# != #",
    "# < #",
    "# >= #",
    "# between # and #",
    "# in (#, #)",
    "# in [#..#]",
    "# in (< #, #)",
    "# in #",
    "if # then # else #",
    "[#, #]",
    "[#, #, #][#]",
    "[#, #][item = #]",
    "[#, #][item > 1 or #]",
    "#[1]",
    "#[#]",
    "{a: #, b: #}",
    "{a: #, b: a}.b",
    "{a: #}.a",
    "#.a",
    "[{a: #}, {a: #}][a = #]",
    "[{a: #}, {b: #}].a",
    "for i in [#, #] return i",
    "for i in # return #",
    "for i in [#, #] return if i = # then # else partial",
    "for i in 1..# return i",
    "some i in [#, #] satisfies i = #",
    "every i in # satisfies #",
    "some i in #, j in [#] satisfies i = j",
    "(function(x) [x, #])(#)",
    "(function(x: number) x)(#)",
    "(function(x, y) if x then y else #)(#, #)",
    "# instance of number",
    "# instance of list<number>",
    "[#] instance of list<string>",
    "count(#)",
    "count([#, #])",
    "sum([#, #])",
    "max(#, #)",
    "min(#)",
    "mean(#, #)",
    "all([#, #])",
    "any(#)",
    "list contains([#, #], #)",
    "list contains(#, #)",
    "append(#, #)",
    "concatenate(#, [#])",
    "insert before([#, #], #, #)",
    "remove([#, #], #)",
    "reverse([#, #])",
    "index of([#, #], #)",
    "union([#], #)",
    "distinct values([#, #])",
    "flatten([#, [#]])",
    "sublist([#, #, #], #, 1)",
    "sort([#, #], function(x, y) x < y)",
    "list replace([#, #], #, #)",
    "list replace([#, #], function(x, y) x = #, #)",
    "string(#)",
    "string([#])",
    "string join([#, \"b\"], #)",
    "substring(#, #)",
    "contains(\"abc\", #)",
    "matches(#, \"a\")",
    "number(#)",
    "abs(#)",
    "floor(#)",
    "modulo(#, #)",
    "get value({a: #}, #)",
    "get entries({a: #})",
    "context put({a: #}, #, #)",
    "context put({a: {b: #}}, [\"a\", #], #)",
    "context merge([{a: #}, #])",
    "context([{key: #, value: #}])",
    "is(#, #)",
    "before(#, [1..#])",
    "includes([1..3], #)",
    "overlaps([1..#], [2..3])",
    "[#..#]",
    "[1..#] = [1..#]",
    "[#..3].start",
    "date(#, 1, 2)",
    "@\"2026-01-01\" + #",
};

const std::vector<std::string> kLeaves{
    "u",      "v",   "w",      "1", "2",        "0",      "true",   "false", "null",  "\"a\"", "[]",
    "[1, 2]", "[u]", "{a: 1}", "u", "@\"P1D\"", "[v, 1]", "{a: u}", "v",     "\"1\"", "[1..2]"};

// What a person may state: values of every kind.
const std::vector<std::string> kStatements{
    "null",     "true",    "false",           "0",         "1",
    "2",        "-1",      "\"a\"",           "[]",        "[1]",
    "[1, 2]",   "[[1]]",   "{a: 1}",          "{a: null}", "[true]",
    "@\"P1D\"", "1.5",     "\"1\"",           "[1..2]",    "(function(x) x)",
    "{b: 2}",   "[\"a\"]", "@\"2026-01-01\"", "[null]",    "(< 2)"};

std::string generate(int depth) {
  const bool leaf = depth == 0 || *rc::gen::inRange(0, 5) == 0;
  if (leaf) return *rc::gen::elementOf(kLeaves);
  const std::string form = *rc::gen::elementOf(kForms);
  std::string text;
  for (const char c : form) {
    text += c == '#' ? "(" + generate(depth - 1) + ")" : std::string(1, c);
  }
  return text;
}

struct Inputs {
  Scope scope;
  std::vector<Expression> statements;

  Inputs() {
    Diagnostics diagnostics;
    for (const std::string& text : kStatements) {
      auto expression = parse_expression(text, Scope(), {}, diagnostics);
      REQUIRE(expression);
      statements.push_back(std::move(*expression));
    }
    for (const char* name : {"u", "v", "w"}) scope.declare(name);
  }
  Value any_statement() const {
    EvaluationContext context;
    const auto index = *rc::gen::inRange<std::size_t>(0, statements.size());
    return evaluate(statements[index], {}, context);
  }
};

// Known parts of a result must be the same in the completion; Unknown parts may be anything.
bool agrees(const Value& partial, const Value& complete) {
  if (partial.is_unknown() || !partial.has_unknown()) {
    return partial.is_unknown() || identical(partial, complete) || partial.is_function();
  }
  if (partial.kind() != complete.kind()) return false;
  if (partial.is_list()) {
    return std::equal(partial.items().begin(), partial.items().end(), complete.items().begin(),
                      complete.items().end(), agrees);
  }
  if (partial.is_context()) {
    return std::equal(partial.entries().begin(), partial.entries().end(),
                      complete.entries().begin(), complete.entries().end(),
                      [](const Value::Entry& a, const Value::Entry& b) {
                        return a.name == b.name && agrees(a.value, b.value);
                      });
  }
  return agrees(partial.low(), complete.low()) && agrees(partial.high(), complete.high());
}

}  // namespace

TEST_CASE("what is known in spite of unknown inputs is so in every completion") {
  const Inputs inputs;
  const bool passed = rc::check("soundness of Unknown", [&] {
    const std::string text = generate(*rc::gen::inRange(1, 4));
    Diagnostics diagnostics;
    ParseOptions options;
    options.unknown_names = UnknownNames::kNull;
    const auto expression = parse_expression(text, inputs.scope, options, diagnostics);
    RC_ASSERT(expression.has_value());
    std::vector<Value> partial{Value::unknown("u"), Value::unknown("v"), Value::unknown("w")};
    if (*rc::gen::arbitrary<bool>()) partial[1] = inputs.any_statement();
    std::vector<Value> complete = partial;
    for (Value& value : complete) {
      if (value.is_unknown()) value = inputs.any_statement();
    }
    EvaluationContext context;
    const Value known = evaluate(*expression, partial, context);
    const Value actual = evaluate(*expression, complete, context);
    RC_LOG() << text << "\n  u, v, w = " << to_literal(complete[0]) << ", "
             << to_literal(complete[1]) << ", " << to_literal(complete[2]) << "\n  partial "
             << to_literal(known) << "\n  complete " << to_literal(actual) << "\n";
    RC_CLASSIFY(known.is_unknown(), "unknown");
    RC_CLASSIFY(!known.is_null() && !known.has_unknown(), "known");
    RC_CLASSIFY(known.is_null(), "null");
    RC_ASSERT(agrees(known, actual));
    RC_ASSERT(!actual.has_unknown());
  });
  CHECK(passed);
}

TEST_CASE("unary tests keep the contract too") {
  const Inputs inputs;
  const std::vector<std::string> forms{"#",
                                       "< #",
                                       "not(#)",
                                       "[#..#]",
                                       "#, #",
                                       "not(#, #)",
                                       "? = #",
                                       "? in #",
                                       "!= #",
                                       ">= #, #",
                                       "list contains(?, #)",
                                       "# and ? = #",
                                       "count(?) > #"};
  const bool passed = rc::check("soundness of unary tests", [&] {
    std::string text;
    for (const char c : *rc::gen::elementOf(forms)) {
      text += c == '#' ? generate(2) : std::string(1, c);
    }
    Diagnostics diagnostics;
    ParseOptions options;
    options.unknown_names = UnknownNames::kNull;
    const auto tests = parse_unary_tests(text, inputs.scope, options, diagnostics);
    RC_PRE(tests.has_value());
    const std::vector<Value> partial{Value::unknown("u"), Value::unknown("v"), Value::unknown("w")};
    const std::vector<Value> complete{inputs.any_statement(), inputs.any_statement(),
                                      inputs.any_statement()};
    EvaluationContext context;
    const Value input = *rc::gen::arbitrary<bool>() ? inputs.any_statement() : complete[2];
    const bool input_known = *rc::gen::arbitrary<bool>();
    const Value known =
        evaluate_tests(*tests, input_known ? input : Value::unknown("w"), partial, context);
    const Value actual = evaluate_tests(*tests, input, complete, context);
    RC_LOG() << text << "\n  input " << to_literal(input) << "\n  partial " << to_literal(known)
             << "\n  complete " << to_literal(actual) << "\n";
    RC_ASSERT(agrees(known, actual));
  });
  CHECK(passed);
}

}  // namespace alternat::feel

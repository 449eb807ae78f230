// SPDX-License-Identifier: EUPL-1.2
// What DMN sees of expressions and tests: constants, variables, intervals, types, places.
#include "decisions/feel/expression.h"

#include <doctest/doctest.h>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::feel {

namespace {

Scope scope_of_facts() {
  Scope scope;
  scope.declare("gross", Type::simple(TypeKind::kNumber));
  scope.declare("bc_reg_cents", Type::simple(TypeKind::kNumber));
  scope.declare("on", Type::simple(TypeKind::kDate));
  scope.declare("person", Type::context_of({{"first name", Type::simple(TypeKind::kString)},
                                            {"born", Type::simple(TypeKind::kDate)}}));
  return scope;
}

Expression read(std::string_view text, const Scope& scope) {
  Diagnostics diagnostics;
  auto expression = parse_expression(text, scope, {}, diagnostics);
  REQUIRE(expression);
  return std::move(*expression);
}

UnaryTests read_tests(std::string_view text, const Scope& scope) {
  Diagnostics diagnostics;
  auto tests = parse_unary_tests(text, scope, {}, diagnostics);
  REQUIRE(tests);
  return std::move(*tests);
}

Diagnostics complaints(std::string_view text, const Scope& scope, ParseOptions options = {}) {
  Diagnostics diagnostics;
  parse_expression(text, scope, options, diagnostics);
  return diagnostics;
}

}  // namespace

TEST_CASE("a comparison with a parameter shows operator and slot") {
  const Scope scope = scope_of_facts();
  const UnaryTests tests = read_tests("< bc_reg_cents", scope);
  REQUIRE(tests.tests().size() == 1);
  const TestView& test = tests.tests().front();
  CHECK(test.comparison == TestOperator::kLess);
  CHECK(test.operand.variable() == 1U);
  CHECK(!test.operand.constant());
  CHECK(test.operand.text() == "bc_reg_cents");
  CHECK(tests.slots() == std::vector<std::uint32_t>{1});
}

TEST_CASE("enumerated values and intervals show their constants") {
  const Scope scope;
  const UnaryTests tests = read_tests("not(\"none\", \"A1\")", scope);
  CHECK(tests.is_negated());
  REQUIRE(tests.tests().size() == 2);
  CHECK(tests.tests()[1].operand.constant()->string() == "A1");
  const UnaryTests interval = read_tests("[-5..date(\"2026-01-01\"))", scope);
  const TestView& view = interval.tests().front();
  CHECK(view.comparison == TestOperator::kInterval);
  CHECK(view.low.constant()->number() == Decimal::from_int(-5));
  CHECK(to_text(*view.high.constant()) == "2026-01-01");
  CHECK(view.low_included);
  CHECK(!view.high_included);
  CHECK(read_tests("-", scope).is_any());
  CHECK(read_tests("? > 3", scope).tests().front().comparison == TestOperator::kCondition);
  CHECK(read_tests("? > 3", scope).tests().front().operand.reads_input());
}

TEST_CASE("an expression names the slots it reads, also inside functions and filters") {
  const Scope scope = scope_of_facts();
  const Expression expression =
      read("(function(x) x + gross)(1) + count([1, 2][item > bc_reg_cents])", scope);
  CHECK(expression.slots() == std::vector<std::uint32_t>{0, 1});
  CHECK(read("1 + 2", scope).slots().empty());
}

TEST_CASE("a part of an expression can be evaluated by itself") {
  const Scope scope = scope_of_facts();
  const UnaryTests tests = read_tests(">= bc_reg_cents * 2", scope);
  const std::vector<Value> slots{Value(), Value::from_int(21), Value(), Value()};
  EvaluationContext context;
  const Value threshold = evaluate(tests.tests().front().operand, slots, context);
  CHECK(threshold.number() == Decimal::from_int(42));
  CHECK(evaluate_test(tests, 0, Value::from_int(42), slots, context).is_true());
}

TEST_CASE("static types follow from the scope") {
  const Scope scope = scope_of_facts();
  CHECK(read("gross * 2", scope).type() == Type::simple(TypeKind::kNumber));
  CHECK(read("on + duration(\"P1Y\")", scope).type() == Type::simple(TypeKind::kDate));
  CHECK(read("person.first name", scope).type() == Type::simple(TypeKind::kString));
  CHECK(read("gross > 1 and true", scope).type() == Type::simple(TypeKind::kBoolean));
}

TEST_CASE("equality of kinds that never go together is warned about when parsed") {
  const Scope scope = scope_of_facts();
  const Diagnostics found = complaints("gross = \"5\"", scope);
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].severity == Severity::kWarning);
  CHECK(found.items()[0].code == "feel.type_mismatch");
  CHECK(found.items()[0].message ==
        "'=' between number and string is always null; both sides must be of one type.");
  const Diagnostics member = complaints("person.lastname", scope);
  REQUIRE(member.items().size() == 1);
  CHECK(member.items()[0].code == "feel.unknown_member");
}

TEST_CASE("places count from where the text stands in its file") {
  ParseOptions options;
  options.origin = {"model.dmn", 12, 20};
  Diagnostics diagnostics = complaints("1 +\n  gros", scope_of_facts(), options);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(to_string(diagnostics.items()[0].span) == "model.dmn:13:3");
  CHECK(diagnostics.items()[0].message == "There is no name 'gros' here. Did you mean 'gross'?");
  diagnostics = complaints("gros", scope_of_facts(), options);
  CHECK(to_string(diagnostics.items()[0].span) == "model.dmn:12:20");
}

TEST_CASE("all unknown names of an expression are reported, not the first only") {
  const Diagnostics found = complaints("aaa + bbb", Scope());
  CHECK(found.items().size() == 2);
}

TEST_CASE("with unknown names let through, the result is null with a warning") {
  ParseOptions options;
  options.unknown_names = UnknownNames::kNull;
  Diagnostics diagnostics;
  const auto expression = parse_expression("aaa", Scope(), options, diagnostics);
  REQUIRE(expression);
  CHECK(!diagnostics.has_errors());
  EvaluationContext context;
  CHECK(evaluate(*expression, {}, context).is_null());
  REQUIRE(context.warnings().size() == 1);
  CHECK(context.warnings()[0].code == "feel.unknown_name");
}

TEST_CASE("a bracket cannot end the not( ... ) that it stands in") {
  const Scope scope;
  for (const char* text : {"not(..2[)1", "not(1..2[)", "not(1..2[), 3"}) {
    Diagnostics diagnostics;
    CHECK_FALSE(parse_unary_tests(text, scope, {}, diagnostics));
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items().front().code == "feel.syntax");
  }
  CHECK(read_tests("not(]1..2[)", scope).is_negated());
}

TEST_CASE("an empty text is refused") {
  CHECK(complaints("  ", Scope()).items()[0].code == "feel.empty");
  Diagnostics diagnostics;
  CHECK(!parse_unary_tests("", Scope(), {}, diagnostics));
  CHECK(diagnostics.items()[0].message ==
        "The test is empty; write '-' for a test that always holds.");
}

TEST_CASE("run-time warnings carry their place") {
  ParseOptions options;
  options.origin = {"model.dmn", 3, 1};
  Diagnostics diagnostics;
  const auto expression = parse_expression("2 + (1 / 0)", Scope(), options, diagnostics);
  REQUIRE(expression);
  EvaluationContext context;
  CHECK(evaluate(*expression, {}, context).is_null());
  REQUIRE(context.warnings().size() == 2);
  CHECK(to_string(context.warnings()[0].span) == "model.dmn:3:5");
  CHECK(context.warnings()[0].message == "1 / 0 is not defined or too large.");
}

TEST_CASE("today and now come from the context") {
  const Expression expression = read("today()", Scope());
  EvaluationContext context;
  context.set_today(*parse_date("2026-06-15"));
  CHECK(to_text(evaluate(expression, {}, context)) == "2026-06-15");
}

TEST_CASE("types declared in the scope serve instance of") {
  Scope scope;
  scope.declare_type("tCents", Type::simple(TypeKind::kNumber));
  EvaluationContext context;
  CHECK(evaluate(read("5 instance of tCents", scope), {}, context).is_true());
}

}  // namespace alternat::feel

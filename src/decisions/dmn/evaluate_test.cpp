// SPDX-License-Identifier: EUPL-1.2
// Hit policies and the order of evaluation; expected values from DMN 1.5 clause 8.2.
#include "decisions/dmn/evaluate.h"

#include <doctest/doctest.h>

#include "decisions/dmn/dmn_test_models.h"
#include "decisions/dmn/trace.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

using feel::Value;

struct Loaded {
  ModelSet set;
  explicit Loaded(const std::string& body) {
    Diagnostics diagnostics;
    set.add(model_text(body), "m.dmn", diagnostics);
    set.compile(Strictness::kContent, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  }
};

// Of decision d with a as given, as FEEL text.
std::string result(const Loaded& loaded, const Value& a, std::string* warning = nullptr) {
  Evaluation evaluation(loaded.set);
  evaluation.set_inputs_named("a", a);
  const Value value = evaluation.decide(*loaded.set.find_decision("", "d"));
  if (warning && evaluation.context().has_warnings())
    *warning = evaluation.context().warnings().front().code;
  return feel::to_literal(value);
}

std::string table_result(const std::string& attributes, const std::string& rules, int a,
                         const std::string& output = "<output name=\"o\"/>") {
  const Loaded loaded(input_text("a", "number") +
                      decision_text("d", "a", table_text(attributes, "a", rules, output)));
  return result(loaded, Value::from_int(a));
}

const std::string kOverlapping = rule_text("r1", "&gt; 0", "1") + rule_text("r2", "&gt; 5", "2") +
                                 rule_text("r3", "&gt; 9", "3");

}  // namespace

TEST_CASE("UNIQUE gives the one rule, null without one, null and a warning with two") {
  const Loaded loaded(
      input_text("a", "number") +
      decision_text("d", "a", table_text("hitPolicy=\"UNIQUE\"", "a", kOverlapping)));
  CHECK(result(loaded, Value::from_int(1)) == "1");
  CHECK(result(loaded, Value::from_int(0)) == "null");
  std::string warning;
  CHECK(result(loaded, Value::from_int(6), &warning) == "null");
  CHECK(warning == "dmn.not_unique");
}

TEST_CASE("the other hit policies give what DMN 1.5 says") {
  CHECK(table_result("hitPolicy=\"FIRST\"", kOverlapping, 10) == "1");
  CHECK(table_result("hitPolicy=\"COLLECT\"", kOverlapping, 6) == "[1, 2]");
  CHECK(table_result("hitPolicy=\"RULE ORDER\"", kOverlapping, 10) == "[1, 2, 3]");
  CHECK(table_result("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", kOverlapping, 10) == "6");
  CHECK(table_result("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", kOverlapping, 10) == "1");
  CHECK(table_result("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", kOverlapping, 10) == "3");
  CHECK(table_result("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", kOverlapping, 6) == "2");
  const std::string same = rule_text("r1", "&gt; 0", "7") + rule_text("r2", "&gt; 5", "7");
  CHECK(table_result("hitPolicy=\"ANY\"", same, 6) == "7");
  CHECK(table_result("hitPolicy=\"ANY\"", kOverlapping, 6) == "null");
  const std::string values =
      "<output name=\"o\"><outputValues><text>3, 1, 2</text></outputValues>"
      "</output>";
  CHECK(table_result("hitPolicy=\"PRIORITY\"", kOverlapping, 10, values) == "3");
  CHECK(table_result("hitPolicy=\"PRIORITY\"", kOverlapping, 6, values) == "1");
  CHECK(table_result("hitPolicy=\"OUTPUT ORDER\"", kOverlapping, 10, values) == "[3, 1, 2]");
}

TEST_CASE("a default stands where no rule hits") {
  const std::string output =
      "<output name=\"o\"><defaultOutputEntry><text>9</text></defaultOutputEntry></output>";
  CHECK(table_result("hitPolicy=\"UNIQUE\"", rule_text("r1", "1", "1"), 2, output) == "9");
}

TEST_CASE("an unknown input leaves open only what depends on it") {
  const Value unknown = Value::unknown("a");
  const auto run = [&](const std::string& rules) {
    const Loaded loaded(input_text("a", "number") +
                        decision_text("d", "a", table_text("hitPolicy=\"UNIQUE\"", "a", rules)));
    Evaluation evaluation(loaded.set);
    const Value value = evaluation.decide(*loaded.set.find_decision("", "d"));
    return value.is_unknown() ? "unknown" : feel::to_literal(value);
  };
  CHECK(run(rule_text("r1", "&lt; 5", "1") + rule_text("r2", "&gt;= 5", "2")) == "unknown");
  CHECK(run(rule_text("r1", "-", "1")) == "1");
}

TEST_CASE("trouble in a table is null and a coded warning") {
  const auto warning_of = [](const std::string& logic) {
    const Loaded loaded(input_text("a", "number") + decision_text("d", "a", logic));
    std::string warning;
    CHECK(result(loaded, Value::from_int(6), &warning) == "null");
    return warning;
  };
  CHECK(warning_of(table_text("hitPolicy=\"ANY\"", "a", kOverlapping)) == "dmn.any_differs");
  CHECK(warning_of(table_text("hitPolicy=\"UNIQUE\"", "a", rule_text("r1", "-", "2"),
                              "<output name=\"o\"><outputValues><text>1</text></outputValues>"
                              "</output>")) == "dmn.not_allowed");
  CHECK(warning_of("<invocation>" + literal_text("a") + "</invocation>") == "dmn.not_a_function");
}

TEST_CASE("decisions are evaluated by dependency, not by their order in the file") {
  const Loaded loaded(
      "<decision id=\"d\" name=\"d\"><informationRequirement><requiredDecision "
      "href=\"#half\"/></informationRequirement>" +
      literal_text("half + 1") + "</decision>" + decision_text("half", "a", literal_text("a / 2")) +
      input_text("a", "number"));
  CHECK(result(loaded, Value::from_int(8)) == "5");
}

TEST_CASE("a value of another type becomes null with a warning") {
  const Loaded loaded(input_text("a", "number") + decision_text("d", "a", literal_text("a")));
  std::string warning;
  CHECK(result(loaded, Value::from_string("x"), &warning) == "null");
  CHECK(warning == "dmn.wrong_type");
}

TEST_CASE("a trace is versioned and names rules, cells and compared values") {
  const Loaded loaded(
      input_text("a", "number") +
      decision_text("d", "a", table_text("hitPolicy=\"UNIQUE\"", "a", kOverlapping)));
  Evaluation evaluation(loaded.set);
  evaluation.set_inputs_named("a", Value::from_int(3));
  const std::uint32_t decision = *loaded.set.find_decision("", "d");
  const Json trace = trace_decision(evaluation, decision);
  CHECK(trace.at("version") == 1);
  CHECK(trace.at("id") == trace_decision(evaluation, decision).at("id"));
  const Json& table = trace.at("decisions").at(0).at("table");
  CHECK(table.at("hit_policy") == "UNIQUE");
  CHECK(table.at("inputs").at(0).at("value") == 3);
  CHECK(table.at("rules").at(0).at("verdict") == "hit");
  CHECK(table.at("rules").at(1).at("verdict") == "no");
  CHECK(table.at("rules").at(1).at("cells").at(0).at("verdict") == "no");
}

}  // namespace alternat::dmn

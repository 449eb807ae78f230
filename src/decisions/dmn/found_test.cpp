// SPDX-License-Identifier: EUPL-1.2
// What random models found (tests/differential), each as a small model.
#include <doctest/doctest.h>

#include "decisions/dmn/dmn_test_models.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

// The value of decision "d" of a model with one input "a"; unknown if `a` is absent.
std::string decided(const std::string& logic, const std::optional<feel::Value>& a) {
  ModelSet models;
  Diagnostics diagnostics;
  models.add(model_text(input_text("a", "Any") + decision_text("d", "a", logic)), "m.dmn",
             diagnostics);
  models.compile(Strictness::kContent, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  Evaluation evaluation(models);
  if (a) evaluation.set_input(0, *a);
  const feel::Value& value = evaluation.decide(0);
  return value.has_unknown() ? "unknown" : feel::to_literal(value);
}

std::string any_table(const std::string& policy, const std::string& input, const std::string& rules,
                      const std::string& output = "<output name=\"o\"/>") {
  return "<decisionTable hitPolicy=\"" + policy + "\"><input><inputExpression><text>" + input +
         "</text></inputExpression></input>" + output + rules + "</decisionTable>";
}

const feel::Value kFive = feel::Value::from_int(5);

}  // namespace

TEST_CASE("a range that ends open does not end the not( … ) around it") {
  const auto hit = [](const std::string& cell) {
    return decided(any_table("UNIQUE", "a", rule_text("r", cell, "1")), kFive);
  };
  CHECK(hit("not([1..2))") == "1");
  CHECK(hit("not((1..2))") == "1");
  CHECK(hit("not(]1..2[)") == "1");
  CHECK(hit("not([1..2), (5..6), 7)") == "1");
  CHECK(hit("not([1..2), [5..6), 7)") == "null");
  CHECK(hit("not(5 = 4) or (1 = 1)") == "1");  // a call, not a negation of tests
}

TEST_CASE("between and ranges are two comparisons and an and: DMN 1.5 table 55") {
  CHECK(decided(literal_text("a between null and 3"), kFive) == "false");
  CHECK(decided(literal_text("a between null and 7"), kFive) == "null");
  CHECK(decided(literal_text("a in [null..3]"), kFive) == "false");
  CHECK(decided(literal_text("a in [6..null]"), kFive) == "false");
}

TEST_CASE("the literal true is compared with the input, it is no condition") {
  CHECK(decided(any_table("UNIQUE", "a", rule_text("r", "true", "1")), kFive) == "null");
  CHECK(decided(any_table("UNIQUE", "a", rule_text("r", "true", "1")),
                feel::Value::from_bool(true)) == "1");
}

TEST_CASE("ANY with an output that is not known may have no result") {
  const std::string table =
      any_table("ANY", "1", rule_text("r1", "-", "10") + rule_text("r2", "-", "a"));
  CHECK(decided(table, std::nullopt) == "unknown");
  CHECK(decided(table, feel::Value::from_int(10)) == "10");
  CHECK(decided(table, kFive) == "null");
}

TEST_CASE("PRIORITY and OUTPUT ORDER wait for outputs that are not known") {
  const std::string output =
      "<output name=\"o\"><outputValues><text>1, 2, 3</text></outputValues></output>";
  const std::string rules = rule_text("r1", "-", "2") + rule_text("r2", "-", "a");
  CHECK(decided(any_table("PRIORITY", "1", rules, output), std::nullopt) == "unknown");
  CHECK(decided(any_table("PRIORITY", "1", rules, output), feel::Value::from_int(1)) == "1");
  CHECK(decided(any_table("OUTPUT ORDER", "1", rules, output), std::nullopt) == "unknown");
}

TEST_CASE("two rules of a UNIQUE table that may both hit may have no result") {
  const std::string output =
      "<output name=\"o\"><defaultOutputEntry><text>1</text></defaultOutputEntry></output>";
  const std::string rules = rule_text("r1", "&lt; 9", "1") + rule_text("r2", "&lt; 7", "1");
  CHECK(decided(any_table("UNIQUE", "a", rules, output), std::nullopt) == "unknown");
  CHECK(decided(any_table("UNIQUE", "a", rules, output), kFive) == "null");
}

TEST_CASE("a default output that is null is the result where no rule of a list hits") {
  const std::string output =
      "<output name=\"o\"><defaultOutputEntry><text>null</text></defaultOutputEntry></output>";
  const std::string rules = rule_text("r1", "&lt; 3", "1");
  CHECK(decided(any_table("COLLECT", "a", rules, output), kFive) == "null");
  CHECK(decided(any_table("COLLECT", "a", rules), kFive) == "[]");
}

TEST_CASE("a function that calls itself for ever is null and a warning") {
  ModelSet models;
  Diagnostics diagnostics;
  models.add(model_text("<businessKnowledgeModel id=\"f\" name=\"f\"><variable name=\"f\"/>"
                        "<encapsulatedLogic><formalParameter name=\"p\"/>" +
                        literal_text("1 + f(p)") +
                        "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#f\"/>"
                        "</knowledgeRequirement></businessKnowledgeModel>"),
             "m.dmn", diagnostics);
  models.compile(Strictness::kConformance, diagnostics);
  Evaluation evaluation(models);
  const std::vector<feel::Value> arguments = {kFive};
  CHECK(evaluation.call_knowledge(0, arguments).is_null());
  CHECK(evaluation.context().warnings().front().code == "feel.too_deep");
}

TEST_CASE("a model of more than a thousand elements is refused, and says what to do") {
  std::string body = input_text("a", "number");
  for (int i = 0; i < 1000; ++i)
    body += decision_text("d" + std::to_string(i), "a", literal_text("a"));
  ModelSet models;
  Diagnostics diagnostics;
  models.add(model_text(body), "m.dmn", diagnostics);
  models.compile(Strictness::kContent, diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(to_string(diagnostics.items().front()) ==
        "m.dmn:1:1: error: the model has 1001 inputs, decisions and functions, at most 1000 are "
        "read: split it into models that import one another [dmn.too_large]");
}

}  // namespace alternat::dmn

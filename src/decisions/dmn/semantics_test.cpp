// SPDX-License-Identifier: EUPL-1.2
// Boxed expressions and functions where engines differ; expected values from DMN 1.5.
#include <doctest/doctest.h>

#include "decisions/dmn/dmn_test_models.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/dmn/trace.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

using feel::Value;

struct Outcome {
  std::string value;
  std::string warning;  // code of the first
};

// Decision d of a model; a is 5.
Outcome outcome_of(const std::string& body, Strictness strictness = Strictness::kConformance) {
  ModelSet set;
  Diagnostics diagnostics;
  set.add(model_text(body), "m.dmn", diagnostics);
  set.compile(strictness, diagnostics);
  Evaluation evaluation(set);
  evaluation.set_inputs_named("a", Value::from_int(5));
  const auto decision = set.find_decision("", "d");
  REQUIRE(decision);
  const std::string value = feel::to_literal(evaluation.decide(*decision));
  const auto& warnings = evaluation.context().warnings();
  return {value, warnings.empty() ? "" : warnings.front().code};
}

std::string input() {
  return input_text("a", "number");
}
std::string decision(const std::string& logic) {
  return input() + decision_text("d", "a", logic);
}
std::string knowledge_decision(const std::string& logic, const std::string& feel) {
  return "<businessKnowledgeModel id=\"k\" name=\"k\"><variable name=\"k\"/><encapsulatedLogic>" +
         logic +
         "</encapsulatedLogic></businessKnowledgeModel>\n<decision id=\"d\" name=\"d\"><variable "
         "name=\"d\"/><knowledgeRequirement><requiredKnowledge "
         "href=\"#k\"/></knowledgeRequirement>" +
         literal_text(feel) + "</decision>\n";
}

}  // namespace

TEST_CASE("a boxed filter sees the entries of items by name, whatever is known of their type") {
  const std::string list =
      "<filter><in>" + literal_text("[{x: 1, y: 2}, {x: 2, y: 3}]") + "</in><match>";
  CHECK(outcome_of(decision(list + literal_text("x > 1") + "</match></filter>")).value ==
        "[{x: 2, y: 3}]");
  CHECK(outcome_of(decision(list + literal_text("item.y &lt; 3") + "</match></filter>")).value ==
        "[{x: 1, y: 2}]");
  // A list whose items nobody typed.
  const std::string open = "<filter><in>" +
                           literal_text("get value({l: [{x: 1}, {x: 9}]}, \"l\")") +
                           "</in><match>" + literal_text("x > a") + "</match></filter>";
  CHECK(outcome_of(decision(open)).value == "[{x: 9}]");
  const std::string number = "<filter><in>" + literal_text("[1, 2]") + "</in><match>" +
                             literal_text("1 + 1") + "</match></filter>";
  CHECK(outcome_of(decision(number)).warning == "feel.type_error");
}

TEST_CASE("every and some over boxed lists are three-valued") {
  const auto quantified = [](const std::string& kind, const std::string& list) {
    return outcome_of(decision("<" + kind + " iteratorVariable=\"i\"><in>" + literal_text(list) +
                               "</in><satisfies>" + literal_text("i &gt; 1") + "</satisfies></" +
                               kind + ">"))
        .value;
  };
  CHECK(quantified("every", "[2, 3]") == "true");
  CHECK(quantified("every", "[1, 3]") == "false");
  CHECK(quantified("every", "[]") == "true");
  CHECK(quantified("some", "[]") == "false");
  CHECK(quantified("some", "[1, 3]") == "true");
}

TEST_CASE("a business knowledge model may call itself, and no further than the limit") {
  const std::string n = "<formalParameter name=\"n\" typeRef=\"number\"/>";
  CHECK(outcome_of(
            knowledge_decision(n + literal_text("if n &lt; 2 then 1 else n * k(n - 1)"), "k(5)"),
            Strictness::kContent)
            .value == "120");
  const Outcome endless = outcome_of(knowledge_decision(n + literal_text("k(n + 1)"), "k(1)"));
  CHECK(endless.value == "null");
  CHECK(endless.warning == "feel.too_deep");
}

TEST_CASE("a boxed function may call itself by the name of its context entry") {
  const std::string function =
      "<context><contextEntry><variable name=\"f\"/><functionDefinition><formalParameter "
      "name=\"n\" typeRef=\"number\"/>" +
      literal_text("if n &lt; 2 then 1 else n * f(n - 1)") +
      "</functionDefinition></contextEntry><contextEntry>" + literal_text("f(a)") +
      "</contextEntry></context>";
  CHECK(outcome_of(decision(function), Strictness::kContent).value == "120");
}

TEST_CASE("a result is converted once, never twice (clause 10.3.2.9.4)") {
  const std::string logic = "<literalExpression typeRef=\"number\"><text>";
  CHECK(outcome_of(decision(logic + "[7]</text></literalExpression>")).value == "7");
  CHECK(outcome_of(decision(logic + "[[7]]</text></literalExpression>")).value == "null");
}

TEST_CASE("output entries and cells of a relation are of their column's type") {
  const std::string output = "<output name=\"o\" typeRef=\"number\"/>";
  const Outcome wrong = outcome_of(decision(table_text(
      "hitPolicy=\"ANY\"", "a", rule_text("r", "5", "get value({x: \"y\"}, \"x\")"), output)));
  CHECK(wrong.value == "null");
  CHECK(wrong.warning == "dmn.wrong_type");
  CHECK(outcome_of(decision("<relation><column name=\"c\" typeRef=\"number\"/><row>" +
                            literal_text("[4]") + "</row></relation>"))
            .value == "[{c: 4}]");
}

TEST_CASE("priority follows the allowed values of the output's type where the clause has none") {
  const std::string type =
      "<itemDefinition name=\"t\"><typeRef>string</typeRef><allowedValues><text>\"high\", "
      "\"low\"</text></allowedValues></itemDefinition>";
  const std::string table =
      table_text("hitPolicy=\"PRIORITY\"", "a",
                 rule_text("r1", "-", "\"low\"") + rule_text("r2", "5", "\"high\""),
                 "<output name=\"o\" typeRef=\"t\"/>");
  CHECK(outcome_of(type + decision(table)).value == "\"high\"");
}

TEST_CASE("what cannot be aggregated is null with a warning") {
  const std::string rules = rule_text("r1", "-", "\"x\"") + rule_text("r2", "5", "\"y\"");
  const Outcome sum =
      outcome_of(decision(table_text("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "a", rules)));
  CHECK(sum.value == "null");
  CHECK(sum.warning == "dmn.cannot_aggregate");
  CHECK(outcome_of(decision(table_text("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "a", rules)))
            .value == "\"y\"");
}

TEST_CASE(
    "a context with two entries of a name, and a decision without logic, are null and say so") {
  const std::string entry =
      "<contextEntry><variable name=\"x\"/>" + literal_text("1") + "</contextEntry>";
  CHECK(outcome_of(decision("<context>" + entry + entry + "</context>")).warning ==
        "dmn.duplicate_key");
  CHECK(outcome_of(decision("")).warning == "dmn.no_logic");
}

TEST_CASE("an unknown parameter of an invocation is null with a warning in lenient runs") {
  const std::string body =
      "<businessKnowledgeModel id=\"k\" name=\"k\"><variable name=\"k\"/><encapsulatedLogic>"
      "<formalParameter name=\"p\"/>" +
      literal_text("p") +
      "</encapsulatedLogic></businessKnowledgeModel>\n<decision id=\"d\" name=\"d\"><variable "
      "name=\"d\"/><knowledgeRequirement><requiredKnowledge href=\"#k\"/></knowledgeRequirement>"
      "<invocation>" +
      literal_text("k") + "<binding><parameter name=\"q\"/>" + literal_text("1") +
      "</binding></invocation></decision>\n";
  CHECK(outcome_of(body).warning == "dmn.unknown_parameter");
}

TEST_CASE("imported types are read in their own model, with and without a prefix") {
  const auto load = [](const std::string& prefix) {
    const std::string types =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
        "namespace=\"urn:types\" name=\"types\"><itemDefinition name=\"tAmount\"><typeRef>"
        "number</typeRef></itemDefinition><itemDefinition name=\"tAmounts\" "
        "isCollection=\"true\"><typeRef>tAmount</typeRef></itemDefinition></definitions>";
    const std::string import = "<import name=\"" + prefix +
                               "\" namespace=\"urn:types\" "
                               "importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>\n";
    const std::string type = prefix.empty() ? "tAmounts" : prefix + ".tAmounts";
    ModelSet set;
    Diagnostics diagnostics;
    set.add(model_text(import + input_text("a", type) + decision_text("d", "a", literal_text("a"))),
            "m.dmn", diagnostics);
    set.add(types, "t.dmn", diagnostics);
    set.compile(Strictness::kContent, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
    return feel::to_string(set.inputs().front().type.type);
  };
  CHECK(load("t") == "list<number>");
  CHECK(load("") == "list<number>");
}

TEST_CASE("a trace names trouble where it arose, and what came of it further up") {
  ModelSet set;
  Diagnostics diagnostics;
  set.add(model_text(input() + decision_text("broken", "a", literal_text("a / 0")) +
                     "<decision id=\"d\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
                     "<requiredDecision href=\"#broken\"/></informationRequirement>" +
                     literal_text("broken") + "</decision>\n"),
          "m.dmn", diagnostics);
  set.compile(Strictness::kContent, diagnostics);
  REQUIRE(diagnostics.empty());
  Evaluation evaluation(set);
  evaluation.set_inputs_named("a", Value::from_int(5));
  const Json trace = trace_decision(evaluation, *set.find_decision("", "d"));
  const Json& first = trace.at("decisions").at(0);
  CHECK(first.at("warnings").at(0).at("code") == "feel.undefined");
  CHECK(first.at("warnings").at(0).at("at").get<std::string>().substr(0, 8) == "m.dmn:3:");
  CHECK_FALSE(first.contains("caused_by"));
  CHECK(trace.at("decisions").at(1).at("caused_by").at(0) == "broken");
}

}  // namespace alternat::dmn

// SPDX-License-Identifier: EUPL-1.2
// The findings of the legal profile that a table's size and columns give, and a gate that is none.
#include "decisions/assessment/assessment_test_law.h"
#include "decisions/assessment/gate.h"
#include "decisions/assessment/lint.h"

namespace alternat::assessment {
namespace {

struct Shape {
  std::string inputs;  // <input> elements
  std::string rules;
  std::string extension = {};
  std::string output = "<output name=\"o\"/>";
};

std::string model_of(const Shape& shape) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
         "xmlns:alternat=\"urn:alternat:content:1\" id=\"x\" name=\"x\" namespace=\"urn:x\">" +
         test_inputs("pay:number isco:string") + "<decision id=\"d\" name=\"d\">" +
         shape.extension +
         "<variable name=\"d\"/><informationRequirement><requiredInput href=\"#in_pay\"/>"
         "</informationRequirement><informationRequirement><requiredInput href=\"#in_isco\"/>"
         "</informationRequirement><decisionTable hitPolicy=\"ANY\">" +
         shape.inputs + shape.output + "<annotation name=\"legal basis\"/>" + shape.rules +
         "</decisionTable></decision></definitions>";
}

std::string column(const std::string& type, const std::string& text) {
  return "<input><inputExpression" + (type.empty() ? "" : " typeRef=\"" + type + "\"") + "><text>" +
         text + "</text></inputExpression></input>";
}

// "code: message" of each finding.
std::vector<std::string> findings(std::string text, const std::string& policy = "ANY") {
  const std::size_t at = text.find("\"ANY\"");
  text.replace(at, 5, "\"" + policy + "\"");
  TestLaw test;
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(text, "x.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  const Law law{&models, &test.facts, &test.parameters};
  std::vector<std::string> lines;
  const Diagnostics found = lint_legal_profile(law, *models.models().front());
  for (const Diagnostic& item : found.items()) lines.push_back(item.code + ": " + item.message);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a table that nobody can read is refused by its size") {
  std::string inputs, rules;
  for (int i = 0; i < 8; ++i) inputs += column("number", "pay");
  CHECK(findings(model_of({inputs, test_rule("r", Lines(8, "-"), {"x"})})) ==
        Lines{"legal.too_many_inputs: table \"d\" has 8 inputs, at most 7 can be read: split it"});
  for (int i = 0; i < 31; ++i) rules += test_rule("r" + std::to_string(i), {"-"}, {"x"});
  CHECK(findings(model_of({column("number", "pay"), rules})) ==
        Lines{"legal.too_many_rules: table \"d\" has 31 rules, at most 30 can be read: split it"});
}

TEST_CASE("a column says its type, and a text its values") {
  CHECK(findings(model_of({column("", "pay"), test_rule("r", {"-"}, {"x"})})) ==
        Lines{"legal.untyped_input: input \"pay\" of table \"d\" has no typeRef"});
  CHECK(
      findings(model_of({column("string", "substring(isco, 1)"), test_rule("r", {"-"}, {"x"})})) ==
      Lines{"legal.no_allowed_values: input \"substring(isco, 1)\" of table \"d\" needs "
            "<inputValues>: the values it can have"});
}

TEST_CASE("a cell is one line") {
  CHECK(findings(model_of({column("number", "pay"), test_rule("r", {"1,\n2"}, {"x"})})) ==
        Lines{"legal.long_cell: a cell is one line"});
}

TEST_CASE("a table that the sweep cannot check says so") {
  CHECK(findings(model_of({column("number", "pay"), test_rule("r", {"? &gt; 1"}, {"x"})}),
                 "UNIQUE") ==
        Lines{"legal.not_swept: table \"d\" was not checked for gaps and overlaps: \"pay\" has a "
              "cell with a condition"});
}

TEST_CASE("a gate is a UNIQUE table whose outputs are phases") {
  const auto message = [](const std::string& policy, const std::string& output) {
    std::string text = model_of({column("number", "pay"), test_rule("r", {"-"}, {"PASS"}),
                                 "<extensionElements><alternat:gate id=\"G01\"/>"
                                 "</extensionElements>",
                                 "<output name=\"" + output + "\"/>"});
    text.replace(text.find("\"ANY\""), 5, "\"" + policy + "\"");
    TestLaw test;
    dmn::ModelSet models;
    Diagnostics diagnostics;
    models.add(text, "x.dmn", diagnostics);
    models.compile(dmn::Strictness::kContent, diagnostics);
    const Law law{&models, &test.facts, &test.parameters};
    const Result<std::vector<Gate>> gates = find_gates(law);
    REQUIRE(!gates);
    return gates.error().code + ": " + gates.error().message;
  };
  CHECK(message("ANY", "contact") == "assessment.bad_gate: gate \"d\": a gate is a UNIQUE table");
  CHECK(message("UNIQUE", "arrival").substr(0, 68) ==
        "assessment.bad_gate: gate \"d\": output \"arrival\" is not a phase: cont");
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/lint.h"

#include "decisions/assessment/assessment_test_law.h"

namespace alternat::assessment {
namespace {

// A model with one table over the fact pay.
std::vector<std::string> findings(const std::string& policy, const std::string& rules,
                                  const std::string& extension = "") {
  TestLaw test;
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
      "xmlns:alternat=\"urn:alternat:content:1\" id=\"x\" name=\"x\" namespace=\"urn:x\">" +
          test_inputs("pay:number floor_cents:number") + "<decision id=\"d\" name=\"d\">" +
          extension +
          "<informationRequirement><requiredInput href=\"#in_pay\"/>"
          "</informationRequirement><informationRequirement><requiredInput "
          "href=\"#in_floor_cents\"/></informationRequirement>"
          "<decisionTable hitPolicy=\"" +
          policy +
          "\"><input><inputExpression typeRef=\"number\"><text>pay</text></inputExpression>"
          "</input><output name=\"o\"/><annotation name=\"legal basis\"/>" +
          rules + "</decisionTable></decision></definitions>",
      "x.dmn", diagnostics);
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

TEST_CASE("a complete table without overlaps is clean") {
  CHECK(findings("UNIQUE", test_rule("a", {"&lt; 10"}, {"x"}) + test_rule("b", {"&gt;= 10"}, {"y"}))
            .empty());
  CHECK(findings("UNIQUE", test_rule("a", {"&lt; floor_cents"}, {"x"}) +
                               test_rule("b", {"&gt;= floor_cents"}, {"y"}))
            .empty());
}

TEST_CASE("a gap and an overlap are shown with a case") {
  CHECK(
      findings("UNIQUE", test_rule("a", {"&lt; 10"}, {"x"}) + test_rule("b", {"&gt; 10"}, {"y"})) ==
      Lines{"legal.gap: table \"d\" has no rule for pay = 10"});
  CHECK(findings("UNIQUE",
                 test_rule("a", {"&lt;= 10"}, {"x"}) + test_rule("b", {"&gt;= 10"}, {"y"})) ==
        Lines{"legal.overlap: rules a and b of table \"d\" both hit for pay = 10"});
}

TEST_CASE("a rule that no value can reach is named, in every kind of table") {
  for (const char* policy : {"UNIQUE", "COLLECT"})
    CHECK(findings(policy, test_rule("a", {"&lt; 10"}, {"x"}) +
                               test_rule("b", {"&gt;= 10"}, {"y"}) +
                               test_rule("c", {"(10..10)"}, {"z"})) ==
          Lines{"legal.unreachable: rule c of table \"d\" never hits: no value of pay (for example "
                "9) meets the cell (10..10)"});
  CHECK(
      findings("COLLECT", test_rule("a", {"null"}, {"x"}) + test_rule("b", {"-"}, {"y"})).empty());
}

TEST_CASE("FIRST needs a written reason") {
  const std::string rules = test_rule("a", {"-"}, {"x"});
  const Lines lines = findings("FIRST", rules);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].substr(0, 17) == "legal.hit_policy:");
  CHECK(findings("FIRST", rules,
                 "<extensionElements><alternat:reason>The statute lists exceptions in order."
                 "</alternat:reason></extensionElements>")
            .empty());
}

TEST_CASE("a derived value that the reading table does not list is refused") {
  TestLaw test;
  dmn::ModelSet models;
  Diagnostics diagnostics;
  const auto table = [](const std::string& id, const std::string& need, const std::string& input,
                        const std::string& rules) {
    return "<decision id=\"" + id + "\" name=\"" + id + "\"><informationRequirement><required" +
           need + "\"/></informationRequirement><decisionTable hitPolicy=\"UNIQUE\"><input>" +
           input + "</input><output name=\"o\"/><annotation name=\"legal basis\"/>" + rules +
           "</decisionTable></decision>";
  };
  const std::string inner =
      table("inner", "Input href=\"#in_tariff",
            "<inputExpression typeRef=\"boolean\"><text>tariff</text></inputExpression>",
            test_rule("a", {"true"}, {"OLD"}) + test_rule("b", {"not(true)"}, {"NEW"}));
  const std::string outer =
      table("outer", "Decision href=\"#inner",
            "<inputExpression typeRef=\"string\"><text>inner</text></inputExpression>"
            "<inputValues><text>\"OLD\"</text></inputValues>",
            test_rule("c", {"\"OLD\""}, {"x"}));
  models.add(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
      "xmlns:alternat=\"urn:alternat:content:1\" id=\"x\" name=\"x\" namespace=\"urn:x\">" +
          test_inputs("tariff:boolean") + inner + outer + "</definitions>",
      "x.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  const Law law{&models, &test.facts, &test.parameters};
  Lines lines;
  const Diagnostics found = lint_legal_profile(law, *models.models().front());
  for (const Diagnostic& item : found.items()) lines.push_back(item.code + ": " + item.message);
  CHECK(lines ==
        Lines{"legal.value_not_allowed: input \"inner\" of table \"outer\" can be \"NEW\", which "
              "its <inputValues> lack"});
}

TEST_CASE("a rule needs an id and a legal basis") {
  const Lines lines = findings("ANY",
                               "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1"
                               "</text></outputEntry></rule>");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "legal.rule_id: a rule of table \"d\" has no id");
  CHECK(lines[1] ==
        "legal.no_legal_basis: rule  of table \"d\" names no legal basis in its annotation");
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// A small law for tests: facts, one parameter, a pathway with two rows, two gates. Fictitious.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "decisions/assessment/assess.h"
#include "decisions/dmn/model_set.h"

namespace alternat::assessment {

inline std::string fact_text(const std::string& id, const std::string& type,
                             const std::string& more = "") {
  return "[[fact]]\nid = \"" + id + "\"\ntype = \"" + type +
         "\"\ncategory = \"employment\"\nset_by = [\"candidate\"]\n" +
         "label = { de = \"x\", en = \"x\" }\nquestion = { de = \"x?\", en = \"x?\" }\n"
         "help = { de = \"x\", en = \"x\" }\nevidence = { de = \"x\", en = \"x\" }\n"
         "provenance = { mark = \"knowledge\", title = \"test\" }\n" +
         more + "\n";
}

// tidy: table
inline std::string test_facts() {
  const std::string labour = "realm = \"labour\"\n", returns = "realm = \"returns\"\n";
  return fact_text("pay", "number",
                   labour +
                       "unit = \"EUR cents a year\"\nwhole = true\nminimum = 0\nmaximum = "
                       "100000000\nchange = { by = \"candidate\", direction = \"up\" }") +
         fact_text("level", "string",
                   labour +
                       "values = [\"none\", \"A1\", \"A2\", \"B1\", \"B2\"]\nordered = true\n"
                       "change = { by = \"candidate\", direction = \"up\" }") +
         fact_text("birth", "date", labour) +
         fact_text("apply", "date",
                   labour +
                       "presumed_from = \"on\"\nchange = { by = \"candidate\", direction = "
                       "\"any\" }") +
         fact_text("licensed", "boolean", labour + "presumed = true") +
         fact_text("tariff", "boolean", labour + "hook = \"H1\"") +
         fact_text("isco", "string", labour) + fact_text("minor", "boolean", returns) +
         fact_text("decision_served", "boolean", returns) +
         fact_text("never_read", "boolean", labour);
}

inline std::string test_parameters() {
  return "[[parameter]]\nname = \"floor_cents\"\nunit = \"EUR cents a year\"\n"
         "label = { de = \"x\", en = \"x\" }\n[[parameter.value]]\nfrom = 2026-01-01\n"
         "until = 2027-01-01\nvalue = 4800000\ncitation = \"Test Act s.1\"\n"
         "provenance = { mark = \"knowledge\", title = \"test\" }\n";
}

inline std::string test_inputs(const std::string& names_and_types) {
  std::string text, name;
  for (std::size_t at = 0; at < names_and_types.size();) {
    const std::size_t colon = names_and_types.find(':', at);
    const std::size_t end = names_and_types.find(' ', colon);
    name = names_and_types.substr(at, colon - at);
    text += "<inputData id=\"in_" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
            "\" typeRef=\"" + names_and_types.substr(colon + 1, end - colon - 1) +
            "\"/></inputData>";
    at = end == std::string::npos ? names_and_types.size() : end + 1;
  }
  return text;
}

inline std::string test_rule(const std::string& id, const std::vector<std::string>& cells,
                             const std::vector<std::string>& outputs) {
  std::string text = "<rule id=\"" + id + "\">";
  for (const std::string& cell : cells)
    text += "<inputEntry><text>" + cell + "</text></inputEntry>";
  for (const std::string& output : outputs)
    text += "<outputEntry><text>\"" + output + "\"</text></outputEntry>";
  return text + "<annotationEntry><text>Test Act s." + id + "</text></annotationEntry></rule>";
}

// tidy: table
inline std::string test_model() {
  const auto need = [](const std::string& kind, const std::string& id) {
    return "<informationRequirement><required" + kind + " href=\"#" + id +
           "\"/></informationRequirement>";
  };
  const auto column = [](const std::string& type, const std::string& text) {
    return "<input><inputExpression typeRef=\"" + type + "\"><text>" + text +
           "</text></inputExpression></input>";
  };
  const std::string age =
      "<decision id=\"age\" name=\"age\"><variable name=\"age\" typeRef=\"number\"/>" +
      need("Input", "in_birth") + need("Input", "in_apply") +
      "<literalExpression><text>years and months duration(birth, apply).years</text>"
      "</literalExpression></decision>";
  const std::string band =
      "<decision id=\"band\" name=\"band\"><variable name=\"band\"/>" + need("Decision", "age") +
      "<decisionTable hitPolicy=\"UNIQUE\">" + column("number", "age") +
      "<output name=\"o\"/><annotation name=\"legal basis\"/>" +
      test_rule("young", {"&lt; 45"}, {"YOUNG"}) + test_rule("older", {"&gt;= 45"}, {"OLDER"}) +
      "</decisionTable></decision>";
  const std::string row =
      "<decision id=\"A\" name=\"A\"><extensionElements><alternat:row pathway=\"t\" row=\"A\" "
      "class=\"SHALL\" from=\"2024-03-01\" ba_consent=\"none\"/></extensionElements>"
      "<variable name=\"A\" typeRef=\"Any\"/>" +
      need("Input", "in_pay") + need("Input", "in_level") + need("Decision", "band") +
      need("Input", "in_licensed") + need("Input", "in_tariff") + need("Input", "in_isco") +
      need("Input", "in_floor_cents") + "<decisionTable hitPolicy=\"COLLECT\">" +
      column("number", "pay") + column("string", "level") + column("string", "band") +
      column("boolean", "licensed") + column("boolean", "tariff") + column("string", "isco") +
      "<output name=\"outcome\"/><output name=\"code\"/><annotation name=\"legal basis\"/>" +
      test_rule("pay", {"&lt; floor_cents", "-", "-", "-", "not(true)", "-"},
                {"INELIGIBLE", "PAY_LOW"}) +
      test_rule("level", {"-", "\"none\", \"A1\", \"A2\"", "-", "-", "-", "-"},
                {"INELIGIBLE", "LEVEL_LOW"}) +
      test_rule("over45", {"-", "-", "\"OLDER\"", "-", "-", "-"}, {"OFFICER", "AGE"}) +
      test_rule("licence", {"-", "-", "-", "not(true)", "-", "-"}, {"INELIGIBLE", "NO_LICENCE"}) +
      test_rule("isco", {"-", "-", "-", "-", "-", "not(\"2512\", \"2513\")"},
                {"INELIGIBLE", "WRONG_ISCO"}) +
      "</decisionTable></decision>";
  const auto gate = [&](const std::string& id, const std::string& fact, const std::string& outputs,
                        const std::string& rules) {
    return "<decision id=\"" + id + "\" name=\"" + id +
           "\"><extensionElements><alternat:gate id=\"" + id +
           "\" citation=\"Test Act\" lift=\"lift_" + id +
           "\"/></extensionElements><variable name=\"" + id + "\"/>" + need("Input", "in_" + fact) +
           "<decisionTable hitPolicy=\"UNIQUE\">" + column("boolean", fact) + outputs +
           "<annotation name=\"legal basis\"/>" + rules + "</decisionTable></decision>";
  };
  const std::string all =
      "<output name=\"contact\"/><output name=\"scheduling\"/>"
      "<output name=\"execution\"/>";
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
         "xmlns:alternat=\"urn:alternat:content:1\" id=\"t\" name=\"t\" namespace=\"urn:t\">"
         "<extensionElements><alternat:pathway id=\"t\" order=\"1\" citation=\"Test Act\"/>"
         "</extensionElements>" +
         test_inputs(
             "pay:number level:string birth:date apply:date licensed:boolean "
             "tariff:boolean isco:string floor_cents:number minor:boolean "
             "decision_served:boolean") +
         age + band + row +
         gate("G20", "decision_served", all,
              test_rule("g20a", {"true"}, {"PASS", "PASS", "PASS"}) +
                  test_rule("g20b", {"not(true)"}, {"BLOCK", "BLOCK", "BLOCK"})) +
         gate("G37", "minor", all,
              test_rule("g37a", {"not(true)"}, {"PASS", "PASS", "PASS"}) +
                  test_rule("g37b", {"true"}, {"HOLD", "BLOCK", "BLOCK"})) +
         "</definitions>";
}

struct TestLaw {
  terms::FactDictionary facts;
  terms::ParameterTable parameters;
  dmn::ModelSet models;
  Law law;

  TestLaw() {
    Diagnostics diagnostics;
    const Result<TomlNode> fact_file = parse_toml(test_facts(), "facts.toml");
    REQUIRE(fact_file.ok());
    facts.read(*fact_file, diagnostics);
    const Result<TomlNode> parameter_file = parse_toml(test_parameters(), "parameters.toml");
    REQUIRE(parameter_file.ok());
    parameters.read(*parameter_file, diagnostics);
    models.add(test_model(), "t.dmn", diagnostics);
    models.compile(dmn::Strictness::kContent, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
    law = {&models, &facts, &parameters};
  }
};

}  // namespace alternat::assessment

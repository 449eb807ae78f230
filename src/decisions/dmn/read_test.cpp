// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/read.h"

#include <doctest/doctest.h>

#include "decisions/dmn/dmn_test_models.h"
#include "decisions/dmn/model_set.h"

namespace alternat::dmn {
namespace {

// "code@line: message" of everything that loading says.
std::vector<std::string> problems(const std::string& text) {
  ModelSet set;
  Diagnostics diagnostics;
  set.add(text, "m.dmn", diagnostics);
  set.compile(Strictness::kContent, diagnostics);
  std::vector<std::string> lines;
  for (const Diagnostic& item : diagnostics.items())
    lines.push_back(item.code + "@" + std::to_string(item.span.line) + ": " + item.message);
  return lines;
}

std::string only_problem(const std::string& text) {
  const std::vector<std::string> lines = problems(text);
  REQUIRE(lines.size() == 1);
  return lines.front();
}

}  // namespace

TEST_CASE("SHA-256 is that of FIPS 180-4") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a file that is no DMN is named with its namespace") {
  CHECK(only_problem("<html/>") ==
        "dmn.not_dmn@1: the root element is <html> of namespace \"\", not <definitions> of DMN 1.1 "
        "to 1.5");
}

TEST_CASE("a model without a mistake loads silently") {
  CHECK(problems(
            model_text(input_text("a", "number") + decision_text("d", "a", literal_text("a + 1"))))
            .empty());
}

TEST_CASE("each mistake of a model has its code, its place and one message") {
  const std::string input = input_text("a", "number");
  SUBCASE("hit policy") {
    CHECK(only_problem(model_text(input + decision_text("d", "a",
                                                        table_text("hitPolicy=\"SOME\"", "a",
                                                                   rule_text("r", "1", "2"))))) ==
          "dmn.bad_hit_policy@3: \"SOME\" is not a hit policy: UNIQUE, ANY, FIRST, PRIORITY, "
          "COLLECT, RULE ORDER or OUTPUT ORDER");
  }
  SUBCASE("aggregation without COLLECT") {
    CHECK(only_problem(
              model_text(input + decision_text("d", "a",
                                               table_text("hitPolicy=\"ANY\" aggregation=\"SUM\"",
                                                          "a", rule_text("r", "1", "2"))))) ==
          "dmn.bad_aggregation@3: an aggregation needs the hit policy COLLECT, this is ANY");
  }
  SUBCASE("duplicate id") {
    CHECK(only_problem(
              model_text(input + input_text("b", "number") +
                         "<inputData id=\"in_a\" name=\"c\"><variable name=\"c\"/></inputData>")) ==
          "dmn.duplicate_id@4: the id in_a is already used at m.dmn:2:1");
  }
  SUBCASE("duplicate name") {
    CHECK(only_problem(model_text(
              input + "<inputData id=\"x\" name=\"a\"><variable name=\"a\"/></inputData>")) ==
          "dmn.duplicate_name@3: the name \"a\" is already used at m.dmn:2:1");
  }
  SUBCASE("rule width") {
    CHECK(only_problem(model_text(input + decision_text("d", "a",
                                                        table_text("hitPolicy=\"UNIQUE\"", "a",
                                                                   "<rule id=\"r\"/>")))) ==
          "dmn.rule_width@3: rule r has 0 input and 0 output entries, the table has 1 and 1");
  }
  SUBCASE("missing requirement") {
    CHECK(only_problem(model_text(input + input_text("b", "number") +
                                  decision_text("d", "a", literal_text("a + b")))) ==
          "dmn.missing_requirement@4: \"b\" is used but not required: add an "
          "<informationRequirement> or <knowledgeRequirement>");
  }
  SUBCASE("reference to nothing") {
    CHECK(only_problem(model_text(decision_text("d", "a", literal_text("1")))) ==
          "dmn.unknown_input@2: \"#in_a\" refers to nothing that is loaded");
  }
  SUBCASE("unknown type") {
    CHECK(only_problem(model_text(input_text("a", "tMoney"))) ==
          "dmn.unknown_type@2: there is no type \"tMoney\": define it with <itemDefinition> or use "
          "a FEEL type");
  }
  SUBCASE("missing attribute") {
    CHECK(only_problem(model_text("<inputData id=\"x\"><variable name=\"v\"/></inputData>"))
              .substr(0, 23) == "dmn.missing_attribute@2");
  }
  SUBCASE("a construct that is not supported") {
    CHECK(only_problem(model_text("<businessKnowledgeModel id=\"k\" name=\"k\"><encapsulatedLogic "
                                  "kind=\"Java\"/></businessKnowledgeModel>")) ==
          "dmn.unsupported@2: Java functions are not supported yet");
  }
  SUBCASE("another expression language") {
    CHECK(only_problem(model_text(
              "<decision id=\"d\" name=\"d\"><literalExpression "
              "expressionLanguage=\"urn:js\"><text>1</text></literalExpression></decision>")) ==
          "dmn.expression_language@2: expression language urn:js is not supported: write FEEL");
  }
  SUBCASE("missing element") {
    CHECK(only_problem(model_text("<decision id=\"d\" name=\"d\"><list><filter><in>" +
                                  literal_text("[1]") + "</in></filter></list></decision>")) ==
          "dmn.missing_element@2: <filter> needs an expression in <match>");
  }
  SUBCASE("missing import") {
    CHECK(
        only_problem(model_text("<import name=\"g\" namespace=\"urn:none\" "
                                "importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>")) ==
        "dmn.unknown_import@2: no loaded model has the namespace urn:none");
  }
}

TEST_CASE("decisions that rest on each other are refused") {
  const std::vector<std::string> lines = problems(model_text(
      "<decision id=\"a\" name=\"a\"><informationRequirement><requiredDecision "
      "href=\"#b\"/></informationRequirement>" +
      literal_text("b") +
      "</decision>\n<decision id=\"b\" name=\"b\"><informationRequirement><requiredDecision "
      "href=\"#a\"/></informationRequirement>" +
      literal_text("a") + "</decision>"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "dmn.cycle@3: decision \"b\" requires \"a\", which rests on it");
}

TEST_CASE("two models of one namespace are refused") {
  ModelSet set;
  Diagnostics diagnostics;
  set.add(model_text(""), "one.dmn", diagnostics);
  set.add(model_text(""), "two.dmn", diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].code == "dmn.duplicate_namespace");
  CHECK(diagnostics.items()[0].message == "the namespace urn:test is already that of one.dmn");
}

}  // namespace alternat::dmn

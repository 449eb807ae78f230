// SPDX-License-Identifier: EUPL-1.2
// Models with one thing broken: each is refused with one message that says what, where and what to
// do. Nothing broken is ever evaluated to a silent null.
#include <doctest/doctest.h>

#include "decisions/dmn/dmn_test_models.h"
#include "decisions/dmn/model_set.h"

namespace alternat::dmn {
namespace {

// "code@line: message" of the only thing that loading says.
std::string problem(const std::string& text) {
  ModelSet set;
  Diagnostics diagnostics;
  set.add(text, "m.dmn", diagnostics);
  set.compile(Strictness::kContent, diagnostics);
  std::string lines;
  for (const Diagnostic& item : diagnostics.items())
    lines += (lines.empty() ? "" : "\n") + item.code + "@" + std::to_string(item.span.line) + ": " +
             item.message;
  return lines;
}

std::string one_decision(const std::string& logic) {
  return model_text(input_text("a", "number") + decision_text("d", "a", logic));
}

const std::string kInput = input_text("a", "number");

}  // namespace

TEST_CASE("words that DMN does not have are refused, with the nearest that it has") {
  CHECK(problem(one_decision("<literalExpresion><text>1</text></literalExpresion>")) ==
        "dmn.unknown_element@3: DMN has no element <literalExpresion>: did you mean "
        "literalExpression?");
  CHECK(problem(one_decision(table_text("hitpolicy=\"COLLECT\"", "a", rule_text("r", "1", "2")))) ==
        "dmn.unknown_attribute@3: DMN has no attribute hitpolicy of <decisionTable>: did you mean "
        "hitPolicy?");
  CHECK(problem(one_decision(literal_text("1") + literal_text("2"))) ==
        "dmn.duplicate_element@3: <decision> has two expressions, and one is allowed");
}

TEST_CASE("an id stands once, wherever it stands") {
  CHECK(problem(one_decision(table_text("hitPolicy=\"ANY\"", "a", rule_text("d", "1", "2")))) ==
        "dmn.duplicate_id@3: the id d is already used at m.dmn:3:1");
}

TEST_CASE("a reference names something of the right kind") {
  // One message, although the name that the reference would have brought is missing too.
  CHECK(problem(model_text(kInput + decision_text("d", "x", literal_text("a + 1")))) ==
        "dmn.unknown_input@3: \"#in_x\" refers to nothing that is loaded: did you mean "
        "\"#in_a\"?");
  CHECK(problem(model_text(kInput + decision_text("d", "b", literal_text("1")))) ==
        "dmn.unknown_input@3: \"#in_b\" refers to nothing that is loaded: did you mean "
        "\"#in_a\"?");
  CHECK(problem(model_text(kInput +
                           "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
                           "<informationRequirement><requiredDecision href=\"#in_a\"/>"
                           "</informationRequirement>" +
                           literal_text("a") + "</decision>\n")) ==
        "dmn.wrong_reference@3: \"#in_a\" is not a decision: <requiredDecision> takes <decision>");
}

TEST_CASE("an input has a variable, which has its type") {
  CHECK(problem(model_text("<inputData id=\"in_a\" name=\"a\"/>")) ==
        "dmn.missing_variable@2: \"a\" has no <variable>: add one with its name and typeRef");
}

TEST_CASE("types that nothing defines are refused, with the nearest") {
  CHECK(problem(model_text(input_text("a", "numbr"))) ==
        "dmn.unknown_type@2: there is no type \"numbr\": define it with <itemDefinition> or use a "
        "FEEL type; did you mean \"number\"?");
  CHECK(problem(model_text("<itemDefinition name=\"t\"><typeRef>strin</typeRef>"
                           "</itemDefinition>")) ==
        "dmn.unknown_type@2: there is no type \"strin\": define it with <itemDefinition> or use a "
        "FEEL type; did you mean \"string\"?");
}

TEST_CASE("a cell that does not fit its column is refused") {
  CHECK(problem(one_decision(table_text("hitPolicy=\"ANY\"", "a", rule_text("r", "\"x\"", "2")))) ==
        "feel.type_mismatch@3: A number is tested against a string, which is never true; expected "
        "a number.");
  CHECK(problem(one_decision(
            table_text("hitPolicy=\"ANY\"", "a", rule_text("r", "not([\"x\"..\"y\"])", "2")))) ==
        "feel.type_mismatch@3: A number is tested against a string, which is never true; expected "
        "a number.");
  CHECK(problem(one_decision(table_text("hitPolicy=\"ANY\"", "a", rule_text("r", "1,, 2", "2")))) ==
        "feel.syntax@3: Not FEEL: an expression is expected; found ','.");
  CHECK(problem(one_decision(table_text("hitPolicy=\"ANY\"", "a", rule_text("r", "1", "\"x\""),
                                        "<output name=\"o\" typeRef=\"number\"/>"))) ==
        "dmn.type_mismatch@3: the output entry is a string; expected a number");
}

TEST_CASE("a result that is never of the declared type is refused") {
  CHECK(problem(model_text(kInput +
                           "<decision id=\"d\" name=\"d\"><variable name=\"d\" "
                           "typeRef=\"string\"/><informationRequirement><requiredInput "
                           "href=\"#in_a\"/></informationRequirement>" +
                           literal_text("a + 1") + "</decision>\n")) ==
        "dmn.type_mismatch@3: the result of \"d\" is a number; expected a string");
}

TEST_CASE("an argument by a name that the function does not have is refused") {
  const std::string knowledge =
      "<businessKnowledgeModel id=\"k\" name=\"k\"><variable name=\"k\"/><encapsulatedLogic>"
      "<formalParameter name=\"price\" typeRef=\"number\"/>" +
      literal_text("price * 2") + "</encapsulatedLogic></businessKnowledgeModel>\n";
  const std::string decision =
      "<decision id=\"d\" name=\"d\"><variable name=\"d\"/><knowledgeRequirement>"
      "<requiredKnowledge href=\"#k\"/></knowledgeRequirement>";
  CHECK(problem(model_text(knowledge + decision + "<invocation>" + literal_text("k") +
                           "<binding><parameter name=\"prise\"/>" + literal_text("1") +
                           "</binding></invocation></decision>\n")) ==
        "dmn.unknown_parameter@3: the function has no parameter \"prise\": did you mean "
        "\"price\"?");
  CHECK(problem(model_text(knowledge + decision + literal_text("k(1, 2)") + "</decision>\n")) ==
        "feel.wrong_arguments@3: The function takes 1 arguments, not 2.");
  CHECK(problem(model_text(knowledge + decision + literal_text("k(\"x\")") + "</decision>\n")) ==
        "feel.type_mismatch@3: The argument must be a number, not a string.");
}

TEST_CASE("a circle through a decision service is refused") {
  CHECK(problem(
            model_text("<decision id=\"d\" name=\"d\"><variable name=\"d\"/><knowledgeRequirement>"
                       "<requiredKnowledge href=\"#s\"/></knowledgeRequirement>" +
                       literal_text("s()") +
                       "</decision>\n<decisionService id=\"s\" name=\"s\"><variable name=\"s\"/>"
                       "<outputDecision href=\"#d\"/></decisionService>\n")) ==
        "dmn.cycle@3: decision service \"s\" requires \"d\", which rests on it");
}

TEST_CASE("a hit policy of order without output values is warned about") {
  CHECK(
      problem(one_decision(table_text("hitPolicy=\"PRIORITY\"", "a", rule_text("r", "1", "2")))) ==
      "dmn.no_output_order@3: the hit policy needs output values in order of priority");
}

TEST_CASE("an unknown name in a cell is refused with the nearest name") {
  CHECK(problem(model_text(input_text("amount", "number") +
                           decision_text("d", "amount", literal_text("amuont * 2")))) ==
        "feel.unknown_name@3: There is no name 'amuont' here. Did you mean 'amount'?");
}

}  // namespace alternat::dmn

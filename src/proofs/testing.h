// SPDX-License-Identifier: EUPL-1.2
// For the tests of this folder: a small procedure as BPMN text with its facts, messages and
// compiled conditions, ready to be proved.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/markup.h"
#include "decisions/assessment/assessment_test_law.h"
#include "procedures/read_definition.h"
#include "proofs/prove_procedure.h"
#include "proofs/static_flow.h"
#include "proofs/subject.h"

namespace alternat::proofs::testing {

inline std::string element(const std::string& kind, const std::string& id,
                           const std::string& attributes = "", const std::string& inner = "") {
  return "<" + kind + " id=\"" + id + "\" " + attributes + ">" + inner + "</" + kind + ">";
}
inline std::string flow(const std::string& source, const std::string& target,
                        const std::string& condition = "") {
  const std::string inner = condition.empty() ? ""
                                              : "<conditionExpression>" + escape_markup(condition) +
                                                    "</conditionExpression>";
  return element("sequenceFlow", source + "_" + target,
                 "sourceRef=\"" + source + "\" targetRef=\"" + target + "\"", inner);
}

inline std::string facts_text() {
  const auto fact = [](const std::string& id, const std::string& type,
                       const std::string& category) {
    return "[[fact]]\nid = \"" + id + "\"\ntype = \"" + type + "\"\ncategory = \"" + category +
           "\"\nrealm = \"returns\"\nset_by = [\"officer\"]\n"
           "label = { de = \"x\", en = \"x\" }\nquestion = { de = \"x?\", en = \"x?\" }\n"
           "help = { de = \"x\", en = \"x\" }\nevidence = { de = \"x\", en = \"x\" }\n"
           "provenance = { mark = \"knowledge\", title = \"test\" }\n";
  };
  return fact("illness", "boolean", "health") + fact("fear", "boolean", "asylum") +
         fact("tier", "number", "identity") + fact("wish", "boolean", "return") +
         fact("handed_over", "boolean", "return");
}

inline constexpr const char* kMessages = R"(
[[message]]
id = "request"
to = "partner_state"
phase = "contact"
batch = "daily"
purpose = { de = "x", en = "x" }
[[message]]
id = "withdrawal"
to = "partner_state"
after = ["request"]
batch = "daily"
purpose = { de = "x", en = "x" }
[[field]]
field = "evidence"
fact = "tier"
[[act]]
fact = "handed_over"
phase = "execution"
)";

// One small world: what `read` names are facts that every gate reads.
class World {
 public:
  explicit World(const std::string& body, const std::string& messages = kMessages) {
    Diagnostics diagnostics;
    const Result<TomlNode> facts_file = parse_toml(facts_text(), "facts.toml");
    const Result<TomlNode> messages_file = parse_toml(messages, "messages.toml");
    REQUIRE(facts_file.ok());
    REQUIRE(messages_file.ok());
    facts.read(*facts_file, diagnostics);
    rules.read(*messages_file, diagnostics);
    const std::string text =
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
        "xmlns:alternat=\"urn:alternat:content:1\" id=\"d\" targetNamespace=\"t\">"
        "<message id=\"m_stop\" name=\"stop\"/><error id=\"e_no\" errorCode=\"no\"/><process "
        "id=\"p\" isExecutable=\"true\" "
        "alternat:realm=\"returns\" alternat:subject=\"person\">" +
        body + "</process></definitions>";
    auto read =
        procedures::read_definition(text, "p.bpmn", procedures::Profile::kStandard, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) MESSAGE(to_string(item));
    REQUIRE(read.has_value());
    definition = std::move(*read);
    definition.realm = procedures::Realm::kReturns;
    compile();
  }

  Subject subject() const {
    Subject one;
    one.procedure = {&definition, &scope, &expressions};
    one.around = {&facts, &rules, [](std::string_view, std::string_view variable) {
                    return variable == "illness" || variable == "fear";
                  }};
    return one;
  }
  // Proofs of gates and of ends.
  std::vector<Proof> prove(ExploreLimits limits = {}) const {
    return prove_procedure(subject(), {"p", {}}, limits);
  }

  terms::FactDictionary facts;
  terms::MessageRules rules;
  procedures::Definition definition;
  feel::Scope scope;
  std::vector<std::optional<feel::Expression>> expressions;

 private:
  void compile() {
    for (const terms::FactDefinition& fact : facts.all())
      scope.declare(fact.id, fact.type == terms::FactType::kNumber
                                 ? feel::Type::simple(feel::TypeKind::kNumber)
                                 : feel::Type::simple(feel::TypeKind::kBoolean));
    for (const procedures::Node& node : definition.nodes)
      if (!node.result.empty())
        scope.declare(node.result, node.decision.empty()
                                       ? feel::Type::any()
                                       : feel::Type::simple(feel::TypeKind::kString));
    expressions.resize(definition.expression_count);
    Diagnostics diagnostics;
    const auto add = [&](const procedures::Expression& expression) {
      expressions[expression.index] =
          feel::parse_expression(expression.text, scope, {}, diagnostics);
    };
    for (const procedures::Node& node : definition.nodes)
      if (node.script) add(*node.script);
    for (const procedures::Flow& one : definition.flows)
      if (one.condition) add(*one.condition);
    for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  }
};

}  // namespace alternat::proofs::testing

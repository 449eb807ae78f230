// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/explanation.h"

#include <algorithm>

#include "base/sha256.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {
namespace {

using feel::Value;

const char* verdict_text(dmn::Verdict verdict) {
  switch (verdict) {
    case dmn::Verdict::kNo:
      return "no";
    case dmn::Verdict::kYes:
      return "hit";
    case dmn::Verdict::kMaybe:
      return "maybe";
    case dmn::Verdict::kError:
      return "error";
  }
  return "";
}

// Names that the test compares with, and their values.
Json compared(const dmn::Frame& frame, const std::vector<Value>& values,
              const std::vector<std::uint32_t>& slots) {
  Json json = Json::object();
  for (std::uint32_t slot : slots)
    for (const dmn::Link& link : frame.links)
      if (link.slot == slot) json[link.local_name] = feel::to_json(values[slot]);
  return json;
}

Json explain_rule(dmn::Evaluation& evaluation, std::uint32_t decision,
                  const dmn::DecisionTable& table, std::size_t index,
                  const dmn::RuleVerdict& verdict) {
  const dmn::DecisionNode& node = evaluation.models().decisions()[decision];
  const dmn::Rule& rule = table.rules[index];
  Json cells = Json::array();
  for (std::size_t i = 0; i < table.inputs.size() && i < rule.inputs.size(); ++i) {
    const feel::UnaryTests* tests = dmn::find_tests(rule.inputs[i]);
    if (!tests || tests->is_any()) continue;
    const Value says = evaluation.cell_verdict(decision, index, i);
    if (says.is_true()) continue;
    Json cell = {{"input", i},
                 {"test", rule.inputs[i].text},
                 {"verdict", says.is_false()     ? "no"
                             : says.is_unknown() ? "maybe"
                                                 : "error"}};
    const std::vector<std::uint32_t> slots = tests->slots();
    if (!slots.empty())
      cell["compared"] = compared(node.frame, evaluation.frame_of(decision), slots);
    cells.push_back(std::move(cell));
  }
  Json json = {{"id", rule.id},
               {"legal_basis", assessment::legal_basis(table, rule)},
               {"verdict", verdict_text(verdict.verdict)},
               {"cells", std::move(cells)}};
  if (verdict.verdict != dmn::Verdict::kYes && verdict.verdict != dmn::Verdict::kMaybe) return json;
  Json outputs = Json::object();
  for (std::size_t i = 0; i < table.outputs.size(); ++i)
    outputs[table.outputs[i].name.empty() ? "result" : table.outputs[i].name] =
        feel::to_json(evaluation.rule_output(decision, index, i));
  json["outputs"] = std::move(outputs);
  return json;
}

Json explain_table(dmn::Evaluation& evaluation, std::uint32_t decision,
                   const dmn::DecisionTable& table) {
  Json inputs = Json::array();
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    inputs.push_back({{"expression", table.inputs[i].expression.text},
                      {"value", feel::to_json(evaluation.cell_input(decision, i))}});
  std::vector<dmn::RuleVerdict> verdicts;
  evaluation.rule_verdicts(decision, verdicts);
  Json rules = Json::array();
  for (std::size_t i = 0; i < table.rules.size(); ++i)
    rules.push_back(explain_rule(evaluation, decision, table, i, verdicts[i]));
  return {{"hit_policy", dmn::to_text(table.hit_policy)},
          {"aggregation", dmn::to_text(table.aggregation)},
          {"inputs", std::move(inputs)},
          {"rules", std::move(rules)}};
}

Json explain_one(dmn::Evaluation& evaluation, std::uint32_t decision) {
  const dmn::DecisionNode& node = evaluation.models().decisions()[decision];
  const dmn::Definitions& model = *evaluation.models().models()[node.model];
  Json json = {{"model", model.name},
               {"decision", node.decision->name},
               {"result", feel::to_json(evaluation.decide(decision))}};
  if (!node.decision->expression) return json;
  if (const auto* table = std::get_if<dmn::DecisionTable>(&node.decision->expression->node)) {
    json["table"] = explain_table(evaluation, decision, *table);
    return json;
  }
  Json inputs = Json::object();
  const std::vector<Value> frame = evaluation.frame_of(decision);
  for (const dmn::Link& link : node.frame.links)
    if (link.is_read &&
        (link.source == dmn::Source::kInput || link.source == dmn::Source::kDecision))
      inputs[link.local_name] = feel::to_json(frame[link.slot]);
  json["inputs"] = std::move(inputs);
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&node.decision->expression->node))
    json["expression"] = literal->text.text;
  return json;
}

}  // namespace

std::vector<std::uint32_t> decisions_explained(const Plan& plan) {
  std::vector<std::uint32_t> order;
  const auto add = [&](std::uint32_t decision) {
    if (std::find(order.begin(), order.end(), decision) == order.end()) order.push_back(decision);
  };
  for (std::uint32_t wanted : plan.wanted()) {
    for (std::uint32_t earlier : plan.models().decisions()[wanted].decision_closure) add(earlier);
    add(wanted);
  }
  return order;
}

std::string plan_identity(const Plan& plan) {
  std::string text;
  for (std::uint32_t decision : decisions_explained(plan)) {
    const dmn::DecisionNode& node = plan.models().decisions()[decision];
    text += plan.models().models()[node.model]->hash + " " + node.decision->name + "\n";
  }
  for (const Bound& bound : plan.program().bound)
    text += bound.name + "=" + feel::to_literal(bound.value) + "\n";
  return sha256_hex(text);
}

std::string explanation_id(std::string_view identity, std::string_view facts) {
  std::string text(identity);
  text += facts;
  return "explanation_" + sha256_hex(text).substr(0, 32);
}

Json explain(const Plan& plan, dmn::Evaluation& evaluation) {
  const feel::EvaluationContext::Muted muted(evaluation.context());
  Json decisions = Json::array();
  for (std::uint32_t decision : decisions_explained(plan))
    decisions.push_back(explain_one(evaluation, decision));
  std::string facts;
  for (const PlanInput& input : plan.inputs())
    facts += feel::to_json(evaluation.input(input.model_inputs.front())).dump() + "\n";
  Json models = Json::object();
  for (std::uint32_t decision : decisions_explained(plan)) {
    const dmn::Definitions& model =
        *plan.models().models()[plan.models().decisions()[decision].model];
    models[model.name] = model.hash;
  }
  return {{"version", kExplanationVersion},
          {"id", explanation_id(plan_identity(plan), facts)},
          {"models", std::move(models)},
          {"decisions", std::move(decisions)}};
}

}  // namespace alternat::prepared

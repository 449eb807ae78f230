// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/trace.h"

#include "decisions/dmn/compiled.h"
#include "decisions/dmn/read.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

using feel::Value;

const char* to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNo:
      return "no";
    case Verdict::kYes:
      return "hit";
    case Verdict::kMaybe:
      return "maybe";
    case Verdict::kError:
      return "error";
  }
  return "";
}

const char* cell_verdict_text(const Value& verdict) {
  if (verdict.is_true()) return "yes";
  if (verdict.is_false()) return "no";
  return verdict.is_unknown() ? "maybe" : "error";
}

Json slot_values(const Frame& frame, const std::vector<Value>& values,
                 const std::vector<std::uint32_t>& slots) {
  Json json = Json::object();
  for (std::uint32_t slot : slots)
    for (const Link& link : frame.links)
      if (link.slot == slot) json[link.local_name] = feel::to_json(values[slot]);
  return json;
}

Json trace_rule(Evaluation& evaluation, std::uint32_t decision, const DecisionTable& table,
                std::size_t index, const RuleVerdict& verdict) {
  const DecisionNode& node = evaluation.models().decisions()[decision];
  const Rule& rule = table.rules[index];
  Json cells = Json::array();
  for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
    const feel::UnaryTests* tests = find_tests(rule.inputs[i]);
    Json cell = {{"test", rule.inputs[i].text}};
    if (!tests || tests->is_any()) {
      cell["verdict"] = "any";
    } else {
      cell["verdict"] = cell_verdict_text(evaluation.cell_verdict(decision, index, i));
      cell["compared"] = slot_values(node.frame, evaluation.frame_of(decision), tests->slots());
    }
    cells.push_back(std::move(cell));
  }
  Json json = {{"id", rule.id}, {"verdict", to_text(verdict.verdict)}, {"cells", std::move(cells)}};
  if (verdict.verdict == Verdict::kYes || verdict.verdict == Verdict::kMaybe) {
    Json outputs = Json::object();
    for (std::size_t i = 0; i < table.outputs.size(); ++i)
      outputs[table.outputs[i].name.empty() ? "result" : table.outputs[i].name] =
          feel::to_json(evaluation.rule_output(decision, index, i));
    json["outputs"] = std::move(outputs);
  }
  return json;
}

Json trace_table(Evaluation& evaluation, std::uint32_t decision, const DecisionTable& table) {
  Json inputs = Json::array();
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    inputs.push_back({{"expression", table.inputs[i].expression.text},
                      {"label", table.inputs[i].label},
                      {"value", feel::to_json(evaluation.cell_input(decision, i))}});
  std::vector<RuleVerdict> verdicts;
  evaluation.rule_verdicts(decision, verdicts);
  Json rules = Json::array();
  for (std::size_t i = 0; i < table.rules.size(); ++i)
    rules.push_back(trace_rule(evaluation, decision, table, i, verdicts[i]));
  return {{"hit_policy", to_text(table.hit_policy)},
          {"aggregation", to_text(table.aggregation)},
          {"inputs", std::move(inputs)},
          {"rules", std::move(rules)}};
}

Json trace_one(Evaluation& evaluation, std::uint32_t decision) {
  const DecisionNode& node = evaluation.models().decisions()[decision];
  const Definitions& model = *evaluation.models().models()[node.model];
  const std::vector<Value> frame = evaluation.frame_of(decision);
  Json inputs = Json::object();
  for (const Link& link : node.frame.links)
    if (link.is_read && (link.source == Source::kInput || link.source == Source::kDecision))
      inputs[link.local_name] = feel::to_json(frame[link.slot]);
  Json json = {{"model", model.name},
               {"model_hash", model.hash},
               {"decision", node.decision->name},
               {"decision_id", node.decision->id},
               {"inputs", std::move(inputs)},
               {"result", feel::to_json(evaluation.decide(decision))}};
  if (!node.decision->expression) return json;
  if (const auto* table = std::get_if<DecisionTable>(&node.decision->expression->node))
    json["table"] = trace_table(evaluation, decision, *table);
  if (const auto* literal = std::get_if<LiteralExpression>(&node.decision->expression->node))
    json["expression"] = literal->text.text;
  return json;
}

}  // namespace

Json trace_decision(Evaluation& evaluation, std::uint32_t decision) {
  const feel::EvaluationContext::Muted muted(evaluation.context());
  Json decisions = Json::array();
  for (std::uint32_t earlier : evaluation.models().decisions()[decision].decision_closure)
    decisions.push_back(trace_one(evaluation, earlier));
  decisions.push_back(trace_one(evaluation, decision));
  Json json = {{"version", kTraceVersion}, {"decisions", std::move(decisions)}};
  json["id"] = "trace_" + sha256_hex(json.dump()).substr(0, 32);
  return json;
}

}  // namespace alternat::dmn

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/trace.h"

#include <map>

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

// The trouble of each decision by itself, found by evaluating once more in order; and which null
// results come from the null of a decision before them.
struct Trouble {
  std::map<std::uint32_t, std::vector<feel::Warning>> warnings;
  std::map<std::uint32_t, std::vector<std::string>> causes;
};

Trouble find_trouble(Evaluation& evaluation, const std::vector<std::uint32_t>& order) {
  const ModelSet& models = evaluation.models();
  Evaluation again(models);
  again.context().set_today(evaluation.context().today());
  again.context().set_now(evaluation.context().now());
  for (std::uint32_t i = 0; i < models.inputs().size(); ++i)
    again.set_input(i, evaluation.input(i));
  Trouble trouble;
  for (const std::uint32_t index : order) {
    again.context().clear_warnings();
    const DecisionNode& node = models.decisions()[index];
    const bool is_null = again.decide(index).is_null();
    if (again.context().has_warnings()) trouble.warnings[index] = again.context().warnings();
    if (!is_null) continue;
    for (const Link& link : node.frame.links)
      if (link.source == Source::kDecision && link.is_read && again.decide(link.index).is_null() &&
          (trouble.warnings.contains(link.index) || trouble.causes.contains(link.index)))
        trouble.causes[index].push_back(models.decisions()[link.index].decision->name);
  }
  return trouble;
}

void add_trouble(const Trouble& trouble, std::uint32_t decision, Json& json) {
  if (const auto found = trouble.warnings.find(decision); found != trouble.warnings.end()) {
    json["warnings"] = Json::array();
    for (const feel::Warning& warning : found->second)
      json["warnings"].push_back(
          {{"code", warning.code}, {"message", warning.message}, {"at", to_string(warning.span)}});
  }
  if (const auto found = trouble.causes.find(decision); found != trouble.causes.end())
    json["caused_by"] = found->second;
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
  std::vector<std::uint32_t> order = evaluation.models().decisions()[decision].decision_closure;
  order.push_back(decision);
  const Trouble trouble = find_trouble(evaluation, order);
  Json decisions = Json::array();
  for (const std::uint32_t each : order) {
    decisions.push_back(trace_one(evaluation, each));
    add_trouble(trouble, each, decisions.back());
  }
  Json json = {{"version", kTraceVersion}, {"decisions", std::move(decisions)}};
  json["id"] = "trace_" + sha256_hex(json.dump()).substr(0, 32);
  return json;
}

}  // namespace alternat::dmn

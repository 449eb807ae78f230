// SPDX-License-Identifier: EUPL-1.2
#include "casework/decision_run.h"

#include <algorithm>
#include <array>

#include "decisions/assessment/assess.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"

namespace alternat::casework {
namespace {

using assessment::PathwayOutcome;

// From worst to best; the best row speaks for the pathway.
int rank_of(PathwayOutcome outcome) {
  static constexpr std::array kOrder = {PathwayOutcome::kIneligible, PathwayOutcome::kNeedsInfo,
                                        PathwayOutcome::kOfficer, PathwayOutcome::kEligible};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), outcome) - kOrder.begin());
}

// "*": the pathway the case is about, if its facts name one, else the best of all.
std::vector<std::string> pathways_of(const std::string& pathway, const Json& facts) {
  if (pathway != "*") return {pathway};
  const auto target = facts.find("target_pathway");
  if (target != facts.end() && target->is_string()) return {target->get<std::string>()};
  return {};
}

Result<DecisionOutcome> run_pathway(const Node& node, const projections::CaseRow& row,
                                    const std::string& pathway, const Json& facts) {
  assessment::AssessmentOptions options(node.today());
  options.pathways = pathways_of(pathway, facts);
  Result<Json> under = node.program().facts_under(row.partnership, facts, options.on, options.on);
  if (!under) return under.error();
  Result<std::vector<assessment::PathwayResult>> results =
      assessment::assess_pathways(node.program().law(), *under, options);
  if (!results) return results.error();
  const auto best = std::max_element(
      results->begin(), results->end(),
      [](const auto& a, const auto& b) { return rank_of(a.outcome) < rank_of(b.outcome); });
  if (best == results->end())
    return Error{Fault::kNotFound,
                 "casework.no_pathway",
                 "The content has no pathway '" +
                     (options.pathways.empty() ? pathway : options.pathways.front()) +
                     "'. The case waits until it has.",
                 {}};
  return DecisionOutcome{std::string(assessment::to_text(best->outcome)), best->model,
                         assessment::to_json(options.on.to_iso(), *results)};
}

// A model that a procedure calls has one decision of its own name.
Result<DecisionOutcome> run_model(const Node& node, const std::string& model, const Json& facts) {
  const dmn::ModelSet& models = node.program().models();
  const dmn::Definitions* definitions = models.find_model(model);
  const std::optional<std::uint32_t> decision =
      definitions ? models.find_decision(definitions->namespace_uri, model) : std::nullopt;
  if (!decision)
    return Error{Fault::kNotFound,
                 "casework.no_model",
                 "The content has no model '" + model + "' with a decision of that name.",
                 {}};
  dmn::Evaluation evaluation(models);
  Json given = facts;
  given["on"] = node.today().to_iso();
  for (const auto& [name, json] : given.items())
    for (const std::uint32_t input : models.inputs_named(name)) {
      Result<feel::Value> value = feel::from_json(json, models.inputs()[input].type.type);
      if (!value) return value.error();
      evaluation.set_input(input, *value);
    }
  const feel::Value result = evaluation.decide(*decision);
  // A fact that is not recorded leaves the model open; a person looks.
  const Json json = feel::to_json(result);
  return DecisionOutcome{json.is_string() ? json.get<std::string>() : "REVIEW",
                         definitions->hash,
                         {{"model", model}, {"outcome", json}}};
}

Result<DecisionOutcome> run_safeguards(const Node& node, const std::string& phase,
                                       const Json& facts) {
  const assessment::AssessmentOptions options(node.today());
  Result<assessment::SafeguardResult> result = assessment::assess_safeguards(
      node.program().law(), facts, options, assessment::expected_gates());
  if (!result) return result.error();
  for (const assessment::PhaseResult& of : result->phases)
    if (assessment::to_text(of.phase) == phase)
      return DecisionOutcome{std::string(assessment::to_text(of.outcome)), node.program().hash(),
                             assessment::to_json(*result)};
  return Error{Fault::kNotFound, "casework.no_phase", "There is no phase '" + phase + "'.", {}};
}

}  // namespace

Json facts_of(const program::Program& program, const procedures::Values& values) {
  Json facts = Json::object();
  for (const auto& [name, text] : values)
    if (program.content().facts.find(name)) facts[name] = Json::parse(text, nullptr, false);
  return facts;
}

Result<DecisionOutcome> run_decision(const Node& node, const projections::CaseRow& row,
                                     const std::string& decision, CaseValues& values) {
  Result<const procedures::Values*> all = values.all();
  if (!all) return all.error();
  const Json facts = facts_of(node.program(), **all);
  const std::size_t colon = decision.find(':');
  const std::string what = decision.substr(colon + 1);
  if (decision.starts_with("model:")) return run_model(node, what, facts);
  return decision.starts_with("safeguards:") ? run_safeguards(node, what, facts)
                                             : run_pathway(node, row, what, facts);
}

}  // namespace alternat::casework

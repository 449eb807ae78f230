// SPDX-License-Identifier: EUPL-1.2
// Decisions as view models.
#include "api/resources/decision_page.h"

#include <algorithm>

#include "api/resources/decision_table.h"
#include "api/resources/pathway_results.h"
#include "api/resources/safeguards_panel.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

std::string label_of(const DecisionInput& input, const std::string& outcome) {
  if (outcome.empty()) return {};
  return input.words.label(input.name.kind == "safeguards" ? "safeguard_outcome" : "outcome",
                           outcome);
}

Json facts_json(const DecisionInput& input) {
  Json out = Json::array();
  for (const auto& [name, value] : input.facts.items()) {
    const bool contexts = value.is_array() && !value.empty() && value[0].is_object();
    out.push_back(
        {{"fact", name},
         {"label", shown_name(input.words, input.content, name)},
         {"value_text",
          contexts ? input.words.text("check.several", {{"count", std::to_string(value.size())}})
                   : shown_value(input.words, input.content, name, value)}});
  }
  return out;
}

Page head(const DecisionInput& input) {
  const Words& words = input.words;
  const RecordedDecision& then = input.recorded;
  const bool same_model = then.model == input.model_now;
  const bool same_outcome = then.outcome == input.outcome_now;
  Page page;
  page.template_name = "decision";
  page.title = input.title;
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {{"title", input.title},
                {"question", input.question},
                {"case_href", input.case_href},
                {"case_title", input.case_title},
                {"kind", input.name.kind},
                {"decision", input.name.kind + ":" + input.name.what},
                {"outcome", input.outcome_now},
                {"outcome_label", label_of(input, input.outcome_now)},
                {"recorded_outcome", then.outcome},
                {"recorded_label", label_of(input, then.outcome)},
                {"recorded_on", then.on_text},
                {"recorded_href", then.record_href},
                {"model_recorded", then.model},
                {"model_now", input.model_now},
                {"is_same_model", same_model},
                {"is_same_outcome", same_outcome},
                {"facts", facts_json(input)},
                {"results", Json::array()},
                {"phase_result", nullptr},
                {"phases", Json::array()}};
  page.model["comparison"] =
      then.outcome.empty() ? words.text("decision.never")
      : same_outcome       ? words.text(same_model ? "decision.same" : "decision.same_other_model")
                     : words.text(same_model ? "decision.other_facts" : "decision.other_model");
  return page;
}

}  // namespace

DecisionName split_decision(std::string_view decision) {
  const std::size_t colon = decision.find(':');
  if (colon == std::string_view::npos) return {"model", std::string(decision)};
  return {std::string(decision.substr(0, colon)), std::string(decision.substr(colon + 1))};
}

std::vector<access::FactCategory> hidden_inputs(const program::Program& program,
                                                const std::vector<access::FactCategory>& hidden) {
  std::vector<access::FactCategory> out;
  for (const access::FactCategory category : hidden) {
    const bool is_read =
        std::any_of(program.content().facts.all().begin(), program.content().facts.all().end(),
                    [&](const terms::FactDefinition& fact) {
                      return access::find_category(terms::to_text(fact.category)) == category &&
                             !program.models().inputs_named(fact.id).empty();
                    });
    if (is_read) out.push_back(category);
  }
  return out;
}

Page pathway_decision_page(const DecisionInput& input,
                           const std::vector<assessment::PathwayResult>& results) {
  Page page = head(input);
  const Answers none;
  const std::vector<assessment::PathwayResult> no_plain;
  const Page answers =
      results_page(input.words, {input.content, none, input.words.today(), results, no_plain});
  Json all = answers.model["results"];
  for (const Json& result : answers.model["not_met"]) all.push_back(result);
  page.model["results"] = std::move(all);
  page.model["is_pathway"] = true;
  return page;
}

Page safeguard_decision_page(const DecisionInput& input,
                             const assessment::SafeguardResult& result) {
  Page page = head(input);
  for (const assessment::Phase phase : assessment::kPhases)
    if (assessment::to_text(phase) == input.name.what)
      page.model["phase_result"] = safeguard_phase(input.words, input.content, result, phase);
  page.model["phases"] = safeguard_phases(input.words, result);
  page.model["is_safeguards"] = true;
  return page;
}

Page model_decision_page(const DecisionInput& input) {
  return head(input);
}

}  // namespace alternat::api

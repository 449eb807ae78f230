// SPDX-License-Identifier: EUPL-1.2
// The decision page for a request: facts through the viewer's Grant, the models of today.
#include <algorithm>

#include "api/resources/case_show.h"
#include "api/resources/decision_page.h"
#include "api/resources/pathway_results.h"
#include "api/resources/work_routes.h"
#include "casework/case_values.h"
#include "casework/decision_run.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

RecordedDecision last_recorded(const Words& words, const CaseCopy& copy,
                               const std::vector<Json>& bodies, std::string_view element) {
  RecordedDecision out;
  for (std::size_t i = copy.log.size(); i-- > 0;) {
    const projections::LogRow& line = copy.log[i];
    if (line.type != "DecisionRecorded" || line.element != element || i >= bodies.size()) continue;
    out.outcome = bodies[i].value("outcome", "");
    out.model = bodies[i].value("trace", "");
    out.on_text = moment_text(words, line.recorded_at);
    out.record_href = "/records/" + std::to_string(line.position);
    return out;
  }
  return out;
}

// The pathway the case is about; all of them would drown the one that counts.
std::vector<std::string> pathways_of(const std::string& pathway, const Json& facts) {
  if (pathway != "*") return {pathway};
  const auto target = facts.find("target_pathway");
  if (target != facts.end() && target->is_string()) return {target->get<std::string>()};
  return {};
}

Result<Page> pathway_page(const Site& site, const projections::CaseRow& row, DecisionInput& input) {
  assessment::AssessmentOptions options(site.today());
  options.pathways = pathways_of(input.name.what, input.facts);
  options.with_trace = !options.pathways.empty();
  Result<Json> under =
      site.program->facts_under(row.partnership, input.facts, options.on, options.on);
  if (!under) return under.error();
  Result<std::vector<assessment::PathwayResult>> results =
      assessment::assess_pathways(site.law, *under, options);
  if (!results) return results.error();
  if (!results->empty()) {
    const auto best = std::min_element(results->begin(), results->end(), better_result);
    input.outcome_now = assessment::to_text(best->outcome);
    input.model_now = best->model;
  }
  return pathway_decision_page(input, *results);
}

Result<Page> safeguards_page(const Site& site, DecisionInput& input) {
  const assessment::AssessmentOptions options(site.today());
  Result<assessment::SafeguardResult> result =
      assessment::assess_safeguards(site.law, input.facts, options, assessment::expected_gates());
  if (!result) return result.error();
  for (const assessment::PhaseResult& phase : result->phases)
    if (assessment::to_text(phase.phase) == input.name.what)
      input.outcome_now = assessment::to_text(phase.outcome);
  input.model_now = site.program->hash();
  return safeguard_decision_page(input, *result);
}

Result<Page> model_page(const Site& site, const projections::CaseRow& row, DecisionInput& input) {
  casework::CaseValues values(*site.node, row);
  Result<casework::DecisionOutcome> outcome =
      casework::run_decision(*site.node, row, "model:" + input.name.what, values);
  if (!outcome) return outcome.error();
  if (Status caught = site.node->catch_up(); !caught) return caught.error();
  input.outcome_now = outcome->outcome;
  input.model_now = outcome->model;
  return model_decision_page(input);
}

Error hidden_error(const Words& words, const std::vector<access::FactCategory>& hidden) {
  std::string names;
  for (const access::FactCategory category : hidden)
    names += (names.empty() ? "" : ", ") + words.label("category", access::to_text(category));
  return {Fault::kForbidden,
          "decision.hidden_facts",
          words.text("decision.hidden", {{"categories", names}}),
          {}};
}

Response show_decision(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Words words = visit.words();
  const Result<CaseCopy> copy =
      open_file(site, *viewer, request.parameter("partnership"), request.parameter("case"));
  if (!copy) return respond_error(visit, copy.error());
  const std::string element(request.parameter("element"));
  const procedures::Definition& definition = copy->procedure->definition;
  const procedures::NodeIndex index = definition.find_node(element);
  if (index == procedures::kNoIndex || definition.nodes[index].decision.empty())
    return respond_error(visit,
                         Error{Fault::kNotFound,
                               "decision.not_found",
                               "The procedure has no decision '" + element.substr(0, 60) + "'.",
                               {}});
  if (copy->sight != Sight::kFile)
    return respond_error(
        visit,
        Error{Fault::kForbidden, "case.no_part", "Your role has no part in this decision.", {}});
  const Result<std::vector<Json>> bodies = read_bodies(site, copy->row);
  if (!bodies) return respond_error(visit, bodies.error());
  const Result<SeenFacts> seen = read_facts(site, *viewer, *copy, *bodies);
  if (!seen) return respond_error(visit, seen.error());
  const std::vector<access::FactCategory> hidden = hidden_inputs(*site.program, seen->hidden);
  if (!hidden.empty()) return respond_error(visit, hidden_error(words, hidden));
  DecisionInput input{words, *site.content, element_name(words, definition, element)};
  input.case_href = "/cases/" + copy->row.partnership + "/" + copy->row.id;
  input.case_title = procedure_title(words, definition) + " " + short_id(copy->row.id);
  input.synthetic = is_fictitious(*site.content, copy->row.partnership);
  input.name = split_decision(definition.nodes[index].decision);
  input.question = element_help(words, definition, element);
  input.recorded = last_recorded(words, *copy, *bodies, element);
  input.facts = seen->as_object(site.content->facts);
  const Result<Page> page = input.name.kind == "safeguards" ? safeguards_page(site, input)
                            : input.name.kind == "pathway"  ? pathway_page(site, copy->row, input)
                                                            : model_page(site, copy->row, input);
  return page ? respond(visit, *page) : respond_error(visit, page.error());
}

}  // namespace

void add_decision_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/cases/{partnership}/{case}/decisions/{element}", Effect::kRead,
              [&site](const Request& request) { return show_decision(site, request); }});
}

}  // namespace alternat::api

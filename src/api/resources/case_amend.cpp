// SPDX-License-Identifier: EUPL-1.2
// Recording and correcting facts of a running case: those that are recorded, and those that a
// decision of the case still needs. What the role may not write is not asked.
#include <algorithm>
#include <charconv>

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/decision_page.h"
#include "api/resources/pathway_form.h"
#include "api/resources/work_routes.h"
#include "casework/work_on_case.h"
#include "decisions/dmn/model_set.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

struct Amend {
  Viewer viewer;
  CaseCopy copy;
  SeenFacts seen;
  std::vector<const terms::FactDefinition*> asked;  // needed ones first
  std::size_t needed = 0;
};

void add_needed(const Site& site, const Amend& amend, const DecisionName& name,
                std::vector<std::string>& needed) {
  const Json facts = amend.seen.as_object(site.content->facts);
  assessment::AssessmentOptions options(site.today());
  options.with_shortest = false;
  if (name.kind == "safeguards") {
    const auto result =
        assessment::assess_safeguards(site.law, facts, options, assessment::expected_gates());
    if (!result) return;
    for (const assessment::PhaseResult& phase : result->phases)
      if (assessment::to_text(phase.phase) == name.what)
        for (const assessment::GateResult& gate : phase.gates)
          needed.insert(needed.end(), gate.unknown.begin(), gate.unknown.end());
    return;
  }
  if (name.kind != "pathway") return;
  const auto target = facts.find("target_pathway");
  if (name.what != "*") {
    options.pathways = {name.what};
  } else if (target != facts.end() && target->is_string()) {
    options.pathways = {target->get<std::string>()};
  } else {
    return;  // every pathway at once would ask everything
  }
  const Result<Json> under =
      site.program->facts_under(amend.copy.row.partnership, facts, options.on, options.on);
  if (!under) return;
  const auto results = assessment::assess_pathways(site.law, *under, options);
  if (!results) return;
  for (const assessment::PathwayResult& result : *results)
    needed.insert(needed.end(), result.missing.begin(), result.missing.end());
}

// What the model of a pathway reads, whatever the answer is. For those who do not see every fact:
// which facts are open would tell them about the hidden ones.
void add_inputs(const Site& site, const Amend& amend, const DecisionName& name,
                std::vector<std::string>& needed) {
  std::string pathway = name.what;
  if (const SeenFact* target = amend.seen.find("target_pathway");
      pathway == "*" && target && target->value.is_string())
    pathway = target->value.get<std::string>();
  const dmn::ModelSet& models = site.program->models();
  for (const terms::FactDefinition& fact : site.content->facts.all()) {
    if (amend.seen.find(fact.id)) continue;
    const auto inputs = models.inputs_named(fact.id);
    const bool is_read = std::any_of(inputs.begin(), inputs.end(), [&](std::uint32_t input) {
      if (models.models()[models.inputs()[input].model]->name == pathway) return true;
      // An input of a model that this one imports counts too.
      const auto dependents = models.dependents(input);
      return std::any_of(dependents.begin(), dependents.end(), [&](std::uint32_t decision) {
        return models.models()[models.decisions()[decision].model]->name == pathway;
      });
    });
    if (is_read) needed.push_back(fact.id);
  }
}

// Candidates and employers say what is theirs to say; offices record what they are told.
bool is_theirs(const terms::FactDefinition& fact, access::Role role) {
  if (role != access::Role::kCandidate && role != access::Role::kEmployer) return true;
  return std::find(fact.set_by.begin(), fact.set_by.end(), access::to_text(role)) !=
         fact.set_by.end();
}

Status choose_facts(const Site& site, Amend& amend) {
  Result<access::Grant> grant = grant_for(*site.program, amend.viewer, amend.copy.row);
  if (!grant) return grant.error();
  const auto may_ask = [&](const std::string& id) -> const terms::FactDefinition* {
    const terms::FactDefinition* fact = site.content->facts.find(id);
    const std::optional<access::FactCategory> category =
        fact ? access::find_category(terms::to_text(fact->category)) : std::nullopt;
    const bool is_plain = fact && fact->type != terms::FactType::kContexts;
    return is_plain && category && grant->may_write(*category) &&
                   fact->realms.contains(amend.copy.row.realm) &&
                   is_theirs(*fact, amend.viewer.role)
               ? fact
               : nullptr;
  };
  std::vector<std::string> needed;
  const bool sees_all = hidden_inputs(*site.program, amend.seen.hidden).empty();
  for (const procedures::Node& node : amend.copy.procedure->definition.nodes) {
    if (node.decision.empty()) continue;
    (sees_all ? add_needed : add_inputs)(site, amend, split_decision(node.decision), needed);
  }
  const auto add = [&](const std::string& id) {
    const terms::FactDefinition* fact = may_ask(id);
    if (fact && std::find(amend.asked.begin(), amend.asked.end(), fact) == amend.asked.end())
      amend.asked.push_back(fact);
  };
  for (const std::string& id : needed) add(id);
  amend.needed = amend.asked.size();
  for (const SeenFact& fact : amend.seen.facts) add(fact.name);
  return {};
}

Result<Amend> read_amend(const Visit& visit) {
  Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return viewer.error();
  Result<CaseCopy> copy = open_file(visit.site, *viewer, visit.request.parameter("partnership"),
                                    visit.request.parameter("case"));
  if (!copy) return copy.error();
  if (!may_act(viewer->role) || copy->sight != Sight::kFile || copy->row.subject.empty())
    return Error{
        Fault::kForbidden, "case.only_looks", "Your role changes no facts of this case.", {}};
  Amend amend{std::move(*viewer), std::move(*copy), {}, {}, 0};
  const Result<std::vector<Json>> bodies = read_bodies(visit.site, amend.copy.row);
  if (!bodies) return bodies.error();
  Result<SeenFacts> seen = read_facts(visit.site, amend.viewer, amend.copy, *bodies);
  if (!seen) return seen.error();
  amend.seen = std::move(*seen);
  if (const Status chosen = choose_facts(visit.site, amend); !chosen) return chosen.error();
  return amend;
}

Response show_form(const Visit& visit, const Amend& amend, const TypedForm& typed) {
  const Site& site = visit.site;
  const Words words = visit.words();
  Json needed = Json::array();
  Json recorded = Json::array();
  for (std::size_t i = 0; i < amend.asked.size(); ++i) {
    const terms::FactDefinition& fact = *amend.asked[i];
    Answers answers;
    if (!typed.element.empty()) {
      answers = typed.answers;
    } else if (const SeenFact* known = amend.seen.find(fact.id)) {
      type_recorded(words, fact, known->value, answers.typed);
    }
    Json question = question_json(words, fact, answers);
    question["is_needed"] = true;
    (i < amend.needed ? needed : recorded).push_back(std::move(question));
  }
  Json errors = Json::array();
  if (!typed.message.empty())
    errors.push_back({{"href", "#content"}, {"label", ""}, {"message", typed.message}});
  for (const AnswerError& error : typed.answers.errors)
    errors.push_back(
        {{"href", "#" + error.field}, {"label", error.label}, {"message", error.message}});
  const projections::CaseRow& row = amend.copy.row;
  const std::string href = "/cases/" + row.partnership + "/" + row.id;
  Page page;
  page.template_name = "case-amend";
  page.title = words.text("amend.title");
  page.nav = "tray";
  page.status = typed.status;
  page.synthetic = is_fictitious(*site.content, row.partnership);
  page.model = {{"case_href", href},
                {"case_title",
                 procedure_title(words, amend.copy.procedure->definition) + " " + short_id(row.id)},
                {"action_href", href + "/facts"},
                {"csrf_token", form_token(visit).token},
                {"command", site.node->new_id("form")},
                {"version", row.version},
                {"needed", std::move(needed)},
                {"recorded", std::move(recorded)},
                {"errors", std::move(errors)},
                {"has_fields", !amend.asked.empty()},
                {"has_ended", row.state.ended}};
  return respond(visit, page);
}

Response show_amend(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Amend> amend = read_amend(visit);
  return amend ? show_form(visit, *amend, {}) : sign_in_first(visit, amend.error());
}

Response take_amend(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Amend> amend = read_amend(visit);
  if (!amend) return sign_in_first(visit, amend.error());
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const projections::CaseRow& row = amend->copy.row;
  const Result<casework::Call> call = call_for(amend->viewer, row.realm, form->get("command"));
  if (!call) return respond_error(visit, call.error());
  const Words words = visit.words();
  TypedForm typed;
  typed.element = "facts";
  typed.answers = read_form_answers(amend->asked, *form, words);
  const std::string_view version = form->get("version");
  std::uint64_t seen_version = 0;
  std::from_chars(version.data(), version.data() + version.size(), seen_version);
  // Only what is new or another value: an unchanged field records nothing.
  procedures::Values values;
  for (const auto& [name, value] : typed.answers.facts.items()) {
    const SeenFact* known = amend->seen.find(name);
    if (!known || known->value != value) values[name] = value.dump();
  }
  Result<casework::StepResult> amended = casework::StepResult{};
  if (!typed.answers.errors.empty()) {
    typed.status = 422;
  } else if (values.empty()) {
    typed.status = 422;
    typed.message = words.text("amend.nothing");
  } else {
    amended =
        casework::amend_facts(*site.node, *call, {row.partnership, row.id, seen_version}, values);
    if (!amended) {
      typed.status = http_status(amended.error());
      typed.message =
          words.find_text("refusal." + amended.error().code).value_or(amended.error().message);
    }
  }
  if (typed.status == 200)
    return redirect_to("/cases/" + row.partnership + "/" + row.id + "?notice=amended");
  if (visit.representation == Representation::kJson && !amended)
    return respond_error(visit, amended.error());
  return show_form(visit, *amend, typed);
}

}  // namespace

void add_amend_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/cases/{partnership}/{case}/facts", Effect::kRead,
              [&site](const Request& request) { return show_amend(site, request); }});
  router.add({Method::kPost, "/cases/{partnership}/{case}/facts", Effect::kChange,
              [&site](const Request& request) { return take_amend(site, request); }});
}

}  // namespace alternat::api

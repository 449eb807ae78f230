// SPDX-License-Identifier: EUPL-1.2
// Routes of the pathway check. Nothing is stored: what was typed travels in the form itself. A POST
// may be a form (people) or a JSON object of facts (programs).
#include <algorithm>

#include "api/http/form.h"
#include "api/resources/pathway_form.h"
#include "api/resources/pathway_results.h"
#include "api/resources/routes.h"
#include "decisions/assessment/assess.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

struct Assessed {
  std::vector<assessment::PathwayResult> results;
  std::vector<assessment::PathwayResult> plain;
};

Result<Assessed> assess(const Site& site, const Answers& answers, Date on,
                        const terms::PartnershipContent* partnership) {
  assessment::AssessmentOptions options(on);
  options.known_as_of = site.today();
  options.with_trace = true;
  Assessed out;
  Result<std::vector<assessment::PathwayResult>> plain =
      assessment::assess_pathways(site.law, answers.facts, options);
  if (!plain) return plain.error();
  out.plain = std::move(plain).value();
  if (!partnership) {
    out.results = out.plain;
    return out;
  }
  const Result<Json> facts =
      site.program->facts_under(partnership->partnership.id, answers.facts, on, site.today());
  if (!facts) return facts.error();
  Result<std::vector<assessment::PathwayResult>> results =
      assessment::assess_pathways(site.law, *facts, options);
  if (!results) return results.error();
  out.results = std::move(results).value();
  return out;
}

// With no answer at all: the same for everybody on one day, so it is remembered for the day.
std::vector<std::string> open_at_start(const Site& site) {
  const Date today = site.today();
  const std::lock_guard lock(site.open_questions->mutex);
  OpenQuestions& memory = *site.open_questions;
  if (memory.day != today.to_iso()) {
    assessment::AssessmentOptions options(today);
    options.with_shortest = false;
    const auto results = assessment::assess_pathways(site.law, Json::object(), options);
    if (!results) return {};
    memory.facts = open_facts(*results);
    memory.day = today.to_iso();
  }
  return memory.facts;
}

// What is still open with what is known; an assessment that fails leaves the list empty.
std::vector<std::string> still_open(const Site& site, const Answers& answers) {
  if (answers.facts.empty() && !answers.on) return open_at_start(site);
  assessment::AssessmentOptions options(answers.on.value_or(site.today()));
  options.known_as_of = site.today();
  options.with_shortest = false;
  const auto results = assessment::assess_pathways(site.law, answers.facts, options);
  return results ? open_facts(*results) : std::vector<std::string>();
}

Response show_form(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Words words = visit.words();
  Fields form;
  if (const std::string* partnership = request.query.find("partnership")) {
    form.add("partnership", *partnership);
  }
  const Answers answers = read_answers(site.content->facts, form, words);
  const std::vector<std::string> open = still_open(site, answers);
  if (request.query.get("mode") == "step") {
    if (const auto step = step_page(words, {*site.content, answers, open, *site.law.models})) {
      return respond(visit, *step);
    }
  }
  return respond(visit, form_page(words, {*site.content, answers, open, *site.law.models}));
}

// A program's facts: {"on": …, "partnership": …, fact: value}. All mistakes in one problem.
Result<Answers> read_facts(const Site& site, const Request& request) {
  Result<Json> facts = parse_json(request.body, "request body");
  if (!facts) return facts.error();
  const Diagnostics diagnostics = site.content->facts.check(*facts, "request body");
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kRefused);
  Answers answers;
  for (const auto& [key, value] : facts->items()) {
    if (key == "on" && value.is_string()) {
      Result<Date> day = Date::from_iso(value.get<std::string>());
      if (day) answers.on = *day;
    } else if (key == "partnership" && value.is_string()) {
      answers.partnership = value.get<std::string>();
    } else if (key != "known_as_of") {
      answers.facts[key] = value;
    }
  }
  return answers;
}

Response show_answer(const Visit& visit, const Answers& answers) {
  const Site& site = visit.site;
  const terms::PartnershipContent* partnership = nullptr;
  if (!answers.partnership.empty()) {
    partnership = site.content->find_partnership(answers.partnership);
    if (!partnership) {
      return respond_error(
          visit, Error{Fault::kNotFound,
                       "partnership.not_found",
                       "There is no partnership '" + answers.partnership.substr(0, 60) + "'.",
                       {}});
    }
  }
  const Date on = answers.on.value_or(site.today());
  const Result<Assessed> assessed = assess(site, answers, on, partnership);
  if (!assessed) return respond_error(visit, assessed.error());
  return respond(visit, results_page(visit.words(), {*site.content, answers, on, assessed->results,
                                                     assessed->plain, partnership}));
}

Response take_form(const Visit& visit) {
  const Site& site = visit.site;
  const Result<Fields> form = parse_form(visit.request);
  if (!form) return respond_error(visit, form.error());
  const Words words = visit.words();
  const Answers answers = read_answers(site.content->facts, *form, words);
  const std::string_view action = form->get("action");
  if (action == "next" || action == "skip") {
    const std::vector<std::string> open = still_open(site, answers);
    if (const auto step = step_page(words, {*site.content, answers, open, *site.law.models})) {
      return respond(visit, *step);
    }
  }
  if (!answers.errors.empty() || action == "edit") {
    const std::vector<std::string> open = still_open(site, answers);
    return respond(visit, form_page(words, {*site.content, answers, open, *site.law.models}));
  }
  return show_answer(visit, answers);
}

Response take_answers(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  if (request.header("content-type").starts_with("application/json")) {
    const Result<Answers> answers = read_facts(site, request);
    if (!answers) return respond_error(visit, answers.error());
    return show_answer(visit, *answers);
  }
  return take_form(visit);
}

}  // namespace

void add_pathway_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/pathways", Effect::kRead,
              [&site](const Request& request) { return show_form(site, request); }});
  router.add({Method::kPost, "/pathways", Effect::kCompute,
              [&site](const Request& request) { return take_answers(site, request); }});
}

}  // namespace alternat::api

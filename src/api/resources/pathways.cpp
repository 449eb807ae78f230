// SPDX-License-Identifier: EUPL-1.2
// Routes of the pathway check. Nothing is stored: what was typed travels in the form itself. A POST
// may be a form (people) or a JSON object of facts (programs).
#include <algorithm>

#include "api/http/form.h"
#include "api/resources/pathway_form.h"
#include "api/resources/pathway_results.h"
#include "api/resources/routes.h"
#include "decisions/assessment/assess.h"
#include "decisions/assessment/dates.h"
#include "decisions/assessment/questions.h"
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
  Assessed out;
  Result<std::vector<assessment::PathwayResult>> plain =
      assessment::assess_pathways(site.law, answers.facts, options);
  if (!plain) return plain.error();
  if (Status dated = assessment::add_dated_outcomes(site.law, answers.facts, options, *plain);
      !dated)
    return dated.error();
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
  if (Status dated = assessment::add_dated_outcomes(site.law, *facts, options, *results); !dated)
    return dated.error();
  out.results = std::move(results).value();
  return out;
}

assessment::AssessmentOptions options_on(const Site& site, Date on) {
  assessment::AssessmentOptions options(on);
  options.known_as_of = site.today();
  return options;
}

// Facts that the outcomes still hang on, those that settle most first.
Result<std::vector<std::string>> open_with(const Site& site, const Json& facts, Date on) {
  const auto questions = assessment::find_open_questions(site.law, facts, options_on(site, on));
  if (!questions) return questions.error();
  std::vector<std::string> open;
  for (const assessment::Question& question : questions->open) open.push_back(question.fact);
  return open;
}

// With no answer at all: the same for everybody on one day, so it is remembered for the day.
std::vector<std::string> open_at_start(const Site& site) {
  const Date today = site.today();
  const std::lock_guard lock(site.open_questions->mutex);
  OpenQuestions& memory = *site.open_questions;
  if (memory.day != today.to_iso()) {
    auto open = open_with(site, Json::object(), today);
    if (!open) return {};
    memory.facts = std::move(*open);
    memory.day = today.to_iso();
  }
  return memory.facts;
}

// Facts in the order in which the form was filled.
std::vector<std::string> in_order(const Answers& answers) {
  std::vector<std::string> order;
  for (const auto& [name, value] : answers.typed.all())
    if (name.starts_with("f.")) {
      const std::string fact = name.substr(2, name.find('.', 2) - 2);
      if (answers.facts.contains(fact) &&
          std::find(order.begin(), order.end(), fact) == order.end())
        order.push_back(fact);
    }
  return order;
}

struct Asking {
  std::vector<std::string> open;  // what settles most first
  std::vector<std::string> obsolete;
};

// What is still open with what is known, answers with a mistake left aside; an assessment that
// fails leaves the list empty.
std::vector<std::string> still_open(const Site& site, const Answers& answers) {
  if (answers.facts.empty() && !answers.on) return open_at_start(site);
  Json facts = answers.facts;
  for (const AnswerError& error : answers.errors)
    if (error.field.starts_with("f.")) facts.erase(error.field.substr(2));
  auto open = open_with(site, facts, answers.on.value_or(site.today()));
  return open ? std::move(*open) : std::vector<std::string>();
}

// Answers that no longer matter are set aside; what was set aside and matters again comes back.
Asking ask_and_prune(const Site& site, const Words& words, Answers& answers) {
  Asking asking{still_open(site, answers), {}};
  if (restore(asking.open, site.content->facts, words, answers))
    asking.open = still_open(site, answers);
  auto idle = assessment::find_idle_answers(site.law, answers.facts,
                                            options_on(site, answers.on.value_or(site.today())),
                                            in_order(answers));
  if (idle) asking.obsolete = std::move(*idle);
  prune(asking.obsolete, answers);
  return asking;
}

// Where nothing else is open, one page asks what is presumed and could still change an answer.
std::optional<Page> next_step(const Site& site, const Words& words, const FormInput& input) {
  if (auto step = step_page(words, input)) return step;
  const auto fact = assessment::find_presumed_question(
      site.law, input.answers.facts, options_on(site, input.answers.on.value_or(site.today())),
      presumed_candidates(input));
  if (!fact || !*fact) return std::nullopt;
  return presumed_step_page(words, input, **fact);
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
  const FormInput input{*site.content, answers, open, *site.law.models};
  if (request.query.get("mode") == "step") {
    if (const auto step = next_step(site, words, input)) return respond(visit, *step);
  }
  return respond(visit, form_page(words, input));
}

// The versioned trace alone, to keep.
Response trace_response(const Json& trace) {
  Response response;
  response.content_type = "application/json";
  response.body = trace.dump(2) + "\n";
  response.set_header("Content-Disposition",
                      "attachment; filename=\"" + trace.value("id", "trace") + ".json\"");
  return response;
}

// A program's facts: {"on": …, "partnership": …, fact: value}. All mistakes in one problem.
Result<Answers> read_facts(const Site& site, const Request& request) {
  Result<Json> facts = parse_json(request.body, "request body");
  if (!facts) return facts.error();
  const Diagnostics diagnostics = site.content->facts.check(
      *facts, "request body", places_in_json(request.body, "request body"));
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
  add_problems(site.content->facts, make_visit(site, request).words(), answers);
  return answers;
}

// The partnership chosen, if any; error partnership.not_found.
Result<const terms::PartnershipContent*> chosen_partnership(const Site& site,
                                                            const Answers& answers) {
  if (answers.partnership.empty()) return nullptr;
  const terms::PartnershipContent* found = site.content->find_partnership(answers.partnership);
  if (found) return found;
  return Error{Fault::kNotFound,
               "partnership.not_found",
               "There is no partnership '" + answers.partnership.substr(0, 60) + "'.",
               {}};
}

Response show_answer(const Visit& visit, const Answers& answers) {
  const Site& site = visit.site;
  const auto partnership = chosen_partnership(site, answers);
  if (!partnership) return respond_error(visit, partnership.error());
  const Date on = answers.on.value_or(site.today());
  const Result<Assessed> assessed = assess(site, answers, on, *partnership);
  if (!assessed) return respond_error(visit, assessed.error());
  return respond(visit, results_page(visit.words(), {*site.content, answers, on, assessed->results,
                                                     assessed->plain, *partnership, true}));
}

// One row, with its trace. `how` is "18g BC1" or "24a".
Response show_how(const Visit& visit, const Answers& answers, const std::string& how) {
  const Site& site = visit.site;
  const auto partnership = chosen_partnership(site, answers);
  if (!partnership) return respond_error(visit, partnership.error());
  const Date on = answers.on.value_or(site.today());
  assessment::AssessmentOptions options(on);
  options.known_as_of = site.today();
  options.with_trace = true;
  options.pathways = {how.substr(0, how.find(' '))};
  Json facts = answers.facts;
  if (*partnership) {
    Result<Json> under =
        site.program->facts_under((*partnership)->partnership.id, facts, on, site.today());
    if (!under) return respond_error(visit, under.error());
    facts = std::move(*under);
  }
  const auto results = assessment::assess_pathways(site.law, facts, options);
  if (!results) return respond_error(visit, results.error());
  const std::string row = how.find(' ') == std::string::npos ? "" : how.substr(how.find(' ') + 1);
  for (const assessment::PathwayResult& result : *results) {
    if (result.row != row) continue;
    if (visit.request.path == "/pathways/trace") return trace_response(result.trace);
    return respond(
        visit, how_page(visit.words(),
                        {*site.content, answers, on, *results, *results, *partnership}, result));
  }
  return respond_error(visit, Error{Fault::kNotFound,
                                    "pathway.not_found",
                                    "There is no pathway '" + how.substr(0, 40) + "'.",
                                    {}});
}

Response take_form(const Visit& visit) {
  const Site& site = visit.site;
  const Result<Fields> form = parse_form(visit.request);
  if (!form) return respond_error(visit, form.error());
  const Words words = visit.words();
  const bool in_steps = form->get("mode") == "step";  // of the page itself: not carried on
  Fields typed;
  const Fields undone = with_undone(*form);
  for (const auto& [name, value] : undone.all())
    if (name != "mode") typed.add(name, value);
  Answers answers = read_answers(site.content->facts, typed, words);
  const std::string_view action = form->get("action");
  if (answers.errors.empty() && visit.request.path != "/pathways")
    return show_how(visit, answers, std::string(form->get("how")));
  const bool is_form = !answers.errors.empty() || action == "edit" || form->find("undo");
  const bool is_step =
      action == "next" || action == "skip" || (in_steps && form->find("undo") != nullptr);
  if (!is_form && !is_step) return show_answer(visit, answers);
  const Asking asking = answers.errors.empty() ? ask_and_prune(site, words, answers)
                                               : Asking{still_open(site, answers), {}};
  const FormInput input{*site.content, answers, asking.open, *site.law.models};
  if (is_step) {
    if (const auto step = next_step(site, words, input)) return respond(visit, *step);
    if (!is_form) return show_answer(visit, answers);
  }
  return respond(visit, form_page(words, input));
}

Response take_answers(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  if (request.header("content-type").starts_with("application/json")) {
    const Result<Answers> answers = read_facts(site, request);
    if (!answers) return respond_error(visit, answers.error());
    if (request.path == "/pathways") return show_answer(visit, *answers);
    return show_how(visit, *answers, std::string(request.query.get("how")));
  }
  return take_form(visit);
}

}  // namespace

void add_pathway_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/pathways", Effect::kRead,
              [&site](const Request& request) { return show_form(site, request); }});
  for (const char* path : {"/pathways", "/pathways/how", "/pathways/trace"})
    router.add({Method::kPost, path, Effect::kCompute,
                [&site](const Request& request) { return take_answers(site, request); }});
}

}  // namespace alternat::api

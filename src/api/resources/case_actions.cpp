// SPDX-License-Identifier: EUPL-1.2
// What is done to a case: claim, release, complete, report an error, record a letter, send a
// signal, settle an incident. Each form carries the id of its command and the version it was made
// from: sending it twice acts once, and a case that moved on meanwhile is not touched.
#include <charconv>

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/work_routes.h"
#include "casework/change_clock.h"
#include "casework/record_message.h"
#include "casework/work_on_case.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

// One mutating request, read and allowed so far.
struct Act {
  Viewer viewer;
  CaseCopy copy;
  Fields form;
  casework::Call call;
  casework::CaseRef of;
};

std::uint64_t number_in(const Fields& form, std::string_view name) {
  const std::string_view text = form.get(name);
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<Act> read_act(const Visit& visit) {
  Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return viewer.error();
  Result<CaseCopy> copy = open_file(visit.site, *viewer, visit.request.parameter("partnership"),
                                    visit.request.parameter("case"));
  if (!copy) return copy.error();
  if (!may_act(viewer->role))
    return Error{Fault::kForbidden,
                 "case.only_looks",
                 "Your role looks at cases and changes nothing in them.",
                 {}};
  Result<Fields> form = parse_form(visit.request);
  if (!form) return form.error();
  Result<casework::Call> call = call_for(*viewer, copy->row.realm, form->get("command"));
  if (!call) return call.error();
  casework::CaseRef of{copy->row.partnership, copy->row.id, number_in(*form, "version")};
  return Act{std::move(*viewer), std::move(*copy), std::move(*form), std::move(*call),
             std::move(of)};
}

Error joined(const Answers& answers) {
  std::string message;
  for (const AnswerError& error : answers.errors)
    message += (message.empty() ? "" : " ") + error.label + ": " + error.message;
  return {Fault::kRefused, "case.form", message, {}};
}

// The page again, with what went wrong on top and everything typed still there.
Response again(const Visit& visit, const Act& act, Answers answers, const Error& error) {
  if (visit.representation == Representation::kJson || error.fault == Fault::kForbidden ||
      error.fault == Fault::kNotFound)
    return respond_error(visit, error);
  TypedForm typed;
  typed.element = std::string(visit.request.parameter("element"));
  typed.answers = std::move(answers);
  typed.answers.typed = act.form;
  if (typed.answers.errors.empty()) {
    const Words words = visit.words();
    typed.message =
        words.find_text("refusal." + error.code)
            .value_or(words.find_text("error.code_" + error.code).value_or(error.message));
  }
  typed.status = http_status(error);
  return show_case(visit, act.viewer, typed);
}

Response done(const Act& act, std::string_view notice) {
  if (act.form.get("back") == "tray") return redirect_to("/tray?notice=" + std::string(notice));
  return redirect_to("/cases/" + act.of.partnership + "/" + act.of.case_id +
                     "?notice=" + std::string(notice));
}

const procedures::OpenTask* find_task(const Act& act, std::string_view element) {
  return act.copy.row.state.find_task(element, number_in(act.form, "token"));
}

// A form whose command was carried out already leads to the case as it is now.
bool was_done(const Visit& visit, const Act& act) {
  Result<std::unique_ptr<ledger::Reader>> reader = visit.site.node->ledger().store().read();
  const Result<ledger::LogId> log = ledger::LogId::from_text(act.of.partnership);
  if (!reader || !log) return false;
  const Result<std::vector<ledger::StoredRecord>> records =
      (*reader)->find_command(*log, act.call.command);
  return records.ok() && !records->empty();
}

Response act_on_task(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Act> act = read_act(visit);
  if (!act) return sign_in_first(visit, act.error());
  if (was_done(visit, *act)) return done(*act, "already");
  const std::string element(request.parameter("element"));
  const procedures::OpenTask* task = find_task(*act, element);
  if (!task && act->of.seen_version != act->copy.row.version)
    return again(visit, *act, {},
                 Error{Fault::kConflict,
                       "casework.stale_version",
                       "The case has moved on since you opened it. Nothing was changed.",
                       {}});
  if (!task)
    return respond_error(visit, Error{Fault::kNotFound,
                                      "case.no_task",
                                      "The case has no open task '" + element.substr(0, 60) + "'.",
                                      {}});
  if (task->role != access::to_text(act->viewer.role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.not_your_task",
                                      "This task is for the role '" + task->role + "'.",
                                      {}});
  const casework::TaskRef ref{element, task->token};
  const std::string_view what = act->form.get("act");
  if (what == "claim" || what == "release") {
    const Result<casework::StepResult> moved =
        what == "claim" ? casework::claim_task(*site.node, act->call, act->of, ref)
                        : casework::release_task(*site.node, act->call, act->of, ref);
    return moved ? done(*act, what == "claim" ? "claimed" : "released")
                 : again(visit, *act, {}, moved.error());
  }
  if (what == "report") {
    const Result<casework::StepResult> reported = casework::report_error(
        *site.node, act->call, act->of, ref, std::string(act->form.get("error")));
    return reported ? done(*act, "reported") : again(visit, *act, {}, reported.error());
  }
  Answers answers;
  if (task->proposed_by.empty())
    answers = read_task_form(site.content->facts, task->form, act->form, visit.words());
  if (!answers.errors.empty()) {
    const Error error = joined(answers);
    return again(visit, *act, std::move(answers), error);
  }
  const Result<casework::StepResult> completed =
      casework::complete_task(*site.node, act->call, act->of, ref, values_of(answers));
  if (!completed) return again(visit, *act, std::move(answers), completed.error());
  return done(*act, "completed");
}

// The fields every letter has, beside the form of the message.
casework::Letter read_letter(const Words& words, const Fields& form, Answers& answers) {
  const auto fail = [&](const char* field, const char* key) {
    answers.errors.push_back({field, words.text("work.letter_" + std::string(field)),
                              words.text("work.error_letter_" + std::string(key))});
  };
  casework::Letter letter{"",
                          "",
                          "received",
                          std::string(form.get("medium")),
                          words.today(),
                          std::string(form.get("hash")),
                          std::string(form.get("reference")),
                          {}};
  const Result<Date> on = Date::from_iso(form.get("on"));
  if (!on) {
    fail("on", "day");
  } else if (*on > words.today()) {
    fail("on", "future");
  } else {
    letter.received_on = *on;
  }
  const bool is_hash = letter.hash.size() == 64 &&
                       letter.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hash) fail("hash", "hash");
  if (letter.reference.size() > 80) fail("reference", "reference");
  if (letter.medium != "note" && letter.medium != "portal" && letter.medium != "email")
    letter.medium = "letter";
  return letter;
}

Response take_letter(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Act> act = read_act(visit);
  if (!act) return sign_in_first(visit, act.error());
  if (was_done(visit, *act)) return done(*act, "already");
  const std::string element(request.parameter("element"));
  const procedures::Definition& definition = act->copy.procedure->definition;
  const procedures::NodeIndex index = definition.find_node(element);
  if (index == procedures::kNoIndex)
    return respond_error(visit,
                         Error{Fault::kNotFound,
                               "case.no_wait",
                               "The case waits for no letter at '" + element.substr(0, 60) + "'.",
                               {}});
  const procedures::Node& node = definition.nodes[index];
  const bool own = node.role == access::to_text(act->viewer.role);
  if (!own && !is_office_in(definition, act->viewer.role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.not_your_task",
                                      "This letter is recorded by the role '" + node.role + "'.",
                                      {}});
  std::vector<std::string> form;
  for (const procedures::FormField& field : node.form)
    form.push_back(field.optional ? field.fact + "?" : field.fact);
  const Words words = visit.words();
  Answers answers = read_task_form(site.content->facts, form, act->form, words);
  casework::Letter letter = read_letter(words, act->form, answers);
  if (!answers.errors.empty()) {
    const Error error = joined(answers);
    return again(visit, *act, std::move(answers), error);
  }
  letter.message = node.message;
  letter.element = element;
  letter.values = values_of(answers);
  const Result<casework::StepResult> kept =
      casework::record_message(*site.node, act->call, act->of, letter);
  if (!kept) return again(visit, *act, std::move(answers), kept.error());
  return done(*act, "letter");
}

Response send_signal(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Act> act = read_act(visit);
  if (!act) return sign_in_first(visit, act.error());
  if (was_done(visit, *act)) return done(*act, "already");
  const Result<casework::StepResult> sent = casework::send_signal(
      *site.node, act->call, act->of, std::string(request.parameter("signal")));
  return sent ? done(*act, "signalled") : again(visit, *act, {}, sent.error());
}

Response settle_incident(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Act> act = read_act(visit);
  if (!act) return sign_in_first(visit, act.error());
  if (was_done(visit, *act)) return done(*act, "already");
  if (!is_office_in(act->copy.procedure->definition, act->viewer.role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.not_your_incident",
                                      "Incidents are settled by the offices of the procedure.",
                                      {}});
  procedures::ResolveIncident resolution;
  resolution.element = std::string(request.parameter("element"));
  resolution.token = number_in(act->form, "token");
  resolution.flow = std::string(act->form.get("flow"));
  const std::string day(act->form.get("due"));
  if (!day.empty()) {
    const Result<Date> due = Date::from_iso(day);
    const Result<Instant> end =
        due ? Instant::start_of(due->plus_days(1), kWorkZone) : Result<Instant>(due.error());
    if (!end) {
      Answers answers;
      answers.errors.push_back({"due", visit.words().text("work.incident_day"),
                                visit.words().text("work.error_letter_day")});
      const Error error = joined(answers);
      return again(visit, *act, std::move(answers), error);
    }
    resolution.due = *end;
    resolution.zone = kWorkZone;
  }
  const Result<casework::StepResult> settled =
      casework::resolve_incident(*site.node, act->call, act->of, resolution);
  return settled ? done(*act, "settled") : again(visit, *act, {}, settled.error());
}

// Stops a period, lets it run on, or makes it longer by so many days.
Response change_clock(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Act> act = read_act(visit);
  if (!act) return sign_in_first(visit, act.error());
  if (was_done(visit, *act)) return done(*act, "already");
  casework::ClockChangeRequest change;
  change.element = std::string(request.parameter("element"));
  change.token = number_in(act->form, "token");
  change.change = std::string(act->form.get("change"));
  change.reason = std::string(act->form.get("reason"));
  if (change.change == "extended")
    change.period = "P" + std::to_string(number_in(act->form, "days")) + "D";
  const Result<casework::StepResult> changed =
      casework::change_clock(*site.node, act->call, act->of, change);
  return changed ? done(*act, "clock_" + change.change) : again(visit, *act, {}, changed.error());
}

Response open_case_page(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  return show_case(visit, *viewer, {});
}

}  // namespace

void add_case_routes(Router& router, const Site& site) {
  const auto add = [&](Method method, const char* pattern, Effect effect,
                       Response (*handle)(const Site&, const Request&)) {
    router.add({method, pattern, effect,
                [&site, handle](const Request& request) { return handle(site, request); }});
  };
  add(Method::kGet, "/cases/{partnership}/{case}", Effect::kRead, open_case_page);
  add(Method::kPost, "/cases/{partnership}/{case}/tasks/{element}", Effect::kChange, act_on_task);
  add(Method::kPost, "/cases/{partnership}/{case}/letters/{element}", Effect::kChange, take_letter);
  add(Method::kPost, "/cases/{partnership}/{case}/signals/{signal}", Effect::kChange, send_signal);
  add(Method::kPost, "/cases/{partnership}/{case}/incidents/{element}", Effect::kChange,
      settle_incident);
  add(Method::kPost, "/cases/{partnership}/{case}/clocks/{element}", Effect::kChange, change_clock);
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// The part of the case page, and the form behind it.
#include "api/resources/human_work.h"

#include <charconv>

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/work_routes.h"
#include "casework/human_work.h"
#include "program/program.h"

namespace alternat::api {

namespace {

bool works_here(const CaseCopy& copy, const Viewer& viewer) {
  return copy.sight == Sight::kFile && may_act(viewer.role) && !copy.row.state.ended &&
         has_tasks_in(copy.procedure->definition, viewer.role);
}

Json colleagues_json(const HumanWorkView& view, const procedures::OpenTask& task) {
  Json out = Json::array();
  for (const Account& account : view.site.accounts->all()) {
    const Principal& who = account.principal;
    if (who.role != task.role || who.account == task.claimed_by || who.account == task.proposed_by)
      continue;
    out.push_back({{"account", who.account}, {"name", who.name}});
  }
  return out;
}

Json task_json(const HumanWorkView& view, const procedures::OpenTask& task) {
  const std::string& me = view.viewer.who.account;
  const bool in_role = access::to_text(view.viewer.role) == task.role;
  const std::set<std::string> absent = absent_for(view.site, view.viewer);
  const bool mine =
      task.claimed_by.empty() || task.claimed_by == me || absent.contains(task.claimed_by);
  Json out = {{"element", task.element},
              {"token", task.token},
              {"title", element_name(view.words, view.copy.procedure->definition, task.element)},
              {"in_role", in_role},
              {"can_delegate", in_role && mine},
              {"can_reassign", in_role && !mine && view.viewer.who.is_lead},
              {"colleagues", in_role ? colleagues_json(view, task) : Json::array()},
              {"follow_up", ""},
              {"follow_up_text", ""},
              {"escalated_text", ""},
              {"give_command", in_role ? view.site.node->new_id("form") : ""},
              {"follow_command", in_role ? view.site.node->new_id("form") : ""}};
  for (const projections::TaskMark& mark : view.copy.row.marks) {
    if (mark.element != task.element || mark.token != task.token) continue;
    if (mark.follow_up) {
      out["follow_up"] = mark.follow_up->to_iso();
      out["follow_up_text"] = view.words.date(*mark.follow_up);
    }
    if (mark.escalated_at)
      out["escalated_text"] =
          view.words.text("human.escalated", {{"role", role_name(view.words, mark.escalated_to)},
                                              {"on", view.words.date(day_of(*mark.escalated_at))}});
  }
  return out;
}

// The line of the log that has the version; the log is in the order of versions.
const projections::LogRow* line_of(const CaseCopy& copy, std::uint64_t version) {
  for (const projections::LogRow& line : copy.log)
    if (line.version == version) return &line;
  return nullptr;
}

Json comments_json(const HumanWorkView& view) {
  Json out = Json::array();
  for (const SeenFact& comment : view.seen.comments) {
    const projections::LogRow* line = line_of(view.copy, comment.version);
    out.push_back({{"text", comment.value},
                   {"on_text", line ? moment_text(view.words, line->recorded_at) : ""},
                   {"who", line ? view.names(line->actor) : ""}});
  }
  return out;
}

Json documents_json(const HumanWorkView& view) {
  Json out = Json::array();
  for (std::size_t i = 0; i < view.copy.log.size() && i < view.bodies.size(); ++i) {
    const projections::LogRow& line = view.copy.log[i];
    if (line.type != "DocumentRecorded") continue;
    const Json& body = view.bodies[i];
    out.push_back({{"hash", body.value("hash", "")},
                   {"kind", body.value("kind", "")},
                   {"reference", body.value("reference", "")},
                   {"on_text", moment_text(view.words, line.recorded_at)},
                   {"who", view.names(line.actor)}});
  }
  return out;
}

std::uint64_t number_in(const Fields& form, std::string_view name) {
  const std::string_view text = form.get(name);
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct Act {
  const Visit& visit;
  const Viewer& viewer;
  const Fields& form;
  const casework::Call& call;
  const casework::CaseRef& of;
};

Result<casework::StepResult> give(const Act& act, casework::Giving how) {
  const Account* to = act.visit.site.accounts->find(act.form.get("to"));
  if (!to)
    return Error{Fault::kMalformed,
                 "casework.unknown_account",
                 "There is no account '" + std::string(act.form.get("to").substr(0, 80)) + "'.",
                 {}};
  return casework::give_task(*act.visit.site.node, act.call, act.of,
                             {{std::string(act.form.get("element")), number_in(act.form, "token")},
                              {to->principal.account, to->principal.role},
                              how,
                              act.viewer.who.is_lead});
}

Result<casework::StepResult> follow_up(const Act& act) {
  std::optional<Date> on;
  if (const std::string_view typed = act.form.get("on"); !typed.empty()) {
    const Result<Date> day = Date::from_iso(typed);
    if (!day) return day.error();
    on = *day;
  }
  return casework::set_follow_up(
      *act.visit.site.node, act.call, act.of,
      {std::string(act.form.get("element")), number_in(act.form, "token")}, on);
}

Result<casework::StepResult> carry_out(const Act& act) {
  casework::Node& node = *act.visit.site.node;
  const std::string_view what = act.form.get("act");
  if (what == "delegate") return give(act, casework::Giving::kDelegate);
  if (what == "reassign") return give(act, casework::Giving::kReassign);
  if (what == "follow_up") return follow_up(act);
  if (what == "comment")
    return casework::add_comment(node, act.call, act.of, std::string(act.form.get("text")));
  if (what == "document")
    return casework::add_document(
        node, act.call, act.of,
        {std::string(act.form.get("hash")), std::string(act.form.get("kind")),
         std::string(act.form.get("reference"))});
  return Error{Fault::kMalformed,
               "casework.unknown_act",
               "The form says neither delegate, reassign, follow_up, comment nor document.",
               {}};
}

Response take_work(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Result<CaseCopy> copy =
      open_file(site, *viewer, request.parameter("partnership"), request.parameter("case"));
  if (!copy) return respond_error(visit, copy.error());
  if (!works_here(*copy, *viewer))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.only_looks",
                                      "Your role looks at this case and changes nothing in it.",
                                      {}});
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const Result<casework::Call> call = call_for(*viewer, copy->row.realm, form->get("command"));
  if (!call) return respond_error(visit, call.error());
  const casework::CaseRef of{copy->row.partnership, copy->row.id, number_in(*form, "version")};
  const Result<casework::StepResult> done = carry_out({visit, *viewer, *form, *call, of});
  if (done) return redirect_to("/cases/" + of.partnership + "/" + of.case_id + "?notice=noted");
  if (visit.representation == Representation::kJson || done.error().fault == Fault::kForbidden)
    return respond_error(visit, done.error());
  TypedForm typed;
  const Words words = visit.words();
  typed.message = words.find_text("refusal." + done.error().code).value_or(done.error().message);
  typed.status = http_status(done.error());
  return show_case(visit, *viewer, typed);
}

}  // namespace

std::set<std::string> absent_for(const Site& site, const Viewer& viewer) {
  const std::string_view role = access::to_text(viewer.role);
  const Date today = site.today();
  return site.node->with_tables([&](const projections::Tables& tables) {
    std::set<std::string> out;
    for (const projections::Substitution& one : tables.substitutions())
      if (one.substitute == viewer.who.account &&
          tables.stands_in(one.substitute, one.absent, role, today))
        out.insert(one.absent);
    return out;
  });
}

Json human_work_json(const HumanWorkView& view) {
  const bool works = works_here(view.copy, view.viewer);
  const bool sees = view.copy.sight == Sight::kFile;
  const projections::CaseRow& row = view.copy.row;
  Json tasks = Json::array();
  if (works)
    for (const procedures::OpenTask& task : row.state.tasks)
      if (task.role == access::to_text(view.viewer.role)) tasks.push_back(task_json(view, task));
  return {{"may_work", works},
          {"sees", sees},
          {"may_comment", works && !row.subject.empty()},
          {"href", "/cases/" + row.partnership + "/" + row.id + "/work"},
          {"tasks", std::move(tasks)},
          {"comments", comments_json(view)},
          {"documents", sees ? documents_json(view) : Json::array()},
          {"comment_command", works ? view.site.node->new_id("form") : ""},
          {"document_command", works ? view.site.node->new_id("form") : ""}};
}

void add_human_work_routes(Router& router, const Site& site) {
  router.add({Method::kPost, "/cases/{partnership}/{case}/work", Effect::kChange,
              [&site](const Request& request) { return take_work(site, request); }});
}

}  // namespace alternat::api

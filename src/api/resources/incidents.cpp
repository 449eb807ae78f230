// SPDX-License-Identifier: EUPL-1.2
// Incidents: where procedures stopped for a person, counted by procedure and reason, who settled
// them, how long that took. Numbers only: no case of a person is named.
#include "api/resources/incidents.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/work_routes.h"
#include "casework/migrate.h"
#include "casework/outbox.h"
#include "program/program.h"

namespace alternat::api {

namespace {

constexpr std::int64_t kMinute = 60ll * 1000000;

struct Sum {
  std::size_t open = 0;
  std::size_t by_person = 0;
  std::size_t gone = 0;  // with its token: the case ended or moved past it
  std::vector<std::int64_t> minutes;
  std::map<std::string, std::size_t> roles;  // who settled them
};

void add(const projections::IncidentRow& incident, const Site& site, Sum& sum) {
  if (!incident.settled_at) return void(++sum.open);
  if (incident.settled_by.empty()) return void(++sum.gone);
  ++sum.by_person;
  sum.minutes.push_back((incident.settled_at->micros() - incident.raised_at.micros()) / kMinute);
  const Account* account = site.accounts->find(incident.settled_by);
  ++sum.roles[account ? account->principal.role : "engine"];
}

std::string duration_text(const Words& words, std::int64_t minutes) {
  if (minutes < 60) return words.text("incidents.minutes", {{"count", std::to_string(minutes)}});
  if (minutes < 48 * 60)
    return words.text("incidents.hours", {{"count", std::to_string(minutes / 60)}});
  return words.text("incidents.days", {{"count", std::to_string(minutes / (24 * 60))}});
}

Json sum_json(const Words& words, const Sum& sum) {
  Json roles = Json::array();
  for (const auto& [role, count] : sum.roles)
    roles.push_back({{"role", role}, {"label", role_name(words, role)}, {"count", count}});
  Json out = {{"open", sum.open},          {"settled", sum.by_person},
              {"gone", sum.gone},          {"roles", std::move(roles)},
              {"median_minutes", nullptr}, {"longest_minutes", nullptr},
              {"median_text", ""},         {"longest_text", ""}};
  if (sum.minutes.empty()) return out;
  std::vector<std::int64_t> minutes = sum.minutes;
  std::sort(minutes.begin(), minutes.end());
  const std::int64_t median = minutes[(minutes.size() - 1) / 2];
  out["median_minutes"] = median;
  out["longest_minutes"] = minutes.back();
  out["median_text"] = duration_text(words, median);
  out["longest_text"] = duration_text(words, minutes.back());
  return out;
}

using Sums = std::map<std::pair<std::string, std::string>, Sum>;  // procedure, reason

Sums count(const Site& site, const Viewer& viewer) {
  Sums sums;
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::IncidentRow& incident : tables.incidents())
      if (sees_incidents(site, viewer, incident.procedure))
        add(incident, site, sums[{incident.procedure, incident.reason}]);
  });
  return sums;
}

// Messages from case to case that found none: nothing is lost, and each can be tried again.
Json refused_messages(const Visit& visit, const Viewer& viewer) {
  const Site& site = visit.site;
  const Words words = visit.words();
  Json out = Json::array();
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::ThrownMessage& thrown : tables.thrown()) {
      if (thrown.settled != "refused") continue;
      const projections::CaseRow* row = tables.find_case(thrown.partnership, thrown.case_id);
      if (!row || sight_of(*site.node, tables, *row, viewer) != Sight::kFile) continue;
      const program::CompiledProcedure* procedure = site.node->procedure_of(*row);
      out.push_back({{"message", thrown.message},
                     {"message_label", words.label("procedure_message", thrown.message)},
                     {"partnership", thrown.partnership},
                     {"case", thrown.case_id},
                     {"version", thrown.version},
                     {"subject",
                      (procedure ? procedure_title(words, procedure->definition) : row->procedure) +
                          " " + short_id(row->id)},
                     {"on_text", moment_text(words, thrown.thrown_at)},
                     {"href", "/cases/" + thrown.partnership + "/" + thrown.case_id},
                     {"may_try", may_act(viewer.role)}});
    }
  });
  return out;
}

Response try_again(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const Result<CaseCopy> copy =
      open_file(site, *viewer, form->get("partnership"), form->get("case"));
  if (!copy) return respond_error(visit, copy.error());
  if (copy->sight != Sight::kFile || !may_act(viewer->role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.only_looks",
                                      "Your role looks at cases and changes nothing in them.",
                                      {}});
  std::uint64_t version = 0;
  const std::string_view typed = form->get("version");
  std::from_chars(typed.data(), typed.data() + typed.size(), version);
  const Status done =
      casework::deliver_again(*site.node, {copy->row.partnership, copy->row.id, version});
  if (!done) return respond_error(visit, done.error());
  return redirect_to("/incidents?notice=noted");
}

Response show_incidents(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const bool looks = viewer->role == access::Role::kMonitor;
  if (!looks && !may_act(viewer->role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "incidents.not_your_page",
                                      "Incidents are for the offices that settle them.",
                                      {}});
  const Words words = visit.words();
  Json rows = Json::array();
  std::size_t open = 0;
  for (const auto& [key, sum] : count(site, *viewer)) {
    Json row = sum_json(words, sum);
    row["procedure"] = key.first;
    row["procedure_title"] =
        procedure_title(words, site.program->find_procedure(key.first)->definition);
    row["reason"] = key.second;
    row["reason_label"] = words.label("incident", key.second);
    open += sum.open;
    rows.push_back(std::move(row));
  }
  const Json refused = refused_messages(visit, *viewer);
  Page page;
  page.template_name = "incidents";
  page.title = words.text("incidents.title");
  page.nav = "tray";
  page.model = {
      {"is_empty", rows.empty()},
      {"open", open},
      {"rows", std::move(rows)},
      {"messages", refused},
      {"notice", visit.request.query.get("notice").empty() ? "" : words.text("notice.noted")},
      {"problem", ""},
      {"csrf_token", form_token(visit).token}};
  return respond(visit, page);
}

}  // namespace

bool sees_incidents(const Site& site, const Viewer& viewer, const std::string& procedure) {
  const program::CompiledProcedure* found = site.program->find_procedure(procedure);
  if (!found) return false;
  return viewer.role == access::Role::kMonitor ||
         casework::may_migrate(found->definition, viewer.role);
}

std::size_t open_incidents(const Site& site, const Viewer& viewer) {
  std::size_t open = 0;
  for (const auto& [key, sum] : count(site, viewer)) open += sum.open;
  return open;
}

void add_incident_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/incidents", Effect::kRead,
              [&site](const Request& request) { return show_incidents(site, request); }});
  router.add({Method::kPost, "/incidents/messages", Effect::kChange,
              [&site](const Request& request) { return try_again(site, request); }});
}

}  // namespace alternat::api

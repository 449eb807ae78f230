// SPDX-License-Identifier: EUPL-1.2
// The versions page for a request: who may see it, what is counted, what is moved.
#include <algorithm>

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/procedure_picture.h"
#include "api/resources/versions.h"
#include "api/resources/work_routes.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::size_t kMovesAtOnce = 200;  // the rest with the next press of the button

struct Place {
  Viewer viewer;
  const program::CompiledProcedure* procedure = nullptr;
};

Result<Place> place_of(const Visit& visit) {
  Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return viewer.error();
  const std::string id(visit.request.parameter("id"));
  const program::CompiledProcedure* procedure = visit.site.program->find_procedure(id);
  if (!procedure)
    return Error{Fault::kNotFound,
                 "migration.no_procedure",
                 "The content has no procedure '" + id.substr(0, 60) + "'.",
                 {}};
  const bool looks = viewer->role == access::Role::kMonitor;
  if (!looks && !casework::may_migrate(procedure->definition, viewer->role))
    return Error{Fault::kForbidden,
                 "casework.no_part",
                 "The versions of a procedure are for the offices that work in it.",
                 {}};
  return Place{std::move(*viewer), procedure};
}

void add_row(const projections::CaseRow& row, std::vector<VersionRow>& versions) {
  auto found = std::find_if(versions.begin(), versions.end(),
                            [&](const VersionRow& one) { return one.hash == row.hash; });
  if (found == versions.end()) found = versions.insert(versions.end(), {row.hash, false, 0, 0});
  ++(row.state.ended ? found->ended : found->live);
}

void add_migration(const projections::CaseRow& row, std::vector<StandingMigration>& migrations) {
  if (!row.migration || row.migration->undone) return;
  for (StandingMigration& one : migrations)
    if (one.id == row.migration->migration) return void(++one.cases);
  migrations.push_back({row.migration->migration, row.migration->from, row.migration->to, 1});
}

// All tokens of the cases on one version in one state: a picture of where they stand.
procedures::State crowd_of(const projections::Tables& tables, const std::string& procedure,
                           const std::string& hash) {
  procedures::State crowd;
  for (const projections::CaseRow* row : tables.cases("")) {
    if (row->procedure != procedure || row->hash != hash || row->state.ended) continue;
    crowd.tokens.insert(crowd.tokens.end(), row->state.tokens.begin(), row->state.tokens.end());
  }
  return crowd;
}

void add_pictures(const Visit& visit, const Place& place, VersionsInput& input) {
  const Words words = visit.words();
  const procedures::Definition& current = place.procedure->definition;
  const VersionRow* old = nullptr;
  for (const VersionRow& row : input.versions)
    if (!row.is_current && row.live > 0 && (!old || row.live > old->live)) old = &row;
  visit.site.node->with_tables([&](const projections::Tables& tables) {
    const procedures::State here = crowd_of(tables, current.id, current.hash);
    input.new_picture = procedure_picture(words, current, &here, {});
    if (!old) return;
    const auto version = visit.site.node->version(current.id, old->hash);
    if (!version) return;
    const procedures::State there = crowd_of(tables, current.id, old->hash);
    input.old_picture = procedure_picture(words, (*version)->definition, &there, {});
  });
}

VersionsInput read_versions(const Visit& visit, const Place& place) {
  const Site& site = visit.site;
  const procedures::Definition& definition = place.procedure->definition;
  VersionsInput input;
  input.procedure = definition.id;
  input.title = procedure_title(visit.words(), definition);
  input.may_migrate = casework::may_migrate(definition, place.viewer.role);
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.cases("")) {
      if (row->procedure != definition.id) continue;
      add_row(*row, input.versions);
      add_migration(*row, input.migrations);
      if (row->state.ended || row->hash == definition.hash) continue;
      if (sight_of(*site.node, tables, *row, place.viewer) == Sight::kFile)
        input.named.emplace_back(row->id, "/cases/" + row->partnership + "/" + row->id);
    }
  });
  for (VersionRow& row : input.versions) row.is_current = row.hash == definition.hash;
  std::stable_partition(input.versions.begin(), input.versions.end(),
                        [](const VersionRow& row) { return row.is_current; });
  input.csrf_token = form_token(visit).token;
  return input;
}

// The page with a rehearsal under the mapping; `input` may say what was done or refused.
Response show(const Visit& visit, const Place& place, VersionsInput input) {
  const std::string& id = place.procedure->definition.id;
  Result<procedures::ElementMapping> mapping = read_mapping_lines(input.mapping);
  casework::MigrationScope scope{id, {}};
  if (mapping && !mapping->empty()) scope.mappings[id] = *mapping;
  Result<std::vector<casework::RehearsedCase>> cases = casework::rehearse(*visit.site.node, scope);
  const Error* wrong = !mapping ? &mapping.error() : !cases ? &cases.error() : nullptr;
  if (wrong) {
    input.problem = wrong->message;
    input.http_status = http_status(*wrong);
    cases = casework::rehearse(*visit.site.node, {id, {}});
  }
  if (wrong && visit.representation == Representation::kJson) return respond_error(visit, *wrong);
  if (cases) input.cases = std::move(*cases);
  add_pictures(visit, place, input);
  return respond(visit, versions_page(visit.words(), input));
}

Response show_versions(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Place> place = place_of(visit);
  if (!place) return sign_in_first(visit, place.error());
  VersionsInput input = read_versions(visit, *place);
  const std::string notice(request.query.get("notice"));
  if (!notice.empty()) input.notice = visit.words().find_text("notice." + notice).value_or("");
  if (request.method == Method::kPost)
    if (const Result<Fields> form = parse_form(request)) input.mapping = form->get("mapping");
  return show(visit, *place, std::move(input));
}

std::string done_text(const Words& words, const char* key, const casework::MigrationRun& run) {
  return words.text(key, {{"id", run.id},
                          {"count", std::to_string(run.moved.size())},
                          {"left", std::to_string(run.left.size())},
                          {"waiting", std::to_string(run.waiting)}});
}

Response answer(const Visit& visit, const Place& place, const Result<casework::MigrationRun>& run,
                const char* key) {  // three, and the word for what was done
  if (visit.representation == Representation::kJson) {
    if (!run) return respond_error(visit, run.error());
    Page page;
    page.model = {{"migration", run->id},
                  {"moved", run->moved.size()},
                  {"left", run->left.size()},
                  {"waiting", run->waiting}};
    return respond(visit, page);
  }
  VersionsInput input = read_versions(visit, place);
  if (const Result<Fields> form = parse_form(visit.request)) input.mapping = form->get("mapping");
  if (!run) {
    input.problem = run.error().message;
    input.http_status = http_status(run.error());
  } else {
    input.notice = done_text(visit.words(), key, *run);
  }
  return show(visit, place, std::move(input));
}

struct Order {
  Fields form;
  casework::Call call;
};
Result<Order> read_order(const Visit& visit, const Place& place) {
  Result<Fields> form = parse_form(visit.request);
  if (!form) return form.error();
  Result<casework::Call> call =
      call_for(place.viewer, "agreement", visit.site.node->new_id("form"));
  if (!call) return call.error();
  if (form->get("confirmed") != "yes")
    return Error{Fault::kRefused,
                 "migration.not_confirmed",
                 visit.words().text("versions.not_confirmed"),
                 {}};
  return Order{std::move(*form), std::move(*call)};
}

Response take_migration(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Place> place = place_of(visit);
  if (!place) return sign_in_first(visit, place.error());
  const Result<Order> order = read_order(visit, *place);
  if (!order) return answer(visit, *place, order.error(), "");
  const std::string& id = place->procedure->definition.id;
  const Result<procedures::ElementMapping> mapping = read_mapping_lines(order->form.get("mapping"));
  if (!mapping) return answer(visit, *place, mapping.error(), "");
  casework::MigrationOrder what{"", std::string(order->form.get("reason")), {}, kMovesAtOnce};
  for (const auto& [name, value] : order->form.all())
    if (name == "accept") what.accepted.insert(value);
  casework::MigrationScope scope{id, {}};
  if (!mapping->empty()) scope.mappings[id] = *mapping;
  return answer(visit, *place, casework::migrate(*site.node, order->call, scope, what),
                "versions.moved");
}

Response take_undo(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Place> place = place_of(visit);
  if (!place) return sign_in_first(visit, place.error());
  const Result<Order> order = read_order(visit, *place);
  if (!order) return answer(visit, *place, order.error(), "");
  return answer(
      visit, *place,
      casework::undo_migration(*site.node, order->call, std::string(order->form.get("migration")),
                               std::string(order->form.get("reason"))),
      "versions.undone");
}

Response show_procedures(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Words words = visit.words();
  std::vector<ProcedureRow> rows;
  for (const program::CompiledProcedure& procedure : site.program->procedures()) {
    const bool looks = viewer->role == access::Role::kMonitor;
    if (!looks && !casework::may_migrate(procedure.definition, viewer->role)) continue;
    rows.push_back({procedure.definition.id, procedure_title(words, procedure.definition), 0, 0});
  }
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.cases("")) {
      if (row->state.ended) continue;
      for (ProcedureRow& one : rows) {
        if (one.id != row->procedure) continue;
        ++one.live;
        one.elsewhere += row->hash != site.program->find_procedure(one.id)->definition.hash;
      }
    }
  });
  return respond(visit, procedures_page(words, rows));
}

}  // namespace

void add_version_routes(Router& router, const Site& site) {
  const auto add = [&router, &site](Method method, const char* pattern, Effect effect,
                                    Response (*take)(const Site&, const Request&)) {  // a row each
    router.add({method, pattern, effect,
                [&site, take](const Request& request) { return take(site, request); }});
  };
  add(Method::kGet, "/procedures", Effect::kRead, show_procedures);
  add(Method::kGet, "/procedures/{id}/versions", Effect::kRead, show_versions);
  add(Method::kPost, "/procedures/{id}/versions", Effect::kCompute, show_versions);
  add(Method::kPost, "/procedures/{id}/migrate", Effect::kChange, take_migration);
  add(Method::kPost, "/procedures/{id}/undo", Effect::kChange, take_undo);
}

}  // namespace alternat::api

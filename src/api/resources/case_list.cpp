// SPDX-License-Identifier: EUPL-1.2
// The list of cases, and how it is read from the tables.
#include "api/resources/case_list.h"

#include <map>

#include "api/resources/case_show.h"
#include "api/resources/open_case.h"
#include "api/resources/work_routes.h"
#include "program/program.h"
#include "projections/disclosure.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

std::string disclosed_text(const Words& words, std::int64_t count) {
  if (count == 0) return words.text("cases.none_or_few");
  const std::optional<std::int64_t> shown = projections::disclosed(count);
  return shown ? words.text("cases.about", {{"count", std::to_string(*shown)}})
               : words.text("cases.none_or_few");
}

std::string state_of(const Words& words, const procedures::Definition& definition,
                     const projections::CaseRow& row) {
  if (row.state.ended) return words.label("case_outcome", row.state.outcome);
  if (!row.state.incidents.empty()) return words.text("work.incident_title");
  std::string where;
  for (const procedures::OpenTask& task : row.state.tasks)
    where += (where.empty() ? "" : "; ") + element_name(words, definition, task.element) + " (" +
             role_name(words, task.role) + ")";
  for (const procedures::SetTimer& timer : row.state.timers)
    if (where.empty()) where = element_name(words, definition, timer.element);
  return where;
}

Response show_cases(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const std::string partnership(request.parameter("id"));
  if (!site.content->find_partnership(partnership))
    return respond_error(visit,
                         Error{Fault::kNotFound,
                               "partnership.not_found",
                               "There is no partnership '" + partnership.substr(0, 60) + "'.",
                               {}});
  const Words words = visit.words();
  CaseListInput input;
  input.partnership = partnership;
  input.partnership_title = partnership_title(*site.content, words, partnership);
  input.synthetic = is_fictitious(*site.content, partnership);
  input.may_open = !procedures_for(*site.program, *viewer).empty();
  const bool steers =
      viewer->role == access::Role::kLeadUnit || viewer->role == access::Role::kMinistryDesk;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> sums;
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.cases(partnership)) {
      const program::CompiledProcedure* procedure = site.node->procedure_of(*row);
      if (!procedure) continue;
      const std::string title = procedure_title(words, procedure->definition);
      const Sight sight = sight_of(*site.node, tables, *row, *viewer);
      if (sight == Sight::kNone) {
        auto& sum = sums[title];
        ++(row->state.ended ? sum.second : sum.first);
        continue;
      }
      const bool whole = sight == Sight::kFile;
      input.rows.push_back({"/cases/" + row->partnership + "/" + row->id, title, short_id(row->id),
                            whole ? words.date(day_of(row->opened_at)) : "",
                            whole ? state_of(words, procedure->definition, *row) : "",
                            whole && row->state.ended});
    }
  });
  if (steers)
    for (const auto& [title, sum] : sums)
      input.sums.push_back(
          {title, disclosed_text(words, sum.first), disclosed_text(words, sum.second)});
  return respond(visit, case_list_page(words, input));
}

}  // namespace

Page case_list_page(const Words& words, const CaseListInput& input) {
  Json open = Json::array();
  Json ended = Json::array();
  for (const CaseListInput::Row& row : input.rows)
    (row.ended ? ended : open)
        .push_back({{"href", row.href},
                    {"procedure_title", row.procedure_title},
                    {"short_id", row.short_id},
                    {"opened_text", row.opened_text},
                    {"state", row.state}});
  Json sums = Json::array();
  for (const CaseListInput::Sum& sum : input.sums)
    sums.push_back({{"procedure_title", sum.procedure_title},
                    {"open_text", sum.open_text},
                    {"ended_text", sum.ended_text}});
  Page page;
  page.template_name = "cases";
  page.title = words.text("cases.title");
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {{"partnership", input.partnership},
                {"partnership_title", input.partnership_title},
                {"partnership_href", "/partnerships/" + input.partnership},
                {"records_href", "/partnerships/" + input.partnership + "/records"},
                {"open", std::move(open)},
                {"ended", std::move(ended)},
                {"sums", std::move(sums)},
                {"is_empty", input.rows.empty() && input.sums.empty()},
                {"new_href", input.may_open ? "/cases/new?partnership=" + input.partnership : ""}};
  return page;
}

void add_case_list_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/partnerships/{id}/cases", Effect::kRead,
              [&site](const Request& request) { return show_cases(site, request); }});
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// The tray of a session: open tasks of its role in cases it may open; an office with very many sees
// them page by page, so that no page reads them all.
#include <algorithm>
#include <charconv>

#include "api/resources/case_show.h"
#include "api/resources/open_case.h"
#include "api/resources/tray.h"
#include "api/resources/work_routes.h"
#include "casework/may_act.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

TrayItem make_item(const Visit& visit, const Words& words, const projections::TaskRow& row,
                   const Viewer& viewer) {
  const Site& site = visit.site;
  const procedures::Definition& definition = site.node->procedure_of(*row.of)->definition;
  TrayItem item;
  const std::string href = "/cases/" + row.of->partnership + "/" + row.of->id;
  item.href = href + "#task-" + row.task->element;
  item.task = element_name(words, definition, row.task->element);
  item.procedure = definition.id;
  item.procedure_title = procedure_title(words, definition);
  item.subject = item.procedure_title + " " + short_id(row.of->id);
  item.partnership = row.of->partnership;
  item.partnership_title = partnership_title(*site.content, words, row.of->partnership);
  if (row.task->due) item.due = last_day_of(*row.task->due, row.task->zone);
  item.clause = row.task->clause;
  item.is_mine = row.task->claimed_by == viewer.who.account;
  if (!row.task->claimed_by.empty())
    item.claimed_by = item.is_mine ? words.text("work.by_me") : words.text("work.by_colleague");
  item.confirms = !row.task->proposed_by.empty();
  item.is_synthetic = is_fictitious(*site.content, row.of->partnership);
  item.action_href = href + "/tasks/" + row.task->element;
  item.element = row.task->element;
  item.token = row.task->token;
  item.version = row.of->version;
  return item;
}

void add_case_lists(const Site& site, const Words& words, const projections::Tables& tables,
                    const Viewer& viewer, TrayInput& input) {  // five: one look at the tables
  for (const terms::PartnershipContent& content : site.content->partnerships) {
    const std::string& id = content.partnership.id;
    bool opens = false;
    tables.glance([&](const projections::CaseGlance& at) {
      if (opens || at.partnership != id) return;
      const projections::CaseRow* row = tables.find_case(at.partnership, at.id);
      opens = row && sight_of(*site.node, tables, *row, viewer) != Sight::kNone;
    });
    if (opens) input.case_lists.emplace_back(id, words.in(content.partnership.title));
  }
}

// Tasks of other offices whose period has run out. Where the case does not open for the reader, it
// is no more than which step of which procedure waits with whom.
Json handed_up_json(const Visit& visit, const Viewer& viewer) {
  const Site& site = visit.site;
  const Words words = visit.words();
  Json out = Json::array();
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.marked_cases()) {
      for (const projections::TaskMark& mark : row->marks) {
        if (mark.escalated_to != access::to_text(viewer.role)) continue;
        const procedures::OpenTask* task = row->state.find_task(mark.element, mark.token);
        const program::CompiledProcedure* procedure = site.node->procedure_of(*row);
        if (!task || !procedure) continue;
        const bool opens = sight_of(*site.node, tables, *row, viewer) == Sight::kFile;
        Json one = {{"task", element_name(words, procedure->definition, task->element)},
                    {"procedure_title", procedure_title(words, procedure->definition)},
                    {"role_label", role_name(words, task->role)},
                    {"href", opens ? "/cases/" + row->partnership + "/" + row->id : ""}};
        add_due(words, task->due, task->zone, one);
        out.push_back(std::move(one));
      }
    }
  });
  return out;
}

// What the reader's role wanted to look at again by today, and what it will.
Json follow_ups_json(const Visit& visit, const Viewer& viewer) {
  const Site& site = visit.site;
  const Words words = visit.words();
  Json out = Json::array();
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.marked_cases()) {
      if (sight_of(*site.node, tables, *row, viewer) != Sight::kFile) continue;
      const program::CompiledProcedure* procedure = site.node->procedure_of(*row);
      for (const projections::TaskMark& mark : row->marks) {
        const procedures::OpenTask* task = row->state.find_task(mark.element, mark.token);
        if (!procedure || !mark.follow_up || !task || task->role != access::to_text(viewer.role))
          continue;
        out.push_back(
            {{"task", element_name(words, procedure->definition, mark.element)},
             {"subject", procedure_title(words, procedure->definition) + " " + short_id(row->id)},
             {"on", mark.follow_up->to_iso()},
             {"on_text", words.date(*mark.follow_up)},
             {"is_due", *mark.follow_up <= words.today()},
             {"href", "/cases/" + row->partnership + "/" + row->id}});
      }
    }
  });
  std::stable_sort(out.begin(), out.end(),
                   [](const Json& a, const Json& b) { return a["on"] < b["on"]; });
  return out;
}

// Which page is asked; within those there are.
std::size_t page_asked(const Request& request, std::size_t total) {
  std::size_t page = 1;
  const std::string_view text = request.query.get("page");
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp<std::size_t>(page, 1, (total + kTrayPage - 1) / kTrayPage);
}

// Parties see their own cases only, so theirs are looked through; so are those of one procedure.
void add_tasks(const Visit& visit, const Words& words, const projections::Tables& tables,
               const Viewer& viewer, TrayInput& input) {  // five: one look at the tables
  const Site& site = visit.site;
  const std::string_view role = access::to_text(viewer.role);
  const bool by_page = casework::is_office(viewer.role) && input.procedure.empty() &&
                       tables.task_count(role, "") > kTrayPage;
  std::size_t before = 0;
  std::size_t count_max = SIZE_MAX;
  if (by_page) {
    for (const terms::PartnershipContent& content : site.content->partnerships)
      if (tables.task_count(role, content.partnership.id) > 0)
        input.partnerships.emplace(content.partnership.id, words.in(content.partnership.title));
    input.total = tables.task_count(role, input.partnership);
    if (input.total == 0) return;
    input.page = page_asked(visit.request, input.total);
    before = (input.page - 1) * kTrayPage;
    count_max = before + kTrayPage;
  }
  const std::vector<projections::TaskRow> rows =
      tables.tasks(role, by_page ? input.partnership : std::string(), count_max);
  for (std::size_t i = before; i < rows.size(); ++i) {
    const projections::CaseRow& of = *rows[i].of;
    if (!site.node->procedure_of(of) || sight_of(*site.node, tables, of, viewer) == Sight::kNone)
      continue;
    input.items.push_back(make_item(visit, words, rows[i], viewer));
  }
}

Response show_tray(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const std::string notice(request.query.get("notice"));
  // The lead unit's first page is its week; its tray is one click away.
  const bool asks_tray =
      request.query.find("role") != nullptr || request.query.find("notice") != nullptr ||
      request.query.find("page") != nullptr || visit.representation == Representation::kJson;
  if (viewer->role == access::Role::kLeadUnit && !asks_tray) return redirect_to("/week");
  const Words words = visit.words();
  TrayInput input;
  input.role = role_name(words, viewer->who.role);
  input.partnership = std::string(request.query.get("partnership"));
  input.procedure = std::string(request.query.get("procedure"));
  if (!notice.empty()) input.notice = words.find_text("notice." + notice).value_or("");
  input.may_open_cases = site.node && !procedures_for(*site.program, *viewer).empty();
  input.has_week =
      viewer->role == access::Role::kLeadUnit || viewer->role == access::Role::kMinistryDesk;
  if (site.node) {
    site.node->with_tables([&](const projections::Tables& tables) {
      add_case_lists(site, words, tables, *viewer, input);
      if (!may_act(viewer->role)) return;
      add_tasks(visit, words, tables, *viewer, input);
    });
  }
  for (TrayItem& item : input.items) item.command = site.node->new_id("form");
  input.csrf_token = form_token(visit).token;
  Page page = tray_page(words, input);
  page.model["escalated"] = site.node ? handed_up_json(visit, *viewer) : Json::array();
  page.model["follow_ups"] = site.node ? follow_ups_json(visit, *viewer) : Json::array();
  page.model["may_see_procedures"] =
      may_act(viewer->role) && viewer->role != access::Role::kCandidate;
  return respond(visit, page);
}

}  // namespace

void add_tray_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/tray", Effect::kRead,
              [&site](const Request& request) { return show_tray(site, request); }});
}

}  // namespace alternat::api

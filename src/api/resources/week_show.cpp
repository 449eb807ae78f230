// SPDX-License-Identifier: EUPL-1.2
// The week of the lead unit and of the ministries that co-sign.
#include "api/resources/case_show.h"
#include "api/resources/incidents.h"
#include "api/resources/week.h"
#include "api/resources/work_routes.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::size_t kChangesMax = 25;

struct WeekView {
  const Site& site;
  const Words& words;
  const Viewer& viewer;
  const ActorNames& names;
};

std::string country_of(const WeekView& view, const std::string& partnership) {
  const terms::PartnershipContent* found = view.site.content->find_partnership(partnership);
  return found ? view.words.country(found->partnership.origin.code()) : partnership;
}

WeekItem task_item(const WeekView& view, const projections::TaskRow& row,
                   const procedures::Definition& definition) {
  const bool is_mine = row.task->role == access::to_text(view.viewer.role);
  const bool cosigns = row.task->role == access::to_text(access::Role::kMinistryDesk);
  WeekItem item;
  item.kind = cosigns ? "cosignature" : "task";
  item.partnership = row.of->partnership;
  item.is_synthetic = is_fictitious(*view.site.content, row.of->partnership);
  item.country = country_of(view, row.of->partnership);
  item.what = element_name(view.words, definition, row.task->element) + " · " +
              procedure_title(view.words, definition) + " " + short_id(row.of->id);
  item.whose = is_mine ? view.words.text("week.whose_lead") : role_name(view.words, row.task->role);
  item.why = view.words.text(cosigns ? "week.why_cosign" : "week.why_task");
  if (!row.task->clause.empty()) item.why += " " + row.task->clause;
  item.href = "/cases/" + row.of->partnership + "/" + row.of->id + "#task-" + row.task->element;
  if (row.task->due) item.due = last_day_of(*row.task->due, row.task->zone);
  return item;
}

// Days from which announced silence counts.
void add_silences(const WeekView& view, const projections::CaseRow& row,
                  const procedures::Definition& definition, std::vector<WeekItem>& out) {
  for (const procedures::SetTimer& timer : row.state.timers) {
    const procedures::NodeIndex index = definition.find_node(timer.element);
    if (index == procedures::kNoIndex || !definition.nodes[index].clock) continue;
    if (definition.nodes[index].clock->effect != procedures::TimerEffect::kAnnouncedSilence)
      continue;
    WeekItem item;
    item.kind = "silence";
    item.partnership = row.partnership;
    item.is_synthetic = is_fictitious(*view.site.content, row.partnership);
    item.country = country_of(view, row.partnership);
    item.what = element_name(view.words, definition, timer.element) + " · " +
                procedure_title(view.words, definition) + " " + short_id(row.id);
    item.whose = role_name(view.words, "ministry_desk");
    item.why = view.words.text("week.why_silence") + " " + timer.clause;
    item.href = "/cases/" + row.partnership + "/" + row.id;
    item.due = last_day_of(timer.due, timer.zone);
    out.push_back(std::move(item));
  }
}

bool is_news(const std::string& type) {
  return type == "CaseRegistered" || type == "CaseEnded" || type == "TaskCompleted" ||
         type == "TimerFired" || type == "MessageReceived" || type == "IncidentRaised";
}

// What happened in cases about agreements since the moment; cases of persons stay out.
std::vector<WeekChange> changes_since(const WeekView& view, const projections::Tables& tables,
                                      Date since) {
  std::vector<WeekChange> out;
  const std::function<bool(std::string_view)> knows_all = [](std::string_view) { return true; };
  tables.walk_back(0, [&](const projections::LogRow& line) {
    if (day_of(line.recorded_at) < since) return false;
    if (!is_news(line.type)) return true;
    const projections::CaseRow* row = tables.find_case(line.log, line.stream);
    if (!row || !row->subject.empty()) return true;
    if (sight_of(*view.site.node, tables, *row, view.viewer) != Sight::kFile) return true;
    const program::CompiledProcedure* procedure = view.site.node->procedure_of(*row);
    if (!procedure) return true;
    const Json body = {{"outcome", line.detail},
                       {"message", line.detail},
                       {"reason", line.detail},
                       {"role", line.detail}};
    out.push_back({moment_text(view.words, line.recorded_at),
                   record_sentence(view.words, {line, body, procedure->definition,
                                                view.site.content->facts, view.names, knows_all}),
                   procedure_title(view.words, procedure->definition) + " " + short_id(row->id),
                   "/cases/" + row->partnership + "/" + row->id});
    return out.size() < kChangesMax;
  });
  return out;
}

Response show_week(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  if (viewer->role != access::Role::kLeadUnit && viewer->role != access::Role::kMinistryDesk)
    return respond_error(visit, Error{Fault::kForbidden,
                                      "week.not_your_page",
                                      "The week is for the lead unit and the ministries.",
                                      {}});
  const Words words = visit.words();
  const ActorNames names = actor_names(site, words);
  const WeekView view{site, words, *viewer, names};
  WeekInput input;
  input.partnership = std::string(request.query.get("partnership"));
  input.items = agreed_items(words, *site.content);
  const Date since = last_friday(words.today());
  input.since_text = words.text("week.since", {{"on", words.date(since)}});
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::TaskRow& row : tables.tasks("", "")) {
      if (!row.of->subject.empty()) continue;
      if (sight_of(*site.node, tables, *row.of, *viewer) != Sight::kFile) continue;
      const bool mine = row.task->role == access::to_text(viewer->role);
      const bool cosigns = row.task->role == access::to_text(access::Role::kMinistryDesk);
      const program::CompiledProcedure* procedure = site.node->procedure_of(*row.of);
      if (mine || cosigns || row.task->due)
        input.items.push_back(task_item(view, row, procedure->definition));
      input.synthetic |= is_fictitious(*site.content, row.of->partnership);
    }
    for (const projections::CaseRow* row : tables.cases("")) {
      if (!row->subject.empty() || row->state.ended) continue;
      if (const program::CompiledProcedure* procedure = site.node->procedure_of(*row))
        add_silences(view, *row, procedure->definition, input.items);
    }
    input.changes = changes_since(view, tables, since);
  });
  Page page = week_page(words, input);
  page.model["incidents_open"] = open_incidents(site, *viewer);
  page.model["incidents_open_text"] =
      words.text("incidents.open_now", {{"count", std::to_string(open_incidents(site, *viewer))}});
  return respond(visit, page);
}

}  // namespace

void add_week_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/week", Effect::kRead,
              [&site](const Request& request) { return show_week(site, request); }});
}

}  // namespace alternat::api

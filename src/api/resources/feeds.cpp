// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/feeds.h"

#include "api/http/form.h"
#include "api/resources/case_words.h"
#include "api/resources/work_routes.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

bool may_be_fed(const std::string& realm) {
  return realm == "labour" || realm == "agreement";
}

documents::CalendarDay task_day(const projections::TaskRow& row) {
  const std::string token = std::to_string(row.task->token);
  return {row.of->id + "-" + row.task->element + "-" + token + "@alternat",
          last_day_of(*row.task->due, row.task->zone),
          row.task->element + " " + row.of->id,
          row.of->procedure + " " + row.of->partnership +
              (row.task->clause.empty() ? "" : "\n" + row.task->clause),
          "",
          "task"};
}

Response calendar_response(const documents::CalendarFeed& feed) {
  Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.body = documents::icalendar(feed);
  response.set_header("Content-Disposition", "attachment; filename=\"alternat.ics\"");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cache-Control", "no-store");
  return response;
}

// Whoever has no key gets the same answer as whoever has a wrong one.
Response show_tray_feed(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const std::optional<std::string> owner = site.feed_keys->find_account(request.query.get("key"));
  const Account* account = owner ? site.accounts->find(*owner) : nullptr;
  const std::optional<access::Role> role =
      account ? access::find_role(account->principal.role) : std::nullopt;
  if (!role || site.node == nullptr)
    return respond_error(visit, Error{Fault::kForbidden,
                                      "feed.no_key",
                                      "This address shows no calendar. Make a new one on your "
                                      "account page.",
                                      {}});
  return calendar_response(tray_feed(site, {account->principal, *role}));
}

Response show_meetings_feed(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const std::string id(request.parameter("id"));
  const terms::PartnershipContent* subject = site.content->find_partnership(id);
  if (subject == nullptr)
    return respond_error(visit, Error{Fault::kNotFound,
                                      "partnership.not_found",
                                      "There is no partnership '" + id.substr(0, 60) + "'.",
                                      {}});
  return calendar_response(meetings_feed(site, *subject));
}

void add_meeting(const terms::Meeting& meeting, const std::string& uid,
                 documents::CalendarFeed& feed) {
  if (meeting.on)
    if (const std::optional<Date> day = meeting.on->day())
      feed.days.push_back({uid + "-" + meeting.id + "@alternat", *day, meeting.id,
                           meeting.planned ? "planned" : "held", "", "meeting"});
  for (const terms::ActionPoint& point : meeting.action_points) {
    if (point.done || !point.due) continue;
    if (const std::optional<Date> day = point.due->day())
      feed.days.push_back(
          {uid + "-" + point.id + "@alternat", *day, point.id, meeting.id, "", "action_point"});
  }
}

}  // namespace

documents::CalendarFeed tray_feed(const Site& site, const Viewer& viewer) {
  documents::CalendarFeed feed{
      "Alternat " + std::string(access::to_text(viewer.role)), site.clock->now(), {}};
  if (!may_act(viewer.role)) return feed;
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::TaskRow& row : tables.tasks(access::to_text(viewer.role), "")) {
      if (!row.task->due || row.task->is_suspended || !may_be_fed(row.of->realm)) continue;
      if (sight_of(*site.node, tables, *row.of, viewer) == Sight::kNone) continue;
      feed.days.push_back(task_day(row));
    }
  });
  return feed;
}

documents::CalendarFeed meetings_feed(const Site& site, const terms::PartnershipContent& subject) {
  const std::string& id = subject.partnership.id;
  documents::CalendarFeed feed{"Alternat " + id, site.clock->now(), {}};
  for (const terms::JointBody& body : subject.partnership.bodies) {
    const std::string uid = id + "-" + body.id;
    for (const terms::Meeting& meeting : body.meetings) add_meeting(meeting, uid, feed);
    if (const std::optional<Date> due = body.next_due_after(site.today()))
      feed.days.push_back(
          {uid + "-next@alternat", *due, body.id + " next", body.clause, "", "meeting_due"});
  }
  return feed;
}

void add_feed_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/tray/calendar.ics", Effect::kRead,
              [&site](const Request& request) { return show_tray_feed(site, request); }});
  router.add({Method::kGet, "/partnerships/{id}/meetings/calendar.ics", Effect::kRead,
              [&site](const Request& request) { return show_meetings_feed(site, request); }});
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// Deadlines on the pages: why a day is the last one, who may change it, and what a calendar feed
// shows and never shows.
#include "api/resources/feeds.h"
#include "api/resources/work_testing.h"
#include "casework/run_clock.h"

namespace alternat::api::testing {
namespace {

constexpr const char* kAgency = "SYN-labour_agency-1";

// A placement that waits for the agency's consent.
Opened waiting(Office& office) {
  const std::string id = casework::testing::placement_until(office.world, "ba_consent");
  return {id, "/cases/xa-xb/" + id};
}

std::string clock_fields(Office& office, const Opened& opened, const std::string& what) {
  const Json page = json_of(office, kAgency, opened.path);
  REQUIRE_FALSE(page["clocks"].empty());
  const Json& clock = page["clocks"][0];
  return what + "&token=" + clock["token"].dump() +
         "&command=" + clock["command"].get<std::string>() +
         "&version=" + std::to_string(office.world.row(opened.id).version);
}

std::string unfolded(std::string text) {
  for (std::size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

std::string feed_path(Office& office, const std::string& account) {
  const Response page = send(office, account, "/account/feed", "act=make");
  const std::string key = between(page.body, "/tray/calendar.ics?key=", "<");
  REQUIRE(key.size() == 64);
  return "/tray/calendar.ics?key=" + key;
}

TEST_CASE("a task and a clock say why their day is the last, in the reader's language") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = waiting(*office);
  const Json page = json_of(*office, kAgency, opened.path);
  const Json& steps = page["clocks"][0]["steps"];
  CHECK(steps[0]["text"] == "This step began: Monday, 15 June 2026.");
  CHECK(steps[1]["text"] ==
        "That day does not count; counting starts on 16 June 2026 (BGB s.187(1)).");
  CHECK(steps[2]["text"] == "2 weeks: the last day is Monday, 29 June 2026 (BGB s.188).");
  CHECK(page["clocks"][0]["due"] == "2026-06-29");
  CHECK(page["tasks"][0]["steps"].size() == steps.size());
  CHECK(has(get(*office, kAgency, opened.path), "Why this day?"));
  Request german = request_of(opened.path + "?lang=de");
  german.headers["cookie"] = cookie_of(*office, kAgency);
  CHECK(has(office->server->answer(german), "2 Wochen: Der letzte Tag ist Montag, 29. Juni 2026"));
}

TEST_CASE("an office extends, suspends and resumes a period, each once and with a reason") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = waiting(*office);
  const std::string path = opened.path + "/clocks/ba_silence";
  const std::string extend =
      clock_fields(*office, opened, "change=extended&reason=reasoned_request&days=7");
  CHECK(send(*office, kAgency, path, extend).status == 303);
  CHECK(send(*office, kAgency, path, extend).status == 303);  // the same command: nothing more
  Json page = json_of(*office, kAgency, opened.path);
  CHECK(page["clocks"][0]["due"] == "2026-07-06");
  CHECK(has(get(*office, kAgency, opened.path), "the other side asked for more time and said why"));
  CHECK(
      send(*office, kAgency, path, clock_fields(*office, opened, "change=suspended&reason=illness"))
          .status == 303);
  page = json_of(*office, kAgency, opened.path);
  CHECK(page["clocks"][0]["is_suspended"] == true);
  CHECK(page["clocks"][0]["due"].is_null());
  CHECK(has(get(*office, kAgency, opened.path), "stands still"));
  CHECK(send(*office, kAgency, path,
             clock_fields(*office, opened, "change=resumed&reason=obstacle_gone"))
            .status == 303);
  // It stood still on 15 June only, which did not count anyway.
  CHECK(json_of(*office, kAgency, opened.path)["clocks"][0]["due"] == "2026-07-06");
}

TEST_CASE("a period is changed by the offices of the procedure, and only for a reason there is") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = waiting(*office);
  const std::string path = opened.path + "/clocks/ba_silence";
  const Response unreasoned =
      send(*office, kAgency, path, clock_fields(*office, opened, "change=suspended&reason=luck"));
  CHECK(unreasoned.status == 400);
  CHECK(has(unreasoned, "Choose one of the reasons."));
  CHECK(json_of(*office, "SYN-candidate-1", opened.path)["clocks"].size() <= 1);
  const Response other = send(*office, "SYN-candidate-1", path,
                              clock_fields(*office, opened, "change=suspended&reason=illness"));
  CHECK(other.status != 303);
  CHECK(office->world.row(opened.id).state.timers.at(0).is_suspended == false);
}

TEST_CASE("the feed of a tray has ids and last days, no name, and a key that can be revoked") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = waiting(*office);
  const std::string path = feed_path(*office, kAgency);
  const Response feed = get(*office, "", path);
  CHECK(feed.status == 200);
  CHECK(feed.content_type == "text/calendar; charset=utf-8");
  const std::string text = unfolded(feed.body);
  CHECK(text.find("SUMMARY:ba_consent " + opened.id + "\r\n") != std::string::npos);
  CHECK(text.find("DTSTART;VALUE=DATE:20260629\r\n") != std::string::npos);
  for (const char* personal : {"1994", "XB", "2512", "degree", "B1"})
    CHECK(text.find(personal) == std::string::npos);
  // The address is shown once; nobody else's key opens anything.
  CHECK_FALSE(has(get(*office, kAgency, "/account"), path.substr(path.find("key="))));
  CHECK(get(*office, "", "/tray/calendar.ics?key=" + std::string(64, '0')).status == 403);
  CHECK(get(*office, "", "/tray/calendar.ics").status == 403);
  CHECK(code_of(get(*office, "", "/tray/calendar.ics", As::kProgram)) == "feed.no_key");
  // A new address ends the old one; revoking ends it too.
  const std::string second = feed_path(*office, kAgency);
  CHECK(get(*office, "", path).status == 403);
  CHECK(get(*office, "", second).status == 200);
  CHECK(send(*office, kAgency, "/account/feed", "act=revoke").status == 200);
  CHECK(get(*office, "", second).status == 403);
}

TEST_CASE("no feed tells of a return: not its tasks, not its dates, not that there is one") {
  const auto office = make_office();
  if (!office) return;
  constexpr const char* kAuthority = "SYN-aliens_authority-1";
  const Opened opened = open(*office, "data-request-returns", Role::kPersonConcerned, "returns");
  const auto complete = [&](Role role, const procedures::Values& values) {
    return office->world
        .complete(office->world.call(role, 1, "returns"), opened.id, office->world.task(opened.id),
                  values)
        .ok();
  };
  REQUIRE(complete(Role::kPersonConcerned, {{"data_request_kind", "\"access\""}}));
  REQUIRE(complete(Role::kAliensAuthority, {{"data_request_received_on", "\"2026-06-15\""},
                                            {"identity_result", "\"identity_clear\""}}));
  // The authority has a task with a last day; its tray shows it, its feed does not.
  const projections::CaseRow row = office->world.row(opened.id);
  REQUIRE(row.state.tasks.size() == 1);
  REQUIRE(row.state.tasks.front().role == "aliens_authority");
  REQUIRE(row.state.tasks.front().due.has_value());
  const Response feed = get(*office, "", feed_path(*office, kAuthority));
  CHECK(feed.status == 200);
  CHECK(feed.body.find("VEVENT") == std::string::npos);
  CHECK(feed.body.find(opened.id) == std::string::npos);
}

TEST_CASE("the feed of the joint bodies is public and has ids only") {
  const auto office = make_office();
  if (!office) return;
  const Response feed = get(*office, "", "/partnerships/xa-xb/meetings/calendar.ics");
  CHECK(feed.status == 200);
  const std::string text = unfolded(feed.body);
  CHECK(text.find("BEGIN:VEVENT") != std::string::npos);
  for (const terms::PartnershipContent& content :
       casework::testing::content().content().partnerships)
    for (const terms::JointBody& body : content.partnership.bodies)
      for (const terms::Meeting& meeting : body.meetings) {
        CHECK(text.find(meeting.place.empty() ? "no place" : meeting.place) == std::string::npos);
      }
  CHECK(get(*office, "", "/partnerships/nowhere/meetings/calendar.ics").status == 404);
}

TEST_CASE("anybody works out a deadline, with reasons, or learns why it cannot be counted") {
  const auto office = make_office();
  if (!office) return;
  CHECK(get(*office, "", "/deadline").status == 200);
  Request request = request_of("/deadline");
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"start", "2025-06-03"}, {"period", "P12D:treaty"}, {"calendar", "xa"}})
    request.query.add(name, value);
  const Response page = office->server->answer(request);
  CHECK(page.status == 200);
  CHECK(has(page, "15 June 2025"));
  CHECK(has(page, "The end stays on that day"));
  request.headers["accept"] = "application/json";
  const Json json = Json::parse(office->server->answer(request).body);
  CHECK(json["answers"][0]["last_day"] == "2025-06-15");
  request.query.set("period", "P12D:traety");
  const Response refused = office->server->answer(request);
  CHECK(refused.status == 404);
  CHECK(Json::parse(refused.body)["error_code"] == "calendar.rule_not_found");
}

}  // namespace
}  // namespace alternat::api::testing

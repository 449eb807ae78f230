// SPDX-License-Identifier: EUPL-1.2
// A period that a person stops, lets run on or makes longer: what is recorded, what it is due then,
// and who may not. The consent of the labour agency is deemed at the end of Monday 29 June 2026
// (two weeks from the 15th, end not moved); XA is one hour ahead of UTC.
#include "casework/change_clock.h"
#include "casework/run_clock.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

struct Waiting {
  World world;
  std::string id = placement_until(world, "ba_consent");

  procedures::SetTimer timer() const {
    const projections::CaseRow row = world.row(id);
    REQUIRE(row.state.timers.size() == 1);
    return row.state.timers.front();
  }
  Result<StepResult> change(const std::string& what, const std::string& reason,
                            const std::string& period = "", Role role = Role::kLabourAgency) {
    return change_clock(world.node(), world.call(role), {kPartnership, id, {}},
                        {"ba_silence", timer().token, what, reason, period});
  }
  std::string refusal(const std::string& what, const std::string& reason,
                      const std::string& period = "", Role role = Role::kLabourAgency) {
    const Result<StepResult> done = change(what, reason, period, role);
    return done ? "not refused" : done.error().code;
  }
  std::size_t fired_at(const char* moment) {
    world.clock.set(at(moment));
    return run_clock(world.node()).fired;
  }
};

TEST_CASE("deemed consent is counted without s.193: its end stays on a Sunday") {
  World world;
  world.clock.set(at("2026-06-14T08:00:00Z"));  // a Sunday
  const std::string id = placement_until(world, "ba_consent");
  REQUIRE(world.row(id).state.timers.size() == 1);
  CHECK(world.row(id).state.timers[0].due == at("2026-06-28T22:00:00Z"));
}

TEST_CASE("an extension is recorded with who and why, and counts from the end before it") {
  Waiting waiting;
  CHECK(waiting.timer().due == at("2026-06-29T22:00:00Z"));
  REQUIRE(waiting.change("extended", "reasoned_request", "P7D").ok());
  CHECK(waiting.timer().due == at("2026-07-06T22:00:00Z"));
  const std::optional<projections::LogRow> record = waiting.world.last_record("ClockChanged");
  REQUIRE(record);
  CHECK(record->actor == "SYN-labour_agency-1");
  CHECK(record->element == "ba_silence");
  CHECK(record->detail == "reasoned_request");
  CHECK(waiting.fired_at("2026-06-30T08:00:00Z") == 0);
  CHECK(waiting.fired_at("2026-07-06T22:00:00Z") == 1);
  CHECK(waiting.world.task(waiting.id) == "visa_application");
}

TEST_CASE("a suspended period fires on no day; it ends as many days later as it stood still") {
  Waiting waiting;
  waiting.world.clock.set(at("2026-06-20T08:00:00Z"));
  REQUIRE(waiting.change("suspended", "file_incomplete").ok());
  CHECK(waiting.timer().is_suspended);
  CHECK(waiting.fired_at("2026-08-01T08:00:00Z") == 0);
  // 20 to 24 June: five days, both included.
  waiting.world.clock.set(at("2026-06-24T08:00:00Z"));
  REQUIRE(waiting.change("resumed", "file_complete").ok());
  CHECK(waiting.timer().due == at("2026-07-04T22:00:00Z"));
  CHECK_FALSE(waiting.timer().is_suspended);
  CHECK(waiting.fired_at("2026-07-04T21:59:59Z") == 0);
  CHECK(waiting.fired_at("2026-07-04T22:00:00Z") == 1);
}

TEST_CASE("suspension and extension survive a restart, and live tables are the replayed ones") {
  Waiting waiting;
  waiting.world.clock.set(at("2026-06-20T08:00:00Z"));
  REQUIRE(waiting.change("extended", "agreed", "P3D").ok());
  REQUIRE(waiting.change("suspended", "illness").ok());
  waiting.world.reopen();
  CHECK(waiting.timer().is_suspended);
  CHECK(waiting.world.digest() == waiting.world.replayed_digest());
  waiting.world.clock.set(at("2026-06-21T08:00:00Z"));
  REQUIRE(waiting.change("resumed", "obstacle_gone").ok());
  // 29 June, two days later, and three more.
  CHECK(waiting.timer().due == at("2026-07-04T22:00:00Z"));
  waiting.world.reopen();
  CHECK(waiting.timer().due == at("2026-07-04T22:00:00Z"));
  CHECK(waiting.world.digest() == waiting.world.replayed_digest());
}

TEST_CASE("a running clock explains itself as it stands") {
  Waiting waiting;
  waiting.world.clock.set(at("2026-06-20T08:00:00Z"));
  REQUIRE(waiting.change("extended", "agreed", "P3D").ok());
  const projections::CaseRow row = waiting.world.row(waiting.id);
  const projections::ClockStory* story = row.find_clock("ba_silence", waiting.timer().token);
  REQUIRE(story != nullptr);
  const Result<ClockAnswer> answer =
      explain_clock({content(), content().find_procedure("placement")->definition, row, *story,
                     "Europe/Berlin", std::nullopt});
  REQUIRE(answer.ok());
  CHECK(answer->due == waiting.timer().due);
  std::string codes;
  for (const calendar::DeadlineStep& step : answer->deadline.steps) codes += step.code + " ";
  CHECK(codes == "event event_day_not_counted counted extended counted ends ");
}

TEST_CASE("what cannot be done to a period is refused, and changes nothing") {
  Waiting waiting;
  const Instant due = waiting.timer().due;
  CHECK(waiting.refusal("extended", "because", "P3D") == "casework.clock_reason");
  CHECK(waiting.refusal("extended", "agreed", "3 days") == "calendar.bad_period");
  CHECK(waiting.refusal("extended", "agreed", "P0D") == "calendar.bad_period");
  CHECK(waiting.refusal("resumed", "agreed") == "procedure.clock_not_suspended");
  CHECK(waiting.refusal("shortened", "agreed") == "procedure.clock_change");
  CHECK(waiting.refusal("suspended", "agreed", "", Role::kCandidate) == "casework.no_part");
  const Result<StepResult> nowhere =
      change_clock(waiting.world.node(), waiting.world.call(Role::kLabourAgency),
                   {kPartnership, waiting.id, {}}, {"nothing", 1, "suspended", "agreed", ""});
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().code == "casework.no_clock");
  REQUIRE(waiting.change("suspended", "agreed").ok());
  CHECK(waiting.refusal("suspended", "agreed") == "procedure.clock_suspended");
  CHECK(waiting.refusal("extended", "agreed", "P3D") == "procedure.clock_suspended");
  REQUIRE(waiting.change("resumed", "agreed").ok());
  CHECK(waiting.timer().due == due);  // the day of the event does not count anyway
  waiting.world.clock.set(at("2026-07-20T08:00:00Z"));
  CHECK(waiting.refusal("extended", "agreed", "P3D") == "procedure.clock_over");
  CHECK(waiting.refusal("suspended", "agreed") == "procedure.clock_over");
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Timers that repeat: every date follows from the first and the period, whenever the node came to
// fire it (ISO 8601-1, repeating intervals; BPMN 2.0, 10.5.5, timeCycle).
#include "casework/change_clock.h"
#include "casework/run_clock.h"
#include "casework/small_procedures.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

// A task that is reminded of every seven days, three times.
const program::Program& reminding() {
  static const std::unique_ptr<program::Program> program = content_with(SmallProcedure{
      "reminding", "agreement", "lead_unit",
      "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n"
      "<boundaryEvent id=\"again\" attachedToRef=\"work\" cancelActivity=\"false\" "
      "alternat:clause=\"GGO s.19\" alternat:effect=\"escalate\"><timerEventDefinition><timeCycle>"
      "R3/P7D</timeCycle></timerEventDefinition></boundaryEvent>\n"
      "<endEvent id=\"reminded\" alternat:outcome=\"reminded\"/>\n"
      "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
          flow("begin", "work") + flow("work", "done") + flow("again", "reminded"),
      ""});
  return *program;
}

std::string begin(World& world) {
  const Result<OpenedCase> opened =
      open_case(world.node(), world.call(Role::kLeadUnit), {kPartnership, "reminding", "", {}});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  return opened->case_id;
}

// The last day of the running period, as its own zone counts it.
std::string last_day(World& world, const std::string& id) {
  const procedures::State state = world.row(id).state;
  if (state.timers.empty()) return "none";
  const procedures::SetTimer& timer = state.timers.front();
  const Result<Date> day = timer.due.plus_micros(-1).day_in(timer.zone);
  REQUIRE(day.ok());
  return day->to_iso();
}

TEST_CASE("a cycle counts on from its due date, however late it fires") {
  World world(reminding());  // Monday 15 June 2026
  const std::string id = begin(world);
  CHECK(last_day(world, id) == "2026-06-22");
  world.clock.set(at("2026-06-25T10:00:00Z"));  // three days late
  CHECK(run_clock(world.node()).fired == 1);
  CHECK(last_day(world, id) == "2026-06-29");
  world.clock.set(at("2026-06-29T12:00:00Z"));  // its last day has begun, and is not over
  CHECK(run_clock(world.node()).fired == 0);
  world.clock.set(at("2026-06-30T12:00:00Z"));
  CHECK(run_clock(world.node()).fired == 1);
  CHECK(last_day(world, id) == "2026-07-06");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a node that was down for three cycles fires once for each, and no more") {
  World world(reminding());
  const std::string id = begin(world);
  world.clock.set(at("2026-07-20T10:00:00Z"));  // all three are past
  world.reopen();
  for (const char* next : {"2026-06-29", "2026-07-06", "none"}) {
    CHECK(run_clock(world.node()).fired == 1);
    CHECK(last_day(world, id) == next);
    world.reopen();
  }
  CHECK(run_clock(world.node()).fired == 0);
  CHECK(world.row(id).state.find_task("work", 2) != nullptr);  // nothing was interrupted
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a cycle set again explains itself from the day it counts from, and can be extended") {
  World world(reminding());
  const std::string id = begin(world);
  world.clock.set(at("2026-06-25T10:00:00Z"));
  REQUIRE(run_clock(world.node()).fired == 1);
  const projections::CaseRow row = world.row(id);
  const procedures::SetTimer& timer = row.state.timers.at(0);
  const projections::ClockStory* story = row.find_clock(timer.element, timer.token);
  REQUIRE(story);
  const Result<ClockAnswer> answer =
      explain_clock({reminding(), reminding().find_procedure("reminding")->definition, row, *story,
                     world.node().zone(), std::nullopt});
  REQUIRE(answer.ok());
  CHECK(answer->due == timer.due);
  CHECK(answer->deadline.steps.front().value("day") == "2026-06-22");
  REQUIRE(change_clock(world.node(), world.call(Role::kLeadUnit), {kPartnership, id, {}},
                       {timer.element, timer.token, "extended", "agreed", "P3D"})
              .ok());
  CHECK(last_day(world, id) == "2026-07-02");
}

}  // namespace
}  // namespace alternat::casework::testing

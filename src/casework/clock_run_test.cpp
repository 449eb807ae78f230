// SPDX-License-Identifier: EUPL-1.2
// Due timers, and what a stop left undone.
#include "casework/run_clock.h"
#include "casework/testing.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

// Monday 15 June 2026 and two weeks: the day of the event does not count (BGB s.187(1)), so the
// period ends with Monday 29 June (s.188(2)). XA is one hour ahead of UTC all year.
constexpr const char* kLastSecond = "2026-06-29T21:59:59Z";
constexpr const char* kOver = "2026-06-29T22:00:00Z";

TEST_CASE("silence of the labour agency is consent when the deadline is over, and not before") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  const projections::CaseRow row = world.row(id);
  REQUIRE(row.state.timers.size() == 1);
  CHECK(row.state.timers[0].element == "ba_silence");
  CHECK(row.state.timers[0].due == at(kOver));
  world.clock.set(at("2026-06-28T12:00:00Z"));
  CHECK(run_clock(world.node()).fired == 0);
  world.clock.set(at(kLastSecond));
  CHECK(run_clock(world.node()).fired == 0);
  CHECK(world.task(id) == "ba_consent");
  world.clock.set(at(kOver));
  CHECK(run_clock(world.node()).fired == 1);
  CHECK(world.task(id) == "visa_application");
  const std::optional<projections::LogRow> fired = world.last_record("TimerFired");
  REQUIRE(fired);
  CHECK(fired->actor == "clock");
  CHECK(fired->element == "ba_silence");
  CHECK(run_clock(world.node()).fired == 0);
}

TEST_CASE("a node that was down fires what became due, once") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  world.clock.set(at("2026-07-20T08:00:00Z"));
  world.reopen();
  CHECK(run_clock(world.node()).fired == 1);
  const std::uint64_t records = world.records();
  world.reopen();
  CHECK(run_clock(world.node()).fired == 0);
  CHECK(world.records() == records);
  CHECK(world.task(id) == "visa_application");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("an answer before the deadline stops the clock") {
  World world;
  const std::string id = placement_until(world, "visa_application");
  CHECK(world.row(id).state.timers.empty());
  world.clock.set(at("2026-07-20T08:00:00Z"));
  CHECK(run_clock(world.node()).fired == 0);
}

TEST_CASE("a decision that could not run stays due, and runs after a restart") {
  program::testing::ContentCopy copy;
  copy.remove("law/de/pathways/18b.dmn");
  const std::unique_ptr<program::Program> without = copy.load();
  World world(*without);
  const std::string id = placement_until(world, "accept");
  const Call call = world.call(Role::kCandidate);
  const TaskRef task = world.ref(id, "accept");
  const procedures::Values values{{"offer_accepted", "true"}, {"target_pathway", "\"18b\""}};
  const Result<StepResult> accepted =
      complete_task(world.node(), call, {kPartnership, id, {}}, task, values);
  REQUIRE_FALSE(accepted.ok());
  CHECK(to_string(accepted.error()) ==
        "casework.no_pathway: The content has no pathway '18b'. The case waits until it has.");
  REQUIRE(world.row(id).state.decisions.size() == 1);
  world.reopen(content());
  CHECK(resume(world.node()).fired == 1);
  CHECK(world.row(id).state.decisions.empty());
  CHECK(world.task(id) == "ba_consent");
  CHECK(resume(world.node()).fired == 0);
  // The same command sent again is carried out already.
  const Result<StepResult> again =
      complete_task(world.node(), call, {kPartnership, id, {}}, task, values);
  REQUIRE(again.ok());
  CHECK(again->already);
}

TEST_CASE("a repeated command runs the decision that its first sending left") {
  program::testing::ContentCopy copy;
  copy.remove("law/de/pathways/18b.dmn");
  const std::unique_ptr<program::Program> without = copy.load();
  World world(*without);
  const std::string id = placement_until(world, "accept");
  const Call call = world.call(Role::kCandidate);
  const TaskRef task = world.ref(id, "accept");
  const procedures::Values values{{"offer_accepted", "true"}, {"target_pathway", "\"18b\""}};
  CHECK_FALSE(complete_task(world.node(), call, {kPartnership, id, {}}, task, values).ok());
  world.reopen(content());
  const Result<StepResult> again =
      complete_task(world.node(), call, {kPartnership, id, {}}, task, values);
  REQUIRE(again.ok());
  CHECK(again->already);
  CHECK(again->version == world.row(id).version);
  CHECK(world.task(id) == "ba_consent");
}

}  // namespace
}  // namespace alternat::casework::testing

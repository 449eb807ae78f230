// SPDX-License-Identifier: EUPL-1.2
// In whatever order things happen: a timer fires once, clocks that jump change nothing, a stop
// beats every later go, and consent that is deemed proves nothing. Orders are drawn from printed
// seeds.
#include <algorithm>
#include <random>

#include "casework/change_clock.h"
#include "casework/run_clock.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

std::vector<std::string> types_of(World& world, const std::string& id) {
  return world.node().with_tables([&](const projections::Tables& tables) {
    std::vector<std::string> types;
    for (const std::uint64_t position : tables.find_case(kPartnership, id)->records) {
      const projections::LogRow row = *tables.find_record(position);
      types.push_back(row.type + (row.element.empty() ? "" : " " + row.element));
    }
    return types;
  });
}

std::size_t place_of(const std::vector<std::string>& types, const std::string& wanted) {
  return static_cast<std::size_t>(std::find(types.begin(), types.end(), wanted) - types.begin());
}

TEST_CASE("clocks that jump forward and back fire a timer once") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  world.clock.set(at("2027-06-30T08:00:00Z"));
  CHECK(run_clock(world.node()).fired == 1);
  for (const char* moment : {"2026-06-16T08:00:00Z", "2026-06-29T22:00:00Z", "2028-01-01T08:00:00Z",
                             "2026-06-15T08:00:00Z"}) {
    world.clock.set(at(moment));
    CHECK(run_clock(world.node()).fired == 0);
    world.reopen();
    CHECK(run_clock(world.node()).fired == 0);
  }
  const std::vector<std::string> types = types_of(world, id);
  CHECK(std::count(types.begin(), types.end(), "TimerFired ba_silence") == 1);
}

TEST_CASE("a clock set back does not move a deadline that is set") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  const Instant due = world.row(id).state.timers.at(0).due;
  world.clock.set(at("2026-01-01T08:00:00Z"));
  CHECK(run_clock(world.node()).fired == 0);
  world.reopen();
  CHECK(world.row(id).state.timers.at(0).due == due);
  world.clock.set(due);
  CHECK(run_clock(world.node()).fired == 1);
}

TEST_CASE("deemed consent moves the case on and leaves every fact and outcome as it was") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  const procedures::State before = world.row(id).state;
  world.clock.set(at("2026-06-29T22:00:00Z"));
  REQUIRE(run_clock(world.node()).fired == 1);
  const procedures::State after = world.row(id).state;
  CHECK(after.variables == before.variables);  // nobody is said to have decided
  CHECK(after.results == before.results);
  CHECK(after.result_names == before.result_names);
  CHECK(after.variables.count("ba_decision") == 0);
}

// One random life of a case that waits for the agency's consent.
class Life {
 public:
  Life(World& world, unsigned seed) : world_(world), random_(seed) {
    world_.clock.set(at("2026-06-15T08:00:00Z"));
    id_ = placement_until(world_, "ba_consent");
  }

  void live() {
    for (int i = 0; i < 8; ++i) act();
    check();
  }

 private:
  void act() {
    switch (random_() % 6) {
      case 0:
        answer("\"refused\"");
        break;
      case 1:
        answer("\"information_missing\"");
        break;
      case 2:
        cancel();
        break;
      case 3:
        change(random_() % 2 == 0 ? "suspended" : "resumed");
        break;
      case 4:
        move(static_cast<std::int64_t>(random_() % 9) - 2);  // days, also back
        break;
      default:
        move(0);
        break;
    }
    run_clock(world_.node());
  }
  void move(std::int64_t days) {
    world_.clock.set(world_.clock.now().plus_micros(days * 86'400 * 1'000'000));
  }
  void answer(const char* decision) {
    static_cast<void>(world_.complete(world_.call(Role::kLabourAgency), id_, "ba_consent",
                                      {{"ba_decision", decision}}));
  }
  void cancel() {
    static_cast<void>(cancel_case(world_.node(), world_.call(Role::kLabourAgency),
                                  {kPartnership, id_, {}}, "withdrawn"));
  }
  void change(const char* what) {
    for (const procedures::SetTimer& timer : world_.row(id_).state.timers)
      static_cast<void>(change_clock(world_.node(), world_.call(Role::kLabourAgency),
                                     {kPartnership, id_, {}},
                                     {timer.element, timer.token, what, "agreed", ""}));
  }
  // The stop that came first holds: what it ended never fires afterwards, and an ended case takes
  // no further record.
  void check() {
    const std::vector<std::string> types = types_of(world_, id_);
    const std::size_t fired = place_of(types, "TimerFired ba_silence");
    const std::size_t answered = place_of(types, "TaskCompleted ba_consent");
    const std::size_t ended = place_of(types, "CaseEnded");
    CHECK(std::count(types.begin(), types.end(), "TimerFired ba_silence") <= 1);
    if (answered < types.size() && fired < types.size()) CHECK(fired < answered);
    for (std::size_t i = ended + 1; i < types.size(); ++i) CHECK(types[i] == "CommandRejected");
    if (fired < types.size()) CHECK(world_.row(id_).state.find_timer("ba_silence", 0) == nullptr);
  }

  World& world_;
  std::mt19937 random_;
  std::string id_;
};

TEST_CASE("a stop beats every later go, in random orders") {
  World world;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Life(world, seed).live();
  }
  CHECK(world.digest() == world.replayed_digest());
}

}  // namespace
}  // namespace alternat::casework::testing

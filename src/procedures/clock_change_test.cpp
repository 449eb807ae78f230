// SPDX-License-Identifier: EUPL-1.2
// A clock that is stopped, resumed and made longer: the records, and every refusal.
#include <doctest/doctest.h>

#include "procedures/read_definition.h"
#include "procedures/testing.h"

namespace alternat::procedures {

namespace {

Instant at(std::int64_t day) {
  return Instant::from_micros(day * 86'400 * 1'000'000);
}

// A task due in five days with a timer of ten days beside it.
struct Running {
  Definition definition;
  State state;
  testing::TestEnvironment environment;
  TokenId token = 0;

  Running() {
    Diagnostics diagnostics;
    const std::string xml = testing::model_xml(
        "startEvent s\nuserTask t due=P5D clause=c role=officer\n"
        "boundaryEvent late on=t timer=P10D clause=c\nendEvent e\nendEvent gone\n"
        "s -> t\nt -> e\nlate -> gone\n");
    auto read = read_definition(xml, "m.bpmn", Profile::kStandard, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) MESSAGE(to_string(item));
    REQUIRE(read);
    definition = std::move(*read);
    REQUIRE(give(StartCase{"", "", {}}).empty());
    token = state.tasks.at(0).token;
  }

  // "" and the records applied, or the code of the refusal.
  std::string give(Action action) {
    const Command command{"c", {"officer-1", {"officer"}}, std::move(action)};
    Decision decision = decide(definition, state, command, environment);
    if (const auto* refused = std::get_if<Rejection>(&decision)) return refused->code;
    for (const Record& record : std::get<Decided>(decision).records) apply(state, record);
    return "";
  }
  std::string change(const char* element, const char* what, const char* reason,
                     std::optional<Instant> due = {}) {
    return give(ChangeClock{element, token, what, reason, due, ""});
  }
};

}  // namespace

TEST_CASE("a suspended timer does not fire; resumed, it fires on its new day") {
  Running running;
  CHECK(running.change("late", "suspended", "illness").empty());
  running.environment.moment = at(20);
  CHECK(running.give(FireTimer{"late", running.token}) == "procedure.clock_suspended");
  CHECK(running.change("late", "resumed", "obstacle_gone", at(30)).empty());
  CHECK(running.give(FireTimer{"late", running.token}) == "procedure.timer_not_due");
  running.environment.moment = at(30);
  CHECK(running.give(FireTimer{"late", running.token}).empty());
  CHECK(running.state.ended);
}

TEST_CASE("the day of a task is a clock of its own") {
  Running running;
  CHECK(running.change("t", "extended", "agreed", at(9)).empty());
  CHECK(running.state.tasks.at(0).due == at(9));
  CHECK(running.state.timers.at(0).due == at(10));
  CHECK(running.change("t", "suspended", "agreed").empty());
  CHECK(running.state.tasks.at(0).is_suspended);
}

TEST_CASE("a change of a clock that makes no sense is refused and changes nothing") {
  Running running;
  const State before = running.state;
  CHECK(running.change("nothing", "suspended", "agreed") == "procedure.no_such_clock");
  CHECK(running.change("late", "suspended", "") == "procedure.no_reason");
  CHECK(running.change("late", "shortened", "agreed", at(5)) == "procedure.clock_change");
  CHECK(running.change("late", "suspended", "agreed", at(20)) == "procedure.clock_change");
  CHECK(running.change("late", "extended", "agreed") == "procedure.clock_change");
  CHECK(running.change("late", "extended", "agreed", at(9)) == "procedure.clock_not_later");
  CHECK(running.change("late", "resumed", "agreed", at(20)) == "procedure.clock_not_suspended");
  running.environment.moment = at(10);
  CHECK(running.change("late", "suspended", "agreed") == "procedure.clock_over");
  CHECK(running.change("late", "extended", "agreed", at(20)) == "procedure.clock_over");
  CHECK(running.state == before);
  running.environment.moment = at(1);
  CHECK(running.change("late", "suspended", "agreed").empty());
  CHECK(running.change("late", "suspended", "agreed") == "procedure.clock_suspended");
  CHECK(running.change("late", "extended", "agreed", at(20)) == "procedure.clock_suspended");
}

}  // namespace alternat::procedures

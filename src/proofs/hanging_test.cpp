// SPDX-License-Identifier: EUPL-1.2
// A deadlock inside a part that a boundary event or an event sub-process may interrupt: the case
// still reaches an end, and yet a token is lost.
#include "proofs/hanging.h"

#include "proofs/testing.h"

namespace alternat::proofs::testing {
namespace {

const std::string kOfficer = "alternat:role=\"officer\"";

std::string catch_stop() {
  return "<messageEventDefinition id=\"e\" messageRef=\"m_stop\"/>";
}

// Inside the part: ask -> which -> a or b -> join. With a parallel join neither can ever pass.
std::string part(const std::string& join) {
  return element("startEvent", "in") +
         element("userTask", "ask", kOfficer + " alternat:form=\"wish\"") +
         element("exclusiveGateway", "which", "default=\"which_b\"") +
         element("userTask", "a", kOfficer) + element("userTask", "b", kOfficer) +
         element(join, "join") + element("endEvent", "out") + flow("in", "ask") +
         flow("ask", "which") + flow("which", "a", "wish = true") + flow("which", "b") +
         flow("a", "join") + flow("b", "join") + flow("join", "out");
}

// start -> part -> done, and a message that ends the part.
std::string with_boundary(const std::string& inner) {
  return element("startEvent", "start") + element("subProcess", "part", "", inner) +
         element("boundaryEvent", "stop", "attachedToRef=\"part\" cancelActivity=\"true\"",
                 catch_stop()) +
         element("endEvent", "done") + element("endEvent", "stopped") + flow("start", "part") +
         flow("part", "done") + flow("stop", "stopped");
}

std::string event_part(const std::string& interrupting) {
  return element(
      "subProcess", "event_part", "triggeredByEvent=\"true\"",
      element("startEvent", "begin", "isInterrupting=\"" + interrupting + "\"", catch_stop()) +
          element("endEvent", "over") + flow("begin", "over"));
}

}  // namespace

TEST_CASE("a part whose tokens can always move, or that a message may end, holds") {
  const Proof proof = World(with_boundary(part("exclusiveGateway"))).prove()[1];
  CHECK(proof.holds == true);
}

TEST_CASE("a deadlock inside a part that may be interrupted is found, with the way") {
  const Proof proof = World(with_boundary(part("parallelGateway"))).prove()[1];
  CHECK(proof.holds == false);
  REQUIRE(proof.counterexamples.size() == 1);
  const Counterexample& found = proof.counterexamples.front();
  CHECK(found.what ==
        "Nothing inside \"part\" can move any more once b is done: tokens stand at part, b_join; "
        "only an interruption leads on.");
  CHECK(found.entry == "part");
  CHECK(found.replay == Replay::kReplayed);
  CHECK(found.steps.size() == 3);  // start, ask, b
  CHECK(found.sentence.key == "hanging");
}

TEST_CASE("the innermost part is named") {
  const std::string inner =
      element("startEvent", "in0") + element("subProcess", "inner", "", part("parallelGateway")) +
      element("endEvent", "out0") + flow("in0", "inner") + flow("inner", "out0");
  const Proof proof = World(with_boundary(inner)).prove()[1];
  REQUIRE(proof.counterexamples.size() == 1);
  CHECK(proof.counterexamples.front().entry == "inner");
}

TEST_CASE("a deadlock that only an interrupting event sub-process ends is found too") {
  const std::string body = part("parallelGateway");
  const Proof proof = World(body + event_part("true")).prove()[1];
  CHECK(proof.holds == false);
  REQUIRE_FALSE(proof.counterexamples.empty());
  CHECK(proof.counterexamples.front().what ==
        "Nothing in the case can move any more once b is done: tokens stand at b_join; only an "
        "interruption leads on.");
  CHECK(proof.counterexamples.front().sentence.key == "hanging_case");
  CHECK(World(part("exclusiveGateway") + event_part("true")).prove()[1].holds == true);
}

TEST_CASE("an error that the part itself throws is a way on, not an interruption from outside") {
  const std::string inner =
      element("startEvent", "in") + element("userTask", "ask", kOfficer) +
      element("endEvent", "failed", "", "<errorEventDefinition id=\"x\" errorRef=\"e_no\"/>") +
      flow("in", "ask") + flow("ask", "failed");
  const std::string body = element("startEvent", "start") +
                           element("subProcess", "part", "", inner) +
                           element("boundaryEvent", "caught", "attachedToRef=\"part\"",
                                   "<errorEventDefinition id=\"y\" errorRef=\"e_no\"/>") +
                           element("endEvent", "done") + element("endEvent", "out") +
                           flow("start", "part") + flow("part", "done") + flow("caught", "out");
  CHECK(World(body).prove()[1].holds == true);
}

TEST_CASE("the set of states in which a part hangs is closed under what leaves it where it is") {
  // 0 -> 1 -> 2 (a step outside the part) -> 3 (the part is left); 1 -> 4 moves inside it.
  const std::vector<ScopeBits> active = {1, 3, 3, 1, 3};
  std::vector<Edge> edges = {{0, 1, 0, 0}, {1, 2, 1, 0}, {2, 3, 1, 2}};
  CHECK(hanging_states(1, active, edges) == std::vector<bool>{false, true, true, false, true});
  edges.push_back({1, 4, 3, 0});
  CHECK(hanging_states(1, active, edges) == std::vector<bool>{false, false, true, false, true});
}

}  // namespace alternat::proofs::testing

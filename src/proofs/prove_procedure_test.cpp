// SPDX-License-Identifier: EUPL-1.2
// Mutants of one small procedure: each way round a safeguard, and each dead end, is found with the
// shortest way, and the engine goes that way again.
#include "proofs/testing.h"

namespace alternat::proofs::testing {
namespace {

const std::string kGate =
    "alternat:decision=\"safeguards:contact\" alternat:result=\"contact_outcome\"";
const std::string kOfficer = "alternat:role=\"officer\"";
const std::string kContact = " alternat:phase=\"contact\"";

// start -> gate -> free? -> (work) -> submit -> end, else -> review -> gate or out.
std::string procedure(const std::string& submit, const std::string& condition) {
  return element("startEvent", "start") + element("businessRuleTask", "gate", kGate) +
         element("exclusiveGateway", "free", "default=\"free_review\"") +
         element("userTask", "work", kOfficer) + element("sendTask", "submit", submit) +
         element("userTask", "review", kOfficer + " alternat:form=\"wish\"") +
         element("exclusiveGateway", "again", "default=\"again_out\"") +
         element("endEvent", "done") + element("endEvent", "out") + flow("start", "gate") +
         flow("gate", "free") + flow("free", "work", condition) + flow("free", "review") +
         flow("work", "submit") + flow("submit", "done") + flow("review", "again") +
         flow("again", "gate", "wish = true") + flow("again", "out");
}

const std::string kPass = "contact_outcome = \"PASS\"";
const std::string kRequest = "alternat:message=\"request\"";

std::string path(const Counterexample& found) {
  std::string text;
  for (const Step& step : found.steps) {
    text += (text.empty() ? "" : " > ") + step.command;
    if (!step.element.empty()) text += " " + step.element;
  }
  return text;
}

}  // namespace

TEST_CASE("a procedure whose message has its phase holds, and every path ends") {
  const World world(procedure(kRequest + kContact, kPass));
  const std::vector<Proof> proofs = world.prove();
  CHECK(proofs[0].holds == true);
  CHECK(proofs[1].holds == true);
  CHECK(proofs[0].states > 5);
  CHECK(!proofs[0].abstraction.empty());
  CHECK(!proofs[0].not_shown.empty());
}

TEST_CASE("a gate that passed before a fact changed is stale: the message without phase is found") {
  const World world(procedure(kRequest, kPass));
  const Proof proof = world.prove()[0];
  CHECK(proof.holds == false);
  REQUIRE(proof.counterexamples.size() == 1);
  const Counterexample& found = proof.counterexamples.front();
  CHECK(found.what ==
        "submit: \"request\" leaves for the partner state while the safeguards before contact "
        "passed before a fact they read changed");
  CHECK(path(found) == "start start > record_decision gate > amend > complete_task work");
  CHECK(found.replay == Replay::kReplayed);
  CHECK(found.steps[1].gates.at("contact") == "passed");
  CHECK(found.steps[2].gates.at("contact") == "stale");
}

TEST_CASE("a gateway that bypasses the gate is found") {
  const World world(procedure(kRequest, "contact_outcome != \"BLOCK\""));
  const Proof proof = world.prove()[0];
  CHECK(proof.holds == false);
  const Counterexample& found = proof.counterexamples.front();
  CHECK(found.what.find("did not pass") != std::string::npos);
  CHECK(path(found) == "start start > record_decision gate > complete_task work");
  CHECK(found.replay == Replay::kReplayed);
}

TEST_CASE("an act is known by what it records, without any attribute") {
  const World world(element("startEvent", "start") +
                    element("userTask", "transfer", kOfficer + " alternat:form=\"handed_over\"") +
                    element("endEvent", "done") + flow("start", "transfer") +
                    flow("transfer", "done"));
  const Proof proof = world.prove()[0];
  CHECK(proof.holds == false);
  CHECK(proof.counterexamples.front().what ==
        "transfer: \"handed_over\" is recorded while the safeguards before execution were never "
        "asked");
}

TEST_CASE("a withdrawal is never the first word about a person") {
  const auto body = [](const std::string& first) {
    return element("startEvent", "start") + element("businessRuleTask", "gate", kGate) +
           element("exclusiveGateway", "free", "default=\"free_back\"") +
           element("sendTask", "submit", first) +
           element("sendTask", "back", "alternat:message=\"withdrawal\"") +
           element("endEvent", "done") + flow("start", "gate") + flow("gate", "free") +
           flow("free", "submit", kPass) + flow("free", "back") + flow("submit", "back") +
           flow("back", "done");
  };
  const Proof proof = World(body(kRequest + kContact)).prove()[0];
  CHECK(proof.holds == false);
  CHECK(proof.counterexamples.front().what.find("nothing about the person has left before") !=
        std::string::npos);
}

TEST_CASE("a message that is not declared is read as a first contact") {
  const World world(procedure("alternat:message=\"postcard\"", kPass));
  const Proof proof = world.prove()[0];
  CHECK(proof.holds == false);
  CHECK(proof.counterexamples.front().what.find("is not in law/de/messages.toml") !=
        std::string::npos);
}

TEST_CASE("a join of alternatives waits for ever, and the way there is shown") {
  const World world(element("startEvent", "start") +
                    element("userTask", "ask", kOfficer + " alternat:form=\"wish\"") +
                    element("exclusiveGateway", "which", "default=\"which_b\"") +
                    element("userTask", "a", kOfficer) + element("userTask", "b", kOfficer) +
                    element("parallelGateway", "join") + element("endEvent", "done") +
                    flow("start", "ask") + flow("ask", "which") +
                    flow("which", "a", "wish = true") + flow("which", "b") + flow("a", "join") +
                    flow("b", "join") + flow("join", "done"));
  const Proof proof = world.prove()[1];
  CHECK(proof.holds == false);
  const Counterexample& found = proof.counterexamples.front();
  CHECK(found.replay == Replay::kReplayed);
  CHECK(found.what.find("No end can be reached once") == 0);
  bool with_value = false;
  for (const Step& step : found.steps)
    for (const std::string& value : step.values) with_value |= value.find("wish = ") == 0;
  CHECK(with_value);
}

TEST_CASE("two conditions that exclude each other are never true together") {
  // Were the guards free, both tasks could be left out or both be entered and the join would hang.
  const World world(element("startEvent", "start") +
                    element("userTask", "ask", kOfficer + " alternat:form=\"tier\"") +
                    element("inclusiveGateway", "which", "default=\"which_b\"") +
                    element("userTask", "a", kOfficer) + element("userTask", "b", kOfficer) +
                    element("exclusiveGateway", "join") + element("endEvent", "done") +
                    flow("start", "ask") + flow("ask", "which") + flow("which", "a", "tier < 3") +
                    flow("which", "b") + flow("a", "join") + flow("b", "join") +
                    flow("join", "done"));
  const std::vector<Proof> proofs = world.prove();
  CHECK(proofs[1].holds == true);
  // start, ask, (incident), a, b, done: nothing in which a and b stand together.
  CHECK(proofs[1].states <= 7);
}

TEST_CASE("a way that no facts lead is called spurious and proves nothing") {
  // The second gateway asks the same fact again; the abstraction forgets the first answer.
  const World world(element("startEvent", "start") +
                    element("userTask", "ask", kOfficer + " alternat:form=\"wish\"") +
                    element("exclusiveGateway", "one", "default=\"one_done\"") +
                    element("exclusiveGateway", "two", "default=\"two_transfer\"") +
                    element("userTask", "transfer", kOfficer + " alternat:form=\"handed_over\"") +
                    element("endEvent", "done") + flow("start", "ask") + flow("ask", "one") +
                    flow("one", "two", "wish = true") + flow("one", "done") +
                    flow("two", "done", "wish = true") + flow("two", "transfer") +
                    flow("transfer", "done"));
  const Proof proof = world.prove()[0];
  CHECK(!proof.holds.has_value());
  CHECK(proof.counterexamples.front().replay == Replay::kSpurious);
  CHECK(proof.bound == "only spurious counterexamples: the abstraction is too coarse to tell");
}

TEST_CASE("a bound that is reached is not proved, never holds") {
  const World world(procedure(kRequest + kContact, kPass));
  ExploreLimits limits;
  limits.states_max = 3;
  for (const Proof& proof : world.prove(limits)) {
    CHECK(!proof.holds.has_value());
    CHECK(proof.bound == "more than 3 control states");
  }
}

TEST_CASE("a loop that makes tokens without end is bounded and not proved") {
  const World world(element("startEvent", "start") + element("userTask", "work", kOfficer) +
                    element("parallelGateway", "split") + element("exclusiveGateway", "merge") +
                    element("endEvent", "done") + flow("start", "merge") + flow("merge", "work") +
                    flow("work", "split") + flow("split", "merge") + flow("split", "merge2") +
                    element("userTask", "merge2", kOfficer) + flow("merge2", "done"));
  ExploreLimits limits;
  limits.tokens_max = 6;
  const Proof proof = world.prove(limits)[1];
  CHECK(!proof.holds.has_value());
  CHECK(proof.bound == "a state with more than 6 tokens");
}

TEST_CASE("a script's constant is remembered, so a withdrawal can be made to depend on it") {
  const auto script = [](const std::string& id, const std::string& text) {
    return element("scriptTask", id, "alternat:result=\"was_sent\"",
                   "<script>" + text + "</script>");
  };
  const World world(element("startEvent", "start") + script("not_yet", "false") +
                    element("businessRuleTask", "gate", kGate) +
                    element("exclusiveGateway", "free", "default=\"free_was\"") +
                    element("sendTask", "submit", kRequest + kContact) + script("now", "true") +
                    element("exclusiveGateway", "was", "default=\"was_done\"") +
                    element("sendTask", "back", "alternat:message=\"withdrawal\"") +
                    element("endEvent", "done") + flow("start", "not_yet") +
                    flow("not_yet", "gate") + flow("gate", "free") + flow("free", "submit", kPass) +
                    flow("free", "was") + flow("submit", "now") + flow("now", "was") +
                    flow("was", "back", "was_sent = true") + flow("was", "done") +
                    flow("back", "done"));
  CHECK(world.prove()[0].holds == true);
}

}  // namespace alternat::proofs::testing

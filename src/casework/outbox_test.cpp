// SPDX-License-Identifier: EUPL-1.2
// Messages between two cases of one node: found by business key, delivered once however often they
// are sent, and visible where no case waits.
#include "casework/outbox.h"

#include "casework/testing.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

// A placement in which the introduction of somebody else ends the wait for an answer.
const program::Program& answering() {
  static const std::unique_ptr<program::Program> program = [] {
    program::testing::ContentCopy copy;
    const std::string file = "procedures/placement.bpmn";
    copy.replace(file,
                 "\n        alternat:reason=\"procedure.placement.no_answer.help\"\n        "
                 "alternat:effect=\"escalate\"",
                 "");
    copy.replace(file,
                 "<timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition>",
                 "<messageEventDefinition messageRef=\"introduced\"/>");
    copy.replace(file, "  <process id=\"placement\"",
                 "  <message id=\"introduced\" name=\"candidate_introduction\"/>\n  <process "
                 "id=\"placement\"");
    return copy.load();
  }();
  return *program;
}

std::string until_consent(World& world, const std::string& key) {
  const Result<OpenedCase> opened =
      open_case(world.node(), world.call(Role::kCandidate),
                {kPartnership, "placement", "", candidate_facts(), key});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  for (const Answer& answer : placement_answers()) {
    if (std::string_view(answer.element) == "consent") break;
    REQUIRE(world
                .complete(world.call(answer.role, answer.number), opened->case_id, answer.element,
                          answer.values)
                .ok());
  }
  return opened->case_id;
}

void introduce(World& world, const std::string& id) {
  REQUIRE(
      world.complete(world.call(Role::kCandidate), id, "consent", {{"consent_to_transfer", "true"}})
          .ok());
}

projections::ThrownMessage last_thrown(World& world) {
  return world.node().with_tables(
      [](const projections::Tables& tables) { return tables.thrown().back(); });
}

TEST_CASE("a message finds the case with its key, once, and no other") {
  World world(answering());
  const std::string sender = until_consent(world, "vacancy-7");
  const std::string waits = until_consent(world, "vacancy-7");
  const std::string other = until_consent(world, "vacancy-8");
  introduce(world, sender);
  CHECK(deliver_messages(world.node()).fired == 1);
  CHECK(world.row(waits).state.ended);
  CHECK(world.task(other) == "consent");
  CHECK(last_thrown(world).settled == "delivered");
  CHECK(last_thrown(world).to == waits);
  CHECK(deliver_messages(world.node()).fired == 0);
  world.reopen();
  CHECK(deliver_messages(world.node()).fired == 0);
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("the id of a case is its key: a case opened for another is found by it") {
  World world(answering());
  const std::string sender = until_consent(world, "");
  const std::string waits = until_consent(world, sender);
  introduce(world, sender);
  CHECK(deliver_messages(world.node()).fired == 1);
  CHECK(world.row(waits).state.ended);
}

TEST_CASE("a message for no case is refused where all can see it, and can be tried again") {
  World world(answering());
  const std::string sender = until_consent(world, "vacancy-7");
  introduce(world, sender);
  const ClockRun run = deliver_messages(world.node());
  CHECK(run.fired == 0);
  CHECK(run.failures.empty());
  CHECK(last_thrown(world).settled == "refused");
  CHECK(world.last_record("MessageDelivered")->detail == "refused");
  CHECK(deliver_messages(world.node()).failures.empty());
  const Undelivered which{kPartnership, sender, last_thrown(world).version};
  CHECK(to_string(deliver_again(world.node(), which).error()) ==
        "casework.message_refused: Still no case waits for the message 'candidate_introduction'. "
        "It stays in the list.");
  CHECK(to_string(deliver_again(world.node(), {kPartnership, sender, 1}).error()) ==
        "casework.no_message: There is no refused message of that number in the case.");
  const std::string waits = until_consent(world, "vacancy-7");
  CHECK(deliver_again(world.node(), which).ok());
  CHECK(world.row(waits).state.ended);
  CHECK(last_thrown(world).settled == "delivered");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a message that no procedure takes up goes by letter and is not recorded twice") {
  World world;
  const std::string id = placement_until(world, "offer");
  const std::uint64_t records = world.records();
  CHECK(deliver_messages(world.node()).fired == 0);
  CHECK(world.records() == records);
  CHECK(world.row(id).version > 0);
}

TEST_CASE("a key that is no id is refused") {
  World world;
  const auto refused = open_case(world.node(), world.call(Role::kCandidate),
                                 {kPartnership, "placement", "", {}, "Anna Müller"});
  REQUIRE_FALSE(refused.ok());
  CHECK(to_string(refused.error()) ==
        "casework.key: The key of a case is the id of the case it belongs to, or a word of at most "
        "80 letters, digits and . _ -.");
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Signals between cases of one node: heard by everything that waits in the partnership and realm,
// once however often they are sent, and by nobody else.
#include "casework/signals.h"

#include "base/sha256.h"
#include "casework/case_values.h"
#include "casework/small_procedures.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

const std::string kSignal = "<signal id=\"sig\" name=\"component_stopped\"/>\n";
const std::string kTrigger = "<signalEventDefinition signalRef=\"sig\"/>";

// A task, then the signal.
SmallProcedure thrower(const std::string& id, const std::string& realm, const std::string& role) {
  return {
      id, realm, role,
      "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n<intermediateThrowEvent id=\"tell\">" +
          kTrigger +
          "</intermediateThrowEvent>\n<endEvent id=\"told\" "
          "alternat:outcome=\"told\"/>\n" +
          flow("begin", "work") + flow("work", "tell") + flow("tell", "told"),
      kSignal};
}

// A task beside which the signal is heard, as often as it comes.
SmallProcedure hearer(const std::string& id, const std::string& realm, const std::string& role) {
  return {id, realm, role,
          "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n<boundaryEvent id=\"ear\" "
          "attachedToRef=\"work\" cancelActivity=\"false\">" +
              kTrigger +
              "</boundaryEvent>\n<endEvent id=\"heard\" alternat:outcome=\"heard\"/>\n"
              "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
              flow("begin", "work") + flow("work", "done") + flow("ear", "heard"),
          kSignal};
}

// Begins when the signal is heard.
SmallProcedure beginner(const std::string& id, const std::string& realm, const std::string& role) {
  return {id, realm, role,
          "<startEvent id=\"begin\">" + kTrigger +
              "</startEvent>\n<userTask id=\"work\"/>\n"
              "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
              flow("begin", "work") + flow("work", "done"),
          kSignal};
}

const program::Program& signalling() {
  static const std::unique_ptr<program::Program> program =
      content_with(thrower("sig-thrower", "agreement", "lead_unit"),
                   hearer("sig-hearer", "agreement", "lead_unit"),
                   thrower("sig-thrower-labour", "labour", "labour_agency"),
                   hearer("sig-hearer-returns", "returns", "aliens_authority"),
                   beginner("sig-beginner-labour", "labour", "labour_agency"));
  return *program;
}

std::string open(World& world, const std::string& procedure, Role role, std::string_view realm) {
  const Result<OpenedCase> opened =
      open_case(world.node(), world.call(role, 1, realm), {kPartnership, procedure, "", {}});
  if (!opened) MESSAGE(procedure << ": " << to_string(opened.error()));
  REQUIRE(opened.ok());
  return opened->case_id;
}

std::string open(World& world, const std::string& procedure) {
  return open(world, procedure, Role::kLeadUnit, "agreement");
}

void throw_from(World& world, const std::string& id, Role role, std::string_view realm) {
  REQUIRE(world.complete(world.call(role, 1, realm), id, "work", {}).ok());
}

std::size_t heard(World& world, const std::string& id) {
  return world.node().with_tables([&](const projections::Tables& tables) {
    std::size_t count = 0;
    for (const std::uint64_t position : tables.find_case(kPartnership, id)->records)
      if (tables.find_record(position)->type == "SignalReceived") ++count;
    return count;
  });
}

projections::ThrownMessage last_thrown(World& world) {
  return world.node().with_tables(
      [](const projections::Tables& tables) { return tables.thrown().back(); });
}

TEST_CASE("a signal reaches every case that waits for it, once, and each goes on") {
  World world(signalling());
  const std::string sender = open(world, "sig-thrower");
  const std::string first = open(world, "sig-hearer");
  const std::string second = open(world, "sig-hearer");
  throw_from(world, sender, Role::kLeadUnit, "agreement");
  CHECK(heard(world, first) == 0);  // only after the thrower's own step is recorded
  CHECK(deliver_signals(world.node()).fired == 2);
  CHECK(heard(world, first) == 1);
  CHECK(heard(world, second) == 1);
  CHECK(last_thrown(world).settled == "delivered");
  CHECK(deliver_signals(world.node()).fired == 0);
  world.reopen();
  CHECK(deliver_signals(world.node()).fired == 0);
  CHECK(heard(world, first) == 1);
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a node that stopped between two receivers tells only the other one") {
  World world(signalling());
  const std::string sender = open(world, "sig-thrower");
  const std::string first = open(world, "sig-hearer");
  const std::string second = open(world, "sig-hearer");
  throw_from(world, sender, Role::kLeadUnit, "agreement");
  // What the node had done when it stopped: the first was told, the signal not settled.
  const projections::ThrownMessage thrown = last_thrown(world);
  Result<Call> call = engine_call(world.row(sender), "signal", 0);
  REQUIRE(call.ok());
  call->command = ledger::testing::make_id<ledger::CommandId>(
      "signal-" +
      sha256_hex(sender + ' ' + std::to_string(thrown.version) + ' ' + first).substr(0, 48));
  REQUIRE(step(world.node(), *call,
               {kPartnership,
                first,
                std::nullopt,
                procedures::DeliverSignal{"component_stopped", {}},
                {},
                {}})
              .ok());
  world.reopen();
  CHECK(deliver_signals(world.node()).fired == 1);
  CHECK(heard(world, first) == 1);
  CHECK(heard(world, second) == 1);
}

TEST_CASE("a signal that nobody awaits changes no other case, now or later") {
  World world(signalling());
  const std::string sender = open(world, "sig-thrower");
  const std::string silent = open(world, "sig-thrower");
  throw_from(world, sender, Role::kLeadUnit, "agreement");
  const projections::CaseRow before = world.row(silent);
  const ClockRun run = deliver_signals(world.node());
  CHECK(run.fired == 0);
  CHECK(run.failures.empty());
  CHECK(world.row(silent).version == before.version);
  CHECK(last_thrown(world).settled == "nobody");
  CHECK(world.last_record("SignalDelivered")->detail == "nobody");
  const std::string late = open(world, "sig-hearer");  // waits only now
  CHECK(deliver_signals(world.node()).fired == 0);
  CHECK(heard(world, late) == 0);
}

TEST_CASE("no signal of work reaches a return, and none opens the file of a person") {
  World world(signalling());
  const std::string sender = open(world, "sig-thrower-labour", Role::kLabourAgency, "labour");
  const std::string returns = open(world, "sig-hearer-returns", Role::kAliensAuthority, "returns");
  const auto cases = [&] {
    return world.node().with_tables(
        [](const projections::Tables& tables) { return tables.cases("").size(); });
  };
  const std::size_t before = cases();
  const std::uint64_t version = world.row(returns).version;
  throw_from(world, sender, Role::kLabourAgency, "labour");
  CHECK(deliver_signals(world.node()).fired == 0);
  CHECK(world.row(returns).version == version);
  CHECK(cases() == before);  // sig-beginner-labour is about a person
}

TEST_CASE("a signal begins a case where a procedure without a person has a signal start") {
  static const std::unique_ptr<program::Program> program =
      content_with(thrower("sig-thrower", "agreement", "lead_unit"),
                   beginner("sig-beginner", "agreement", "lead_unit"));
  World world(*program);
  const std::string sender = open(world, "sig-thrower");
  throw_from(world, sender, Role::kLeadUnit, "agreement");
  CHECK(deliver_signals(world.node()).fired == 1);
  world.reopen();
  CHECK(deliver_signals(world.node()).fired == 0);
  world.node().with_tables([&](const projections::Tables& tables) {
    std::size_t begun = 0;
    for (const projections::CaseRow* row : tables.cases(kPartnership)) {
      if (row->procedure != "sig-beginner") continue;
      ++begun;
      CHECK(row->key == sender);
      CHECK(row->state.tasks.at(0).element == "work");
    }
    CHECK(begun == 1);
  });
}

TEST_CASE("a signal stays in its partnership") {
  World world(signalling());
  const std::string sender = open(world, "sig-thrower");
  const std::string other = [&] {
    for (const terms::PartnershipContent& of : signalling().content().partnerships)
      if (of.partnership.id != kPartnership) return of.partnership.id;
    return std::string();
  }();
  const Result<OpenedCase> elsewhere = open_case(
      world.node(), world.call(Role::kLeadUnit, 1, "agreement"), {other, "sig-hearer", "", {}});
  REQUIRE(elsewhere.ok());
  throw_from(world, sender, Role::kLeadUnit, "agreement");
  CHECK(deliver_signals(world.node()).fired == 0);
}

TEST_CASE("a person sends a signal to a case of her procedure, and only where something waits") {
  World world(signalling());
  const std::string id = open(world, "sig-hearer");
  const Result<StepResult> foreign =
      send_signal(world.node(), world.call(Role::kLabourAgency, 1, "agreement"),
                  {kPartnership, id, {}}, "component_stopped");
  REQUIRE_FALSE(foreign.ok());
  CHECK(to_string(foreign.error()) ==
        "casework.no_part: The role 'labour_agency' has no part in this step of 'sig-hearer'. "
        "Nothing was changed.");
  const Result<StepResult> unknown = send_signal(
      world.node(), world.call(Role::kLeadUnit, 1, "agreement"), {kPartnership, id, {}}, "other");
  REQUIRE_FALSE(unknown.ok());
  CHECK(to_string(unknown.error()) ==
        "procedure.signal_not_awaited: Nothing in the case waits for the signal \"other\".");
  CHECK(send_signal(world.node(), world.call(Role::kLeadUnit, 1, "agreement"),
                    {kPartnership, id, {}}, "component_stopped")
            .ok());
  CHECK(heard(world, id) == 1);
}

}  // namespace
}  // namespace alternat::casework::testing

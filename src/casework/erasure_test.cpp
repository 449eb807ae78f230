// SPDX-License-Identifier: EUPL-1.2
// Erasing a person: the case stays readable without values, and replay gives the same tables.
#include "casework/case_values.h"
#include "casework/run_clock.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

void erase(World& world, const std::string& id) {
  const ledger::ErasureOrder order{
      ledger::testing::make_id<ledger::CommandId>("erase-1"),
      ledger::testing::make_id<access::ActorId>("SYN-protection-1"),
      "administration",
      world.clock.now(),
      world.node().today(),
      access::Realm::kLabour,
      ledger::testing::make_id<ledger::SubjectId>(world.row(id).subject),
      "consent_withdrawn"};
  const Result<ledger::AppendResult> erased = world.node().ledger().erase(order);
  if (!erased) MESSAGE(to_string(erased.error()));
  REQUIRE(erased.ok());
  REQUIRE(world.node().catch_up().ok());
}

TEST_CASE("an erased case is readable, its values are erased, and replay is equal") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  const projections::CaseRow before = world.row(id);
  {
    CaseValues values(world.node(), before);
    const Result<const procedures::Values*> all = values.all();
    REQUIRE(all.ok());
    CHECK((*all)->at("birth_date") == "\"1994-03-12\"");
    REQUIRE(world.node().catch_up().ok());
  }
  erase(world, id);
  const projections::CaseRow after = world.row(id);
  CHECK(after.state == before.state);
  CHECK(after.version == before.version);
  CaseValues values(world.node(), after);
  const Result<const procedures::Values*> all = values.all();
  REQUIRE_FALSE(all.ok());
  CHECK(all.error().code == "vault.erased");
  REQUIRE(world.node().catch_up().ok());
  CHECK(world.digest() == world.replayed_digest());
  world.reopen();
  CHECK(world.digest() == world.replayed_digest());
  CHECK(world.row(id).state == before.state);
}

TEST_CASE("the commitments of an erased case say erased, and those of others still hold") {
  World world;
  const std::string id = placement_until(world, "describe");
  const std::string other = placement_until(world, "describe");
  erase(world, id);
  int erased = 0;
  int verified = 0;
  const Status status =
      ledger::replay(world.node().ledger().store(), [&](const ledger::StoredRecord& stored) {
        if (stored.record.commitments.empty()) return Status();
        const std::string stream = stored.record.header.stream.text();
        if (stream != id && stream != other) return Status();
        const Result<std::vector<ledger::Ledger::ValueState>> states =
            world.node().ledger().check_values(stored.record);
        REQUIRE(states.ok());
        for (const ledger::Ledger::ValueState state : *states) {
          CHECK(state == (stream == id ? ledger::Ledger::ValueState::kErased
                                       : ledger::Ledger::ValueState::kVerified));
          ++(stream == id ? erased : verified);
        }
        return Status();
      });
  REQUIRE(status.ok());
  CHECK(erased == 8);  // the eight facts of the opening
  CHECK(verified == 8);
}

TEST_CASE("a step that needs an erased value is refused and changes nothing") {
  World world;
  const std::string id = placement_until(world, "accept");
  erase(world, id);
  const Result<StepResult> refused =
      world.complete(world.call(Role::kCandidate), id, "accept",
                     {{"offer_accepted", "true"}, {"target_pathway", "\"18b\""}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "vault.erased");
  CHECK(world.task(id) == "accept");
  CHECK(world.digest() == world.replayed_digest());
}

}  // namespace
}  // namespace alternat::casework::testing

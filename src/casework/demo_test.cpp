// SPDX-License-Identifier: EUPL-1.2
// The demo as a whole: it plays through, live tables are replayed tables, and the same seed and day
// give the same bytes.
#include "base/sha256.h"
#include "casework/demo/seed.h"
#include "casework/testing.h"
#include "ledger/codec.h"
#include "ledger/verify.h"

namespace alternat::casework::testing {
namespace {

DemoTally play(World& world) {
  const Result<DemoCast> cast = read_cast(ALTERNAT_SOURCE_DIR "/content", kPartnership);
  if (!cast) MESSAGE(to_string(cast.error()));
  REQUIRE(cast.ok());
  const Result<DemoTally> tally =
      seed_demo(world.node(), world.clock, {&*cast, 20260615, at("2026-06-15T08:00:00Z")});
  if (!tally) MESSAGE(to_string(tally.error()));
  REQUIRE(tally.ok());
  return *tally;
}

std::string bytes_of(World& world) {
  std::string all;
  const Status status =
      ledger::replay(world.node().ledger().store(), [&](const ledger::StoredRecord& record) {
        all += ledger::encode(record.record);
        return Status();
      });
  REQUIRE(status.ok());
  return all;
}

TEST_CASE("after the whole demo the live tables are the replayed tables, also after a restart") {
  World world;
  const DemoTally tally = play(world);
  CHECK(tally.cases >= 50);
  CHECK(tally.steps > tally.cases);
  const std::string live = world.digest();
  CHECK(live == world.replayed_digest());
  world.reopen();
  CHECK(live == world.digest());
  const Result<ledger::VerifyReport> report = ledger::verify(world.node().ledger().store());
  REQUIRE(report.ok());
  CHECK(report->is_intact());
  // Everybody in it is invented, and every case stands in the fictitious partnership.
  world.node().with_tables([](const projections::Tables& tables) {
    for (const projections::CaseRow* row : tables.cases("")) {
      CHECK(row->partnership == kPartnership);
      CHECK(row->id.starts_with("SYN-"));
      CHECK((row->subject.empty() || row->subject.starts_with("SYN-")));
      CHECK(row->state.decisions.empty());
      CHECK(row->state.incidents.empty());
    }
    return 0;
  });
}

TEST_CASE("the same seed and day give the same records, byte by byte") {
  World one, two;
  play(one);
  play(two);
  CHECK(sha256_hex(bytes_of(one)) == sha256_hex(bytes_of(two)));
  CHECK(one.digest() == two.digest());
}

}  // namespace
}  // namespace alternat::casework::testing

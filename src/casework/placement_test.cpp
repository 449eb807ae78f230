// SPDX-License-Identifier: EUPL-1.2
// A placement of the fictitious partnership, from the vacancy to the counter that moves.
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

std::vector<projections::Count> arrivals(World& world) {
  return world.node().with_tables([](const projections::Tables& tables) {
    return tables.counts(kPartnership, "placement", "arrived",
                         Period{day("2026-01-01"), day("2027-01-01")});
  });
}

TEST_CASE("a placement ends with the arrival, and the commitment's counter names the record") {
  World world;
  const std::string before = placement_until(world, "first_day");
  CHECK(arrivals(world).empty());
  const std::string id = placement_until(world, "");
  const projections::CaseRow row = world.row(id);
  CHECK(row.state.ended);
  CHECK(row.state.outcome == "arrived");
  CHECK(row.ended_at == world.clock.now());
  const std::vector<projections::Count> counts = arrivals(world);
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].stream == id);
  CHECK(counts[0].effective_on == day("2026-06-15"));
  const projections::LogRow record = world.node().with_tables(
      [&](const projections::Tables& tables) { return *tables.find_record(counts[0].position); });
  CHECK(record.type == "ElementCompleted");
  CHECK(record.element == "arrived");
  CHECK(record.stream == id);
  CHECK(world.task(before) == "first_day");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("the pathway decision runs by itself and is recorded with the model that answered") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  const projections::CaseRow row = world.row(id);
  CHECK(row.state.decisions.empty());
  CHECK(row.state.result_names.at("pathway_outcome") == "ELIGIBLE");
  CHECK(row.state.results.at("pathway:*").outcome == "ELIGIBLE");
  const std::optional<projections::LogRow> decided = world.last_record("DecisionRecorded");
  REQUIRE(decided);
  CHECK(decided->element == "pathway_check");
  CHECK(decided->detail == "ELIGIBLE");
  // The engine's read of the facts is recorded like any other.
  const std::optional<projections::LogRow> read = world.last_record("PersonalDataRead");
  REQUIRE(read);
  CHECK(read->actor == "engine");
}

TEST_CASE("a subject is a pseudonym of its own in each case, and nothing personal is in the log") {
  World world;
  const std::string one = placement_until(world, "describe");
  const std::string two = placement_until(world, "describe");
  CHECK(world.row(one).subject.starts_with("SYN-person_"));
  CHECK(world.row(one).subject != world.row(two).subject);
  CHECK(world.row(one).values.empty());
  Result<std::unique_ptr<ledger::Reader>> reader = world.node().ledger().store().read();
  REQUIRE(reader.ok());
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->read_all(0, 1000);
  REQUIRE(records.ok());
  for (const ledger::StoredRecord& record : *records)
    CHECK(record.record.body.find("1994-03-12") == std::string::npos);
}

TEST_CASE("a case about no person keeps its values in the open") {
  World world;
  const Result<OpenedCase> opened = open_case(world.node(), world.call(Role::kLeadUnit),
                                              {kPartnership, "technology-project", "", {}});
  REQUIRE(opened.ok());
  const projections::CaseRow row = world.row(opened->case_id);
  CHECK(row.subject.empty());
  REQUIRE(row.state.tasks.size() == 1);
  CHECK(opened->version == row.version);
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// A condition over a fact that nobody has recorded is an incident: a person settles it, nothing is
// assumed.
#include "casework/testing.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

// The agency checks without saying what it found, but the gateway asks.
struct Unasked {
  program::testing::ContentCopy copy;
  std::unique_ptr<program::Program> program;
  std::unique_ptr<World> world;
  std::string id;

  Unasked() {
    copy.replace("procedures/placement.bpmn", "\"recruitment_finding,", "\"");
    program = copy.load();
    world = std::make_unique<World>(*program);
    const Result<OpenedCase> opened = open_case(world->node(), world->call(Role::kCandidate),
                                                {kPartnership, "placement", "", candidate_facts()});
    REQUIRE(opened.ok());
    id = opened->case_id;
    REQUIRE(world
                ->complete(world->call(Role::kEmployer), id, "describe",
                           placement_answers().front().values)
                .ok());
    procedures::Values found = fair_recruitment();
    found.erase("recruitment_finding");
    for (const int person : {1, 2})
      REQUIRE(world
                  ->complete(world->call(Role::kLabourAgency, person), id, "recruitment_check",
                             person == 1 ? found : procedures::Values{})
                  .ok());
  }

  Result<StepResult> resolve(Role role, const std::string& flow) {
    const procedures::Incident incident = world->row(id).state.incidents.at(0);
    return resolve_incident(world->node(), world->call(role), {kPartnership, id, {}},
                            {incident.element, incident.token, flow, {}});
  }
};

TEST_CASE("a condition over a fact nobody recorded is an incident, not a default") {
  Unasked story;
  const procedures::State state = story.world->row(story.id).state;
  REQUIRE(state.incidents.size() == 1);
  CHECK(state.incidents[0].element == "fair");
  CHECK(state.incidents[0].reason == "condition_null");
  CHECK(state.tasks.empty());
}

TEST_CASE("the missing fact is recorded and the condition asked again") {
  Unasked story;
  REQUIRE(amend_facts(story.world->node(), story.world->call(Role::kLabourAgency),
                      {kPartnership, story.id, {}}, {{"recruitment_finding", "\"fair\""}})
              .ok());
  const auto incident = [&] {
    return story.world->node().with_tables(
        [](const projections::Tables& tables) { return tables.incidents().at(0); });
  };
  CHECK(incident().procedure == "placement");
  CHECK(incident().reason == "condition_null");
  CHECK_FALSE(incident().settled_at);
  story.world->clock.set(at("2026-06-15T10:00:00Z"));
  REQUIRE(story.resolve(Role::kLabourAgency, "").ok());
  CHECK(incident().settled_by == "SYN-labour_agency-1");
  CHECK(incident().settled_at == at("2026-06-15T10:00:00Z"));
  CHECK(story.world->row(story.id).state.incidents.empty());
  CHECK(story.world->task(story.id) == "proposal");
}

TEST_CASE("an office of the procedure chooses the way; a party does not") {
  Unasked story;
  const Result<StepResult> refused = story.resolve(Role::kEmployer, "fair_to_proposal");
  REQUIRE_FALSE(refused.ok());
  CHECK(to_string(refused.error()) ==
        "casework.no_part: The role 'employer' has no part in this step of 'placement'. Nothing "
        "was changed.");
  CHECK(story.world->row(story.id).state.incidents.size() == 1);
  CHECK(story.world->last_record("CommandRejected")->detail == "casework.no_part");
  REQUIRE(story.resolve(Role::kLabourAgency, "fair_to_recruitment_review").ok());
  CHECK(story.world->task(story.id) == "recruitment_review");
  CHECK(story.world->last_record("IncidentResolved")->actor == "SYN-labour_agency-1");
}

}  // namespace
}  // namespace alternat::casework::testing

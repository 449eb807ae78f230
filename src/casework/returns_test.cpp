// SPDX-License-Identifier: EUPL-1.2
// A return case with unknown facts: the safeguards before contact answer REVIEW, and nothing that
// reaches the partner or plans anything can be reached. Work data and return data never meet.
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

Call returns_call(World& world, Role role, int number = 1) {
  return world.call(role, number, "returns");
}

// To the safeguards before contact; only what the forms ask is known.
std::string return_case(World& world) {
  const Result<OpenedCase> opened =
      open_case(world.node(), returns_call(world, Role::kAliensAuthority),
                {kPartnership, "readmission", "", {{"person_scope", "\"third_country\""}}});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  const std::vector<Answer> answers = {
      {"rights",
       Role::kAliensAuthority,
       1,
       {{"rights_informed_on", "\"2026-06-15\""}, {"rights_informed_language", "\"xb\""}}},
      {"track_check",
       Role::kAliensAuthority,
       1,
       {{"tracks_shown_on", "\"2026-06-15\""}, {"track_pending", "false"}}},
      {"counselling",
       Role::kAliensAuthority,
       1,
       {{"counselling_offered_on", "\"2026-06-15\""}, {"wants_to_leave", "false"}}},
      {"draft",
       Role::kReturnCentre,
       1,
       {{"nationality_evidence_tier", "\"none\""},
        {"own_travel_document_valid", "false"},
        {"request_fields_minimised", "true"}}},
      {"draft", Role::kReturnCentre, 2, {}}};
  for (const Answer& answer : answers) {
    const Result<StepResult> done = world.complete(returns_call(world, answer.role, answer.number),
                                                   opened->case_id, answer.element, answer.values);
    if (!done) MESSAGE(answer.element << ": " << to_string(done.error()));
    REQUIRE(done.ok());
  }
  return opened->case_id;
}

TEST_CASE("with unknown facts the contact safeguards answer REVIEW and a person must look") {
  World world;
  const std::string id = return_case(world);
  const projections::CaseRow row = world.row(id);
  CHECK(row.realm == "returns");
  CHECK(row.state.result_names.at("contact_outcome") == "REVIEW");
  CHECK(row.state.results.at("safeguards:contact").outcome == "REVIEW");
  CHECK(world.task(id) == "contact_review");
  CHECK(world.last_record("DecisionRecorded")->detail == "REVIEW");
}

TEST_CASE("checked again with nothing new, the answer is the same and nothing is released") {
  World world;
  const std::string id = return_case(world);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(world
                .complete(returns_call(world, Role::kAliensAuthority), id, "contact_review",
                          {{"review_next", "\"check_again\""}})
                .ok());
    CHECK(world.task(id) == "contact_review");
    CHECK(world.row(id).state.result_names.at("contact_outcome") == "REVIEW");
  }
  world.node().with_tables([](const projections::Tables& tables) {
    for (const projections::LogRow& row : tables.recent("", 1000))
      for (const char* element : {"release", "submit", "scheduling", "execution", "handed_over"})
        CHECK(row.element != element);
    return 0;
  });
}

TEST_CASE("no command reaches release or scheduling past the safeguards") {
  World world;
  const std::string id = return_case(world);
  const procedures::TokenId token = world.row(id).state.tokens.at(0).id;
  for (const char* element : {"release", "submit", "scheduling", "execution"}) {
    const Result<StepResult> refused =
        complete_task(world.node(), returns_call(world, Role::kReturnCentre),
                      {kPartnership, id, {}}, {element, token}, {});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "procedure.no_such_task");
  }
  // An outcome is no fact: nobody passes it off as one.
  const Result<StepResult> amended =
      amend_facts(world.node(), returns_call(world, Role::kAliensAuthority), {kPartnership, id, {}},
                  {{"contact_outcome", "\"PASS\""}});
  REQUIRE_FALSE(amended.ok());
  CHECK(amended.error().code == "facts.unknown_id");
  // Nor is a decision recorded by hand.
  for (const Role role : {Role::kReturnCentre, Role::kFederalPolice, Role::kAdministrator}) {
    const Result<StepResult> decided =
        step(world.node(), returns_call(world, role),
             {kPartnership,
              id,
              {},
              procedures::RecordDecision{"gate_contact", token, "PASS", "by hand"},
              {},
              {}});
    REQUIRE_FALSE(decided.ok());
    CHECK(decided.error().code == "casework.no_part");
  }
  CHECK(world.task(id) == "contact_review");
}

TEST_CASE("a role without work in the case cannot end it, and the monitor changes nothing") {
  World world;
  const std::string id = return_case(world);
  for (const Role role : {Role::kEmployer, Role::kLabourAgency, Role::kMonitor, Role::kPublic,
                          Role::kAdministrator}) {
    const Result<StepResult> cancelled =
        cancel_case(world.node(), returns_call(world, role), {kPartnership, id, {}}, "withdrawn");
    REQUIRE_FALSE(cancelled.ok());
    CHECK(cancelled.error().code == "casework.no_part");
    const Result<StepResult> amended =
        amend_facts(world.node(), returns_call(world, role), {kPartnership, id, {}},
                    {{"wants_to_leave", "true"}});
    REQUIRE_FALSE(amended.ok());
    CHECK(amended.error().code == "casework.no_part");
  }
  CHECK_FALSE(world.row(id).state.ended);
}

TEST_CASE("a purpose of the labour side opens nothing in a return case, and the other way round") {
  World world;
  const std::string id = return_case(world);
  const Result<StepResult> labour =
      amend_facts(world.node(), world.call(Role::kAliensAuthority, 1, "labour"),
                  {kPartnership, id, {}}, {{"wants_to_leave", "true"}});
  REQUIRE_FALSE(labour.ok());
  CHECK(labour.error().code == "casework.no_part");
  const std::string placement = placement_until(world, "describe");
  const Result<StepResult> returns =
      amend_facts(world.node(), returns_call(world, Role::kAliensAuthority),
                  {kPartnership, placement, {}}, {{"german_level", "\"B2\""}});
  REQUIRE_FALSE(returns.ok());
  CHECK(returns.error().code == "casework.no_part");
}

TEST_CASE("no grant of an employer reads anything of a return, whatever the purpose") {
  World world;
  const std::string id = return_case(world);
  const projections::CaseRow row = world.row(id);
  const Call employer = world.call(Role::kEmployer);
  const auto case_ref = ledger::testing::make_id<access::CaseId>(id);
  const auto log = ledger::testing::make_id<ledger::LogId>(kPartnership);
  const auto subject = ledger::testing::make_id<ledger::SubjectId>(row.subject);
  int granted = 0;
  for (std::size_t i = 0; i < access::kPurposeCount; ++i) {
    const auto purpose = static_cast<access::Purpose>(i);
    const Result<access::Grant> grant = content().access().grant(
        {employer.actor, employer.organisation, Role::kEmployer, purpose, case_ref});
    if (!grant) continue;
    ++granted;
    CHECK(grant->realm() == access::Realm::kLabour);
    CHECK_FALSE(grant->may_read(access::FactCategory::kReturn));
    CHECK_FALSE(grant->may_read(access::FactCategory::kAsylum));
    CHECK_FALSE(grant->may_read(access::FactCategory::kHealth));
    // Even with the case and the subject named, nothing is shown.
    ledger::ReadRequest request{
        log,
        ledger::testing::make_id<ledger::CommandId>("read-" + std::to_string(i)),
        world.clock.now(),
        world.node().today(),
        {}};
    request.items.push_back({&*grant, log, subject});
    const Result<std::vector<ledger::PersonalData>> data =
        world.node().ledger().read_personal(request);
    if (data.ok()) CHECK(data->front().values.empty());
  }
  CHECK(granted > 0);
}

}  // namespace
}  // namespace alternat::casework::testing

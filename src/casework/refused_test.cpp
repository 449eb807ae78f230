// SPDX-License-Identifier: EUPL-1.2
// What casework refuses, with its code and message, and that nothing was changed then.
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

template <typename T>
std::string refusal(const Result<T>& result) {
  return result.ok() ? "not refused" : result.error().code + ": " + result.error().message;
}

TEST_CASE("a stale version is refused and nothing is changed") {
  World world;
  const std::string id = placement_until(world, "describe");
  const std::uint64_t seen = world.row(id).version;
  REQUIRE(claim_task(world.node(), world.call(Role::kEmployer), {kPartnership, id, seen},
                     world.ref(id, "describe"))
              .ok());
  const std::uint64_t records = world.records();
  const std::string digest = world.digest();
  CHECK(refusal(release_task(world.node(), world.call(Role::kEmployer), {kPartnership, id, seen},
                             world.ref(id, "describe"))) ==
        "casework.stale_version: The case has moved on since you opened it (version " +
            std::to_string(seen) + ", now " + std::to_string(seen + 1) +
            "). Nothing was changed: look at it again and repeat what is still right.");
  CHECK(world.records() == records);
  CHECK(world.digest() == digest);
  CHECK(world.row(id).version == seen + 1);
}

TEST_CASE("a command sent twice acts once") {
  World world;
  const std::string id = placement_until(world, "describe");
  const Call call = world.call(Role::kEmployer);
  const TaskRef task = world.ref(id, "describe");
  const procedures::Values values = placement_answers().front().values;
  const Result<StepResult> first =
      complete_task(world.node(), call, {kPartnership, id, std::nullopt}, task, values);
  REQUIRE(first.ok());
  CHECK_FALSE(first->already);
  const std::uint64_t records = world.records();
  const Result<StepResult> second =
      complete_task(world.node(), call, {kPartnership, id, std::nullopt}, task, values);
  REQUIRE(second.ok());
  CHECK(second->already);
  CHECK(second->version == first->version);
  CHECK(world.records() == records);
  CHECK(world.task(id) == "recruitment_check");
}

TEST_CASE("a case opened twice by one command is one case") {
  World world;
  const Call call = world.call(Role::kCandidate);
  const OpenCase request{kPartnership, "placement", "", candidate_facts()};
  const Result<OpenedCase> first = open_case(world.node(), call, request);
  const std::uint64_t records = world.records();
  const Result<OpenedCase> second = open_case(world.node(), call, request);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->case_id == second->case_id);
  CHECK(first->version == second->version);
  CHECK(world.records() == records);
}

TEST_CASE("a task completed by the wrong role is refused, and the refusal is recorded") {
  World world;
  const std::string id = placement_until(world, "describe");
  const procedures::State before = world.row(id).state;
  CHECK(refusal(world.complete(world.call(Role::kCandidate), id, "describe",
                               placement_answers().front().values)) ==
        "procedure.wrong_role: \"describe\" is for the role \"employer\".");
  CHECK(world.row(id).state == before);
  const std::optional<projections::LogRow> record = world.last_record("CommandRejected");
  REQUIRE(record);
  CHECK(record->stream == id);
  CHECK(record->detail == "procedure.wrong_role");
  CHECK(record->actor == "SYN-candidate-1");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("four eyes need two persons, and the second changes no value") {
  World world;
  const std::string id = placement_until(world, "recruitment_check");
  const procedures::Values fair = fair_recruitment();
  REQUIRE(world.complete(world.call(Role::kLabourAgency, 1), id, "recruitment_check", fair).ok());
  CHECK(world.task(id) == "recruitment_check");
  CHECK(refusal(world.complete(world.call(Role::kLabourAgency, 1), id, "recruitment_check", {})) ==
        "procedure.four_eyes: \"recruitment_check\" needs a second person: whoever answered may "
        "not also confirm.");
  CHECK(
      refusal(world.complete(world.call(Role::kLabourAgency, 2), id, "recruitment_check", fair)) ==
      "procedure.four_eyes_values: A confirmation of \"recruitment_check\" changes no values; "
      "release the task to have it answered anew.");
  CHECK(world.task(id) == "recruitment_check");
  REQUIRE(world.complete(world.call(Role::kLabourAgency, 2), id, "recruitment_check", {}).ok());
  CHECK(world.task(id) == "proposal");
}

TEST_CASE("facts of a wrong type are refused all at once, and nothing is recorded") {
  World world;
  const std::string id = placement_until(world, "describe");
  const std::uint64_t records = world.records();
  const Result<StepResult> refused = world.complete(
      world.call(Role::kEmployer), id, "describe",
      {{"gross_annual_cents", "\"many\""}, {"weekly_hours", "true"}, {"isco8", "\"2512\""}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "facts.wrong_type");  // of the first in order of names
  const std::string text = to_string(refused.error());
  for (const char* name : {"gross_annual_cents", "weekly_hours", "isco8"})
    CHECK_MESSAGE(text.find(name) != std::string::npos, text);
  CHECK(world.records() == records);
}

TEST_CASE("a real person is refused where the node has no signed impact assessment") {
  World world;
  std::string real;
  for (const terms::PartnershipContent& of : content().content().partnerships)
    if (!of.partnership.fictitious) real = of.partnership.id;
  REQUIRE_FALSE(real.empty());
  CHECK(refusal(open_case(world.node(), world.call(Role::kCandidate),
                          {real, "placement", "", candidate_facts()})) ==
        "casework.real_person: This node has no signed impact assessment: it takes invented "
        "persons of the fictitious partnership only. Nothing was stored.");
  CHECK(world.records() == 0);
  // A case about no person may be opened there.
  CHECK(open_case(world.node(), world.call(Role::kLeadUnit), {real, "technology-project", "", {}})
            .ok());
}

TEST_CASE("what does not exist is named") {
  World world;
  CHECK(refusal(open_case(world.node(), world.call(Role::kCandidate),
                          {"xa-xc", "placement", "", {}})) ==
        "casework.no_partnership: There is no partnership 'xa-xc'.");
  CHECK(refusal(open_case(world.node(), world.call(Role::kCandidate),
                          {kPartnership, "placements", "", {}})) ==
        "casework.no_procedure: There is no procedure 'placements'.");
  for (const char* id : {"SYN-case_none", "not an id"})
    CHECK(refusal(cancel_case(world.node(), world.call(Role::kLabourAgency), {kPartnership, id, {}},
                              "withdrawn")) ==
          "casework.no_case: There is no case '" + std::string(id) + "' in 'xa-xb'.");
  CHECK(world.records() == 0);
}

TEST_CASE("facts that the opener may not write open no case") {
  World world;
  // An employer writes nothing about the candidate's qualification.
  const Result<OpenedCase> refused =
      open_case(world.node(), world.call(Role::kEmployer),
                {kPartnership, "placement", "", {{"qual_kind", "\"degree\""}}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "vault.not_granted");
  CHECK(world.records() == 0);
}

TEST_CASE("data never cross realms: no return fact in a labour case, no work fact in a return") {
  World world;
  CHECK(refusal(open_case(world.node(), world.call(Role::kCandidate),
                          {kPartnership, "placement", "", {{"fear_expressed", "true"}}})) ==
        "casework.wrong_realm: 'fear_expressed' belongs to the realm returns; a case of "
        "'placement' (labour) may not hold it. Nothing was stored.");
  CHECK(refusal(open_case(world.node(), world.call(Role::kAliensAuthority, 1, "returns"),
                          {kPartnership, "readmission", "", {{"german_level", "\"B1\""}}})) ==
        "casework.wrong_realm: 'german_level' belongs to the realm labour; a case of "
        "'readmission' (returns) may not hold it. Nothing was stored.");
  CHECK(world.records() == 0);
  const std::string id = placement_until(world, "describe");
  CHECK(amend_facts(world.node(), world.call(Role::kCandidate), {kPartnership, id, {}},
                    {{"person_scope", "\"third_country\""}})
            .error()
            .code == "casework.wrong_realm");
}

TEST_CASE("nothing said in a complaint enters a return, or a work case") {
  World world;
  const procedures::Values said = {{"complaint_kind", "\"force_used\""}};
  CHECK(refusal(open_case(world.node(), world.call(Role::kAliensAuthority, 1, "returns"),
                          {kPartnership, "readmission", "", said})) ==
        "casework.wrong_realm: 'complaint_kind' belongs to the realm advice; a case of "
        "'readmission' (returns) may not hold it. Nothing was stored.");
  CHECK(world.records() == 0);
  const Result<OpenedCase> opened =
      open_case(world.node(), world.call(Role::kAliensAuthority, 1, "returns"),
                {kPartnership, "readmission", "", {}});
  REQUIRE(opened.ok());
  CHECK(amend_facts(world.node(), world.call(Role::kAliensAuthority, 1, "returns"),
                    {kPartnership, opened->case_id, {}}, said)
            .error()
            .code == "casework.wrong_realm");
  const std::string work = placement_until(world, "describe");
  CHECK(amend_facts(world.node(), world.call(Role::kCandidate), {kPartnership, work, {}}, said)
            .error()
            .code == "casework.wrong_realm");
}

TEST_CASE("an ended case takes no more commands") {
  World world;
  const std::string id = placement_until(world, "consent");
  REQUIRE(
      cancel_case(world.node(), world.call(Role::kCandidate), {kPartnership, id, {}}, "withdrawn")
          .ok());
  CHECK(world.row(id).state.outcome == "cancelled");
  CHECK(refusal(amend_facts(world.node(), world.call(Role::kCandidate), {kPartnership, id, {}},
                            {{"german_level", "\"B2\""}})) ==
        "procedure.ended: The case has ended.");
}

}  // namespace
}  // namespace alternat::casework::testing

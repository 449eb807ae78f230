// SPDX-License-Identifier: EUPL-1.2
// People who work together: giving tasks, standing in, four eyes of two persons, follow-up days,
// comments in the vault, documents by hash, and what is handed up when a period runs out.
#include "casework/human_work.h"

#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

template <typename T>
std::string refusal(const T& result) {
  return result.ok() ? "not refused" : to_string(result.error());
}

std::string account(const char* role, int number) {
  return "SYN-" + std::string(role) + "-" + std::to_string(number);
}

Colleague agency(int number) {
  return {account("labour_agency", number), "labour_agency"};
}

struct Check {
  World world;
  std::string id = placement_until(world, "recruitment_check");
  CaseRef of{kPartnership, id, std::nullopt};
  TaskRef task = world.ref(id, "recruitment_check");

  Call by(int number) { return world.call(Role::kLabourAgency, number); }
  procedures::OpenTask open() { return world.row(id).state.tasks.front(); }
  Result<StepResult> give(int from, int to) {
    return give_task(world.node(), by(from), of, {task, agency(to)});
  }
  Result<StepResult> complete(int number, const procedures::Values& values) {
    return complete_task(world.node(), by(number), of, task, values);
  }
  void stands_in(int substitute, int absent) {
    REQUIRE(record_substitution(
                world.node(), by(absent),
                {agency(absent), agency(substitute), day("2026-06-15"), day("2026-06-19"), false})
                .ok());
  }
};

TEST_CASE("a task is given to a colleague, who then holds it") {
  Check check;
  REQUIRE(check.give(1, 2).ok());
  CHECK(check.open().claimed_by == account("labour_agency", 2));
  CHECK(refusal(check.give(1, 3)) ==
        "casework.not_holder: 'recruitment_check' is held by somebody else, who can give it away.");
  CHECK(refusal(check.give(2, 2)) == "casework.same_person: That person holds the task already.");
  CHECK(refusal(give_task(check.world.node(), check.by(2), check.of,
                          {check.task, {account("employer", 1), "employer"}})) ==
        "casework.wrong_role: The task 'recruitment_check' is for the role 'labour_agency'.");
  CHECK(refusal(give_task(check.world.node(), check.world.call(Role::kEmployer), check.of,
                          {check.task, agency(3)})) ==
        "casework.wrong_role: The task 'recruitment_check' is for the role 'labour_agency'.");
  CHECK(refusal(give_task(check.world.node(), check.by(2), check.of,
                          {{"recruitment_check", 999}, agency(3)})) ==
        "casework.no_task: The case has no open task 'recruitment_check' of that number; it may be "
        "done already. Look at it again.");
  CHECK(check.world.last_record("CommandRejected")->detail == "casework.no_task");
  CHECK(check.world.digest() == check.world.replayed_digest());
}

TEST_CASE("only a lead takes a task away from somebody") {
  Check check;
  REQUIRE(check.give(1, 2).ok());
  GiveTask taken{check.task, agency(3), Giving::kReassign, false};
  CHECK(refusal(give_task(check.world.node(), check.by(1), check.of, taken)) ==
        "casework.not_lead: Only a lead of the office takes a task from a colleague.");
  taken.is_lead = true;
  REQUIRE(give_task(check.world.node(), check.by(1), check.of, taken).ok());
  CHECK(check.open().claimed_by == account("labour_agency", 3));
}

TEST_CASE("a substitute works for the absent person on the days recorded, under her own name") {
  Check check;
  REQUIRE(claim_task(check.world.node(), check.by(1), check.of, check.task).ok());
  CHECK(check.complete(2, fair_recruitment()).error().code == "procedure.claimed_by_other");
  check.stands_in(2, 1);
  REQUIRE(check.complete(2, fair_recruitment()).ok());
  CHECK(check.open().proposed_by == account("labour_agency", 2));
  CHECK(check.world.last_record("TaskAssigned")->actor == account("labour_agency", 2));
  // The substitute was the first person: she is never the second as well, for nobody.
  check.stands_in(2, 3);
  CHECK(check.complete(2, {}).error().code == "procedure.four_eyes");
  REQUIRE(check.complete(1, {}).ok());
  CHECK(check.world.task(check.id) == "proposal");
  CHECK(check.world.digest() == check.world.replayed_digest());
}

TEST_CASE("a substitution ends with its last day, or when it is taken back") {
  Check check;
  REQUIRE(claim_task(check.world.node(), check.by(1), check.of, check.task).ok());
  check.stands_in(2, 1);
  check.world.clock.set(at("2026-06-20T08:00:00Z"));
  CHECK(release_task(check.world.node(), check.by(2), check.of, check.task).error().code ==
        "procedure.claimed_by_other");
  check.world.clock.set(at("2026-06-19T08:00:00Z"));
  const std::string id = check.world.node().with_tables(
      [](const projections::Tables& tables) { return tables.substitutions().front().id; });
  CHECK(refusal(end_substitution(check.world.node(), check.by(3), id, false)) ==
        "casework.not_lead: A substitution is ended by the absent person herself or by a lead of "
        "her role.");
  REQUIRE(end_substitution(check.world.node(), check.by(1), id, false).ok());
  CHECK(release_task(check.world.node(), check.by(2), check.of, check.task).error().code ==
        "procedure.claimed_by_other");
  CHECK(refusal(end_substitution(check.world.node(), check.by(1), id, false)) ==
        "casework.no_substitution: There is no substitution '" + id + "' that still holds.");
}

TEST_CASE("substitutions that mean nothing are refused") {
  Check check;
  const auto record = [&](Colleague absent, Colleague substitute, const char* from, const char* to,
                          int by) {
    return refusal(
        record_substitution(check.world.node(), check.by(by),
                            {std::move(absent), std::move(substitute), day(from), day(to), false}));
  };
  CHECK(record(agency(1), agency(1), "2026-06-15", "2026-06-19", 1) ==
        "casework.substitution: Nobody stands in for herself. Nothing was recorded.");
  CHECK(record(agency(1), agency(2), "2026-06-19", "2026-06-15", 1) ==
        "casework.substitution: The last day lies before the first day or in the past. Nothing was "
        "recorded.");
  CHECK(record(agency(1), {account("employer", 1), "employer"}, "2026-06-15", "2026-06-19", 1) ==
        "casework.substitution: A substitute has the same role as the absent person. Nothing was "
        "recorded.");
  CHECK(
      record(agency(1), agency(2), "2026-06-15", "2026-06-19", 3) ==
      "casework.not_lead: A substitution is recorded by the absent person herself or by a lead of "
      "her role.");
}

TEST_CASE("a task to look at again on a day; the day goes with the task") {
  Check check;
  CHECK(refusal(set_follow_up(check.world.node(), check.by(1), check.of, check.task,
                              day("2026-06-14"))) ==
        "casework.follow_up_past: The day 2026-06-14 is past; nobody would look again.");
  REQUIRE(
      set_follow_up(check.world.node(), check.by(1), check.of, check.task, day("2026-06-22")).ok());
  REQUIRE(check.world.row(check.id).marks.size() == 1);
  CHECK(check.world.row(check.id).marks.front().follow_up == day("2026-06-22"));
  REQUIRE(check.complete(1, fair_recruitment()).ok());
  REQUIRE(check.complete(2, {}).ok());
  CHECK(check.world.row(check.id).marks.empty());
  CHECK(check.world.digest() == check.world.replayed_digest());
}

TEST_CASE("a comment lies in the vault, and its record says nothing of it") {
  Check check;
  REQUIRE(add_comment(check.world.node(), check.by(1), check.of, "Called back on Monday.").ok());
  const auto record = check.world.last_record("CommentRecorded");
  REQUIRE(record);
  auto reader = check.world.node().ledger().store().read();
  REQUIRE(reader.ok());
  const auto stored = (*reader)->read_all(record->position - 1, 1);
  CHECK(stored->front().record.body == "{}");
  CHECK(stored->front().record.commitments.size() == 1);
  CHECK(refusal(add_comment(check.world.node(), check.by(1), check.of, "")) ==
        "casework.comment: A comment has 1 to 2000 bytes; this one has 0.");
  CHECK(
      add_comment(check.world.node(), check.by(1), check.of, std::string(2001, 'x')).error().code ==
      "casework.comment");
  CHECK(refusal(add_comment(check.world.node(), check.world.call(Role::kReturnCentre), check.of,
                            "x")) ==
        "casework.no_part: The role 'return_centre' has no work in 'placement'. Nothing was "
        "changed.");
  World world;
  const auto project = open_case(world.node(), world.call(Role::kLeadUnit, 1, "agreement"),
                                 {kPartnership, "instrument-lifecycle", "", {}});
  if (!project) MESSAGE(to_string(project.error()));
  REQUIRE(project.ok());
  CHECK(refusal(add_comment(world.node(), world.call(Role::kLeadUnit, 1, "agreement"),
                            {kPartnership, project->case_id, {}}, "x")) ==
        "casework.no_vault: A case about an agreement has no vault: record a document by its hash "
        "instead. Nothing was stored.");
}

TEST_CASE("a document is its hash, kind and reference; sent twice it is there once") {
  Check check;
  const Call call = check.by(1);
  const DocumentRef document{std::string(64, 'a'), "minutes", "GZ 4711"};
  REQUIRE(add_document(check.world.node(), call, check.of, document).ok());
  const Result<StepResult> again = add_document(check.world.node(), call, check.of, document);
  REQUIRE(again.ok());
  CHECK(again->already);
  CHECK(refusal(add_document(check.world.node(), check.by(1), check.of, {"abc", "minutes", ""})) ==
        "casework.document: A document has a SHA-256 as 64 small hex digits, a kind as one small "
        "word, and a file reference of at most 80 bytes.");
  CHECK(
      refusal(add_document(check.world.node(), check.by(1), {kPartnership, check.id, 1}, document))
          .starts_with("casework.stale_version: The case has moved on since you opened it"));
}

TEST_CASE("a task whose period has run out is handed up once, but never in a return") {
  World world;
  const std::string id = placement_until(world, "ba_consent");
  CHECK(escalate(world.node()).fired == 0);
  world.clock.set(at("2026-07-15T08:00:00Z"));
  CHECK(escalate(world.node()).fired == 1);
  CHECK(escalate(world.node()).fired == 0);
  REQUIRE(world.row(id).marks.size() == 1);
  CHECK(world.row(id).marks.front().escalated_to == "lead_unit");
  CHECK(world.digest() == world.replayed_digest());
}

// A stream of today must be readable for ever: these texts never change.
TEST_CASE("the bodies of the records are as they were first written") {
  Check check;
  const auto body = [&](std::string_view type) {
    const auto record = check.world.last_record(type);
    REQUIRE(record);
    auto reader = check.world.node().ledger().store().read();
    REQUIRE(reader.ok());
    return (*reader)->read_all(record->position - 1, 1)->front().record.body;
  };
  const std::string token = std::to_string(check.task.token);
  REQUIRE(check.give(1, 2).ok());
  CHECK(body("TaskAssigned") ==
        R"({"element":"recruitment_check","how":"delegated","to":"SYN-labour_agency-2","token":)" +
            token + "}");
  check.stands_in(3, 2);
  CHECK(body("SubstitutionRecorded") ==
        R"({"absent":"SYN-labour_agency-2","from":"2026-06-15","role":"labour_agency",)"
        R"("substitute":"SYN-labour_agency-3","to":"2026-06-19"})");
  REQUIRE(check.complete(3, fair_recruitment()).ok());
  CHECK(body("TaskAssigned") ==
        R"({"element":"recruitment_check","from":"SYN-labour_agency-2","how":"substituted",)"
        R"("to":"SYN-labour_agency-3","token":)" +
            token + "}");
  REQUIRE(
      set_follow_up(check.world.node(), check.by(1), check.of, check.task, day("2026-06-22")).ok());
  CHECK(body("FollowUpSet") ==
        R"({"element":"recruitment_check","on":"2026-06-22","token":)" + token + "}");
  REQUIRE(add_document(check.world.node(), check.by(1), check.of,
                       {std::string(64, 'a'), "minutes", "GZ 4711"})
              .ok());
  CHECK(body("DocumentRecorded") ==
        R"({"hash":")" + std::string(64, 'a') + R"(","kind":"minutes","reference":"GZ 4711"})");
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Moving a case to another version: each reason by a pair of small models; what moves runs on in
// the new version, and taken back it is as it was.
#include <doctest/doctest.h>

#include "procedures/migration_json.h"
#include "procedures/read_definition.h"
#include "procedures/testing.h"

namespace alternat::procedures {
namespace {

Definition model(const std::string& text, const std::string& hash) {
  Diagnostics diagnostics;
  std::optional<Definition> definition =
      read_definition(testing::model_xml(text), "model.bpmn", Profile::kStandard, diagnostics);
  for (const Diagnostic& item : diagnostics.items()) MESSAGE(to_string(item));
  REQUIRE(definition);
  definition->hash = hash;
  return *definition;
}

struct Pair {
  Definition from;
  Definition to;
  State state;
  testing::TestEnvironment environment;

  Pair(const std::string& before, const std::string& after)
      : from(model(before, "old")), to(model(after, "new")) {
    run(StartCase{});
  }
  void run(Action action) { run_in(from, std::move(action)); }
  void run_in(const Definition& definition, Action action) {
    const Decision decision = decide(
        definition, state, {"c", {"anna", {"officer", "chief"}}, std::move(action)}, environment);
    REQUIRE(std::holds_alternative<Decided>(decision));
    for (const Record& record : std::get<Decided>(decision).records)
      procedures::apply(state, record);
  }
  MigrationPlan plan(const ElementMapping& mapping = {}) const {
    return plan_migration({from, to, state, mapping});
  }
  // "breaks element_gone check 2", one a line.
  std::string findings(const ElementMapping& mapping = {}) const {
    std::string lines;
    for (const Finding& finding : plan(mapping).findings) {
      lines += std::string(to_string(finding.verdict)) + ' ' + finding.code + ' ' +
               finding.element + ' ' + std::to_string(finding.token);
      lines += (finding.detail.empty() ? "" : " " + finding.detail) + '\n';
    }
    return lines;
  }
};

const std::string kOneTask =
    "startEvent s\nuserTask check role=officer form=amount\nendEvent e\ns -> check\ncheck -> e\n";

std::string with_task(const std::string& task) {
  return "startEvent s\n" + task + "\nendEvent e\ns -> check\ncheck -> e\n";
}

TEST_CASE("a case whose place is the same moves, runs on in the new version, and back") {
  Pair pair(kOneTask, kOneTask);
  const State before = pair.state;
  const MigrationPlan plan = pair.plan();
  CHECK(plan.verdict == Verdict::kMoves);
  CHECK(plan.findings.empty());
  apply_migration(pair.state, plan.record);
  CHECK(pair.state.hash == "new");
  CaseMigrated undo = undo_of(plan.record, before, pair.state);
  State back = pair.state;
  apply_migration(back, undo);
  back.records = before.records;
  CHECK(back == before);
  pair.run_in(pair.to, CompleteTask{"check", 2, {{"amount", "1"}}});
  CHECK(pair.state.ended);
}

TEST_CASE("an element that is gone breaks, unless it is mapped to one of its kind") {
  const std::string renamed =
      "startEvent s\nuserTask look role=officer form=amount\nendEvent e\ns -> look\nlook -> e\n";
  Pair pair(kOneTask, renamed);
  CHECK(pair.findings() == "breaks element_gone check 2\n");
  CHECK(pair.plan().record == CaseMigrated{});
  CHECK(pair.findings({{"check", "look"}}).empty());
  CHECK(pair.findings({{"check", "e"}}) == "breaks kind_changed check 2 endEvent\n");
  const State before = pair.state;
  const MigrationPlan plan = pair.plan({{"check", "look"}});
  apply_migration(pair.state, plan.record);
  State back = pair.state;
  apply_migration(back, undo_of(plan.record, before, pair.state));
  back.records = before.records;
  CHECK(back == before);
  pair.run_in(pair.to, CompleteTask{"look", 2, {{"amount", "1"}}});
  CHECK(pair.state.ended);
}

TEST_CASE("another role, form or clock of an open task") {
  CHECK(Pair(kOneTask, with_task("userTask check role=chief form=amount")).findings() ==
        "needs_person role_changed check 2 chief\n");
  CHECK(Pair(kOneTask, with_task("userTask check role=officer form=amount,note")).findings() ==
        "moves form_changed check 2 amount, note\n");
  CHECK(Pair(kOneTask, with_task("userTask check role=officer form=amount due=P14D")).findings() ==
        "needs_person clock_changed check 2\n");
}

TEST_CASE("a task that changes hands is free again; the first of two answers is dropped") {
  Pair pair(with_task("userTask check role=officer form=amount four_eyes=true"),
            with_task("userTask check role=chief form=amount four_eyes=true"));
  pair.run(CompleteTask{"check", 2, {{"amount", "1"}}});
  const State before = pair.state;
  CHECK(pair.findings() ==
        "needs_person role_changed check 2 chief\nneeds_person answer_dropped check 2\n");
  const MigrationPlan plan = pair.plan();
  apply_migration(pair.state, plan.record);
  REQUIRE(pair.state.tasks.size() == 1);
  CHECK(pair.state.tasks.front().role == "chief");
  CHECK(pair.state.tasks.front().proposed_by.empty());
  State back = pair.state;
  apply_migration(back, undo_of(plan.record, before, pair.state));
  CHECK(back.tasks == before.tasks);
}

TEST_CASE("a fact that a task already passed asks now") {
  const std::string two =
      "startEvent s\nuserTask first role=officer form=amount\nuserTask second role=officer\n"
      "endEvent e\ns -> first\nfirst -> second\nsecond -> e\n";
  std::string asks = two;
  asks.replace(asks.find("form=amount"), 11, "form=amount,note");
  Pair pair(two, asks);
  pair.run(CompleteTask{"first", 2, {{"amount", "1"}}});
  CHECK(pair.findings() == "needs_person fact_missing first 0 note\n");
  pair.run(AmendValues{{{"note", "1"}}});
  CHECK(pair.findings().empty());
}

TEST_CASE("a clock that the new version adds starts with the move; one it drops stops") {
  const std::string clock = kOneTask +
                            "boundaryEvent late on=check timer=P14D\nendEvent lapsed\n"
                            "late -> lapsed\n";
  Pair added(kOneTask, clock);
  CHECK(added.findings() == "needs_person clock_added late 2\n");
  REQUIRE(added.plan().to_start.size() == 1);
  CHECK(added.plan().to_start.front() == Waiting{"late", 2});
  Pair dropped(clock, kOneTask);
  CHECK(dropped.findings() == "needs_person clock_gone late 2\n");
  const State before = dropped.state;
  const MigrationPlan plan = dropped.plan();
  apply_migration(dropped.state, plan.record);
  CHECK(dropped.state.timers.empty());
  State back = dropped.state;
  apply_migration(back, undo_of(plan.record, before, dropped.state));
  CHECK(back.timers == before.timers);
  std::string longer = clock;
  longer.replace(longer.find("P14D"), 4, "P28D");
  CHECK(Pair(clock, longer).findings() == "needs_person clock_changed late 2\n");
}

TEST_CASE("a case never moves behind the safeguards of a phase") {
  const std::string safe =
      "process realm=returns subject=person\nstartEvent s\n"
      "businessRuleTask gate decision=safeguards:contact result=contact_result\n"
      "userTask submit role=officer phase=contact\nuserTask after role=officer\nendEvent e\n"
      "s -> ask\nuserTask ask role=officer\nask -> gate\ngate -> submit\nsubmit -> after\n"
      "after -> e\n";
  Pair pair(safe, safe);
  CHECK(pair.findings().empty());
  CHECK(pair.findings({{"ask", "submit"}}) == "breaks gate_not_passed ask 2 contact\n");
  CHECK(pair.findings({{"ask", "after"}}) == "breaks gate_not_passed ask 2 contact\n");
  // A version that guards what was not guarded: the case that is past it cannot follow.
  std::string open = safe;
  open.erase(open.find(" phase=contact"), 14);
  Pair past(open, safe);
  past.run(CompleteTask{"ask", 2, {}});
  past.run(RecordDecision{"gate", 3, "REVIEW", ""});
  CHECK(past.findings() == "breaks gate_not_passed submit 4 contact\n");
  // A version that guards no more takes nobody along.
  Pair loose(safe, open);
  CHECK(loose.findings() == "breaks gate_removed submit 0 contact\n");
}

TEST_CASE("no token is lost: flows, joins and scopes must be there, and two never become one") {
  const std::string fork =
      "startEvent s\nparallelGateway fork\nuserTask a role=officer\nuserTask b role=officer\n"
      "parallelGateway join\nendEvent e\ns -> fork\nfork -> a\nfork -> b\na -> join\nb -> join\n"
      "join -> e\n";
  Pair pair(fork, fork);
  CHECK(pair.findings({{"a", "b"}}) == "breaks tokens_merged b 0 b\n");
  const std::string third = fork + "userTask c role=officer\nfork -> c\nc -> join\n";
  Pair waits(fork, third);
  CHECK(waits.findings().empty());
  waits.run(CompleteTask{"a", waits.state.tasks.front().token, {}});
  CHECK(waits.findings() ==
        "breaks join_changed join " + std::to_string(waits.state.tokens.back().id) + "\n");
  std::string other = fork;
  other.replace(other.find("a -> join"), 9, "into: a -> join");
  Pair gone(fork, other);
  gone.run(CompleteTask{"a", gone.state.tasks.front().token, {}});
  CHECK(gone.findings() ==
        "breaks flow_gone a_join " + std::to_string(gone.state.tokens.back().id) + "\n");
  CHECK(gone.findings({{"a_join", "into"}}).empty());
  const std::string inside =
      "startEvent s\nsubProcess box {\nstartEvent i\nuserTask check role=officer form=amount\n"
      "endEvent d\ni -> check\ncheck -> d\n}\nendEvent e\ns -> box\nbox -> e\n";
  CHECK(Pair(kOneTask, inside).findings() == "breaks scope_changed check 2\n");
}

TEST_CASE("messages: another name is waited for, one more is added, one less is dropped") {
  const std::string waits =
      "startEvent s\nintermediateCatchEvent wait message=reply\nendEvent e\ns -> wait\nwait -> e\n";
  std::string other = waits;
  other.replace(other.find("reply"), 5, "answer");
  Pair pair(waits, other);
  CHECK(pair.findings() == "needs_person message_changed wait 2 answer\n");
  apply_migration(pair.state, pair.plan().record);
  REQUIRE(pair.state.messages.size() == 1);
  CHECK(pair.state.messages.front().message == "answer");
  const std::string with =
      kOneTask + "boundaryEvent stop on=check message=withdrawn\nendEvent x\nstop -> x\n";
  CHECK(Pair(kOneTask, with).findings() == "moves message_added stop 2 withdrawn\n");
  CHECK(Pair(with, kOneTask).findings() == "moves message_gone stop 2\n");
}

TEST_CASE("the record of a move is read back as it was written") {
  CaseMigrated record;
  record.migration = "m-1";
  record.from = "old";
  record.to = "new";
  record.reason = "GZ 4711";
  record.renamed = {{"a", "b"}};
  record.tasks = {{"b", 2, "officer", Instant::from_micros(0), "s. 1", {"x?"}, "anna", ""}};
  record.withdrawn = {{"late", 2}};
  SetTimer timer;
  timer.element = "later";
  timer.token = 2;
  record.timers = {timer};
  record.messages = {{"stop", 2, "withdrawn"}};
  const Json body = to_json(record);
  // A stream of today must be readable for ever: this text never changes.
  CHECK(
      body.dump() ==
      R"({"from":"old","messages":[{"element":"stop","message":"withdrawn","token":2}],)"
      R"("migration":"m-1","reason":"GZ 4711","renamed":[{"from":"a","to":"b"}],)"
      R"("tasks":[{"claimed_by":"anna","clause":"s. 1","due":"1970-01-01T00:00:00.000000Z",)"
      R"("element":"b","form":["x?"],"role":"officer","token":2}],)"
      R"("timers":[{"due":"1970-01-01T00:00:00.000000Z","element":"later","token":2}],"to":"new",)"
      R"("withdrawn":[{"element":"late","token":2}]})");
  const Result<CaseMigrated> read = migrated_from_json(body);
  REQUIRE(read.ok());
  CHECK(*read == record);
  const Result<CaseMigrated> refused =
      migrated_from_json({{"migration", "m"}, {"to", "x"}, {"withdrawn", {{{"element", 1}}}}});
  REQUIRE_FALSE(refused.ok());
  CHECK(to_string(refused.error()) ==
        "record.malformed: A CaseMigrated record has a field of another kind than it should.");
}

TEST_CASE("every reason has a sentence") {
  CHECK(describe({Verdict::kBreaks, "element_gone", "check", 2, ""}) ==
        "stands at 'check', which the new version does not have; map it to another element");
  CHECK(describe({Verdict::kNeedsPerson, "role_changed", "check", 2, "chief"}) ==
        "the task 'check' is for 'chief' in the new version; whoever holds it lets go");
}

}  // namespace
}  // namespace alternat::procedures

// SPDX-License-Identifier: EUPL-1.2
// Running cases of the shipped content under a changed one: rehearsed, moved, stopped half-way,
// taken back; the live tables are the replayed ones throughout.
#include "casework/migrate.h"

#include "casework/testing.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;
using procedures::Verdict;

template <typename T>
std::string refusal(const Result<T>& result) {
  return result.ok() ? "not refused" : to_string(result.error());
}

// The first task of a placement is called otherwise and asks less.
const program::Program& renamed_placement() {
  static const std::unique_ptr<program::Program> program = [] {
    program::testing::ContentCopy copy;
    const std::string file = copy.folder() + "/procedures/placement.bpmn";
    Result<std::string> text = read_file(file);
    REQUIRE(text.ok());
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"id=\"describe\"", "id=\"describe_vacancy\""},
          {">describe<", ">describe_vacancy<"},
          {"=\"describe\"", "=\"describe_vacancy\""}}) {
      for (std::size_t at = 0; (at = text->find(from, at)) != std::string::npos; at += to.size())
        text->replace(at, from.size(), to);
    }
    REQUIRE(write_file(file, *text).ok());
    for (const char* texts : {"text/parts/procedures.de.toml", "text/parts/procedures.en.toml"})
      copy.replace(texts, "[procedure.placement.describe]",
                   "[procedure.placement.describe_vacancy]");
    return copy.load();
  }();
  return *program;
}

Call lead(World& world) {
  return world.call(Role::kLeadUnit, 1, "agreement");
}

MigrationScope mapped() {
  return {"placement", {{"placement", {{"describe", "describe_vacancy"}}}}};
}

TEST_CASE("without a mapping the case breaks, with it it moves, and goes on in the new version") {
  World world;
  const std::string id = placement_until(world, "describe");
  const std::string old_hash = world.row(id).hash;
  world.reopen(renamed_placement());
  const std::uint64_t records = world.records();
  const auto plain = rehearse(world.node(), {"placement", {}});
  REQUIRE(plain.ok());
  REQUIRE(plain->size() == 1);
  CHECK(plain->front().verdict == Verdict::kBreaks);
  CHECK(plain->front().findings.front().code == "element_gone");
  const auto with = rehearse(world.node(), mapped());
  REQUIRE(with.ok());
  CHECK(with->front().verdict == Verdict::kMoves);
  CHECK(world.records() == records);  // looking records nothing

  const auto left = migrate(world.node(), lead(world), {"placement", {}}, {"", "GZ 1", {}, 0});
  REQUIRE(left.ok());
  CHECK(left->moved.empty());
  REQUIRE(left->left.size() == 1);
  CHECK(to_string(left->left.front().why) ==
        "migration.breaks: stands at 'describe', which the new version does not have; map it to "
        "another element");
  const auto moved = migrate(world.node(), lead(world), mapped(), {"", "GZ 1", {}, 0});
  REQUIRE(moved.ok());
  CHECK(moved->moved.size() == 1);
  CHECK(world.row(id).hash != old_hash);
  CHECK(world.row(id).state.hash == world.row(id).hash);
  CHECK(world.task(id) == "describe_vacancy");
  CHECK(world.digest() == world.replayed_digest());
  // Done twice, nothing is left to do.
  const auto again = migrate(world.node(), lead(world), mapped(), {"", "GZ 1", {}, 0});
  REQUIRE(again.ok());
  CHECK(again->moved.empty());
  CHECK(again->left.empty());
  REQUIRE(world
              .complete(world.call(Role::kEmployer), id, "describe_vacancy",
                        placement_answers().front().values)
              .ok());
  CHECK(world.task(id) == "recruitment_check");
  CHECK(world.digest() == world.replayed_digest());
  // Who has moved on since stays.
  const auto undone = undo_migration(world.node(), lead(world), moved->id, "GZ 2");
  REQUIRE(undone.ok());
  CHECK(undone->moved.empty());
  REQUIRE(undone->left.size() == 1);
  CHECK(undone->left.front().why.code == "migration.moved_on");
}

TEST_CASE("undo puts a case back exactly; it can be moved again by the same order") {
  World world;
  const std::string id = placement_until(world, "describe");
  REQUIRE(claim_task(world.node(), world.call(Role::kEmployer), {kPartnership, id, {}},
                     world.ref(id, "describe"))
              .ok());
  const procedures::State before = world.row(id).state;
  world.reopen(renamed_placement());
  const auto moved = migrate(world.node(), lead(world), mapped(), {"first-try", "GZ 1", {}, 0});
  REQUIRE(moved.ok());
  CHECK(moved->id == "first-try");
  const auto undone = undo_migration(world.node(), lead(world), "first-try", "GZ 2");
  REQUIRE(undone.ok());
  CHECK(undone->moved.size() == 1);
  procedures::State after = world.row(id).state;
  after.records = before.records;
  CHECK(after == before);
  CHECK(world.digest() == world.replayed_digest());
  CHECK(refusal(undo_migration(world.node(), lead(world), "first-try", "GZ 2")) ==
        "migration.unknown: No case was moved by a migration 'first-try' that still stands.");
  CHECK(migrate(world.node(), lead(world), mapped(), {"first-try", "GZ 1", {}, 0})->moved.size() ==
        1);
  CHECK(world.task(id) == "describe_vacancy");
}

TEST_CASE("a migration that was stopped half-way goes on where it stopped") {
  World world;
  const std::string first = placement_until(world, "describe");
  const std::string second = placement_until(world, "describe");
  world.reopen(renamed_placement());
  REQUIRE(migrate(world.node(), lead(world), mapped(), {"", "GZ 1", {}, 0})->moved.size() == 2);
  // As if only the first had been moved before the node stopped: the second is put back.
  World other;
  const std::string alone = placement_until(other, "describe");
  other.reopen(renamed_placement());
  const auto begun = migrate(other.node(), lead(other), mapped(), {"", "GZ 1", {}, 0});
  other.reopen(content());
  const std::string late = placement_until(other, "describe");
  other.reopen(renamed_placement());
  const auto rest = migrate(other.node(), lead(other), mapped(), {"", "GZ 1", {}, 0});
  REQUIRE(rest.ok());
  CHECK(rest->id == begun->id);
  REQUIRE(rest->moved.size() == 1);
  CHECK(rest->moved.front().case_id == late);
  CHECK(undo_migration(other.node(), lead(other), rest->id, "GZ 2")->moved.size() == 2);
  CHECK(other.task(alone) == "describe");
}

TEST_CASE("what needs a person stays until the reason is accepted") {
  program::testing::ContentCopy copy;
  copy.replace("procedures/placement.bpmn", "alternat:due=\"P14D\"", "alternat:due=\"P21D\"");
  const std::unique_ptr<program::Program> changed = copy.load();
  World world;
  const std::string id = placement_until(world, "consent");
  const auto due = world.row(id).state.tasks.front().due;
  world.reopen(*changed);
  const auto left = migrate(world.node(), lead(world), {"placement", {}}, {"", "GZ 1", {}, 0});
  REQUIRE(left.ok());
  REQUIRE(left->left.size() == 1);
  CHECK(to_string(left->left.front().why) ==
        "migration.needs_person: the period at 'consent' is counted in another way; this one runs "
        "on as it was set");
  const auto moved =
      migrate(world.node(), lead(world), {"placement", {}}, {"", "GZ 1", {"clock_changed"}, 0});
  REQUIRE(moved.ok());
  CHECK(moved->moved.size() == 1);
  CHECK(world.row(id).state.tasks.front().due == due);
}

TEST_CASE("bad orders are refused, with nothing changed") {
  World world;
  placement_until(world, "describe");
  world.reopen(renamed_placement());
  const std::uint64_t records = world.records();
  CHECK(refusal(rehearse(world.node(), {"placements", {}})) ==
        "migration.no_procedure: The content has no procedure 'placements'.");
  CHECK(refusal(rehearse(world.node(), {"", {{"placement", {{"describe", "nowhere"}}}}})) ==
        "migration.unknown_element: The mapping of 'placement' names 'nowhere', which the new "
        "version does not have.");
  CHECK(
      refusal(rehearse(world.node(), {"", {{"placement", {{"discribe", "describe_vacancy"}}}}})) ==
      "migration.unknown_element: The mapping of 'placement' names 'discribe', which no "
      "version that a case runs on has.");
  CHECK(refusal(migrate(world.node(), lead(world), mapped(), {"", "", {}, 0})) ==
        "migration.reason: A move needs a reason: a code or file reference of at most 80 letters, "
        "digits, spaces and . _ / -; never a person's name.");
  CHECK(refusal(migrate(world.node(), lead(world), mapped(),
                        {"a-name-that-is-far-too-long", "GZ 1", {}, 0})) ==
        "migration.id: The id of a migration has at most 20 letters, digits and . _ -, not "
        "'a-name-that-is-far-too-long'.");
  CHECK(
      refusal(migrate(world.node(), world.call(Role::kEmployer), mapped(), {"", "GZ 1", {}, 0})) ==
      "casework.no_part: The role 'employer' does not move cases of 'placement'. Nothing was "
      "changed.");
  CHECK(parse_mappings("describe = \"x\"\n", "map.toml").error().code == "migration.mapping");
  CHECK(parse_mappings("describe = \"x\"\n", "map.toml").error().message ==
        "A mapping file has a table for each procedure, and in it \"old element\" = \"new "
        "element\".");
  CHECK(world.records() == records);
}

TEST_CASE("the lead unit does not move returns; an authority with work in them does") {
  const procedures::Definition& readmission = content().find_procedure("readmission")->definition;
  CHECK_FALSE(may_migrate(readmission, Role::kLeadUnit));
  CHECK(may_migrate(readmission, Role::kReturnCentre));
  CHECK(may_migrate(content().find_procedure("placement")->definition, Role::kLeadUnit));
  CHECK_FALSE(may_migrate(content().find_procedure("placement")->definition, Role::kEmployer));
}

}  // namespace
}  // namespace alternat::casework::testing

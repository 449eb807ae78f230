// SPDX-License-Identifier: EUPL-1.2
// A procedure that calls another file of the content: loaded, run to its end, and its running cases
// moved when only the called file has changed.
#include "casework/migrate.h"
#include "casework/small_procedures.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

SmallProcedure caller() {
  return {"sub-caller",
          "agreement",
          "lead_unit",
          "<startEvent id=\"begin\"/>\n<callActivity id=\"part\" calledElement=\"sub-part\"/>\n"
          "<userTask id=\"work\"/>\n<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
              flow("begin", "part") + flow("part", "work") + flow("work", "done"),
          {}};
}

// One task, or two in the later version.
SmallProcedure called(int tasks) {
  const std::string second = tasks == 1 ? "" : "<userTask id=\"second\"/>\n";
  return {"sub-part",
          "agreement",
          "lead_unit",
          "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n" + second +
              "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" + flow("begin", "work") +
              (tasks == 1 ? flow("work", "done") : flow("work", "second") + flow("second", "done")),
          {}};
}

std::unique_ptr<program::Program> calling(int tasks) {
  program::testing::ContentCopy copy;
  add_to(copy, caller());
  add_to(copy, called(tasks));
  for (const char* language : {"de", "en"})
    REQUIRE(write_file(copy.folder() + "/text/parts/small-second." + language + ".toml",
                       "[procedure.sub-part.second]\nname = \"second\"\n")
                .ok());
  return copy.load();
}

const program::Program& before() {
  static const std::unique_ptr<program::Program> program = calling(1);
  return *program;
}

const program::Program& after() {
  static const std::unique_ptr<program::Program> program = calling(2);
  return *program;
}

Call lead(World& world) {
  return world.call(Role::kLeadUnit, 1, "agreement");
}

std::string open(World& world) {
  const Result<OpenedCase> opened =
      open_case(world.node(), lead(world), {kPartnership, "sub-caller", "", {}});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  return opened->case_id;
}

TEST_CASE("a case runs through the procedure that its own calls") {
  World world(before());
  const std::string id = open(world);
  CHECK(world.task(id) == "part.work");
  REQUIRE(world.complete(lead(world), id, "part.work", {}).ok());
  CHECK(world.task(id) == "work");
  REQUIRE(world.complete(lead(world), id, "work", {}).ok());
  CHECK(world.row(id).state.ended);
  CHECK(world.row(id).state.outcome == "done");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a changed called file is another version of the caller; its case goes on in the old") {
  World world(before());
  const std::string id = open(world);
  const std::string hash = world.row(id).hash;
  world.reopen(after());
  CHECK(world.node().program().find_procedure("sub-caller")->definition.hash != hash);
  CHECK(world.row(id).hash == hash);
  // The kept version has the called file as it was: one task, not two.
  REQUIRE(world.complete(lead(world), id, "part.work", {}).ok());
  CHECK(world.task(id) == "work");
}

TEST_CASE("a case within a called procedure moves to the changed one, and back") {
  World world(before());
  const std::string id = open(world);
  const std::string hash = world.row(id).hash;
  world.reopen(after());
  const auto seen = rehearse(world.node(), {"sub-caller", {}});
  REQUIRE(seen.ok());
  REQUIRE(seen->size() == 1);
  CHECK(seen->front().verdict == procedures::Verdict::kMoves);
  const auto moved = migrate(world.node(), lead(world), {"sub-caller", {}}, {"", "GZ 1", {}, 0});
  REQUIRE(moved.ok());
  REQUIRE(moved->moved.size() == 1);
  CHECK(world.row(id).hash != hash);
  const auto undone = undo_migration(world.node(), lead(world), moved->id, "GZ 2");
  REQUIRE(undone.ok());
  CHECK(world.row(id).hash == hash);
  REQUIRE(migrate(world.node(), lead(world), {"sub-caller", {}}, {"again", "GZ 3", {}, 0}).ok());
  REQUIRE(world.complete(lead(world), id, "part.work", {}).ok());
  CHECK(world.task(id) == "part.second");
  REQUIRE(world.complete(lead(world), id, "part.second", {}).ok());
  CHECK(world.task(id) == "work");
  CHECK(world.digest() == world.replayed_digest());
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Cases keep the version of the procedure they began on, after the content has another one and
// after a restart; the archive says so when it cannot give it.
#include "casework/testing.h"
#include "program/procedure_text.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

std::unique_ptr<program::Program> changed_placement() {
  program::testing::ContentCopy copy;
  copy.replace("procedures/placement.bpmn", "</definitions>", "</definitions>\n");
  return copy.load();
}

TEST_CASE("a case goes on with the version it began on when the content has another one") {
  const std::unique_ptr<program::Program> changed = changed_placement();
  World world;
  const std::string id = placement_until(world, "describe");
  const std::string hash = world.row(id).hash;
  world.reopen(*changed);
  CHECK(world.node().program().find_procedure("placement")->definition.hash != hash);
  REQUIRE(
      world
          .complete(world.call(Role::kEmployer), id, "describe", placement_answers().front().values)
          .ok());
  CHECK(world.task(id) == "recruitment_check");
  CHECK(world.row(id).hash == hash);
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a version is kept once, with the file's bytes, when its first case begins") {
  World world;
  const std::uint64_t before = world.records();
  REQUIRE(open_case(world.node(), world.call(Role::kCandidate),
                    {kPartnership, "placement", "", {{"no_such_fact", "1"}}})
              .ok() == false);
  CHECK(world.records() == before);
  placement_until(world, "describe");
  const std::uint64_t first = world.records();
  placement_until(world, "describe");
  CHECK(world.records() - first == first - before - 1);  // the second brings no text along
  const projections::KeptVersion kept =
      world.node().with_tables([](const projections::Tables& tables) {
        REQUIRE(tables.versions().size() == 1);
        return tables.versions().begin()->second;
      });
  CHECK(kept.procedure == "placement");
  const auto texts = read_version(world.node().ledger(), kept);
  REQUIRE(texts.ok());
  const Result<std::string> file =
      read_file(ALTERNAT_SOURCE_DIR "/content/procedures/placement.bpmn");
  REQUIRE(file.ok());
  CHECK(texts->front().text == *file);
  CHECK(texts->front().file == "placement.bpmn");
}

TEST_CASE("a kept version whose facts are gone from the dictionary says so and changes nothing") {
  World world;
  const std::string id = placement_until(world, "describe");
  projections::KeptVersion kept = world.node().with_tables(
      [](const projections::Tables& tables) { return tables.versions().begin()->second; });
  OldVersions versions;
  load_version(world.node().ledger(), kept, {terms::FactDictionary(), nullptr}, versions);
  REQUIRE(versions.failed.size() == 1);
  CHECK(versions.failed.begin()->second.code == "casework.version_not_loaded");
  kept.positions.clear();
  const auto texts = read_version(world.node().ledger(), kept);
  REQUIRE_FALSE(texts.ok());
  CHECK(to_string(texts.error()) ==
        "casework.version_damaged: The kept version " + kept.hash.substr(0, 12) +
            " of 'placement' is not what was kept (its hash is another one). Run 'alternat "
            "verify' on the data folder; its cases stay as they are.");
}

TEST_CASE("a version that nobody kept is named") {
  World world;
  const auto found = world.node().version("placement", std::string(64, '0'));
  REQUIRE_FALSE(found.ok());
  CHECK(to_string(found.error()) ==
        "casework.version_not_loaded: The case runs on a version of 'placement' that neither the "
        "content nor this node's archive has; it stays as it is until that version is back or the "
        "case is moved.");
}

TEST_CASE("the version of a procedure covers the procedures it calls, in their order") {
  using program::version_hash;
  CHECK(version_hash({{"a", "x"}}) ==
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
  CHECK(version_hash({{"a", "x"}, {"b", "y"}}) != version_hash({{"a", "x"}, {"b", "z"}}));
  CHECK(version_hash({{"a", "x"}, {"b", "y"}}) != version_hash({{"b", "y"}, {"a", "x"}}));
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Two nodes of one office on one PostgreSQL database: what one did the other sees, and decides on.
#include <filesystem>

#include "casework/run_clock.h"
#include "casework/testing.h"
#include "ledger/postgres/test_server.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

struct Desk {
  ledger::testing::TemporaryFolder folder;
  SeededRandom random, ids;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<Node> node;

  explicit Desk(std::uint64_t seed) : random(seed), ids(seed + 1) {}

  void open(const std::string& server, const Clock& clock) {
    Result<std::unique_ptr<ledger::Ledger>> opened =
        ledger::Ledger::open({folder.path(), "demo.invalid", &random, 1024, server});
    REQUIRE(opened.ok());
    ledger = std::move(*opened);
    NodeParts parts;
    parts.program = &content();
    parts.ledger = ledger.get();
    parts.clock = &clock;
    parts.random = &ids;
    parts.id_prefix = "SYN-";
    Result<std::unique_ptr<Node>> made = Node::open(parts);
    REQUIRE(made.ok());
    node = std::move(*made);
  }
  std::uint64_t version(const std::string& case_id) const {
    return node->with_tables([&](const projections::Tables& tables) {
      const projections::CaseRow* row = tables.find_case(kPartnership, case_id);
      return row ? row->version : 0;
    });
  }
  std::string digest() const {
    return node->with_tables([](const projections::Tables& tables) { return tables.digest(); });
  }
};

TEST_CASE("a node that lags behind another decides anew, and refuses what is no longer open") {
  ledger::testing::TestServer* server = ledger::testing::TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  World people;  // gives calls and the time; its own node is not used
  Desk first(21), second(31);
  first.open(address, people.clock);
  for (const char* key : {"/node.key", "/log.key"})
    std::filesystem::copy_file(first.folder.path() + key, second.folder.path() + key);
  second.open(address, people.clock);

  const Result<OpenedCase> opened =
      open_case(*first.node, people.call(Role::kEmployer), {kPartnership, "placement", "", {}});
  REQUIRE(opened.ok());
  const std::string id = opened->case_id;
  CHECK(second.version(id) == 0);
  REQUIRE(second.node->catch_up().ok());
  CHECK(second.version(id) == first.version(id));

  const TaskRef task = first.node->with_tables([&](const projections::Tables& tables) {
    const procedures::OpenTask& open = tables.find_case(kPartnership, id)->state.tasks.front();
    return TaskRef{open.element, open.token};
  });
  const CaseRef of{kPartnership, id, std::nullopt};
  const procedures::Values answers = placement_answers().front().values;
  // The second node still shows the task as open and the case as it was.
  const CaseRef as_seen{kPartnership, id, second.version(id)};
  REQUIRE(complete_task(*first.node, people.call(Role::kEmployer), of, task, answers).ok());
  CHECK(second.version(id) < first.version(id));
  const Result<StepResult> stale =
      complete_task(*second.node, people.call(Role::kEmployer), as_seen, task, answers);
  REQUIRE_FALSE(stale.ok());
  CHECK(stale.error().code == "casework.stale_version");

  // Whoever names no version is decided on the case as it stands.
  REQUIRE(
      amend_facts(*first.node, people.call(Role::kEmployer), of, {{"weekly_hours", "39"}}).ok());
  const Result<StepResult> amended =
      amend_facts(*second.node, people.call(Role::kEmployer), of, {{"weekly_hours", "38"}});
  REQUIRE(amended.ok());
  CHECK(amended->version == second.version(id));
  const Result<StepResult> again =
      complete_task(*second.node, people.call(Role::kEmployer), of, task, answers);
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == "procedure.no_such_task");

  REQUIRE(first.node->catch_up().ok());
  CHECK(first.digest() == second.digest());
}

}  // namespace
}  // namespace alternat::casework::testing

// SPDX-License-Identifier: EUPL-1.2
// Groups, refusals, rollbacks and the full queue.
#include "ledger/sql/group_writer.h"

#include <doctest/doctest.h>

#include <future>

#include "ledger/sqlite/session.h"
#include "ledger/testing.h"

namespace alternat::ledger::sql {

namespace {

struct Fixture {
  testing::TemporaryFolder folder;

  Connection connect() {
    Result<Connection> connection =
        sqlite::open_connection(folder.file("test.db"), sqlite::OpenMode::kCreate);
    REQUIRE(connection.ok());
    REQUIRE(
        connection->execute("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (n)").ok());
    return std::move(*connection);
  }
  std::int64_t count() {
    Connection connection = connect();
    Query query = connection.query("SELECT count(*) FROM t");
    REQUIRE(query.step().ok());
    return query.integer_at(0);
  }
};

Status insert(Connection& connection) {
  return connection.execute("INSERT INTO t VALUES (1)");
}
Status refuse(Connection&) {
  return Error{Fault::kConflict, "test.refused", "no", {}};
}
Status write_then_fail(Connection& connection) {
  if (Status status = insert(connection); !status) return status;
  return Error{Fault::kUnavailable, "test.broken", "broken", {}};
}

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "a refusal is the job's alone; a failure after writing rolls the group back") {
  GroupWriter writer(connect(), {8, 8});
  // Holds the writer so that the next three form one group.
  std::promise<void> entered, release;
  std::thread holding([&] {
    CHECK(writer
              .run([&](Connection& c) {
                entered.set_value();
                release.get_future().wait();
                return insert(c);
              })
              .ok());
  });
  entered.get_future().wait();
  std::vector<Status> results(3);
  std::vector<std::thread> threads;
  threads.emplace_back([&] { results[0] = writer.run(insert); });
  threads.emplace_back([&] { results[1] = writer.run(refuse); });
  threads.emplace_back([&] { results[2] = writer.run(insert); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  release.set_value();
  holding.join();
  for (std::thread& thread : threads) thread.join();
  CHECK(results[0].ok());
  CHECK(results[1].error().code == "test.refused");
  CHECK(results[2].ok());
  CHECK(count() == 3);

  const Status broken = writer.run(write_then_fail);
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().code == "ledger.write_failed");
  CHECK(broken.error().message == "The append was not recorded, nothing was changed: broken");
  CHECK(count() == 3);
  CHECK(writer.run(insert).ok());
  CHECK(count() == 4);
}

TEST_CASE_FIXTURE(Fixture, "a full queue says busy at once") {
  GroupWriter writer(connect(), {2, 1});
  std::promise<void> entered, release;
  std::thread holding([&] {
    CHECK(writer
              .run([&](Connection& c) {
                entered.set_value();
                release.get_future().wait();
                return insert(c);
              })
              .ok());
  });
  entered.get_future().wait();
  std::vector<std::thread> waiting;
  for (int i = 0; i < 2; ++i) waiting.emplace_back([&] { CHECK(writer.run(insert).ok()); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const Status busy = writer.run(insert);
  REQUIRE_FALSE(busy.ok());
  CHECK(busy.error().code == "ledger.busy");
  CHECK(busy.error().fault == Fault::kUnavailable);
  CHECK(busy.error().message ==
        "The ledger has 2 writes waiting; nothing was recorded, try again.");
  release.set_value();
  holding.join();
  for (std::thread& thread : waiting) thread.join();
  CHECK(count() == 3);
}

TEST_CASE_FIXTURE(Fixture, "housekeeping runs in groups, when idle, and hears of a rollback") {
  std::atomic<int> in_group = 0, idle = 0, rolled_back = 0;
  {
    GroupWriter writer(connect(), {8, 8},
                       [&](Connection&, GroupWriter::Moment moment) -> Result<bool> {
                         switch (moment) {
                           case GroupWriter::Moment::kInGroup:
                             ++in_group;
                             break;
                           case GroupWriter::Moment::kIdle:
                             ++idle;
                             break;
                           case GroupWriter::Moment::kRolledBack:
                             ++rolled_back;
                             break;
                         }
                         return false;
                       });
    CHECK(writer.run(insert).ok());
    CHECK_FALSE(writer.run(write_then_fail).ok());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CHECK(in_group == 1);
  CHECK(rolled_back == 1);
  CHECK(idle >= 1);
}

}  // namespace alternat::ledger::sql

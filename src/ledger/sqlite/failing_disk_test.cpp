// SPDX-License-Identifier: EUPL-1.2
// A disk that takes no more, and what sqlite3's errors become.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/session.h"
#include "ledger/testing.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

Result<AppendResult> append(Store& store, int n) {
  const StreamId stream = make_id<StreamId>("case_1");
  return store.append({make_id<LogId>("xa-xb"),
                       make_id<CommandId>("cmd_" + std::to_string(n)),
                       make_id<access::ActorId>("actor_1"),
                       "steering",
                       Instant::from_micros(1),
                       {{stream, "CaseOpened", Date::from_days(1), "{}", {}}},
                       {{stream, std::nullopt}}});
}

// In a process of its own: files may not grow from here on. 0 if all went as it must.
int run_out_of_disk(const std::string& folder) {
  SystemRandom random;
  Result<std::unique_ptr<Store>> store =
      sql::open_store({sqlite::databases_in(folder), &random, 64, 64});
  if (!store || !append(**store, 1).ok() || !(*store)->sequence().ok()) return 1;
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{4096, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  const Result<AppendResult> failed = append(**store, 2);
  if (failed.ok() || failed.error().code != "ledger.write_failed") return 3;
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &unlimited) != 0) return 4;
  // The disk is back, but what it holds is not known: no more writing before a new start.
  const Result<AppendResult> refused = append(**store, 3);
  if (refused.ok() || refused.error().code != "ledger.read_only") return 5;
  Result<std::unique_ptr<Reader>> reader = (*store)->read();
  return reader.ok() && *(*reader)->last_position() == 1 ? 0 : 6;
}

}  // namespace

TEST_CASE(
    "a full disk refuses the append, then everything but reading, until the node starts again") {
  testing::TemporaryFolder folder;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(run_out_of_disk(folder.path()));
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  SystemRandom random;
  Result<std::unique_ptr<Store>> store =
      sql::open_store({sqlite::databases_in(folder.path()), &random, 64, 64});
  REQUIRE(store.ok());
  CHECK(append(**store, 2).ok());
  CHECK(append(**store, 1)->already);
}

TEST_CASE("errors of sqlite3 become ours") {
  testing::TemporaryFolder folder;
  const std::string path = folder.file("test.db");
  Result<sql::Connection> one = sqlite::open_connection(path, sqlite::OpenMode::kCreate);
  REQUIRE(one.ok());
  REQUIRE(one->execute("CREATE TABLE t (n UNIQUE); INSERT INTO t VALUES (1)").ok());
  const Status wrong = one->execute("INSERT INTO t VALUES (1)");
  CHECK(wrong.error().code == "ledger.database");
  CHECK(wrong.error().message == path + ": UNIQUE constraint failed: t.n.");

  Result<sql::Connection> reader = sqlite::open_connection(path, sqlite::OpenMode::kReadOnly);
  CHECK(reader->execute("INSERT INTO t VALUES (2)").error().code == "ledger.write_failed");

  Result<sql::Connection> other = sqlite::open_connection(path, sqlite::OpenMode::kReadWrite);
  REQUIRE(other->execute("PRAGMA busy_timeout = 0").ok());
  REQUIRE(one->execute("BEGIN IMMEDIATE").ok());
  const Status busy = other->execute("BEGIN IMMEDIATE");
  CHECK(busy.error().code == "ledger.busy");
  CHECK(busy.error().message == path + ": database is locked; try again.");
  CHECK(sqlite::open_connection(folder.path(), sqlite::OpenMode::kReadOnly).error().code ==
        "ledger.write_failed");
}

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// Files that are not a ledger, half a ledger, a newer one, an altered one; missing and wrong keys;
// two nodes on one folder: one clear error each, and not a byte changed.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/file.h"
#include "ledger/ledger.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/open_database.h"
#include "ledger/testing.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

struct Fixture {
  testing::TemporaryFolder folder;
  SeededRandom random{3};
  std::string path = folder.file("ledger.db");

  Result<std::unique_ptr<Ledger>> open() {
    return Ledger::open({folder.path(), "node.example", &random, 1024});
  }
  // A node that ran once and recorded enough to fill some pages.
  void make_node() {
    Result<std::unique_ptr<Ledger>> ledger = open();
    REQUIRE(ledger.ok());
    const StreamId stream = make_id<StreamId>("case_1");
    const NewRecord record{stream, "CaseOpened", Date::from_days(1), "{}", {}};
    REQUIRE((*ledger)
                ->store()
                .append({make_id<LogId>("xa-xb"),
                         make_id<CommandId>("cmd_1"),
                         make_id<access::ActorId>("actor_1"),
                         "steering",
                         Instant::from_micros(1),
                         std::vector<NewRecord>(100, record),
                         {{stream, 0}}})
                .ok());
  }
  void write(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  std::map<std::string, std::string> contents() {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      all[entry.path().filename()] = *read_file(entry.path().string());
    all.erase("lock");
    // What SQLite keeps beside a file while somebody reads it.
    std::erase_if(all, [](const auto& file) {
      return file.first.ends_with("-shm") || (file.first.ends_with("-wal") && file.second.empty());
    });
    return all;
  }
  // The error of opening; the folder must be as before.
  Error refusal() {
    const auto before = contents();
    const Result<std::unique_ptr<Ledger>> ledger = open();
    REQUIRE_FALSE(ledger.ok());
    for (const auto& [name, bytes] : contents()) {
      INFO(name);
      CHECK((before.contains(name) && before.at(name) == bytes));
    }
    return ledger.error();
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a new folder becomes a node, its secrets readable by the owner alone") {
  make_node();
  for (const char* name :
       {"ledger.db", "vault-labour.db", "vault-returns.db", "vault-advice.db", "keys-labour.db",
        "keys-returns.db", "keys-advice.db", "node.key", "log.key"}) {
    struct stat status{};
    INFO(name);
    REQUIRE(stat(folder.file(name).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
  const Result<std::unique_ptr<Ledger>> again = open();
  REQUIRE(again.ok());
  CHECK(*(*(*again)->store().read())->last_position() == 100);
}

TEST_CASE_FIXTURE(Fixture, "a file that is no database") {
  write("These are the minutes of the joint committee of 3 March, which nobody may overwrite. " +
        std::string(200, '.'));
  const Error error = refusal();
  CHECK(error.code == "ledger.not_a_ledger");
  CHECK(error.message == path + ": this is not an Alternat database.");
}

TEST_CASE_FIXTURE(Fixture, "somebody else's database") {
  Result<sql::Connection> raw = sqlite::open_connection(path, sqlite::OpenMode::kCreate);
  REQUIRE(raw->execute("CREATE TABLE t (n)").ok());
  const Error error = refusal();
  CHECK(error.code == "ledger.not_a_ledger");
  CHECK(error.message == path + ": this is a database, but not an Alternat ledger.");
}

TEST_CASE_FIXTURE(Fixture, "a database of ours, but of another kind") {
  make_node();
  std::filesystem::copy_file(folder.file("vault-labour.db"), path,
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(refusal().code == "ledger.not_a_ledger");
}

TEST_CASE_FIXTURE(Fixture, "a newer schema") {
  make_node();
  {
    Result<sql::Connection> raw = sqlite::open_connection(path, sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("PRAGMA journal_mode = DELETE; PRAGMA user_version = 2").ok());
  }
  const Error error = refusal();
  CHECK(error.code == "ledger.newer_schema");
  CHECK(error.message ==
        path + ": this ledger has version 2, this program knows 1; update Alternat.");
}

TEST_CASE_FIXTURE(Fixture, "half a ledger, cut anywhere") {
  make_node();
  const std::string whole = *read_file(path);
  REQUIRE(whole.size() == 49152);
  for (std::size_t size : {0, 10, 16, 99, 100, 2000, 4096, 8192, 20000, 36864, 45056}) {
    INFO(size);
    write(whole.substr(0, size));
    const Error error = refusal();
    CHECK(error.code == "ledger.damaged");
    CHECK(error.message.find("nothing was changed") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Fixture, "a ledger whose guards were taken off") {
  make_node();
  {
    Result<sql::Connection> raw = sqlite::open_connection(path, sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("DROP TRIGGER records_never_deleted").ok());
  }
  const Error error = refusal();
  CHECK(error.code == "ledger.damaged");
  CHECK(error.message == path +
                             ": its tables and triggers are not those of an Alternat ledger; "
                             "nothing was changed: restore a backup.");
}

TEST_CASE_FIXTURE(Fixture, "a ledger that was never finished") {
  make_node();
  {
    Result<sql::Connection> raw = sqlite::open_connection(path, sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("PRAGMA journal_mode = DELETE; PRAGMA user_version = 0").ok());
  }
  CHECK(refusal().code == "ledger.damaged");
}

TEST_CASE_FIXTURE(Fixture, "a ledger gone from beside its vaults") {
  make_node();
  {
    Result<sql::Connection> raw =
        sqlite::open_connection(folder.file("vault-advice.db"), sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("INSERT INTO vault_values VALUES "
                         "('xa-xb','c',0,0,'s','k',1,zeroblob(32),x'00')")
                .ok());
  }
  std::filesystem::remove(path);
  const Result<std::unique_ptr<Ledger>> ledger = open();
  REQUIRE_FALSE(ledger.ok());
  CHECK(ledger.error().code == "ledger.damaged");
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE_FIXTURE(Fixture, "missing, wrong, malformed and exposed keys") {
  make_node();
  const std::string key = folder.file("node.key");
  std::filesystem::rename(key, key + ".away");
  Error error = refusal();
  CHECK(error.code == "vault.missing_key");
  CHECK(error.message.find("ALTERNAT_NODE_KEY") != std::string::npos);

  std::ofstream(key) << std::string(64, '0') << "\n";
  chmod(key.c_str(), 0600);
  error = refusal();
  CHECK(error.code == "vault.wrong_key");
  CHECK(error.message ==
        folder.file("keys-labour.db") + ": the node key is not the one these keys were made with.");

  for (const std::string& bad :
       {std::string(), std::string(63, '0'), std::string(65, '0'), std::string(63, '0') + "G"}) {
    std::ofstream(key) << bad;
    error = refusal();
    CHECK(error.code == "vault.key_malformed");
    CHECK(error.message == key + ": a key is 64 lower-case hex digits.");
  }

  std::filesystem::rename(key + ".away", key);
  chmod(key.c_str(), 0640);
  error = refusal();
  CHECK(error.code == "vault.key_exposed");
  CHECK(error.message == key + ": others than the owner may read the key; set its mode to 0600.");
  chmod(key.c_str(), 0600);

  const std::string hex = read_file(key)->substr(0, 64);
  std::filesystem::remove(key);
  setenv("ALTERNAT_NODE_KEY", hex.c_str(), 1);
  CHECK(open().ok());
  unsetenv("ALTERNAT_NODE_KEY");
}

TEST_CASE_FIXTURE(Fixture, "a missing key file of a realm, a missing vault") {
  make_node();
  std::filesystem::remove(folder.file("keys-returns.db"));
  CHECK(refusal().code == "vault.missing_key");
  testing::TemporaryFolder other;
  const Result<sql::Connection> none = sqlite::open_database(
      other.file("vault-labour.db"), sqlite::kVaultSchema, sql::IfAbsent::kRefuse);
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().code == "ledger.not_found");
  CHECK(none.error().message == other.file("vault-labour.db") + ": there is no such file.");
}

TEST_CASE_FIXTURE(Fixture, "two nodes on one folder") {
  const Result<std::unique_ptr<Ledger>> first = open();
  REQUIRE(first.ok());
  const Result<std::unique_ptr<Ledger>> second = open();
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == "ledger.in_use");
  CHECK(second.error().message ==
        folder.path() + ": another Alternat node is running on this folder; stop it first.");
}

TEST_CASE_FIXTURE(Fixture, "a ledger opened for reading only appends nothing") {
  make_node();
  Result<std::unique_ptr<Store>> store =
      sql::open_store_read_only(sqlite::databases_in(folder.path()));
  REQUIRE(store.ok());
  CHECK((*(*store)->read())->read_all(0, 1000)->size() == 100);
  CHECK((*store)->sequence().error().code == "ledger.read_only");
  const Status kept = (*store)->keep_checkpoint(make_id<LogId>("xa-xb"), 1, "note");
  CHECK(kept.error().message == "This ledger was opened for reading only.");
  CHECK(sql::open_store_read_only(sqlite::databases_in(folder.file("none"))).error().code ==
        "ledger.not_found");
}

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// Verify finds what was altered behind the ledger's back, and names the record.
#include "ledger/verify.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/file.h"
#include "ledger/ledger.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/open_database.h"
#include "ledger/testing.h"
#include "ledger/tree/checkpoint.h"
#include "ledger/tree/note.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

struct Fixture {
  testing::TemporaryFolder folder;
  SeededRandom random{5};
  std::unique_ptr<Ledger> ledger;
  std::string key;

  Fixture() {
    open();
    for (int i = 1; i <= 6; ++i) append(i);
    REQUIRE(ledger->checkpoint(make_id<LogId>("xa-xb")).ok());
    for (int i = 7; i <= 9; ++i) append(i);
    REQUIRE(ledger->store().sequence().ok());
  }
  void open() {
    Result<std::unique_ptr<Ledger>> opened =
        Ledger::open({folder.path(), "node.example", &random, 1024});
    REQUIRE(opened.ok());
    ledger = std::move(*opened);
    key = ledger->checkpoint_key();
  }
  void append(int i) {
    const StreamId stream = make_id<StreamId>("case_" + std::to_string(i % 2));
    REQUIRE(ledger->store()
                .append({make_id<LogId>("xa-xb"),
                         make_id<CommandId>("cmd_" + std::to_string(i)),
                         make_id<access::ActorId>("actor_1"),
                         "steering",
                         Instant::from_micros(i),
                         {{stream, "CaseOpened", Date::from_days(1), R"({"kind":"marker"})", {}}},
                         {{stream, std::nullopt}}})
                .ok());
  }
  VerifyReport report() {
    Result<std::unique_ptr<Store>> store =
        sql::open_store_read_only(sqlite::databases_in(folder.path()));
    REQUIRE(store.ok());
    Result<VerifyReport> verified = verify(**store, {key});
    REQUIRE(verified.ok());
    return *verified;
  }
  // Alters the closed ledger with its guards taken off, as an administrator of the machine could.
  std::string after(const std::string& sql) {
    ledger.reset();
    {
      Result<sql::Connection> raw =
          sqlite::open_connection(folder.file("ledger.db"), sqlite::OpenMode::kReadWrite);
      REQUIRE(raw.ok());
      std::string drop, make;
      {
        sql::Query triggers =
            raw->query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        while (*triggers.step()) {
          drop += "DROP TRIGGER " + std::string(triggers.bytes_at(0)) + ";";
          make += std::string(triggers.bytes_at(1)) + ";";
        }
      }
      REQUIRE(raw->execute(drop + sql + ";" + make).ok());
    }
    const VerifyReport found = report();
    return found.is_intact() ? "" : to_string(*found.first_difference);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "an untouched ledger is intact") {
  const VerifyReport found = report();
  CHECK(found.is_intact());
  CHECK(found.records == 9);
  CHECK(found.leaves == 9);
  CHECK(found.unsequenced == 0);
  CHECK(found.checkpoints == 1);
}

TEST_CASE_FIXTURE(Fixture, "a checkpoint is signed, kept once for a size, and names its log") {
  const LogId log = make_id<LogId>("xa-xb");
  const Result<std::string> note = ledger->checkpoint(log);
  REQUIRE(note.ok());
  CHECK(*ledger->checkpoint(log) == *note);
  const Result<std::string> text = tree::open_note(*note, key);
  REQUIRE(text.ok());
  const Result<tree::Checkpoint> checkpoint = tree::parse_checkpoint(*text);
  CHECK(checkpoint->origin == "node.example/xa-xb");
  CHECK(checkpoint->head.size == 9);
  CHECK(report().checkpoints == 2);
  ledger.reset();
  open();
  CHECK(*ledger->checkpoint(log) == *note);
}

TEST_CASE_FIXTURE(Fixture, "an altered body is named") {
  // "marker" becomes "parker" in the third record.
  CHECK(
      after("UPDATE records SET encoded = CAST(replace(CAST(encoded AS TEXT), 'marker', 'parker') "
            "AS BLOB) WHERE position = 3")
          .starts_with("log xa-xb, stream case_1, version 2 (position 3): "));
}

TEST_CASE_FIXTURE(Fixture, "every single byte of a record is covered") {
  ledger.reset();
  Result<sql::Connection> raw =
      sqlite::open_connection(folder.file("ledger.db"), sqlite::OpenMode::kReadWrite);
  REQUIRE(raw.ok());
  REQUIRE(raw->execute("DROP TRIGGER records_never_updated").ok());
  std::string original;
  {
    sql::Query query = raw->query("SELECT encoded FROM records WHERE position = 4");
    REQUIRE(*query.step());
    original = query.bytes_at(0);
  }
  const auto store = [&](const std::string& bytes) {
    sql::Query update = raw->query("UPDATE records SET encoded = ? WHERE position = 4");
    update.blob(0, bytes);
    REQUIRE(update.run().ok());
  };
  const std::string trigger(
      "CREATE TRIGGER records_never_updated BEFORE UPDATE ON records\n"
      "BEGIN SELECT RAISE(ABORT, 'records are never changed'); END");
  Result<std::unique_ptr<Store>> reading = [&] {
    REQUIRE(raw->execute(trigger).ok());
    return sql::open_store_read_only(sqlite::databases_in(folder.path()));
  }();
  REQUIRE(reading.ok());
  REQUIRE(raw->execute("DROP TRIGGER records_never_updated").ok());
  for (std::size_t i = 0; i < original.size(); ++i) {
    std::string altered = original;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    store(altered);
    const Result<VerifyReport> found = verify(**reading, {key});
    INFO(i);
    // The fourth byte is the encoding's version: a program that does not know it says so.
    if (!found.ok()) {
      CHECK(found.error().code == "ledger.record_version");
      continue;
    }
    REQUIRE_FALSE(found->is_intact());
    CHECK(to_string(*found->first_difference)
              .starts_with("log xa-xb, stream case_0, version 2 (position 4): "));
  }
}

TEST_CASE_FIXTURE(Fixture, "an altered leaf is named by its record") {
  CHECK(after("UPDATE leaves SET leaf_hash = zeroblob(32) WHERE leaf_index = 4") ==
        "log xa-xb, stream case_1, version 3 (position 5): its bytes do not give leaf 4 of its "
        "log: it was altered.");
}

TEST_CASE_FIXTURE(Fixture, "a record moved to another stream is named") {
  CHECK(after("UPDATE records SET stream = 'case_9' WHERE position = 2")
            .starts_with("log xa-xb, stream case_9, version 1 (position 2): its bytes say log "
                         "xa-xb, stream case_0, version 1, CaseOpened."));
}

TEST_CASE_FIXTURE(Fixture, "a deleted record is missed") {
  CHECK(after("PRAGMA foreign_keys = OFF; DELETE FROM records WHERE position = 2") ==
        "log xa-xb, stream case_1, version 2 (position 3): the record before it (position 2) is "
        "missing.");
}

TEST_CASE_FIXTURE(Fixture, "records cut off at the end are missed") {
  CHECK(after("DELETE FROM records WHERE position > 7") ==
        "log xa-xb: leaf 7 (stream case_0, version 4) has no record.");
}

TEST_CASE_FIXTURE(Fixture, "records and leaves cut off together contradict the checkpoint") {
  CHECK(after("DELETE FROM leaves WHERE leaf_index >= 5; DELETE FROM records WHERE position > 5") ==
        "log xa-xb: there is a checkpoint of 6 records, but only 5 are left in its tree.");
}

TEST_CASE_FIXTURE(Fixture, "a record altered together with its leaf contradicts the checkpoint") {
  // The last two records of the checkpointed six change places in the tree.
  CHECK(after("UPDATE leaves SET leaf_hash = (SELECT leaf_hash FROM leaves WHERE leaf_index = 8) "
              "WHERE leaf_index = 8")
            .empty());
  std::string forged;
  {
    Result<sql::Connection> raw = sqlite::open_for_reading(folder.file("ledger.db"));
    sql::Query note = raw->query("SELECT note FROM checkpoints");
    REQUIRE(*note.step());
    forged = note.bytes_at(0);
  }
  const std::size_t root = forged.find("\n6\n") + 3;
  forged[root] = forged[root] == 'A' ? 'B' : 'A';
  CHECK(after("UPDATE checkpoints SET note = '" + forged + "'")
            .starts_with("log xa-xb: a kept checkpoint is not genuine: "));
  // Without the key the signature is not checked, but the root still differs.
  Result<std::unique_ptr<Store>> store =
      sql::open_store_read_only(sqlite::databases_in(folder.path()));
  const Result<VerifyReport> found = verify(**store);
  REQUIRE(found.ok());
  REQUIRE_FALSE(found->is_intact());
  CHECK(to_string(*found->first_difference) ==
        "log xa-xb, stream case_0, version 3 (position 6): the checkpoint of 6 records has "
        "another root: this record or one before it was altered together with its leaf.");
}

}  // namespace alternat::ledger

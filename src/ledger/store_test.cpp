// SPDX-License-Identifier: EUPL-1.2
// What every Store does: versions, commands, snapshots, order, leaves, many writers.
#include "ledger/store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "ledger/codec.h"
#include "ledger/postgres/postgres_databases.h"
#include "ledger/postgres/test_server.h"
#include "ledger/sha256.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/testing.h"
#include "ledger/tree/merkle.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

NewRecord new_record(const std::string& stream, const std::string& type = "CaseOpened",
                     const std::string& body = "{}") {
  return {make_id<StreamId>(stream), type, Date::from_days(20619), body, {}};
}

Batch batch(const std::string& command, std::vector<NewRecord> records,
            std::vector<StreamExpectation> expectations, const std::string& log = "xa-xb") {
  return {make_id<LogId>(log),    make_id<CommandId>(command), make_id<access::ActorId>("actor_1"),
          "visa_procedure",       Instant::from_micros(1),     std::move(records),
          std::move(expectations)};
}

StreamExpectation at(const std::string& stream, std::optional<std::uint64_t> version) {
  return {make_id<StreamId>(stream), version};
}

// Each test runs on both stores.
struct Fixture {
  testing::TemporaryFolder folder;
  SeededRandom random{7};
  std::string server;
  std::unique_ptr<Store> store;

  Fixture() {
    SUBCASE("SQLite") {
      store = open();
    }
    testing::TestServer* postgres = testing::TestServer::find();
    if (postgres != nullptr) {
      SUBCASE("PostgreSQL") {
        server = postgres->new_database();
        store = open();
      }
    }
  }

  std::unique_ptr<Store> open() {
    Result<std::unique_ptr<sql::Databases>> databases =
        server.empty() ? sqlite::databases_in(folder.path()) : postgres::databases_on(server);
    REQUIRE(databases.ok());
    Result<std::unique_ptr<Store>> opened =
        sql::open_store({std::move(*databases), &random, 1024, 256});
    CHECK_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  std::unique_ptr<Reader> reader() {
    Result<std::unique_ptr<Reader>> opened = store->read();
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  std::string error_code(const Batch& wrong) {
    const Result<AppendResult> result = store->append(wrong);
    return result.ok() ? "" : result.error().code;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a batch is appended whole and read back as it was") {
  NewRecord first = new_record("case_1", "CaseOpened", R"({"pathway":"18g"})");
  first.commitments.push_back({access::Realm::kReturns, {1, 2, 3}});
  const Result<AppendResult> appended = store->append(
      batch("cmd_1", {first, new_record("case_2"), new_record("case_1", "TaskCompleted")},
            {at("case_1", 0), at("case_2", 0)}));
  REQUIRE(appended.ok());
  CHECK_FALSE(appended->already);
  REQUIRE(appended->records.size() == 3);

  const auto stream = reader()->read_stream(make_id<LogId>("xa-xb"), make_id<StreamId>("case_1"));
  REQUIRE(stream.ok());
  REQUIRE(stream->size() == 2);
  const Record& record = (*stream)[0].record;
  CHECK(record.header.version == 1);
  CHECK(record.header.ordinal == 0);
  CHECK(record.header.actor.text() == "actor_1");
  CHECK(record.header.recorded_at == Instant::from_micros(1));
  CHECK(record.body == R"({"pathway":"18g"})");
  CHECK((record == appended->records[0].record));
  CHECK((*stream)[1].record.header.version == 2);
  CHECK((*stream)[1].record.header.ordinal == 2);
  CHECK((*stream)[1].position == 3);
  CHECK(record.header.nonce != (*stream)[1].record.header.nonce);

  const auto rest = reader()->read_stream(make_id<LogId>("xa-xb"), make_id<StreamId>("case_1"), 2);
  CHECK(rest->size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a stale version is refused and nothing of the batch is kept") {
  REQUIRE(store->append(batch("cmd_1", {new_record("case_1")}, {at("case_1", 0)})).ok());
  const Result<AppendResult> stale = store->append(batch(
      "cmd_2", {new_record("case_2"), new_record("case_1")}, {at("case_2", 0), at("case_1", 0)}));
  REQUIRE_FALSE(stale.ok());
  CHECK(stale.error().code == "ledger.stale_version");
  CHECK(stale.error().fault == Fault::kConflict);
  CHECK(stale.error().message ==
        "stream case_1 in log xa-xb is at version 1, not 0; read it again and decide again.");
  CHECK(*reader()->stream_version(make_id<LogId>("xa-xb"), make_id<StreamId>("case_2")) == 0);
  CHECK(error_code(batch("cmd_3", {new_record("case_1")}, {at("case_1", 2)})) ==
        "ledger.stale_version");
  // No belief: to the end, wherever that is.
  CHECK(store->append(batch("cmd_4", {new_record("case_1")}, {at("case_1", std::nullopt)})).ok());
}

TEST_CASE_FIXTURE(Fixture, "the same stream name in another log is another stream") {
  REQUIRE(store->append(batch("cmd_1", {new_record("case_1")}, {at("case_1", 0)})).ok());
  REQUIRE(store->append(batch("cmd_1", {new_record("case_1", "Other")}, {at("case_1", 0)}, "node"))
              .ok());
  const auto logs = reader()->logs();
  REQUIRE(logs.ok());
  REQUIRE(logs->size() == 2);
  CHECK((*logs)[0].text() == "node");
  CHECK((*logs)[1].text() == "xa-xb");
}

TEST_CASE_FIXTURE(Fixture, "a command sent twice acts once and gives its first result") {
  const Batch original =
      batch("cmd_1", {new_record("case_1"), new_record("case_1", "Second")}, {at("case_1", 0)});
  const Result<AppendResult> first = store->append(original);
  REQUIRE(first.ok());
  Batch later = original;
  later.recorded_at = Instant::from_micros(99);
  const Result<AppendResult> again = store->append(later);
  REQUIRE(again.ok());
  CHECK(again->already);
  REQUIRE(again->records.size() == 2);
  CHECK((again->records[0].record == first->records[0].record));
  CHECK((again->records[1].record == first->records[1].record));
  CHECK(*reader()->last_position() == 2);
  const auto found = reader()->find_command(make_id<LogId>("xa-xb"), make_id<CommandId>("cmd_1"));
  CHECK(found->size() == 2);
  CHECK(reader()->find_command(make_id<LogId>("xa-xb"), make_id<CommandId>("cmd_0"))->empty());
}

TEST_CASE_FIXTURE(Fixture, "another payload under a command's id is refused, whatever differs") {
  const Batch original = batch("cmd_1", {new_record("case_1")}, {at("case_1", 0)});
  REQUIRE(store->append(original).ok());
  const auto changed = [&](auto change) {
    Batch other = original;
    change(other);
    return error_code(other);
  };
  const std::string code = "ledger.command_reused";
  CHECK(changed([](Batch& b) { b.records[0].body = R"({"a":1})"; }) == code);
  CHECK(changed([](Batch& b) { b.records[0].type = "Other"; }) == code);
  CHECK(changed([](Batch& b) { b.records[0].effective_on = Date::from_days(1); }) == code);
  CHECK(changed([](Batch& b) { b.purpose = "training"; }) == code);
  CHECK(changed([](Batch& b) { b.actor = make_id<access::ActorId>("actor_2"); }) == code);
  CHECK(changed([](Batch& b) {
          b.records[0].commitments.push_back({access::Realm::kLabour, {}});
        }) == code);
  CHECK(changed([](Batch& b) { b.records.push_back(b.records[0]); }) == code);
  CHECK(changed([](Batch& b) {
          b.records[0].stream = make_id<StreamId>("case_9");
          b.expectations = {at("case_9", 0)};
        }) == code);
  const Result<AppendResult> reused =
      store->append(batch("cmd_1", {new_record("case_1", "Other")}, {at("case_1", 1)}));
  CHECK(reused.error().message ==
        "command cmd_1 in log xa-xb was recorded before with other content; a new command needs a "
        "new id.");
}

TEST_CASE_FIXTURE(Fixture, "a batch that cannot be one is refused before it waits") {
  CHECK(error_code(batch("c", {}, {})) == "ledger.batch_malformed");
  CHECK(error_code(batch("c", std::vector<NewRecord>(1001, new_record("s")), {at("s", 0)})) ==
        "ledger.batch_malformed");
  CHECK(error_code(batch("c", {new_record("s")}, {at("s", 0), at("s", 0)})) ==
        "ledger.batch_malformed");
  CHECK(error_code(batch("c", {new_record("s")}, {at("t", 0)})) == "ledger.stream_not_expected");
  CHECK(error_code(batch("c", {new_record("s", "CaseOpened", "{\"free text\":1}")},
                         {at("s", 0)})) == "ledger.record_malformed");
  CHECK(*reader()->last_position() == 0);
}

TEST_CASE_FIXTURE(Fixture, "a reader sees one moment") {
  REQUIRE(store->append(batch("cmd_1", {new_record("case_1")}, {at("case_1", 0)})).ok());
  const std::unique_ptr<Reader> before = reader();
  REQUIRE(store->append(batch("cmd_2", {new_record("case_1")}, {at("case_1", 1)})).ok());
  CHECK(*before->last_position() == 1);
  CHECK(before->read_all(0, 10)->size() == 1);
  CHECK(reader()->read_all(0, 10)->size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "a log and all logs are read in commit order, page by page") {
  for (int i = 0; i < 10; ++i) {
    const std::string n = std::to_string(i);
    REQUIRE(store
                ->append(batch("cmd_" + n, {new_record("case_" + n)}, {at("case_" + n, 0)},
                               i % 2 == 0 ? "xa-xb" : "node"))
                .ok());
  }
  const auto page = reader()->read_log(make_id<LogId>("node"), 2, 3);
  REQUIRE(page.ok());
  REQUIRE(page->size() == 3);
  CHECK((*page)[0].position == 4);
  CHECK((*page)[2].position == 8);
  std::vector<std::uint64_t> positions;
  REQUIRE(replay(*store, [&](const StoredRecord& stored) {
            positions.push_back(stored.position);
            return Status();
          }).ok());
  CHECK(positions == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const Status stopped = replay(*store, [](const StoredRecord&) -> Status {
    return Error{Fault::kRefused, "test.stop", "stop", {}};
  });
  CHECK(stopped.error().code == "test.stop");
}

TEST_CASE_FIXTURE(Fixture,
                  "each record gets one leaf in its log, in commit order, also after reopening") {
  const auto append = [&](int i, const std::string& log) {
    const std::string n = std::to_string(i);
    REQUIRE(store->append(batch("cmd_" + n, {new_record("case_" + n)}, {at("case_" + n, 0)}, log))
                .ok());
  };
  for (int i = 0; i < 5; ++i) append(i, i == 2 ? "node" : "xa-xb");
  REQUIRE(store->sequence().ok());
  store.reset();
  store = open();
  for (int i = 5; i < 8; ++i) append(i, "xa-xb");
  REQUIRE(store->sequence().ok());

  const LogId log = make_id<LogId>("xa-xb");
  const std::unique_ptr<Reader> reading = reader();
  CHECK(*reading->tree_size(log) == 7);
  CHECK(*reading->tree_size(make_id<LogId>("node")) == 1);
  const auto leaves = reading->leaves(log, 0, 100);
  const auto records = reading->read_log(log, 0, 100);
  REQUIRE(leaves->size() == 7);
  REQUIRE(records->size() == 7);
  for (std::size_t i = 0; i < 7; ++i) {
    const Record& record = (*records)[i].record;
    CHECK((*leaves)[i].index == i);
    CHECK((*leaves)[i].stream == record.header.stream);
    CHECK((*leaves)[i].hash == tree::leaf_hash(bytes_of(commitment_of(encode(record)))));
  }
  CHECK(reading->leaves(log, 5, 1)->front().index == 5);
  const auto leaf = reading->find_leaf(log, make_id<StreamId>("case_3"), 1);
  REQUIRE(leaf->has_value());
  CHECK((*leaf)->index == 2);
  CHECK_FALSE(reading->find_leaf(log, make_id<StreamId>("case_3"), 2)->has_value());
}

TEST_CASE_FIXTURE(Fixture, "the writer sequences by itself when nobody waits") {
  REQUIRE(store->append(batch("cmd_1", {new_record("case_1")}, {at("case_1", 0)})).ok());
  std::uint64_t size = 0;
  for (int i = 0; i < 200 && size == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    size = *reader()->tree_size(make_id<LogId>("xa-xb"));
  }
  CHECK(size == 1);
}

TEST_CASE_FIXTURE(Fixture,
                  "many writers: each acknowledged append is there once, streams have no gaps") {
  constexpr int kThreads = 8;
  constexpr int kEach = 60;
  std::atomic<int> stale = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::string command = "cmd_" + std::to_string(t) + "_" + std::to_string(i);
        for (;;) {  // All threads contend for one stream; whoever is stale reads again.
          Result<std::unique_ptr<Reader>> reading = store->read();
          const std::uint64_t version =
              *(*reading)->stream_version(make_id<LogId>("xa-xb"), make_id<StreamId>("case_1"));
          if (store->append(batch(command, {new_record("case_1")}, {at("case_1", version)})).ok())
            break;
          ++stale;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto records = reader()->read_all(0, 10000);
  REQUIRE(records->size() == kThreads * kEach);
  std::set<std::string> commands;
  for (std::size_t i = 0; i < records->size(); ++i) {
    CHECK((*records)[i].record.header.version == i + 1);
    commands.insert((*records)[i].record.header.command.text());
  }
  CHECK(commands.size() == kThreads * kEach);
}

TEST_CASE_FIXTURE(Fixture, "checkpoints are kept once for a size, in order") {
  const LogId log = make_id<LogId>("xa-xb");
  REQUIRE(store->keep_checkpoint(log, 3, "note 3").ok());
  REQUIRE(store->keep_checkpoint(log, 5, "note 5").ok());
  const Status again = store->keep_checkpoint(log, 5, "note 5b");
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == "ledger.checkpoint_exists");
  CHECK(again.error().message == "log xa-xb has a checkpoint of size 5 or more already.");
  CHECK(*reader()->checkpoints(log) == std::vector<std::string>{"note 3", "note 5"});
}

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// What only a shared server has: several nodes, a server that dies, a database that guards itself,
// plans that stay within one partnership.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "ledger/codec.h"
#include "ledger/ledger.h"
#include "ledger/postgres/postgres_databases.h"
#include "ledger/postgres/schema.h"
#include "ledger/postgres/session.h"
#include "ledger/postgres/test_server.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/testing.h"
#include "ledger/verify.h"

namespace alternat::ledger {
using testing::make_id;
using testing::TestServer;

namespace {

Batch batch(const std::string& command, const std::string& stream,
            std::optional<std::uint64_t> version, const std::string& log = "xa-xb") {
  const StreamId of = make_id<StreamId>(stream);
  return {make_id<LogId>(log),
          make_id<CommandId>(command),
          make_id<access::ActorId>("actor_1"),
          "steering",
          Instant::from_micros(1),
          {{of, "CaseOpened", Date::from_days(20619), "{}", {}}},
          {{of, version}}};
}

std::unique_ptr<Store> open_store(const std::string& server, RandomSource* random) {
  Result<std::unique_ptr<sql::Databases>> databases = postgres::databases_on(server);
  REQUIRE(databases.ok());
  Result<std::unique_ptr<Store>> store =
      sql::open_store({std::move(*databases), random, 1024, 256});
  REQUIRE(store.ok());
  return std::move(*store);
}

sql::Connection connect(const std::string& server, const std::string& schema) {
  Result<sql::Connection> connection = postgres::connect({server, schema}, postgres::Use::kWrite);
  REQUIRE(connection.ok());
  return std::move(*connection);
}

std::string code_of(const Status& status) {
  return status.ok() ? "" : status.error().code;
}

// The bytes of every record, in commit order.
std::vector<std::string> bytes_of_all(Store& store) {
  std::vector<std::string> bytes;
  REQUIRE(replay(store, [&](const StoredRecord& stored) {
            bytes.push_back(encode(stored.record));
            return Status();
          }).ok());
  return bytes;
}

}  // namespace

TEST_CASE("one sequence of commands gives the same bytes and trees in SQLite and in PostgreSQL") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  testing::TemporaryFolder folder;
  SeededRandom first(5), second(5);
  Result<std::unique_ptr<Store>> file =
      sql::open_store({sqlite::databases_in(folder.path()), &first, 64, 64});
  REQUIRE(file.ok());
  const std::unique_ptr<Store> shared = open_store(server->new_database(), &second);
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    const Batch one = batch("cmd_" + n, "case_" + std::to_string(i % 7), std::nullopt,
                            i % 3 == 0 ? "node" : "xa-xb");
    REQUIRE((*file)->append(one).ok());
    REQUIRE(shared->append(one).ok());
  }
  REQUIRE((*file)->sequence().ok());
  REQUIRE(shared->sequence().ok());
  CHECK(bytes_of_all(**file) == bytes_of_all(*shared));
  for (const char* log : {"node", "xa-xb"}) {
    const auto a = (*(*file)->read())->leaves(make_id<LogId>(log), 0, 100);
    const auto b = (*shared->read())->leaves(make_id<LogId>(log), 0, 100);
    REQUIRE(a->size() == b->size());
    for (std::size_t i = 0; i < a->size(); ++i) {
      CHECK((*a)[i].hash == (*b)[i].hash);
      CHECK((*a)[i].stream == (*b)[i].stream);
    }
  }
  CHECK(verify(*shared)->is_intact());
}

TEST_CASE("two nodes write beside each other: no gap, nothing twice, each record one leaf") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  SystemRandom random_a, random_b;
  const std::unique_ptr<Store> nodes[] = {open_store(address, &random_a),
                                          open_store(address, &random_b)};
  constexpr int kEach = 40;
  std::atomic<int> twice = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        // Each command is sent by two threads, one on each node; one of them finds it done.
        const std::string command = "cmd_" + std::to_string(t / 2) + "_" + std::to_string(i);
        const auto done = nodes[t % 2]->append(batch(command, "case_1", std::nullopt));
        if (done.ok() && done->already) ++twice;
      }
    });
  for (std::thread& thread : threads) thread.join();
  REQUIRE(nodes[0]->sequence().ok());
  REQUIRE(nodes[1]->sequence().ok());
  CHECK(twice == 2 * kEach);
  const auto records = (*nodes[1]->read())->read_all(0, 1000);
  REQUIRE(records->size() == 2 * kEach);
  for (std::size_t i = 0; i < records->size(); ++i) {
    CHECK((*records)[i].position == i + 1);
    CHECK((*records)[i].record.header.version == i + 1);
  }
  const Result<VerifyReport> report = verify(*nodes[0]);
  REQUIRE(report.ok());
  CHECK(report->is_intact());
  CHECK(report->leaves == 2 * kEach);
  CHECK(report->unsequenced == 0);
}

TEST_CASE("the server dies under load and starts again: what was acknowledged is there once") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  SystemRandom random;
  const std::unique_ptr<Store> store = open_store(server->new_database(), &random);
  std::atomic<bool> stop = false;
  std::atomic<int> refused = 0;
  std::vector<std::vector<std::string>> acknowledged(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < acknowledged.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; !stop; ++i) {
        const std::string command = "cmd_" + std::to_string(t) + "_" + std::to_string(i);
        while (true) {  // As a client does: the same command again until it is answered.
          const auto done =
              store->append(batch(command, "case_" + std::to_string(t), std::nullopt));
          if (done.ok()) break;
          ++refused;
          if (done.error().fault != Fault::kUnavailable) return;
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        acknowledged[t].push_back(command);
      }
    });
  for (int round = 0; round < 3; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    server->kill();
    server->start();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(refused > 0);
  REQUIRE(store->sequence().ok());
  Result<std::unique_ptr<Reader>> reader = store->read();
  REQUIRE(reader.ok());
  std::size_t count = 0;
  for (const std::vector<std::string>& commands : acknowledged) {
    CHECK_FALSE(commands.empty());
    for (const std::string& command : commands)
      CHECK((*reader)->find_command(make_id<LogId>("xa-xb"), make_id<CommandId>(command))->size() ==
            1);
    count += commands.size();
  }
  CHECK(*(*reader)->last_position() == count);
  CHECK(verify(*store)->is_intact());
}

TEST_CASE("raw SQL cannot change, delete or empty what was recorded") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  SystemRandom random;
  {
    const std::unique_ptr<Store> store = open_store(address, &random);
    REQUIRE(store->append(batch("cmd_1", "case_1", 0)).ok());
    REQUIRE(store->sequence().ok());
    REQUIRE(store->keep_checkpoint(make_id<LogId>("xa-xb"), 1, "note").ok());
  }
  sql::Connection raw = connect(address, "alternat_ledger");
  for (const char* sql :
       {"UPDATE records SET type = 'Other'", "DELETE FROM records", "TRUNCATE records CASCADE",
        "TRUNCATE leaves", "UPDATE leaves SET leaf_index = 7", "DELETE FROM leaves",
        "UPDATE checkpoints SET note = ''", "DELETE FROM checkpoints", "TRUNCATE checkpoints",
        "UPDATE commit_position SET last = 7", "DELETE FROM commit_position",
        "INSERT INTO records VALUES ('xa-xb', 'case_1', 3, 2, 'c', 0, 'T', 1, '\\x00')",
        "INSERT INTO records VALUES ('xa-xb', 'case_1', 2, 9, 'c', 0, 'T', 1, '\\x00')",
        "INSERT INTO records SELECT * FROM records ON CONFLICT (log, stream, version) DO UPDATE "
        "SET type = 'Other'",
        "INSERT INTO leaves SELECT log, 5, stream, version, leaf_hash FROM leaves",
        "INSERT INTO checkpoints VALUES ('xa-xb', 1, 'other')"}) {
    CAPTURE(sql);
    CHECK(code_of(raw.execute(sql)) == "ledger.database");
  }
  // Whoever takes a guard away is found before the node opens.
  REQUIRE(raw.execute("ALTER TABLE records DISABLE TRIGGER never_changed").ok());
  Result<std::unique_ptr<sql::Databases>> databases = postgres::databases_on(address);
  const auto opened = sql::open_store({std::move(*databases), &random, 64, 64});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code == "ledger.damaged");
}

TEST_CASE("a server that is not there, a foreign schema and a newer one are each said clearly") {
  const auto nowhere = postgres::databases_on("postgresql:///x?host=/nonexistent");
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().code == "ledger.unreachable");
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  SystemRandom random;
  const auto error_code = [&](const std::string& address) {
    Result<std::unique_ptr<sql::Databases>> databases = postgres::databases_on(address);
    REQUIRE(databases.ok());
    const auto opened = sql::open_store({std::move(*databases), &random, 64, 64});
    return opened.ok() ? std::string() : opened.error().code;
  };
  const std::string foreign = server->new_database();
  sql::Connection raw = connect(foreign, "alternat_ledger");
  REQUIRE(raw.execute("CREATE SCHEMA alternat_ledger; CREATE TABLE t (n bigint)").ok());
  CHECK(error_code(foreign) == "ledger.not_a_ledger");

  const std::string newer = server->new_database();
  CHECK(error_code(newer) == "");
  sql::Connection other = connect(newer, "alternat_ledger");
  REQUIRE(other.execute("UPDATE alternat_schema SET version = 99").ok());
  CHECK(error_code(newer) == "ledger.newer_schema");
}

TEST_CASE("no append looks beyond its partnership: the plan of each statement names the log") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  SystemRandom random;
  const std::unique_ptr<Store> store = open_store(address, &random);
  REQUIRE(store->append(batch("cmd_1", "case_1", 0)).ok());
  sql::Connection raw = connect(address, "alternat_ledger");
  REQUIRE(raw.execute("SET enable_seqscan = off").ok());
  for (const char* sql :
       {"EXPLAIN SELECT encoded FROM records WHERE log = 'a' AND command = 'c' ORDER BY ordinal",
        "EXPLAIN SELECT coalesce(max(version), 0) FROM records WHERE log = 'a' AND stream = 's'",
        "EXPLAIN SELECT encoded FROM records WHERE log = 'a' AND stream = 's' AND version >= 1",
        "EXPLAIN SELECT encoded FROM records WHERE log = 'a' AND position > 1 ORDER BY position",
        "EXPLAIN SELECT leaf_index FROM leaves WHERE log = 'a' AND leaf_index >= 1",
        "EXPLAIN SELECT note FROM checkpoints WHERE log = 'a' ORDER BY size"}) {
    CAPTURE(sql);
    sql::Query query = raw.query(sql);
    std::string plan;
    for (;;) {
      Result<bool> row = query.step();
      REQUIRE(row.ok());
      if (!*row) break;
      plan += std::string(query.bytes_at(0)) + '\n';
    }
    CAPTURE(plan);
    CHECK(plan.find("Index Cond: ((log = 'a'::text)") +
              plan.find("Index Cond: (log = 'a'::text)") !=
          2 * std::string::npos);
    CHECK(plan.find("Seq Scan") == std::string::npos);
  }
  // Every key and every foreign key has the log in it, except the nodes' own counter.
  sql::Query keys = raw.query(
      "SELECT count(*) FROM pg_constraint k WHERE k.connamespace = 'alternat_ledger'::regnamespace "
      "AND k.contype IN ('p', 'u', 'f') AND k.conrelid NOT IN ('commit_position'::regclass, "
      "'alternat_schema'::regclass) AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE "
      "a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = 'log')");
  REQUIRE(keys.step().ok());
  CHECK(keys.integer_at(0) == 0);
}

TEST_CASE("every column of the schemas says whether it holds personal data") {
  for (const postgres::Schema* schema :
       {&postgres::kLedgerSchema, &postgres::kVaultSchema, &postgres::kKeysSchema}) {
    bool in_table = false;
    std::size_t columns = 0;
    for (std::size_t at = 0; at < schema->sql.size();) {
      const std::size_t end = schema->sql.find('\n', at);
      const std::string line(schema->sql.substr(at, end - at));
      at = end == std::string_view::npos ? schema->sql.size() : end + 1;
      if (line.starts_with("CREATE TABLE")) {
        in_table = true;
      } else if (line.starts_with(")")) {
        in_table = false;
      } else if (in_table && line.starts_with("  ") && line[2] >= 'a' && line[2] <= 'z') {
        CAPTURE(line);
        CHECK(line.find("-- sensitive: ") != std::string::npos);
        ++columns;
      }
    }
    CHECK(columns > 3);
  }
}

}  // namespace alternat::ledger

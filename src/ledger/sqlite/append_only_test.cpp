// SPDX-License-Identifier: EUPL-1.2
// The database itself refuses to change history, whoever holds a connection; and every column says
// whether it is sensitive.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/open_database.h"
#include "ledger/testing.h"

namespace alternat::ledger::sqlite {
using testing::make_id;

namespace {

struct Fixture {
  testing::TemporaryFolder folder;
  SeededRandom random{7};

  Fixture() {
    Result<std::unique_ptr<Store>> store =
        sql::open_store({databases_in(folder.path()), &random, 1024, 256});
    REQUIRE(store.ok());
    const StreamId stream = make_id<StreamId>("case_1");
    const NewRecord record{stream, "CaseOpened", Date::from_days(1), "{}", {}};
    REQUIRE((*store)
                ->append({make_id<LogId>("xa-xb"),
                          make_id<CommandId>("cmd_1"),
                          make_id<access::ActorId>("actor_1"),
                          "steering",
                          Instant::from_micros(1),
                          {record, record},
                          {{stream, 0}}})
                .ok());
    REQUIRE((*store)->sequence().ok());
    REQUIRE((*store)->keep_checkpoint(make_id<LogId>("xa-xb"), 2, "note").ok());
  }

  // "" if the statement ran, else the message; and the tables must be as before.
  std::string attempt(sql::Connection& connection, const std::string& sql) {
    const std::string before = contents(connection);
    const Status status = connection.execute(sql);
    CHECK(contents(connection) == before);
    return status.ok() ? "" : status.error().message;
  }
  static std::string contents(sql::Connection& connection) {
    std::string all;
    for (const char* sql :
         {"SELECT group_concat(quote(position) || log || stream || version || command || "
          "ordinal || type || recorded_at || quote(encoded)) FROM records",
          "SELECT group_concat(log || leaf_index || stream || version || "
          "quote(leaf_hash)) FROM leaves",
          "SELECT group_concat(log || size || note) FROM checkpoints"}) {
      sql::Query query = connection.query(sql);
      REQUIRE(query.step().ok());
      all += query.bytes_at(0);
    }
    return all;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "raw SQL cannot update, delete or replace a record, a leaf or a checkpoint") {
  Result<sql::Connection> opened = open_connection(folder.file("ledger.db"), OpenMode::kReadWrite);
  REQUIRE(opened.ok());
  sql::Connection& raw = *opened;
  const std::string row = "(log, stream, version, command, ordinal, type, recorded_at, encoded)";
  const auto values = [](const std::string& stream, int version, const std::string& command,
                         int ordinal) {
    return "('xa-xb','" + stream + "'," + std::to_string(version) + ",'" + command + "'," +
           std::to_string(ordinal) + ",'T',1,x'00')";
  };
  const auto with_position = [&](int position, const std::string& rest) {
    return "(" + std::to_string(position) + "," + rest.substr(1);
  };
  const std::string full = "(position," + row.substr(1);
  for (const std::string& sql : {
           std::string("UPDATE records SET type = 'Other'"),
           std::string("UPDATE OR REPLACE records SET version = 2 WHERE version = 1"),
           std::string("DELETE FROM records"),
           std::string("DELETE FROM records WHERE position = 2"),
           // The slot (log, stream, version) is taken.
           "INSERT OR REPLACE INTO records " + full + " VALUES " +
               with_position(3, values("case_1", 2, "cmd_2", 0)),
           "REPLACE INTO records " + full + " VALUES " +
               with_position(3, values("case_1", 1, "cmd_2", 0)),
           // The slot (log, command, ordinal) is taken.
           "INSERT OR REPLACE INTO records " + full + " VALUES " +
               with_position(3, values("case_1", 3, "cmd_1", 1)),
           // The position is taken, or leaves a gap, or is left to SQLite.
           "INSERT OR REPLACE INTO records " + full + " VALUES " +
               with_position(2, values("case_1", 3, "cmd_2", 0)),
           "INSERT OR REPLACE INTO records " + full + " VALUES " +
               with_position(9, values("case_1", 3, "cmd_2", 0)),
           "INSERT OR REPLACE INTO records " + row + " VALUES " + values("case_1", 3, "cmd_2", 0),
           // A gap in the stream.
           "INSERT INTO records " + full + " VALUES " +
               with_position(3, values("case_1", 4, "cmd_2", 0)),
           "INSERT INTO records " + full + " VALUES " +
               with_position(3, values("case_1", 2, "cmd_2", 0)) +
               " ON CONFLICT DO UPDATE SET type = 'Other'",
           std::string("UPDATE leaves SET leaf_index = 7"),
           std::string("DELETE FROM leaves"),
           std::string("INSERT OR REPLACE INTO leaves VALUES ('xa-xb',0,'case_1',1,zeroblob(32))"),
           std::string("INSERT OR REPLACE INTO leaves VALUES ('xa-xb',2,'case_1',1,zeroblob(32))"),
           std::string("INSERT INTO leaves VALUES ('xa-xb',5,'case_1',3,zeroblob(32))"),
           std::string("UPDATE checkpoints SET note = ''"),
           std::string("DELETE FROM checkpoints"),
           std::string("INSERT OR REPLACE INTO checkpoints VALUES ('xa-xb',2,'other')"),
           std::string("INSERT OR REPLACE INTO checkpoints VALUES ('xa-xb',1,'other')"),
       }) {
    INFO(sql);
    CHECK(attempt(raw, sql) != "");
    CHECK(attempt(raw, "PRAGMA recursive_triggers = ON; " + sql) != "");
  }
  // A leaf without a record: the foreign key, where the connection checks them, as ours does.
  CHECK(attempt(raw,
                "PRAGMA foreign_keys = ON; INSERT INTO leaves VALUES "
                "('xa-xb',2,'case_1',9,zeroblob(32))") != "");
}

TEST_CASE_FIXTURE(Fixture, "the message of a refused change says what the table is for") {
  Result<sql::Connection> raw = open_connection(folder.file("ledger.db"), OpenMode::kReadWrite);
  CHECK(attempt(*raw, "DELETE FROM records").find("records are never deleted") !=
        std::string::npos);
  CHECK(attempt(*raw, "UPDATE records SET type = 'X'").find("records are never changed") !=
        std::string::npos);
}

TEST_CASE("every column of every table says whether it is sensitive") {
  for (const Schema* schema : {&kLedgerSchema, &kVaultSchema, &kKeysSchema}) {
    testing::TemporaryFolder folder;
    Result<sql::Connection> database =
        open_database(folder.file("test.db"), *schema, sql::IfAbsent::kCreate);
    REQUIRE(database.ok());
    sql::Query tables = database->query(
        "SELECT s.sql, c.name, s.name FROM sqlite_schema s, pragma_table_info(s.name) c "
        "WHERE s.type = 'table'");
    int columns = 0;
    for (; *tables.step(); ++columns) {
      const std::string sql(tables.bytes_at(0));
      const std::string column(tables.bytes_at(1));
      INFO(tables.bytes_at(2));
      INFO(column);
      const std::size_t start = sql.find("\n  " + column + " ");
      REQUIRE(start != std::string::npos);
      const std::string line = sql.substr(start + 1, sql.find('\n', start + 1) - start - 1);
      CHECK((line.ends_with("-- sensitive: yes") || line.ends_with("-- sensitive: no")));
    }
    CHECK(columns > 0);
  }
}

TEST_CASE("the ledger file has no sensitive column and no table for personal data") {
  CHECK(kLedgerSchema.sql.find("-- sensitive: yes") == std::string_view::npos);
}

}  // namespace alternat::ledger::sqlite

// SPDX-License-Identifier: EUPL-1.2
// The calls into sqlite3 that everything else in this folder goes through.
#include "ledger/sqlite/session.h"

#include <sqlite3.h>

#include "base/assert.h"

namespace alternat::ledger::sqlite {

Error last_error(sqlite3* database) {
  const char* file = sqlite3_db_filename(database, "main");
  const std::string where = file != nullptr && *file != '\0' ? file : "database";
  const std::string what = where + ": " + sqlite3_errmsg(database);
  switch (sqlite3_errcode(database) & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Fault::kUnavailable,
              "ledger.damaged",
              what + "; nothing was changed: restore a backup or run alternat verify.",
              {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Fault::kUnavailable, "ledger.busy", what + "; try again.", {}};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return {Fault::kUnavailable,
              "ledger.write_failed",
              what + "; nothing was recorded: check the disk.",
              {}};
    default:  // sqlite3's codes are an open set
      return {Fault::kUnavailable, "ledger.database", what + ".", {}};
  }
}

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class SqliteStatement final : public sql::Statement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}

  void bind_text(int parameter, std::string_view value) override {
    const int code = sqlite3_bind_text64(statement_.get(), parameter + 1, value.data(),
                                         value.size(), SQLITE_STATIC, SQLITE_UTF8);
    ALTERNAT_ASSERT(code == SQLITE_OK);
  }
  void bind_blob(int parameter, std::string_view value) override {
    const int code = sqlite3_bind_blob64(statement_.get(), parameter + 1,
                                         value.data() == nullptr ? "" : value.data(), value.size(),
                                         SQLITE_STATIC);
    ALTERNAT_ASSERT(code == SQLITE_OK);
  }
  void bind_integer(int parameter, std::int64_t value) override {
    ALTERNAT_ASSERT(sqlite3_bind_int64(statement_.get(), parameter + 1, value) == SQLITE_OK);
  }
  Result<bool> step() override {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return last_error(sqlite3_db_handle(statement_.get()));
  }
  void reset() override {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
  }
  std::string_view bytes_at(int column) const override {
    const void* data = sqlite3_column_blob(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }
  std::int64_t integer_at(int column) const override {
    return sqlite3_column_int64(statement_.get(), column);
  }
  bool is_null_at(int column) const override {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
  }

 private:
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteSession final : public sql::Session {
 public:
  SqliteSession(std::string path, sqlite3* database)
      : path_(std::move(path)), database_(database) {}

  sql::Dialect dialect() const override { return sql::Dialect::kSqlite; }
  const std::string& path() const override { return path_; }
  Status execute(const std::string& sql) override {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      return last_error(database_.get());
    return {};
  }
  std::unique_ptr<sql::Statement> prepare(const char* sql) override {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    ALTERNAT_ASSERT(raw != nullptr);
    return std::make_unique<SqliteStatement>(raw);
  }
  Status begin_writing() override { return execute("BEGIN IMMEDIATE"); }
  Status begin_reading() override { return execute("BEGIN"); }
  std::int64_t total_changes() const override { return sqlite3_total_changes64(database_.get()); }
  bool is_idle() const override { return sqlite3_get_autocommit(database_.get()) != 0; }
  bool can_commit() const override { return !is_idle(); }
  bool is_lost() const override { return false; }
  // Copies the write-ahead log into the file and empties it; secure_delete has overwritten the
  // rest.
  Status forget_deleted(const std::string&, sql::Forgetting) override {
    SqliteStatement statement(prepared("PRAGMA wal_checkpoint(TRUNCATE)"));
    Result<bool> row = statement.step();
    if (!row) return row.error();
    if (statement.integer_at(0) == 0) return {};
    return Error{Fault::kUnavailable,
                 "ledger.busy",
                 path_ + ": a reader keeps the write-ahead log in use; try again.",
                 {}};
  }

 private:
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database_.get(), sql, -1, &raw, nullptr);
    ALTERNAT_ASSERT(raw != nullptr);
    return raw;
  }

  std::string path_;
  std::unique_ptr<sqlite3, Close> database_;
};

int flags_of(OpenMode mode) {
  constexpr int kFlags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case OpenMode::kCreate:
      return kFlags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case OpenMode::kReadWrite:
      return kFlags | SQLITE_OPEN_READWRITE;
    case OpenMode::kReadOnly:
      return kFlags | SQLITE_OPEN_READONLY;
  }
  return kFlags;
}

}  // namespace

Result<sql::Connection> open_connection(const std::string& path, OpenMode mode) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags_of(mode), nullptr);
  auto session = std::make_unique<SqliteSession>(path, raw);
  if (code != SQLITE_OK) return last_error(raw);
  sqlite3_busy_timeout(raw, 5000);
  return sql::Connection(std::move(session));
}

}  // namespace alternat::ledger::sqlite

// SPDX-License-Identifier: EUPL-1.2
// The calls into sqlite3 that everything else in this folder goes through.
#include "ledger/sqlite/connection.h"

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

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::text(int parameter, std::string_view value) {
  const int code = sqlite3_bind_text64(statement_, parameter + 1, value.data(), value.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
  ALTERNAT_ASSERT(code == SQLITE_OK);
  return *this;
}

Query& Query::blob(int parameter, std::string_view value) {
  const int code =
      sqlite3_bind_blob64(statement_, parameter + 1, value.data() == nullptr ? "" : value.data(),
                          value.size(), SQLITE_STATIC);
  ALTERNAT_ASSERT(code == SQLITE_OK);
  return *this;
}

Query& Query::integer(int parameter, std::int64_t value) {
  ALTERNAT_ASSERT(sqlite3_bind_int64(statement_, parameter + 1, value) == SQLITE_OK);
  return *this;
}

Result<bool> Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return last_error(sqlite3_db_handle(statement_));
}

Status Query::run() {
  for (;;) {
    Result<bool> row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

std::string_view Query::bytes_at(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::int64_t Query::integer_at(int column) const {
  return sqlite3_column_int64(statement_, column);
}

bool Query::is_null_at(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Connection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}
void Connection::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<Connection> Connection::open(const std::string& path, OpenMode mode) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case OpenMode::kCreate:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
    case OpenMode::kReadWrite:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case OpenMode::kReadOnly:
      flags |= SQLITE_OPEN_READONLY;
      break;
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Connection connection;
  connection.path_ = path;
  connection.database_.reset(raw);
  if (code != SQLITE_OK) return last_error(raw);
  sqlite3_busy_timeout(raw, 5000);
  return connection;
}

Status Connection::execute(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return last_error(database_.get());
  return {};
}

Query Connection::query(const char* sql) {
  std::unique_ptr<sqlite3_stmt, Finalize>& kept = statements_[sql];
  if (!kept) {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    ALTERNAT_ASSERT(raw != nullptr);
    kept.reset(raw);
  }
  return Query(kept.get());
}

std::int64_t Connection::total_changes() const {
  return sqlite3_total_changes64(database_.get());
}
bool Connection::is_idle() const {
  return sqlite3_get_autocommit(database_.get()) != 0;
}

}  // namespace alternat::ledger::sqlite

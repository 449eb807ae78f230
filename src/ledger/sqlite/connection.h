// SPDX-License-Identifier: EUPL-1.2
// A little RAII over the sqlite3 C API: a connection, and its prepared statements, each prepared
// once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace alternat::ledger::sqlite {

// One run of a prepared statement; resets it when it goes away. Parameters and columns from 0.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

  // The bytes must outlive the query.
  Query& text(int parameter, std::string_view value);
  Query& blob(int parameter, std::string_view value);
  Query& integer(int parameter, std::int64_t value);

  // True: there is a row. Also runs statements without rows (false).
  Result<bool> step();
  // Runs to the end.
  Status run();

  // Of the row that step() found; valid until the next step.
  std::string_view bytes_at(int column) const;
  std::int64_t integer_at(int column) const;
  bool is_null_at(int column) const;

 private:
  sqlite3_stmt* statement_;
};

enum class OpenMode { kCreate, kReadWrite, kReadOnly };

class Connection {
 public:
  static Result<Connection> open(const std::string& path, OpenMode mode);

  Status execute(const std::string& sql);
  // `sql` is a literal: the statement is kept under its address. Asserts that it is valid SQL.
  Query query(const char* sql);
  // Rows that statements of this connection changed so far, and whether no transaction is open.
  std::int64_t total_changes() const;
  bool is_idle() const;
  const std::string& path() const { return path_; }
  // For statements that are not literals (tests, checks).
  sqlite3* handle() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::string path_;
  std::unique_ptr<sqlite3, Close> database_;
  // After the database: statements go first.
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

// What went wrong last, as one of ours: ledger.damaged, ledger.busy, ledger.write_failed,
// ledger.database.
Error last_error(sqlite3* database);

}  // namespace alternat::ledger::sqlite

// SPDX-License-Identifier: EUPL-1.2
// A connection to one of our databases and its prepared statements, each prepared once; SQLite and
// PostgreSQL stand behind it. What differs between them is a Session's business (below); everything
// else in this folder is written once, in the SQL that both understand.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/result.h"

namespace alternat::ledger::sql {

// A prepared statement. Parameters are written '?'; parameters and columns count from 0.
class Statement {
 public:
  virtual ~Statement() = default;
  // The bytes must outlive the run.
  virtual void bind_text(int parameter, std::string_view value) = 0;
  virtual void bind_blob(int parameter, std::string_view value) = 0;
  virtual void bind_integer(int parameter, std::int64_t value) = 0;
  // True: there is a row. Also runs statements without rows (false).
  virtual Result<bool> step() = 0;
  // Ready to be bound and run again.
  virtual void reset() = 0;
  virtual std::string_view bytes_at(int column) const = 0;
  virtual std::int64_t integer_at(int column) const = 0;
  virtual bool is_null_at(int column) const = 0;
};

enum class Dialect { kSqlite, kPostgres };

// What becomes of a table's deleted rows: their space may be used again, or the table is rewritten
// without them (short tables of secrets only: nobody reads meanwhile).
enum class Forgetting { kSpaceOnly, kRewrite };

class Session {
 public:
  virtual ~Session() = default;
  virtual Dialect dialect() const = 0;
  // For messages: the file, or the database and schema.
  virtual const std::string& path() const = 0;
  virtual Status execute(const std::string& sql) = 0;
  // Asserts that it is valid SQL, as soon as the database can tell.
  virtual std::unique_ptr<Statement> prepare(const char* sql) = 0;
  // A transaction that no other writer of the database, of whatever node, runs beside.
  virtual Status begin_writing() = 0;
  // A snapshot from the first read on.
  virtual Status begin_reading() = 0;
  // Rows that statements of this session changed so far.
  virtual std::int64_t total_changes() const = 0;
  // Whether no transaction is open; whether the open one can still be committed.
  virtual bool is_idle() const = 0;
  virtual bool can_commit() const = 0;
  // Whether the server is gone; begin_writing and begin_reading then connect anew.
  virtual bool is_lost() const = 0;
  // Takes care that nothing deleted from the table stays readable in the files, as far as the
  // database can. Error ledger.busy while somebody still reads an older state.
  virtual Status forget_deleted(const std::string& table, Forgetting how) = 0;
};

// One run of a prepared statement; resets it when it goes away.
class Query {
 public:
  explicit Query(Statement* statement) : statement_(statement) {}
  ~Query() {
    if (statement_ != nullptr) statement_->reset();
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

  // The bytes must outlive the query.
  Query& text(int parameter, std::string_view value) {
    statement_->bind_text(parameter, value);
    return *this;
  }
  Query& blob(int parameter, std::string_view value) {
    statement_->bind_blob(parameter, value);
    return *this;
  }
  Query& integer(int parameter, std::int64_t value) {
    statement_->bind_integer(parameter, value);
    return *this;
  }

  Result<bool> step() { return statement_->step(); }
  // Runs to the end.
  Status run();

  // Of the row that step() found; valid until the next step.
  std::string_view bytes_at(int column) const { return statement_->bytes_at(column); }
  std::int64_t integer_at(int column) const { return statement_->integer_at(column); }
  bool is_null_at(int column) const { return statement_->is_null_at(column); }

 private:
  Statement* statement_;
};

class Connection {
 public:
  explicit Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}

  // `sql` is a literal: the statement is kept under its address.
  Query query(const char* sql);

  Dialect dialect() const { return session_->dialect(); }
  const std::string& path() const { return session_->path(); }
  Status execute(const std::string& sql) { return session_->execute(sql); }
  Status begin_writing() { return session_->begin_writing(); }
  Status begin_reading() { return session_->begin_reading(); }
  Status commit() { return session_->execute("COMMIT"); }
  Status roll_back() { return session_->execute("ROLLBACK"); }
  Status forget_deleted(const std::string& table, Forgetting how) {
    return session_->forget_deleted(table, how);
  }
  std::int64_t total_changes() const { return session_->total_changes(); }
  bool is_idle() const { return session_->is_idle(); }
  bool can_commit() const { return session_->can_commit(); }
  bool is_lost() const { return session_->is_lost(); }

 private:
  std::unique_ptr<Session> session_;
  // After the session: statements go first.
  std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
};

}  // namespace alternat::ledger::sql

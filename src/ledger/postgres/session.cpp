// SPDX-License-Identifier: EUPL-1.2
// The calls into libpq that everything else in this folder goes through. Values travel in binary:
// integers as int8, text and bytes as they are; every result is read whole before its first row.
#include "ledger/postgres/session.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <vector>

#include "base/assert.h"

namespace alternat::ledger::postgres {
namespace {

constexpr int kOldestServer = 150000;

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ClearResult>;

std::string first_line(const char* message) {
  std::string text(message == nullptr ? "" : message);
  text = text.substr(0, text.find('\n'));
  for (const char* severity : {"ERROR:  ", "FATAL:  ", "PANIC:  "})
    if (text.starts_with(severity)) text = text.substr(8);
  return text.empty() ? "no answer" : text;
}

// The classes of PostgreSQL's appendix A that mean something to the caller.
Error error_of(const std::string& where, const PGresult* result) {
  const char* found = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = found == nullptr ? "" : found;
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string what =
      where + ": " + first_line(primary ? primary : PQresultErrorMessage(result));
  if (state.starts_with("53") || state.starts_with("58"))
    return {Fault::kUnavailable,
            "ledger.write_failed",
            what + "; nothing was recorded: check the database server's disk.",
            {}};
  if (state.starts_with("XX"))
    return {Fault::kUnavailable,
            "ledger.damaged",
            what + "; nothing was changed: restore a backup or run alternat verify.",
            {}};
  if (state == "55P03" || state.starts_with("40"))
    return {Fault::kUnavailable, "ledger.busy", what + "; try again.", {}};
  if (state == "42501" || state == "25006")
    return {Fault::kUnavailable,
            "ledger.write_failed",
            what + "; nothing was recorded: check the rights of the database user.",
            {}};
  return {Fault::kUnavailable, "ledger.database", what + ".", {}};
}

Error unreachable(const std::string& where, const std::string& why) {
  return {Fault::kUnavailable,
          "ledger.unreachable",
          where + ": the database server does not answer (" + why + "); try again.",
          {}};
}

// "?" becomes "$1", "$2"…; our statements have no "?" within quotes.
std::string numbered(std::string_view sql) {
  std::string text;
  int count = 0;
  for (const char c : sql) {
    if (c == '?')
      text += '$' + std::to_string(++count);
    else
      text += c;
  }
  return text;
}

class PostgresSession final : public sql::Session {
 public:
  PostgresSession(Address address, Use use) : address_(std::move(address)), use_(use) {
    // Without what a URI may hold of passwords.
    path_ = address_.schema;
  }

  Status connect() {
    ++generation_;
    connection_.reset(PQconnectdb(address_.server.c_str()));
    PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    if (PQstatus(connection_.get()) != CONNECTION_OK)
      return unreachable(path_, first_line(PQerrorMessage(connection_.get())));
    if (PQserverVersion(connection_.get()) < kOldestServer)
      return Error{Fault::kRefused,
                   "ledger.server_too_old",
                   "The database server has version " +
                       std::to_string(PQserverVersion(connection_.get()) / 10000) +
                       "; Alternat needs PostgreSQL 15 or newer.",
                   {}};
    std::string setup = "SET search_path = \"" + address_.schema +
                        "\"; SET client_min_messages = warning; SET synchronous_commit = on;";
    if (use_ == Use::kRead) setup += "SET default_transaction_read_only = on;";
    return run(setup);
  }

  sql::Dialect dialect() const override { return sql::Dialect::kPostgres; }
  const std::string& path() const override { return path_; }
  Status execute(const std::string& sql) override {
    if (Status status = revive(); !status) return status;
    return run(sql);
  }
  std::unique_ptr<sql::Statement> prepare(const char* sql) override;

  // One writer at a time in a schema, whatever node it is of: positions and leaves have no gaps.
  Status begin_writing() override {
    if (Status status = revive(); !status) return status;
    return run("BEGIN; SELECT pg_advisory_xact_lock(hashtext('alternat'), hashtext('" +
               address_.schema + "'))");
  }
  Status begin_reading() override {
    if (Status status = revive(); !status) return status;
    return run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  std::int64_t total_changes() const override { return changes_; }
  bool is_idle() const override { return transaction() == PQTRANS_IDLE || is_lost(); }
  bool can_commit() const override { return transaction() == PQTRANS_INTRANS && !is_lost(); }
  bool is_lost() const override { return PQstatus(connection_.get()) != CONNECTION_OK; }
  // The server's own log of writes keeps what was deleted until it is recycled:
  // docs/postgresql.md says how to keep that short. Only the owner of a table may do this; for
  // anybody else the server would do nothing and call it done.
  Status forget_deleted(const std::string& table, sql::Forgetting how) override {
    if (Status status = revive(); !status) return status;
    const std::string owned =
        "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = "
        "current_schema() AND tableowner = current_user AND tablename = '";
    const ResultPointer owner(PQexec(connection_.get(), (owned + table + "'").c_str()));
    if (Status status = accept(owner.get()); !status) return status;
    if (PQntuples(owner.get()) == 0)
      return Error{Fault::kUnavailable,
                   "ledger.not_owner",
                   path_ + "." + table +
                       ": the node's database user does not own the table and cannot rewrite it "
                       "without what was erased. Give it the table; erasing is then finished by "
                       "sending the command again.",
                   {}};
    return run((how == sql::Forgetting::kRewrite ? "VACUUM (FULL) " : "VACUUM ") + table);
  }

 private:
  friend class PostgresStatement;

  PGTransactionStatusType transaction() const { return PQtransactionStatus(connection_.get()); }
  // A new connection where the old one broke, outside any transaction only.
  Status revive() { return is_lost() ? connect() : Status(); }
  Status run(const std::string& sql) {
    ResultPointer result(PQexec(connection_.get(), sql.c_str()));
    return accept(result.get());
  }
  Status accept(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
      const std::string_view count = PQcmdTuples(const_cast<PGresult*>(result));
      const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(result));
      std::int64_t changed = 0;
      if (!tag.starts_with("SELECT"))
        std::from_chars(count.data(), count.data() + count.size(), changed);
      changes_ += changed;
      return {};
    }
    if (is_lost()) return unreachable(path_, first_line(PQerrorMessage(connection_.get())));
    return error_of(path_, result);
  }

  Address address_;
  Use use_;
  std::string path_;
  std::unique_ptr<PGconn, CloseConnection> connection_;
  std::uint64_t generation_ = 0;  // of the connection: prepared statements belong to one
  std::uint64_t next_name_ = 0;
  std::int64_t changes_ = 0;
};

class PostgresStatement final : public sql::Statement {
 public:
  PostgresStatement(PostgresSession* session, const char* sql)
      : session_(session),
        name_("s" + std::to_string(++session->next_name_)),
        sql_(numbered(sql)),
        parameters_(static_cast<std::size_t>(std::count(sql, sql + std::strlen(sql), '?'))) {}

  void bind_text(int parameter, std::string_view value) override {
    bind(parameter, value.data() == nullptr ? "" : value.data(), value.size());
  }
  void bind_blob(int parameter, std::string_view value) override { bind_text(parameter, value); }
  void bind_integer(int parameter, std::int64_t value) override {
    std::array<char, 8>& bytes = integer_for(parameter);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
    bind(parameter, bytes.data(), bytes.size());
  }

  Result<bool> step() override {
    if (!result_)
      if (Status status = run(); !status) return status.error();
    return ++row_ < PQntuples(result_.get());
  }
  void reset() override {
    result_.reset();
    values_.clear();
    lengths_.clear();
  }
  std::string_view bytes_at(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  std::int64_t integer_at(int column) const override {
    const std::string_view bytes = bytes_at(column);
    ALTERNAT_ASSERT(bytes.size() <= 8);
    if (bytes.empty()) return 0;
    std::uint64_t value = bytes[0] < 0 ? ~std::uint64_t{0} : 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
  }
  bool is_null_at(int column) const override {
    return PQgetisnull(result_.get(), row_, column) != 0;
  }

 private:
  void bind(int parameter, const char* bytes, std::size_t size) {
    const auto at = static_cast<std::size_t>(parameter);
    if (values_.size() <= at) {
      values_.resize(at + 1);
      lengths_.resize(at + 1);
    }
    values_[at] = bytes;
    lengths_[at] = static_cast<int>(size);
  }
  std::array<char, 8>& integer_for(int parameter) {
    const auto at = static_cast<std::size_t>(parameter);
    ALTERNAT_ASSERT(at < integers_.size());
    return integers_[at];
  }
  Status run() {
    row_ = -1;
    values_.resize(parameters_);  // what is not bound is NULL
    lengths_.resize(parameters_);
    if (session_->is_idle())
      if (Status status = session_->revive(); !status) return status;
    if (generation_ != session_->generation_) {
      const ResultPointer prepared(PQprepare(session_->connection_.get(), name_.c_str(),
                                             sql_.c_str(), static_cast<int>(values_.size()),
                                             nullptr));
      if (Status status = session_->accept(prepared.get()); !status) return status;
      generation_ = session_->generation_;
    }
    const std::vector<int> binary(values_.size(), 1);
    ResultPointer result(PQexecPrepared(session_->connection_.get(), name_.c_str(),
                                        static_cast<int>(values_.size()), values_.data(),
                                        lengths_.data(), binary.data(), 1));
    if (Status status = session_->accept(result.get()); !status) return status;
    result_ = std::move(result);
    return {};
  }

  PostgresSession* session_;
  std::string name_;
  std::string sql_;
  std::size_t parameters_;
  std::uint64_t generation_ = 0;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::array<std::array<char, 8>, 16> integers_{};
  ResultPointer result_;
  int row_ = -1;
};

std::unique_ptr<sql::Statement> PostgresSession::prepare(const char* sql) {
  return std::make_unique<PostgresStatement>(this, sql);
}

}  // namespace

Result<sql::Connection> connect(const Address& address, Use use) {
  auto session = std::make_unique<PostgresSession>(address, use);
  if (Status status = session->connect(); !status) return status.error();
  return sql::Connection(std::move(session));
}

}  // namespace alternat::ledger::postgres

// SPDX-License-Identifier: EUPL-1.2
// A schema is made whole in one transaction, with a table that says what it is.
#include "ledger/postgres/postgres_databases.h"

#include <algorithm>

#include "ledger/postgres/schema.h"
#include "ledger/postgres/session.h"

namespace alternat::ledger::postgres {
namespace {

const Schema& schema_of(sql::Kind kind) {
  switch (kind) {
    case sql::Kind::kLedger:
      return kLedgerSchema;
    case sql::Kind::kVault:
      return kVaultSchema;
    case sql::Kind::kKeys:
      return kKeysSchema;
  }
  return kLedgerSchema;
}

// "keys-labour" is the schema alternat_keys_labour.
std::string schema_name(const sql::DatabaseName& name) {
  std::string text = "alternat_" + name.name;
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

Result<std::int64_t> one_integer(sql::Connection& connection, const char* sql) {
  sql::Query query = connection.query(sql);
  Result<bool> row = query.step();
  if (!row) return row.error();
  return *row ? query.integer_at(0) : 0;
}

Result<bool> is_there(sql::Connection& connection) {
  Result<std::int64_t> count =
      one_integer(connection,
                  "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
                  "ON n.oid = c.relnamespace WHERE n.nspname = current_setting('search_path') "
                  "OR '\"' || n.nspname || '\"' = current_setting('search_path')");
  if (!count) return count.error();
  return *count > 0;
}

Error damaged(const sql::Connection& connection, const std::string& why) {
  return {Fault::kRefused,
          "ledger.damaged",
          connection.path() + ": " + why + "; nothing was changed: restore a backup.",
          {}};
}

// What the schema says it is, and that its guards stand.
Status check_tables(sql::Connection& connection, const Schema& schema) {
  Result<std::int64_t> marked =
      one_integer(connection,
                  "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() "
                  "AND tablename = 'alternat_schema'");
  if (!marked) return marked.error();
  if (*marked == 0)
    return Error{Fault::kRefused,
                 "ledger.not_a_ledger",
                 connection.path() + ": this schema was not made by Alternat.",
                 {}};
  {
    sql::Query query = connection.query("SELECT kind, version FROM alternat_schema");
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (!*row || query.bytes_at(0) != schema.kind)
      return Error{
          Fault::kRefused,
          "ledger.not_a_ledger",
          connection.path() + ": this is not an Alternat " + std::string(schema.kind) + " schema.",
          {}};
    if (query.integer_at(1) > schema.version)
      return Error{Fault::kRefused,
                   "ledger.newer_schema",
                   connection.path() + ": this schema has version " +
                       std::to_string(query.integer_at(1)) + ", this program knows " +
                       std::to_string(schema.version) + "; update Alternat.",
                   {}};
    if (query.integer_at(1) != schema.version)
      return damaged(connection, "its version was overwritten");
  }
  Result<std::int64_t> guards =
      one_integer(connection,
                  "SELECT count(*) FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c "
                  "ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                  "WHERE n.nspname = current_schema() AND NOT t.tgisinternal "
                  "AND t.tgenabled IN ('O', 'A')");
  if (!guards) return guards.error();
  if (*guards != schema.triggers)
    return damaged(connection, "its guards against changes are not those of an Alternat " +
                                   std::string(schema.kind) + " schema");
  return {};
}

Status create(sql::Connection& connection, const std::string& name, const Schema& schema) {
  if (Status status = connection.begin_writing(); !status) return status;
  Status status = connection.execute("CREATE SCHEMA IF NOT EXISTS \"" + name + "\"");
  Result<bool> there = status.ok() ? is_there(connection) : Result<bool>(status.error());
  status = there.ok() ? Status() : Status(there.error());
  if (status.ok() && !*there)  // another node may have been faster
    status = connection.execute(
        std::string(schema.sql) +
        "CREATE TABLE alternat_schema (kind text PRIMARY KEY, version bigint NOT NULL);"
        "INSERT INTO alternat_schema VALUES ('" +
        std::string(schema.kind) + "', " + std::to_string(schema.version) + ");");
  if (status.ok()) return connection.commit();
  if (!connection.is_idle() && !connection.roll_back().ok()) return status;
  return status;
}

class Schemas final : public sql::Databases {
 public:
  explicit Schemas(std::string server) : server_(std::move(server)) {}

  std::unique_ptr<sql::Databases> clone() const override {
    return std::make_unique<Schemas>(server_);
  }

  Result<sql::Connection> open(const sql::DatabaseName& name, sql::IfAbsent if_absent) override {
    const std::string schema = schema_name(name);
    Result<sql::Connection> connection = connect({server_, schema}, Use::kWrite);
    if (!connection) return connection.error();
    Result<bool> there = is_there(*connection);
    if (!there) return there.error();
    if (!*there) {
      if (if_absent == sql::IfAbsent::kRefuse) return not_found(schema);
      if (Status status = create(*connection, schema, schema_of(name.kind)); !status)
        return status.error();
    }
    if (Status status = check_tables(*connection, schema_of(name.kind)); !status)
      return status.error();
    return connection;
  }

  Result<sql::Connection> open_for_reading(const sql::DatabaseName& name) override {
    return connect({server_, schema_name(name)}, Use::kRead);
  }

  Result<bool> exists(const sql::DatabaseName& name) override {
    Result<sql::Connection> connection = open_for_reading(name);
    if (!connection) return connection.error();
    return is_there(*connection);
  }

  Status check(const sql::DatabaseName& name) override {
    Result<sql::Connection> connection = open_for_reading(name);
    if (!connection) return connection.error();
    Result<bool> there = is_there(*connection);
    if (!there) return there.error();
    if (!*there) return not_found(schema_name(name));
    return check_tables(*connection, schema_of(name.kind));
  }

  bool are_shared() const override { return true; }

 private:
  static Error not_found(const std::string& schema) {
    return {Fault::kNotFound, "ledger.not_found", schema + ": there is no such schema.", {}};
  }
  std::string server_;
};

}  // namespace

Result<std::unique_ptr<sql::Databases>> databases_on(const std::string& server) {
  Result<sql::Connection> connection = connect({server, "alternat_ledger"}, Use::kRead);
  if (!connection) return connection.error();
  std::unique_ptr<sql::Databases> databases = std::make_unique<Schemas>(server);
  return databases;
}

}  // namespace alternat::ledger::postgres

// SPDX-License-Identifier: EUPL-1.2
// Tables are listed once, with their key: pages are read in its order, so that neither side ever
// holds a whole table.
#include "ledger/copy.h"

#include <string>
#include <vector>

#include "access/vocabulary.h"
#include "ledger/sql/sql_store.h"
#include "ledger/verify.h"

namespace alternat::ledger {
namespace {

enum class Column { kText, kInteger, kBytes };

struct Table {
  const char* read;  // one page after the key, by the key
  const char* write;
  std::vector<Column> columns;
  std::size_t keys;  // the first columns; as parameters of `read`
};

using enum Column;

const std::vector<Table>& tables_of(sql::Kind kind) {
  static const std::vector<Table> kLedger = {
      {"SELECT position, log, stream, version, command, ordinal, type, recorded_at, encoded "
       "FROM records WHERE position > ? ORDER BY position LIMIT 1000",
       "INSERT INTO records (position, log, stream, version, command, ordinal, type, recorded_at, "
       "encoded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
       {kInteger, kText, kText, kInteger, kText, kInteger, kText, kInteger, kBytes},
       1},
      {"SELECT log, leaf_index, stream, version, leaf_hash FROM leaves "
       "WHERE (log, leaf_index) > (?, ?) ORDER BY log, leaf_index LIMIT 1000",
       "INSERT INTO leaves (log, leaf_index, stream, version, leaf_hash) VALUES (?, ?, ?, ?, ?)",
       {kText, kInteger, kText, kInteger, kBytes},
       2},
      {"SELECT log, size, note FROM checkpoints WHERE (log, size) > (?, ?) "
       "ORDER BY log, size LIMIT 1000",
       "INSERT INTO checkpoints (log, size, note) VALUES (?, ?, ?)",
       {kText, kInteger, kText},
       2}};
  static const std::vector<Table> kVault = {
      {"SELECT log, command, ordinal, item, stream, key_id, category, commitment, sealed "
       "FROM vault_values WHERE (log, command, ordinal, item) > (?, ?, ?, ?) "
       "ORDER BY log, command, ordinal, item LIMIT 1000",
       "INSERT INTO vault_values (log, command, ordinal, item, stream, key_id, category, "
       "commitment, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
       {kText, kText, kInteger, kInteger, kText, kText, kInteger, kBytes, kBytes},
       4},
      {"SELECT log, command FROM unsettled WHERE (log, command) > (?, ?) "
       "ORDER BY log, command LIMIT 1000",
       "INSERT INTO unsettled (log, command) VALUES (?, ?)",
       {kText, kText},
       2}};
  static const std::vector<Table> kKeys = {
      {"SELECT one, sealed FROM root_check WHERE one > ? ORDER BY one LIMIT 1000",
       "INSERT INTO root_check (one, sealed) VALUES (?, ?)",
       {kInteger, kBytes},
       1},
      {"SELECT key_id, subject, retention, wrapped FROM data_keys WHERE key_id > ? "
       "ORDER BY key_id LIMIT 1000",
       "INSERT INTO data_keys (key_id, subject, retention, wrapped) VALUES (?, ?, ?, ?)",
       {kText, kText, kText, kBytes},
       1},
      {"SELECT subject, erased_at FROM erased_subjects WHERE subject > ? "
       "ORDER BY subject LIMIT 1000",
       "INSERT INTO erased_subjects (subject, erased_at) VALUES (?, ?)",
       {kText, kInteger},
       1}};
  switch (kind) {
    case sql::Kind::kLedger:
      return kLedger;
    case sql::Kind::kVault:
      return kVault;
    case sql::Kind::kKeys:
      return kKeys;
  }
  return kLedger;
}

struct Cell {
  bool is_null = false;
  std::int64_t integer = 0;
  std::string bytes;
};

void bind(sql::Query& query, int at, Column column, const Cell& cell) {
  if (cell.is_null) return;  // what is not bound is NULL
  if (column == kInteger)
    query.integer(at, cell.integer);
  else if (column == kText)
    query.text(at, cell.bytes);
  else
    query.blob(at, cell.bytes);
}

using Row = std::vector<Cell>;

// Before the first key of any table: positions, indexes, sizes, ordinals and texts lie above.
Row before_all(const Table& table) {
  Row row(table.keys);
  for (Cell& cell : row) cell.integer = -1;
  return row;
}

Result<std::vector<Row>> read_page(sql::Connection& from, const Table& table, const Row& after) {
  sql::Query query = from.query(table.read);
  for (std::size_t i = 0; i < table.keys; ++i)
    bind(query, static_cast<int>(i), table.columns[i], after[i]);
  std::vector<Row> page;
  for (;;) {
    Result<bool> found = query.step();
    if (!found) return found.error();
    if (!*found) return page;
    Row row(table.columns.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int at = static_cast<int>(i);
      row[i].is_null = query.is_null_at(at);
      if (row[i].is_null) continue;
      if (table.columns[i] == kInteger)
        row[i].integer = query.integer_at(at);
      else
        row[i].bytes = query.bytes_at(at);
    }
    page.push_back(std::move(row));
  }
}

// The number of rows.
Result<std::uint64_t> copy_table(sql::Connection& from, sql::Connection& to, const Table& table) {
  std::uint64_t count = 0;
  Row after = before_all(table);
  for (;;) {
    Result<std::vector<Row>> page = read_page(from, table, after);
    if (!page) return page.error();
    if (page->empty()) return count;
    for (const Row& row : *page) {
      sql::Query insert = to.query(table.write);
      for (std::size_t i = 0; i < row.size(); ++i)
        bind(insert, static_cast<int>(i), table.columns[i], row[i]);
      if (Status status = insert.run(); !status) return status.error();
    }
    count += page->size();
    after.assign(page->back().begin(),
                 page->back().begin() + static_cast<std::ptrdiff_t>(table.keys));
  }
}

Result<std::vector<std::uint64_t>> copy_tables(sql::Connection& from, sql::Connection& to,
                                               sql::Kind kind) {
  std::vector<std::uint64_t> counts;
  for (const Table& table : tables_of(kind)) {
    Result<std::vector<Row>> there = read_page(to, table, before_all(table));
    if (!there) return there.error();
    if (!there->empty())
      return Error{Fault::kRefused,
                   "copy.not_empty",
                   to.path() +
                       ": there are records or values already; nothing was changed. Name "
                       "an empty folder or database.",
                   {}};
    Result<std::uint64_t> count = copy_table(from, to, table);
    if (!count) return count.error();
    counts.push_back(*count);
  }
  return counts;
}

// Rows by table.
Result<std::vector<std::uint64_t>> copy_database(sql::Databases& from, sql::Databases& to,
                                                 const sql::DatabaseName& name) {
  if (Status status = from.check(name); !status) return status.error();
  Result<sql::Connection> reading = from.open_for_reading(name);
  if (!reading) return reading.error();
  Result<sql::Connection> writing = to.open(name, sql::IfAbsent::kCreate);
  if (!writing) return writing.error();
  if (Status status = reading->begin_reading(); !status) return status.error();
  if (Status status = writing->begin_writing(); !status) return status.error();
  Result<std::vector<std::uint64_t>> counts = copy_tables(*reading, *writing, name.kind);
  if (!counts) {
    if (!writing->is_idle() && !writing->roll_back().ok()) return counts.error();
    return counts.error();
  }
  if (Status status = writing->commit(); !status) return status.error();
  return counts;
}

Result<VerifyReport> verify_at(const sql::Databases& databases) {
  Result<std::unique_ptr<Store>> store = sql::open_store_read_only(databases.clone());
  if (!store) return store.error();
  return verify(**store);
}

}  // namespace

Result<CopyReport> copy(sql::Databases& from, sql::Databases& to) {
  Result<VerifyReport> source = verify_at(from);
  if (!source) return source.error();
  if (!source->is_intact())
    return Error{Fault::kUnavailable,
                 "copy.altered",
                 "The source is not as it was recorded, nothing was copied: " +
                     to_string(*source->first_difference),
                 {}};
  CopyReport report;
  for (access::Realm realm : access::kRealms) {
    const std::string of(access::to_text(realm));
    Result<std::vector<std::uint64_t>> keys =
        copy_database(from, to, {sql::Kind::kKeys, "keys-" + of});
    if (!keys) return keys.error();
    Result<std::vector<std::uint64_t>> values =
        copy_database(from, to, {sql::Kind::kVault, "vault-" + of});
    if (!values) return values.error();
    report.values += values->front();
  }
  Result<std::vector<std::uint64_t>> counts =
      copy_database(from, to, {sql::Kind::kLedger, "ledger"});
  if (!counts) return counts.error();
  report.records = (*counts)[0];
  report.leaves = (*counts)[1];
  Result<VerifyReport> copied = verify_at(to);
  if (!copied) return copied.error();
  if (!copied->is_intact() || copied->records != source->records ||
      copied->leaves != source->leaves || copied->checkpoints != source->checkpoints)
    return Error{Fault::kUnavailable,
                 "copy.differs",
                 "The copy does not verify; do not use it, and check the disk of the target.",
                 {}};
  return report;
}

}  // namespace alternat::ledger

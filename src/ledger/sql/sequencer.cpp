// SPDX-License-Identifier: EUPL-1.2
// Leaf = SHA-256(0x00 || commitment), commitment = SHA-256 of the encoded record with its nonce.
#include "ledger/sql/sequencer.h"

#include <algorithm>
#include <map>

#include "ledger/codec.h"
#include "ledger/sha256.h"
#include "ledger/sql/appending.h"
#include "ledger/tree/merkle.h"

namespace alternat::ledger::sql {
namespace {

constexpr std::size_t kBatch = 512;

// Logs one after the other, each found by one look-up in an index.
Result<std::vector<std::string>> logs_with_leaves(Connection& connection) {
  std::vector<std::string> logs;
  std::string last;
  for (;;) {
    Query query = connection.query("SELECT min(log) FROM leaves WHERE log > ?");
    query.text(0, last);
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (query.is_null_at(0)) return logs;
    last = query.bytes_at(0);
    logs.push_back(last);
  }
}

Result<std::int64_t> next_index(Connection& connection, const std::string& log) {
  Query query =
      connection.query("SELECT coalesce(max(leaf_index) + 1, 0) FROM leaves WHERE log = ?");
  query.text(0, log);
  Result<bool> row = query.step();
  if (!row) return row.error();
  return query.integer_at(0);
}

Status insert_leaf(Connection& connection, const Query& record, std::int64_t index) {
  const Hash hash = tree::leaf_hash(bytes_of(commitment_of(record.bytes_at(4))));
  Query insert = connection.query(
      "INSERT INTO leaves (log, leaf_index, stream, version, leaf_hash) VALUES (?, ?, ?, ?, ?)");
  insert.text(0, record.bytes_at(1))
      .integer(1, index)
      .text(2, record.bytes_at(2))
      .integer(3, record.integer_at(3))
      .blob(4, bytes_of(hash));
  return insert.run();
}

}  // namespace

Result<Sequencer> Sequencer::find(Connection& connection, bool is_shared) {
  Result<std::vector<std::string>> logs = logs_with_leaves(connection);
  if (!logs) return logs.error();
  std::int64_t position = 0;
  for (const std::string& log : *logs) {
    Query query = connection.query(
        "SELECT position FROM records WHERE (log, stream, version) = (SELECT log, stream, version "
        "FROM leaves WHERE log = ? ORDER BY leaf_index DESC LIMIT 1)");
    query.text(0, log);
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (*row) position = std::max(position, query.integer_at(0));
  }
  Sequencer sequencer(static_cast<std::uint64_t>(position), is_shared);
  Result<std::uint64_t> last = last_position(connection);
  if (!last) return last.error();
  sequencer.committed_ = *last;
  return sequencer;
}

Result<std::size_t> Sequencer::sequence(Connection& connection, std::uint64_t until,
                                        std::size_t count_max) {
  std::map<std::string, std::int64_t> indexes;
  Query records = connection.query(
      "SELECT position, log, stream, version, encoded FROM records "
      "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?");
  records.integer(0, static_cast<std::int64_t>(position_))
      .integer(1, static_cast<std::int64_t>(until))
      .integer(2, static_cast<std::int64_t>(count_max));
  std::size_t count = 0;
  for (;; ++count) {
    Result<bool> row = records.step();
    if (!row) return row.error();
    if (!*row) return count;
    const std::string log(records.bytes_at(1));
    auto it = indexes.find(log);
    if (it == indexes.end()) {
      Result<std::int64_t> index = next_index(connection, log);
      if (!index) return index.error();
      it = indexes.emplace(log, *index).first;
    }
    if (Status status = insert_leaf(connection, records, it->second++); !status)
      return status.error();
    position_ = static_cast<std::uint64_t>(records.integer_at(0));
  }
}

Result<bool> Sequencer::run(Connection& connection, GroupWriter::Moment moment) {
  if (moment == GroupWriter::Moment::kRolledBack) {
    if (Status status = look_again(connection); !status) return status.error();
    return true;
  }
  // In a group, `committed_` is what earlier transactions left; this one's own records come next
  // time.
  const std::uint64_t until = committed_;
  Result<std::uint64_t> last = last_position(connection);
  if (!last) return last.error();
  if (moment == GroupWriter::Moment::kInGroup) {
    committed_ = *last;
    if (until < position_ + kBatch) return true;
    if (is_shared_)
      if (Status status = look_again(connection); !status) return status.error();
    Result<std::size_t> count = sequence(connection, until, kBatch);
    if (!count) return count.error();
    return true;
  }
  if (is_shared_)
    if (Status status = look_again(connection); !status) return status.error();
  committed_ = *last;
  Result<std::size_t> count = sequence(connection, *last, 8 * kBatch);
  if (!count) return count.error();
  return position_ < *last;
}

Status Sequencer::look_again(Connection& connection) {
  Result<Sequencer> again = find(connection, is_shared_);
  if (!again) return again.error();
  *this = *again;
  return {};
}

Status Sequencer::run_all(Connection& connection) {
  if (is_shared_)
    if (Status status = look_again(connection); !status) return status;
  Result<std::uint64_t> last = last_position(connection);
  if (!last) return last.error();
  Result<std::size_t> count = sequence(connection, *last, SIZE_MAX >> 1);
  if (!count) return count.error();
  return {};
}

}  // namespace alternat::ledger::sql

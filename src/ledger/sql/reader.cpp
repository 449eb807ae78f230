// SPDX-License-Identifier: EUPL-1.2
// Each question is one prepared statement over the snapshot.
#include "ledger/sql/reader.h"

#include "ledger/sql/appending.h"

namespace alternat::ledger::sql {
namespace {

constexpr std::size_t kIdleMax = 16;

Leaf read_leaf(const Query& row, StreamId stream) {
  Leaf leaf{static_cast<std::uint64_t>(row.integer_at(0)),
            std::move(stream),
            static_cast<std::uint64_t>(row.integer_at(2)),
            {}};
  const std::string_view hash = row.bytes_at(3);
  if (hash.size() == leaf.hash.size()) std::copy(hash.begin(), hash.end(), leaf.hash.begin());
  return leaf;
}

Result<std::vector<Leaf>> read_leaves(Query* query) {
  std::vector<Leaf> leaves;
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return leaves;
    Result<StreamId> stream = StreamId::from_text(query->bytes_at(1));
    if (!stream)
      return Error{Fault::kUnavailable,
                   "ledger.damaged",
                   "leaf " + std::to_string(query->integer_at(0)) + " names no stream.",
                   {}};
    leaves.push_back(read_leaf(*query, std::move(*stream)));
  }
}

class SqlReader final : public Reader {
 public:
  SqlReader(ReaderPool* pool, std::unique_ptr<Connection> connection)
      : pool_(pool), connection_(std::move(connection)) {}
  ~SqlReader() override {
    if (connection_->commit().ok()) pool_->give_back(std::move(connection_));
  }

  Result<std::vector<StoredRecord>> read_stream(const LogId& log, const StreamId& stream,
                                                std::uint64_t from_version) override {
    Query query = connection_->query(
        "SELECT position, encoded, log, stream, version, command, ordinal, type, recorded_at "
        "FROM records WHERE log = ? AND stream = ? AND version >= ? "
        "ORDER BY version");
    query.text(0, log.text())
        .text(1, stream.text())
        .integer(2, static_cast<std::int64_t>(from_version));
    return read_rows(&query);
  }

  Result<std::vector<StoredRecord>> read_log(const LogId& log, std::uint64_t position,
                                             std::size_t count_max) override {
    // SQLite's planner would take another index of the log, and sort.
    Query query = connection_->query(
        connection_->dialect() == Dialect::kSqlite
            ? "SELECT position, encoded, log, stream, version, command, ordinal, type, recorded_at "
              "FROM records INDEXED BY records_by_log "
              "WHERE log = ? AND position > ? ORDER BY position LIMIT ?"
            : "SELECT position, encoded, log, stream, version, command, ordinal, type, recorded_at "
              "FROM records WHERE log = ? AND position > ? ORDER BY position LIMIT ?");
    query.text(0, log.text())
        .integer(1, static_cast<std::int64_t>(position))
        .integer(2, static_cast<std::int64_t>(count_max));
    return read_rows(&query);
  }

  Result<std::vector<StoredRecord>> read_all(std::uint64_t position,
                                             std::size_t count_max) override {
    Query query = connection_->query(
        "SELECT position, encoded, log, stream, version, command, ordinal, type, recorded_at "
        "FROM records WHERE position > ? ORDER BY position LIMIT ?");
    query.integer(0, static_cast<std::int64_t>(position))
        .integer(1, static_cast<std::int64_t>(count_max));
    return read_rows(&query);
  }

  Result<std::vector<StoredRecord>> find_command(const LogId& log,
                                                 const CommandId& command) override {
    return sql::find_command(*connection_, log, command);
  }

  Result<std::uint64_t> stream_version(const LogId& log, const StreamId& stream) override {
    return sql::stream_version(*connection_, log, stream);
  }

  Result<std::uint64_t> last_position() override { return sql::last_position(*connection_); }

  Result<std::vector<LogId>> logs() override {
    std::vector<LogId> logs;
    std::string last;
    for (;;) {
      Query query = connection_->query("SELECT min(log) FROM records WHERE log > ?");
      query.text(0, last);
      Result<bool> row = query.step();
      if (!row) return row.error();
      if (query.is_null_at(0)) return logs;
      last = query.bytes_at(0);
      Result<LogId> log = LogId::from_text(last);
      if (!log)
        return Error{Fault::kUnavailable, "ledger.damaged", "a log has a malformed name.", {}};
      logs.push_back(std::move(*log));
    }
  }

  Result<std::uint64_t> tree_size(const LogId& log) override {
    Query query =
        connection_->query("SELECT coalesce(max(leaf_index) + 1, 0) FROM leaves WHERE log = ?");
    query.text(0, log.text());
    Result<bool> row = query.step();
    if (!row) return row.error();
    return static_cast<std::uint64_t>(query.integer_at(0));
  }

  Result<std::vector<Leaf>> leaves(const LogId& log, std::uint64_t index,
                                   std::size_t count_max) override {
    Query query = connection_->query(
        "SELECT leaf_index, stream, version, leaf_hash FROM leaves "
        "WHERE log = ? AND leaf_index >= ? ORDER BY leaf_index LIMIT ?");
    query.text(0, log.text())
        .integer(1, static_cast<std::int64_t>(index))
        .integer(2, static_cast<std::int64_t>(count_max));
    return read_leaves(&query);
  }

  Result<std::optional<Leaf>> find_leaf(const LogId& log, const StreamId& stream,
                                        std::uint64_t version) override {
    Query query = connection_->query(
        "SELECT leaf_index, stream, version, leaf_hash FROM leaves "
        "WHERE log = ? AND stream = ? AND version = ?");
    query.text(0, log.text()).text(1, stream.text()).integer(2, static_cast<std::int64_t>(version));
    Result<std::vector<Leaf>> found = read_leaves(&query);
    if (!found) return found.error();
    if (found->empty()) return std::optional<Leaf>();
    return std::optional<Leaf>(std::move(found->front()));
  }

  Result<std::vector<std::string>> checkpoints(const LogId& log) override {
    std::vector<std::string> notes;
    Query query = connection_->query("SELECT note FROM checkpoints WHERE log = ? ORDER BY size");
    query.text(0, log.text());
    for (;;) {
      Result<bool> row = query.step();
      if (!row) return row.error();
      if (!*row) return notes;
      notes.emplace_back(query.bytes_at(0));
    }
  }

 private:
  ReaderPool* pool_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace

Result<std::unique_ptr<Connection>> ReaderPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  Result<Connection> connection = databases_->open_for_reading(name_);
  if (!connection) return connection.error();
  return std::make_unique<Connection>(std::move(*connection));
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdleMax) idle_.push_back(std::move(connection));
}

Result<std::unique_ptr<Reader>> open_reader(ReaderPool* pool) {
  Result<std::unique_ptr<Connection>> connection = pool->take();
  if (!connection) return connection.error();
  if (Status status = (*connection)->begin_reading(); !status) return status.error();
  // The first read is what fixes the snapshot.
  if (Result<std::uint64_t> first = last_position(**connection); !first) return first.error();
  return std::unique_ptr<Reader>(std::make_unique<SqlReader>(pool, std::move(*connection)));
}

}  // namespace alternat::ledger::sql

// SPDX-License-Identifier: EUPL-1.2
// Wiring: appends go through the group writer, reads through the pool, leaves through the
// sequencer.
#include "ledger/sql/sql_store.h"

#include "ledger/sql/appending.h"
#include "ledger/sql/group_writer.h"
#include "ledger/sql/reader.h"
#include "ledger/sql/sequencer.h"

namespace alternat::ledger::sql {
namespace {

const DatabaseName kName{Kind::kLedger, "ledger"};

Status insert_checkpoint(Connection& connection, const LogId& log, std::uint64_t size,
                         const std::string& note) {
  {
    Query query = connection.query("SELECT 1 FROM checkpoints WHERE log = ? AND size >= ?");
    query.text(0, log.text()).integer(1, static_cast<std::int64_t>(size));
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (*row)
      return Error{Fault::kConflict,
                   "ledger.checkpoint_exists",
                   "log " + log.text() + " has a checkpoint of size " + std::to_string(size) +
                       " or more already.",
                   {}};
  }
  Query insert = connection.query("INSERT INTO checkpoints (log, size, note) VALUES (?, ?, ?)");
  insert.text(0, log.text()).integer(1, static_cast<std::int64_t>(size)).text(2, note);
  return insert.run();
}

class SqlStore final : public Store {
 public:
  SqlStore(Connection connection, Sequencer sequencer, StoreParts parts)
      : random_(parts.random),
        sequencer_(sequencer),
        writer_(std::move(connection), {parts.queue_max, parts.group_max},
                [this](Connection& writing, GroupWriter::Moment moment) {
                  return sequencer_.run(writing, moment);
                }),
        pool_(std::move(parts.databases), kName) {}

  Result<AppendResult> append(const Batch& batch) override {
    if (Status status = check_batch(batch); !status) return status.error();
    AppendResult appended;
    const Status status = writer_.run([&](Connection& connection) -> Status {
      Result<AppendResult> result = append_batch(connection, batch, *random_);
      if (!result) return result.error();
      appended = std::move(*result);
      return {};
    });
    if (!status) return status.error();
    return appended;
  }

  Result<std::unique_ptr<Reader>> read() override { return open_reader(&pool_); }

  Status sequence() override {
    return writer_.run([this](Connection& connection) { return sequencer_.run_all(connection); });
  }

  Status keep_checkpoint(const LogId& log, std::uint64_t size, const std::string& note) override {
    return writer_.run(
        [&](Connection& connection) { return insert_checkpoint(connection, log, size, note); });
  }

 private:
  RandomSource* random_;
  Sequencer sequencer_;
  GroupWriter writer_;  // its thread uses the two above
  ReaderPool pool_;     // closed before the writer, whose closing then empties the write-ahead log
};

class ReadOnlyStore final : public Store {
 public:
  explicit ReadOnlyStore(std::unique_ptr<Databases> databases)
      : pool_(std::move(databases), kName) {}

  Result<AppendResult> append(const Batch&) override { return refuse(); }
  Result<std::unique_ptr<Reader>> read() override { return open_reader(&pool_); }
  Status sequence() override { return refuse(); }
  Status keep_checkpoint(const LogId&, std::uint64_t, const std::string&) override {
    return refuse();
  }

 private:
  static Error refuse() {
    return {
        Fault::kUnavailable, "ledger.read_only", "This ledger was opened for reading only.", {}};
  }
  ReaderPool pool_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_store(StoreParts parts) {
  Result<Connection> connection = parts.databases->open(kName, IfAbsent::kCreate);
  if (!connection) return connection.error();
  Result<Sequencer> sequencer = Sequencer::find(*connection, parts.databases->are_shared());
  if (!sequencer) return sequencer.error();
  std::unique_ptr<Store> store =
      std::make_unique<SqlStore>(std::move(*connection), *sequencer, std::move(parts));
  return store;
}

Result<std::unique_ptr<Store>> open_store_read_only(std::unique_ptr<Databases> databases) {
  if (Status status = databases->check(kName); !status) return status.error();
  std::unique_ptr<Store> store = std::make_unique<ReadOnlyStore>(std::move(databases));
  return store;
}

}  // namespace alternat::ledger::sql

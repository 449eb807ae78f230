// SPDX-License-Identifier: EUPL-1.2
// Store: appends batches of records and reads them back. Two implementations (SQLite, later
// PostgreSQL) with the same behaviour, tested by the same tests. Records are only ever appended.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/record.h"

namespace alternat::ledger {

struct NewRecord {
  StreamId stream;
  std::string type;
  Date effective_on;
  std::string body = "{}";  // canonical JSON object
  std::vector<Commitment> commitments;
};

// Where the writer believes a stream stands: its last version (0: it does not exist yet), or no
// belief: the records go to its end wherever that is (only for streams that nothing is decided on,
// such as reads).
struct StreamExpectation {
  StreamId stream;
  std::optional<std::uint64_t> version;
};

// Everything one command records; all of it or nothing. Ordinals are the places in `records`.
struct Batch {
  LogId log;
  CommandId command;
  access::ActorId actor;
  std::string purpose;
  Instant recorded_at;
  std::vector<NewRecord> records;               // 1 to 1000
  std::vector<StreamExpectation> expectations;  // one for each stream in `records`
};

struct StoredRecord {
  std::uint64_t position;  // commit order on this node, from 1; never exported
  Record record;
};

struct AppendResult {
  bool already = false;  // the command had been appended before: these are its first records
  std::vector<StoredRecord> records;
};

struct Leaf {
  std::uint64_t index;  // from 0 in its log
  StreamId stream;
  std::uint64_t version;
  Hash hash;
};

// One request's view: a snapshot; later appends do not show. Not for two threads at once.
class Reader {
 public:
  virtual ~Reader() = default;
  // Versions from `from_version` on, in order; empty if there are none.
  virtual Result<std::vector<StoredRecord>> read_stream(const LogId& log, const StreamId& stream,
                                                        std::uint64_t from_version = 1) = 0;
  // At most `count_max` records after `position` (0: from the start), in commit order.
  virtual Result<std::vector<StoredRecord>> read_log(const LogId& log, std::uint64_t position,
                                                     std::size_t count_max) = 0;
  virtual Result<std::vector<StoredRecord>> read_all(std::uint64_t position,
                                                     std::size_t count_max) = 0;
  // What the command recorded, by ordinal; empty if it never was. Ask before deciding anything.
  virtual Result<std::vector<StoredRecord>> find_command(const LogId& log,
                                                         const CommandId& command) = 0;
  // 0 if the stream does not exist.
  virtual Result<std::uint64_t> stream_version(const LogId& log, const StreamId& stream) = 0;
  virtual Result<std::uint64_t> last_position() = 0;
  virtual Result<std::vector<LogId>> logs() = 0;

  // The tree of a log: how many leaves, and at most `count_max` from `index` on.
  virtual Result<std::uint64_t> tree_size(const LogId& log) = 0;
  virtual Result<std::vector<Leaf>> leaves(const LogId& log, std::uint64_t index,
                                           std::size_t count_max) = 0;
  virtual Result<std::optional<Leaf>> find_leaf(const LogId& log, const StreamId& stream,
                                                std::uint64_t version) = 0;
  // The signed notes of a log's checkpoints, oldest first.
  virtual Result<std::vector<std::string>> checkpoints(const LogId& log) = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // Returns only after the batch is durable. Safe from any thread. Errors: ledger.stale_version (a
  // stream moved on), ledger.command_reused (same command, other content), ledger.busy (queue full,
  // try again), ledger.stream_not_expected, ledger.batch_malformed, ledger.record_malformed,
  // ledger.write_failed (disk; nothing was appended), ledger.read_only.
  virtual Result<AppendResult> append(const Batch& batch) = 0;
  virtual Result<std::unique_ptr<Reader>> read() = 0;

  // Gives every committed record its leaf, in commit order; also done by itself, in batches, when
  // idle.
  virtual Status sequence() = 0;
  // Keeps a signed checkpoint; error ledger.checkpoint_exists if one of that size is kept already.
  virtual Status keep_checkpoint(const LogId& log, std::uint64_t size, const std::string& note) = 0;
};

// What can be refused without the database: errors ledger.batch_malformed,
// ledger.stream_not_expected, ledger.record_malformed.
Status check_batch(const Batch& batch);

// Every record in commit order, in one snapshot; the visitor's first error stops and is returned.
Status replay(Store& store, const std::function<Status(const StoredRecord&)>& visit);

}  // namespace alternat::ledger

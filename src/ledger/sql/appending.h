// SPDX-License-Identifier: EUPL-1.2
// What one append does inside the writer's transaction: find the command, compare the versions,
// write.
#pragma once

#include "ledger/sql/connection.h"
#include "ledger/store.h"

namespace alternat::ledger::sql {

// Writes nothing if it returns an error that is the caller's. The errors of Store::append.
Result<AppendResult> append_batch(Connection& connection, const Batch& batch, RandomSource& random);

// A row of `position, encoded, log, stream, version, command, ordinal, type, recorded_at`. Error
// ledger.damaged names the record.
Result<StoredRecord> read_row(const Query& row);
Result<std::vector<StoredRecord>> read_rows(Query* query);
Result<std::vector<StoredRecord>> find_command(Connection& connection, const LogId& log,
                                               const CommandId& command);
Result<std::uint64_t> stream_version(Connection& connection, const LogId& log,
                                     const StreamId& stream);
Result<std::uint64_t> last_position(Connection& connection);

}  // namespace alternat::ledger::sql

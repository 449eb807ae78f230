// SPDX-License-Identifier: EUPL-1.2
// Everything is checked before the first insert, so a refusal leaves the group's transaction
// untouched.
#include "ledger/sql/appending.h"

#include <map>

#include "ledger/codec.h"

namespace alternat::ledger::sql {
namespace {

using Heads = std::map<StreamId, std::uint64_t>;

// The same command sent again: everything but where and when it was recorded.
bool same_content(const Record& kept, const NewRecord& again, const Batch& batch) {
  return kept.header.stream == again.stream && kept.header.type == again.type &&
         kept.header.effective_on == again.effective_on && kept.body == again.body &&
         kept.commitments == again.commitments && kept.header.actor == batch.actor &&
         kept.header.purpose == batch.purpose;
}

Result<AppendResult> already_appended(std::vector<StoredRecord> kept, const Batch& batch) {
  bool same = kept.size() == batch.records.size();
  for (std::size_t i = 0; same && i < kept.size(); ++i)
    same = same_content(kept[i].record, batch.records[i], batch);
  if (same) return AppendResult{true, std::move(kept)};
  return Error{Fault::kConflict,
               "ledger.command_reused",
               "command " + batch.command.text() + " in log " + batch.log.text() +
                   " was recorded before with other content; a new command needs a new id.",
               {}};
}

Result<Heads> check_versions(Connection& connection, const Batch& batch) {
  Heads heads;
  for (const StreamExpectation& expected : batch.expectations) {
    Result<std::uint64_t> version = stream_version(connection, batch.log, expected.stream);
    if (!version) return version.error();
    if (expected.version && *expected.version != *version)
      return Error{Fault::kConflict,
                   "ledger.stale_version",
                   "stream " + expected.stream.text() + " in log " + batch.log.text() +
                       " is at version " + std::to_string(*version) + ", not " +
                       std::to_string(*expected.version) + "; read it again and decide again.",
                   {}};
    heads.emplace(expected.stream, *version);
  }
  return heads;
}

Status insert(Connection& connection, const StoredRecord& stored, const std::string& encoded) {
  const RecordHeader& header = stored.record.header;
  Query query = connection.query(
      "INSERT INTO records (position, log, stream, version, command, ordinal, type, recorded_at, "
      "encoded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.integer(0, static_cast<std::int64_t>(stored.position))
      .text(1, header.log.text())
      .text(2, header.stream.text())
      .integer(3, static_cast<std::int64_t>(header.version))
      .text(4, header.command.text())
      .integer(5, header.ordinal)
      .text(6, header.type)
      .integer(7, header.recorded_at.micros())
      .blob(8, encoded);
  return query.run();
}

Record make_record(const Batch& batch, std::size_t ordinal, std::uint64_t version, Nonce nonce) {
  const NewRecord& made = batch.records[ordinal];
  return {{batch.log, made.stream, version, batch.command, static_cast<std::uint32_t>(ordinal),
           made.type, batch.recorded_at, made.effective_on, batch.actor, batch.purpose, nonce},
          made.body,
          made.commitments};
}

}  // namespace

Result<AppendResult> append_batch(Connection& connection, const Batch& batch,
                                  RandomSource& random) {
  Result<std::vector<StoredRecord>> kept = find_command(connection, batch.log, batch.command);
  if (!kept) return kept.error();
  if (!kept->empty()) return already_appended(std::move(*kept), batch);
  Result<Heads> heads = check_versions(connection, batch);
  if (!heads) return heads.error();
  Result<std::uint64_t> position = last_position(connection);
  if (!position) return position.error();

  AppendResult result;
  result.records.reserve(batch.records.size());
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    Nonce nonce;
    random.fill(nonce.data(), nonce.size());
    const std::uint64_t version = ++heads->at(batch.records[i].stream);
    StoredRecord stored{++*position, make_record(batch, i, version, nonce)};
    if (Status status = insert(connection, stored, encode(stored.record)); !status)
      return status.error();
    result.records.push_back(std::move(stored));
  }
  return result;
}

// The columns only find a record; what it says, and that it is the one looked for, is in its bytes.
Result<StoredRecord> read_row(const Query& row) {
  const auto damaged = [&](const std::string& why) {
    return Error{Fault::kUnavailable,
                 "ledger.damaged",
                 "log " + std::string(row.bytes_at(2)) + ", stream " +
                     std::string(row.bytes_at(3)) + ", version " +
                     std::to_string(row.integer_at(4)) + " (position " +
                     std::to_string(row.integer_at(0)) + "): " + why,
                 {}};
  };
  Result<Record> record = decode(row.bytes_at(1));
  if (!record) {
    if (record.error().code != "ledger.record_malformed") return record.error();
    return damaged(record.error().message);
  }
  const RecordHeader& header = record->header;
  if (header.log.text() != row.bytes_at(2) || header.stream.text() != row.bytes_at(3) ||
      static_cast<std::int64_t>(header.version) != row.integer_at(4) ||
      header.command.text() != row.bytes_at(5) || header.ordinal != row.integer_at(6) ||
      header.type != row.bytes_at(7) || header.recorded_at.micros() != row.integer_at(8))
    return damaged("its bytes say log " + header.log.text() + ", stream " + header.stream.text() +
                   ", version " + std::to_string(header.version) + ", " + header.type + ".");
  return StoredRecord{static_cast<std::uint64_t>(row.integer_at(0)), std::move(*record)};
}

Result<std::vector<StoredRecord>> read_rows(Query* query) {
  std::vector<StoredRecord> records;
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return records;
    Result<StoredRecord> record = read_row(*query);
    if (!record) return record.error();
    records.push_back(std::move(*record));
  }
}

Result<std::vector<StoredRecord>> find_command(Connection& connection, const LogId& log,
                                               const CommandId& command) {
  Query query = connection.query(
      "SELECT position, encoded, log, stream, version, command, ordinal, type, recorded_at "
      "FROM records WHERE log = ? AND command = ? ORDER BY ordinal");
  query.text(0, log.text()).text(1, command.text());
  return read_rows(&query);
}

Result<std::uint64_t> stream_version(Connection& connection, const LogId& log,
                                     const StreamId& stream) {
  Query query = connection.query(
      "SELECT coalesce(max(version), 0) FROM records WHERE log = ? AND stream = ?");
  query.text(0, log.text()).text(1, stream.text());
  Result<bool> row = query.step();
  if (!row) return row.error();
  return static_cast<std::uint64_t>(query.integer_at(0));
}

Result<std::uint64_t> last_position(Connection& connection) {
  Query query = connection.query("SELECT coalesce(max(position), 0) FROM records");
  Result<bool> row = query.step();
  if (!row) return row.error();
  return static_cast<std::uint64_t>(query.integer_at(0));
}

}  // namespace alternat::ledger::sql

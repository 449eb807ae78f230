// SPDX-License-Identifier: EUPL-1.2
// Everything is checked before the first insert, so a refusal leaves the group's transaction
// untouched.
#include "ledger/sqlite/appending.h"

#include <algorithm>
#include <map>

#include "ledger/codec.h"

namespace alternat::ledger::sqlite {
namespace {

constexpr std::size_t kRecordsMax = 1000;

using Heads = std::map<StreamId, std::uint64_t>;

Error batch_error(const char* code, const std::string& what) {
  return {Fault::kMalformed, code, what, {}};
}

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

Status check_batch(const Batch& batch) {
  if (batch.records.empty() || batch.records.size() > kRecordsMax)
    return batch_error("ledger.batch_malformed", "a batch has 1 to 1000 records, this one " +
                                                     std::to_string(batch.records.size()) + ".");
  const auto& expectations = batch.expectations;
  for (auto it = expectations.begin(); it != expectations.end(); ++it) {
    const auto same = [&](const StreamExpectation& other) { return other.stream == it->stream; };
    if (std::any_of(std::next(it), expectations.end(), same))
      return batch_error("ledger.batch_malformed",
                         "stream " + it->stream.text() + " is expected twice in one batch.");
  }
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const StreamId& stream = batch.records[i].stream;
    const auto same = [&](const StreamExpectation& other) { return other.stream == stream; };
    if (std::none_of(expectations.begin(), expectations.end(), same))
      return batch_error("ledger.stream_not_expected",
                         "the batch writes to stream " + stream.text() +
                             " without saying at which version it stands.");
    if (Status status = check_record(make_record(batch, i, 1, {})); !status) return status;
  }
  return {};
}

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

Result<StoredRecord> read_row(const Query& row) {
  Result<Record> record = decode(row.bytes_at(1));
  if (!record) {
    Error error = record.error();
    if (error.code == "ledger.record_malformed") error.code = "ledger.damaged";
    error.message = "record at position " + std::to_string(row.integer_at(0)) +
                    " cannot be read: " + error.message;
    return error;
  }
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
      "SELECT position, encoded FROM records WHERE log = ? AND command = ? ORDER BY ordinal");
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

}  // namespace alternat::ledger::sqlite

// SPDX-License-Identifier: EUPL-1.2
// A value is sealed as salt || name || text under its data key; its commitment is HMAC-SHA-256
// under the salt.
#include "ledger/vault/realm_vault.h"

#include "base/assert.h"
#include "ledger/sha256.h"

namespace alternat::ledger::vault {
namespace {

constexpr std::size_t kSaltBytes = 32;

// docs/ledger-format.md, "Commitment of a value".
Hash commit(std::string_view salt, std::string_view name, std::string_view value) {
  std::string message("alternat value v1");
  message.append(1, '\0').append(name).append(1, '\0').append(value);
  return hmac_sha256(salt, message);
}

// Binds the ciphertext to its place, so that no value can be moved to another person or case.
std::string value_context(const CommandKey& command, Slot slot, std::string_view stream,
                          std::int64_t category) {
  std::string context("alternat sealed value v1");
  for (const std::string& part :
       {command.log.text(), command.command.text(), std::to_string(slot.ordinal),
        std::to_string(slot.item), std::string(stream), std::to_string(category)})
    context.append(1, '\0').append(part);
  return context;
}

struct Row {
  std::string key_id;
  Commitment commitment;
  std::string sealed;
};

Status insert_value(sql::Connection& connection, const CommandKey& command,
                    const ValueToKeep& value, const Row& row) {
  sql::Query insert = connection.query(
      "INSERT INTO vault_values (log, command, ordinal, item, stream, key_id, category, "
      "commitment, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.text(0, command.log.text())
      .text(1, command.command.text())
      .integer(2, value.slot.ordinal)
      .integer(3, value.slot.item)
      .text(4, value.stream.text())
      .text(5, row.key_id)
      .integer(6, static_cast<std::int64_t>(value.category))
      .blob(7, bytes_of(row.commitment.hash))
      .blob(8, row.sealed);
  return insert.run();
}

Status run_for(sql::Connection& connection, const char* sql, const CommandKey& command) {
  sql::Query query = connection.query(sql);
  query.text(0, command.log.text()).text(1, command.command.text());
  return query.run();
}

constexpr const char* kForget = "DELETE FROM unsettled WHERE log = ? AND command = ?";
constexpr const char* kDrop = "DELETE FROM vault_values WHERE log = ? AND command = ?";

Status drop(sql::Connection& connection, const CommandKey& command) {
  if (Status status = run_for(connection, kDrop, command); !status) return status;
  return run_for(connection, kForget, command);
}

Status check_absent(sql::Connection& connection, const CommandKey& command) {
  sql::Query query =
      connection.query("SELECT 1 FROM vault_values WHERE log = ? AND command = ? LIMIT 1");
  query.text(0, command.log.text()).text(1, command.command.text());
  Result<bool> row = query.step();
  if (!row) return row.error();
  if (!*row) return {};
  return Error{Fault::kUnavailable,
               "ledger.write_failed",
               "An earlier try of command " + command.command.text() +
                   " may have reached the disk; start the node again to find out.",
               {}};
}

sql::DatabaseName name_of(sql::Kind kind, access::Realm realm) {
  return {kind,
          (kind == sql::Kind::kKeys ? "keys-" : "vault-") + std::string(access::to_text(realm))};
}

}  // namespace

Result<std::unique_ptr<RealmVault>> RealmVault::open(const RealmPlace& place,
                                                     const SecretKey& node_key,
                                                     RandomSource* random) {
  SecretKey root =
      node_key.derive("alternat realm root v1 " + std::string(access::to_text(place.realm)));
  const std::unique_ptr<sql::Databases> databases = place.databases->clone();
  Result<std::unique_ptr<KeyStore>> keys = KeyStore::open(
      {databases.get(), name_of(sql::Kind::kKeys, place.realm).name, place.if_absent},
      std::move(root), random);
  if (!keys) {
    Error error = keys.error();
    if (error.code == "ledger.not_found") {
      error.code = "vault.missing_key";
      error.message += " Without it no value of this realm can be read; restore it.";
    }
    return error;
  }
  Result<sql::Connection> connection =
      databases->open(name_of(sql::Kind::kVault, place.realm), place.if_absent);
  if (!connection) return connection.error();
  return std::unique_ptr<RealmVault>(
      new RealmVault(place, std::move(*keys), std::move(*connection), random));
}

RealmVault::RealmVault(const RealmPlace& place, std::unique_ptr<KeyStore> keys,
                       sql::Connection connection, RandomSource* random)
    : realm_(place.realm),
      keys_(std::move(keys)),
      random_(random),
      writer_(std::move(connection), {},
              [this](sql::Connection& writing, sql::GroupWriter::Moment moment) {
                return keep_house(writing, moment);
              }),
      pool_(place.databases->clone(), name_of(sql::Kind::kVault, place.realm)) {}

Result<std::vector<Commitment>> RealmVault::put(const CommandKey& command,
                                                std::span<const ValueToKeep> values) {
  std::vector<Row> rows;
  std::vector<Commitment> commitments;
  for (const ValueToKeep& value : values) {
    Result<DataKey> key = keys_->key_for(value.subject, value.retention);
    if (!key) return key.error();
    const SecretKey salt = SecretKey::random(random_);
    const Commitment commitment{realm_, commit(salt.bytes(), value.name, value.value)};
    std::string text(salt.bytes());
    text.append(value.name).append(1, '\0').append(value.value);
    const std::string context = value_context(command, value.slot, value.stream.text(),
                                              static_cast<std::int64_t>(value.category));
    rows.push_back({key->id, commitment, seal(key->key, text, context, random_)});
    commitments.push_back(commitment);
  }
  const Status status = writer_.run([&](sql::Connection& connection) -> Status {
    bool was_discarded = false;
    {
      const std::lock_guard lock(mutex_);
      was_discarded = discarded_.contains(command);
    }
    if (was_discarded)
      if (Status dropped = drop(connection, command); !dropped) return dropped;
    if (Status absent = check_absent(connection, command); !absent) return absent;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (Status kept = insert_value(connection, command, values[i], rows[i]); !kept) return kept;
    return run_for(connection, "INSERT INTO unsettled (log, command) VALUES (?, ?)", command);
  });
  if (!status) return status.error();
  const std::lock_guard lock(mutex_);
  discarded_.erase(command);
  return commitments;
}

void RealmVault::settle(const CommandKey& command) {
  const std::lock_guard lock(mutex_);
  settled_.insert(command);
}

void RealmVault::discard(const CommandKey& command) {
  const std::lock_guard lock(mutex_);
  discarded_.insert(command);
}

// Settled and discarded commands are forgotten with the next group. Whatever a rollback loses here,
// the next start sweeps.
Result<bool> RealmVault::keep_house(sql::Connection& connection, sql::GroupWriter::Moment moment) {
  if (moment == sql::GroupWriter::Moment::kRolledBack) return true;
  std::set<CommandKey> settled, discarded;
  {
    const std::lock_guard lock(mutex_);
    settled.swap(settled_);
    if (moment == sql::GroupWriter::Moment::kIdle) discarded.swap(discarded_);
  }
  for (const CommandKey& command : settled)
    if (Status status = run_for(connection, kForget, command); !status) return status.error();
  for (const CommandKey& command : discarded)
    if (Status status = drop(connection, command); !status) return status.error();
  return false;
}

Result<KeptValue> RealmVault::read_value(const sql::Query& row) {
  Result<LogId> log = LogId::from_text(row.bytes_at(0));
  Result<CommandId> command = CommandId::from_text(row.bytes_at(1));
  Result<StreamId> stream = StreamId::from_text(row.bytes_at(4));
  if (!log || !command || !stream)
    return Error{Fault::kUnavailable, "ledger.damaged", "a value in the vault has no place.", {}};
  const Slot slot{static_cast<std::uint32_t>(row.integer_at(2)),
                  static_cast<std::uint32_t>(row.integer_at(3))};
  KeptValue value{{std::move(*log), std::move(*command)},
                  slot,
                  std::move(*stream),
                  {realm_, {}},
                  std::nullopt,
                  true};
  const std::string_view hash = row.bytes_at(7);
  std::copy(hash.begin(), hash.end(), value.commitment.hash.begin());
  if (row.is_null_at(8)) return value;
  Result<std::optional<DataKey>> key = keys_->find_key(std::string(row.bytes_at(5)));
  if (!key) return key.error();
  if (!key->has_value()) return value;

  const std::int64_t category = row.integer_at(6);
  const std::optional<std::string> text =
      open_sealed((*key)->key, row.bytes_at(8),
                  value_context(value.command, slot, value.stream.text(), category));
  const std::size_t name_end = text ? text->find('\0', kSaltBytes) : std::string::npos;
  if (name_end == std::string::npos) {
    value.is_genuine = false;
    return value;
  }
  KeptValue::Text shown{(*key)->subject, text->substr(kSaltBytes, name_end - kSaltBytes),
                        static_cast<access::FactCategory>(category), text->substr(name_end + 1)};
  const std::string_view salt = std::string_view(*text).substr(0, kSaltBytes);
  value.is_genuine = commit(salt, shown.name, shown.value) == value.commitment.hash;
  value.text = std::move(shown);
  return value;
}

Result<std::vector<KeptValue>> RealmVault::read_values(sql::Query* query) {
  std::vector<KeptValue> values;
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return values;
    Result<KeptValue> value = read_value(*query);
    if (!value) return value.error();
    values.push_back(std::move(*value));
  }
}

Result<std::vector<KeptValue>> RealmVault::values_of_command(const CommandKey& command) {
  Result<std::unique_ptr<sql::Connection>> connection = pool_.take();
  if (!connection) return connection.error();
  Result<std::vector<KeptValue>> values = [&] {
    sql::Query query =
        (*connection)
            ->query(
                "SELECT log, command, ordinal, item, stream, key_id, category, commitment, sealed "
                "FROM vault_values WHERE log = ? AND command = ? ORDER BY ordinal, item");
    query.text(0, command.log.text()).text(1, command.command.text());
    return read_values(&query);
  }();
  pool_.give_back(std::move(*connection));
  return values;
}

Result<std::vector<KeptValue>> RealmVault::values_under(const DataKey& key,
                                                        const StreamId* stream) {
  Result<std::unique_ptr<sql::Connection>> connection = pool_.take();
  if (!connection) return connection.error();
  Result<std::vector<KeptValue>> values = [&] {
    sql::Query query =
        (*connection)
            ->query(
                "SELECT log, command, ordinal, item, stream, key_id, category, commitment, sealed "
                "FROM vault_values WHERE key_id = ? AND (? = '' OR stream = ?)");
    const std::string_view wanted = stream == nullptr ? "" : std::string_view(stream->text());
    query.text(0, key.id).text(1, wanted).text(2, wanted);
    return read_values(&query);
  }();
  pool_.give_back(std::move(*connection));
  return values;
}

Result<bool> RealmVault::is_empty() {
  bool found = false;
  const Status status = writer_.run([&](sql::Connection& connection) -> Status {
    sql::Query query = connection.query("SELECT 1 FROM vault_values LIMIT 1");
    Result<bool> row = query.step();
    if (!row) return row.error();
    found = *row;
    return {};
  });
  if (!status) return status.error();
  return !found;
}

Status RealmVault::sweep(Reader& records) {
  return writer_.run([&](sql::Connection& connection) -> Status {
    std::vector<CommandKey> open;
    {
      // Where nodes share the vault, the last minutes may be another one's work in hand.
      sql::Query query = connection.query(
          connection.dialect() == sql::Dialect::kSqlite
              ? "SELECT log, command FROM unsettled"
              : "SELECT log, command FROM unsettled WHERE since < now() - interval '10 minutes'");
      for (;;) {
        Result<bool> row = query.step();
        if (!row) return row.error();
        if (!*row) break;
        Result<LogId> log = LogId::from_text(query.bytes_at(0));
        Result<CommandId> command = CommandId::from_text(query.bytes_at(1));
        if (log.ok() && command.ok()) open.push_back({std::move(*log), std::move(*command)});
      }
    }
    for (const CommandKey& command : open) {
      Result<std::vector<StoredRecord>> found = records.find_command(command.log, command.command);
      if (!found) return found.error();
      const Status status =
          found->empty() ? drop(connection, command) : run_for(connection, kForget, command);
      if (!status) return status;
    }
    return {};
  });
}

Result<bool> RealmVault::is_erased(const std::vector<std::string>& key_ids) {
  for (const std::string& id : key_ids) {
    Result<std::optional<DataKey>> key = keys_->find_key(id);
    if (!key) return key.error();
    if (key->has_value()) return false;
  }
  bool left = false;
  const Status status = writer_.run([&](sql::Connection& connection) -> Status {
    for (const std::string& id : key_ids) {
      sql::Query query = connection.query("SELECT 1 FROM vault_values WHERE key_id = ? LIMIT 1");
      query.text(0, id);
      Result<bool> row = query.step();
      if (!row) return row.error();
      left = left || *row;
    }
    return {};
  });
  if (!status) return status.error();
  return !left;
}

Status RealmVault::erase(const std::vector<std::string>& key_ids, Instant at) {
  if (Status status = keys_->destroy(key_ids, at); !status) return status;
  const Status wiped = writer_.run([&](sql::Connection& connection) -> Status {
    for (const std::string& id : key_ids) {
      sql::Query wipe = connection.query(
          "UPDATE vault_values SET sealed = NULL, category = NULL, key_id = '' WHERE key_id = ?");
      wipe.text(0, id);
      if (Status status = wipe.run(); !status) return status;
    }
    return {};
  });
  if (!wiped) return wiped;
  return writer_.run_alone([](sql::Connection& connection) {
    return connection.forget_deleted("vault_values", sql::Forgetting::kSpaceOnly);
  });
}

}  // namespace alternat::ledger::vault

// SPDX-License-Identifier: EUPL-1.2
// One connection under a lock: keys are made once for each person and read from memory-mapped
// pages.
#include "ledger/vault/key_store.h"

#include "ledger/sha256.h"

namespace alternat::ledger::vault {
namespace {

constexpr std::string_view kRootCheck = "alternat root check v1";

Error erased(const SubjectId& subject) {
  return {Fault::kNotFound,
          "vault.erased",
          "The personal data of subject " + subject.text() +
              " were erased; only the records remain, without values.",
          {}};
}

std::string key_context(std::string_view id, std::string_view subject, std::string_view retention) {
  std::string context("alternat data key v1");
  for (std::string_view part : {id, subject, retention}) context.append(1, '\0').append(part);
  return context;
}

Error damaged_key(const std::string& path, std::string_view id) {
  return {Fault::kUnavailable,
          "ledger.damaged",
          path + ": key " + std::string(id) + " was changed outside Alternat.",
          {}};
}

}  // namespace

Result<std::unique_ptr<KeyStore>> KeyStore::open(const Place& place, SecretKey root,
                                                 RandomSource* random) {
  Result<sql::Connection> connection =
      place.databases->open({sql::Kind::kKeys, place.name}, place.if_absent);
  if (!connection) return connection.error();
  std::unique_ptr<KeyStore> store(new KeyStore(std::move(*connection), std::move(root), random));
  if (Status status = store->check_root(); !status) return status.error();
  return store;
}

// The first opening seals a known text under the root; later ones must open it.
Status KeyStore::check_root() {
  std::string sealed;
  {
    sql::Query query = connection_.query("SELECT sealed FROM root_check");
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (*row) sealed = query.bytes_at(0);
  }
  if (sealed.empty()) {
    sealed = seal(root_, kRootCheck, kRootCheck, random_);
    sql::Query insert = connection_.query("INSERT INTO root_check (one, sealed) VALUES (1, ?)");
    insert.blob(0, sealed);
    return insert.run();
  }
  if (open_sealed(root_, sealed, kRootCheck) == kRootCheck) return {};
  return Error{Fault::kRefused,
               "vault.wrong_key",
               connection_.path() + ": the node key is not the one these keys were made with.",
               {}};
}

Result<std::vector<DataKey>> KeyStore::read_keys(sql::Query* query) {
  std::vector<DataKey> keys;
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return keys;
    const std::string id(query->bytes_at(0));
    Result<SubjectId> subject = SubjectId::from_text(query->bytes_at(1));
    const std::string retention(query->bytes_at(2));
    if (!subject) return damaged_key(connection_.path(), id);
    const std::optional<std::string> key =
        open_sealed(root_, query->bytes_at(3), key_context(id, subject->text(), retention));
    if (!key || key->size() != 32) return damaged_key(connection_.path(), id);
    keys.push_back({id, std::move(*subject), retention, SecretKey::from_bytes(*key)});
  }
}

Result<DataKey> KeyStore::key_for(const SubjectId& subject, const std::string& retention) {
  const std::lock_guard lock(mutex_);
  Result<bool> gone = is_erased_locked(subject);
  if (!gone) return gone.error();
  if (*gone) return erased(subject);
  {
    sql::Query query = connection_.query(
        "SELECT key_id, subject, retention, wrapped FROM data_keys "
        "WHERE subject = ? AND retention = ?");
    query.text(0, subject.text()).text(1, retention);
    Result<std::vector<DataKey>> keys = read_keys(&query);
    if (!keys) return keys.error();
    if (!keys->empty()) return std::move(keys->front());
  }
  DataKey made{random_->new_id_text("key"), subject, retention, SecretKey::random(random_)};
  const std::string wrapped =
      seal(root_, made.key.bytes(), key_context(made.id, subject.text(), retention), random_);
  sql::Query insert = connection_.query(
      "INSERT INTO data_keys (key_id, subject, retention, wrapped) VALUES (?, ?, ?, ?)");
  insert.text(0, made.id).text(1, subject.text()).text(2, retention).blob(3, wrapped);
  if (Status status = insert.run(); !status) return status.error();
  return made;
}

Result<std::vector<DataKey>> KeyStore::keys_of(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  sql::Query query = connection_.query(
      "SELECT key_id, subject, retention, wrapped FROM data_keys WHERE subject = ? "
      "ORDER BY retention");
  query.text(0, subject.text());
  return read_keys(&query);
}

Result<std::optional<DataKey>> KeyStore::find_key(const std::string& id) {
  const std::lock_guard lock(mutex_);
  sql::Query query = connection_.query(
      "SELECT key_id, subject, retention, wrapped FROM data_keys WHERE key_id = ?");
  query.text(0, id);
  Result<std::vector<DataKey>> keys = read_keys(&query);
  if (!keys) return keys.error();
  if (keys->empty()) return std::optional<DataKey>();
  return std::optional<DataKey>(std::move(keys->front()));
}

Result<bool> KeyStore::is_erased(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  return is_erased_locked(subject);
}

Result<bool> KeyStore::is_erased_locked(const SubjectId& subject) {
  if (closing_.contains(subject)) return true;
  sql::Query query = connection_.query("SELECT 1 FROM erased_subjects WHERE subject = ?");
  query.text(0, subject.text());
  return query.step();
}

void KeyStore::close_subject(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  closing_.insert(subject);
}

void KeyStore::reopen_subject(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  closing_.erase(subject);
}

Status KeyStore::destroy(const std::vector<std::string>& ids, Instant at) {
  const std::lock_guard lock(mutex_);
  if (Status status = connection_.begin_writing(); !status) return status;
  Status status = destroy_locked(ids, at);
  if (status.ok()) status = connection_.commit();
  if (!status.ok()) {
    if (!connection_.is_idle() && !connection_.roll_back().ok()) return status;
    return status;
  }
  return connection_.forget_deleted("data_keys", sql::Forgetting::kRewrite);
}

Status KeyStore::destroy_locked(const std::vector<std::string>& ids, Instant at) {
  for (const std::string& id : ids) {
    sql::Query remember = connection_.query(
        "INSERT INTO erased_subjects (subject, erased_at) "
        "SELECT subject, ? FROM data_keys WHERE key_id = ? ON CONFLICT DO NOTHING");
    remember.integer(0, at.micros()).text(1, id);
    if (Status status = remember.run(); !status) return status;
    sql::Query destroy = connection_.query("DELETE FROM data_keys WHERE key_id = ?");
    destroy.text(0, id);
    if (Status status = destroy.run(); !status) return status;
  }
  return {};
}

}  // namespace alternat::ledger::vault

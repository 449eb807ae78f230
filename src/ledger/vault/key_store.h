// SPDX-License-Identifier: EUPL-1.2
// KeyStore: the data keys of one realm, one for each (subject, retention class), wrapped by the
// realm's root, in a file of their own that no ledger backup contains. Destroying a key is what
// erasing means.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/sql/databases.h"
#include "ledger/vault/secret.h"
#include "ledger/vault/vault.h"

namespace alternat::ledger::vault {

struct DataKey {
  std::string id;  // random, names the key in values and erasure records
  SubjectId subject;
  std::string retention;
  SecretKey key;
};

class KeyStore {
 public:
  struct Place {
    sql::Databases* databases;
    std::string name;
    sql::IfAbsent if_absent;
  };
  // Errors: those of Databases::open; vault.wrong_key (the root is another one).
  static Result<std::unique_ptr<KeyStore>> open(const Place& place, SecretKey root,
                                                RandomSource* random);

  // Makes the key on first use, durable when this returns. Error vault.erased.
  Result<DataKey> key_for(const SubjectId& subject, const std::string& retention);
  // Of the subject, by retention class; empty if there are none.
  Result<std::vector<DataKey>> keys_of(const SubjectId& subject);
  // Empty: destroyed, or never was.
  Result<std::optional<DataKey>> find_key(const std::string& id);
  Result<bool> is_erased(const SubjectId& subject);

  // From here on key_for refuses the subject; undone by reopen_subject or a new start.
  void close_subject(const SubjectId& subject);
  void reopen_subject(const SubjectId& subject);
  // Deletes the keys, remembers their subjects as erased, leaves nothing of them in the files.
  // Idempotent.
  Status destroy(const std::vector<std::string>& ids, Instant at);

 private:
  KeyStore(sql::Connection connection, SecretKey root, RandomSource* random)
      : connection_(std::move(connection)), root_(std::move(root)), random_(random) {}
  Status check_root();
  Result<std::vector<DataKey>> read_keys(sql::Query* query);
  Result<bool> is_erased_locked(const SubjectId& subject);
  Status destroy_locked(const std::vector<std::string>& ids, Instant at);

  std::mutex mutex_;
  sql::Connection connection_;
  SecretKey root_;
  RandomSource* random_;
  std::set<SubjectId> closing_;
};

}  // namespace alternat::ledger::vault

// SPDX-License-Identifier: EUPL-1.2
// RealmVault: the values of one realm. Written before the record that commits to them, under the
// command's name; what no record commits to is swept when the node starts.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/sql/group_writer.h"
#include "ledger/sql/reader.h"
#include "ledger/vault/key_store.h"
#include "ledger/vault/vault.h"

namespace alternat::ledger::vault {

// The place of a value: commitment `item` of record `ordinal` of the command.
struct Slot {
  std::uint32_t ordinal;
  std::uint32_t item;
};

struct CommandKey {
  LogId log;
  CommandId command;

  friend auto operator<=>(const CommandKey&, const CommandKey&) = default;
};

// A value on its way in.
struct ValueToKeep {
  Slot slot;
  StreamId stream;
  SubjectId subject;
  std::string retention;
  std::string name;
  access::FactCategory category;
  std::string_view value;
};

// A value as it lies there. No text: its key is destroyed.
struct KeptValue {
  CommandKey command;
  Slot slot;
  StreamId stream;
  Commitment commitment;
  struct Text {
    SubjectId subject;
    std::string name;
    access::FactCategory category;
    std::string value;
  };
  std::optional<Text> text;
  bool is_genuine = true;  // the text, where there is one, hashes to the commitment
};

// The databases vault-<realm> and keys-<realm>.
struct RealmPlace {
  const sql::Databases* databases;
  access::Realm realm;
  sql::IfAbsent if_absent;
};

class RealmVault {
 public:
  static Result<std::unique_ptr<RealmVault>> open(const RealmPlace& place,
                                                  const SecretKey& node_key, RandomSource* random);

  KeyStore& keys() { return *keys_; }
  access::Realm realm() const { return realm_; }

  // Durable when it returns; the commitments in the order of `values`. The command must not be here
  // yet: error ledger.write_failed (an earlier try may have reached the disk; start again).
  Result<std::vector<Commitment>> put(const CommandKey& command,
                                      std::span<const ValueToKeep> values);
  // The record that commits to the values is durable, or will never be.
  void settle(const CommandKey& command);
  void discard(const CommandKey& command);

  Result<std::vector<KeptValue>> values_of_command(const CommandKey& command);
  // Under the key, in a stream (nullptr: in all), in the order they were recorded.
  Result<std::vector<KeptValue>> values_under(const DataKey& key, const StreamId* stream);
  Result<bool> is_empty();

  // At start: settles or drops what the last run left open.
  Status sweep(Reader& records);
  // Whether the keys and all they sealed are gone already.
  Result<bool> is_erased(const std::vector<std::string>& key_ids);
  // Destroys keys and what they sealed. Idempotent.
  Status erase(const std::vector<std::string>& key_ids, Instant at);

 private:
  RealmVault(const RealmPlace& place, std::unique_ptr<KeyStore> keys, sql::Connection connection,
             RandomSource* random);
  Result<bool> keep_house(sql::Connection& connection, sql::GroupWriter::Moment moment);
  Result<KeptValue> read_value(const sql::Query& row);
  Result<std::vector<KeptValue>> read_values(sql::Query* query);

  access::Realm realm_;
  std::unique_ptr<KeyStore> keys_;
  RandomSource* random_;
  std::mutex mutex_;
  std::set<CommandKey> settled_;    // under mutex_: to be forgotten as unsettled
  std::set<CommandKey> discarded_;  // under mutex_: to be deleted
  sql::GroupWriter writer_;         // its thread uses the above
  sql::ReaderPool pool_;            // closed before the writer, which then empties the log
};

}  // namespace alternat::ledger::vault

// SPDX-License-Identifier: EUPL-1.2
// Ledger: the one door of casework and projections: records in the store, personal values in the
// vaults of three realms, the trees over both. Values are written first, then the record that
// commits to them; reads of personal data are recorded before they are answered.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "access/grant.h"
#include "ledger/store.h"
#include "ledger/vault/vault.h"

namespace alternat::ledger {

struct LedgerOptions {
  std::string folder;     // ledger.db, vault-<realm>.db, keys-<realm>.db, node.key, log.key
  std::string node_name;  // in checkpoint origins: "node.example"
  RandomSource* random;   // outlives the ledger; used under a lock
  std::size_t queue_max = 1024;
};

// One subject in one case, with the grant to see it.
struct ReadItem {
  const access::Grant* grant;
  SubjectId subject;
};

// All grants must have the same actor, purpose and realm: one request is one record.
struct ReadRequest {
  LogId log;
  CommandId command;  // the request's own id
  Instant recorded_at;
  Date effective_on;
  std::vector<ReadItem> items;
};

struct ErasureOrder {
  CommandId command;
  access::ActorId actor;
  std::string purpose;
  Instant recorded_at;
  Date effective_on;
  access::Realm realm;
  SubjectId subject;
  std::string ground;  // id text: "retention_end", "consent_withdrawn", "objection", "court_order"
};

class Ledger {
 public:
  // Creates the folder's files if there are none. Then: erasures are applied again, values without
  // a record are swept, records without a leaf get one. Errors: ledger.not_a_ledger,
  // ledger.newer_schema, ledger.damaged, ledger.in_use, vault.missing_key, vault.wrong_key.
  static Result<std::unique_ptr<Ledger>> open(const LedgerOptions& options);
  virtual ~Ledger() = default;

  virtual Store& store() = 0;

  // The batch with its personal values: commitments are made and added here. `grant` must be of the
  // realm, write each value's category and be of the case (stream) of each record that has values.
  // Errors: those of Store::append; vault.not_granted, vault.erased (the subject's keys are gone),
  // vault.value_malformed.
  virtual Result<AppendResult> append(Batch batch, std::span<const PersonalValue> values,
                                      const access::Grant& grant) = 0;

  // One answer for each item, in order. The read is recorded (type PersonalDataRead, stream
  // "reads-<realm>") and durable before this returns. Errors: vault.erased, vault.not_granted.
  virtual Result<std::vector<PersonalData>> read_personal(const ReadRequest& request) = 0;

  // Records PersonalDataErased in log "node", destroys every key of the subject in the realm and
  // what they sealed, truncates the write-ahead logs. Idempotent by command. Error
  // vault.unknown_subject.
  virtual Result<AppendResult> erase(const ErasureOrder& order) = 0;

  // Signs a checkpoint of the log's tree as it stands and keeps it; returns the note.
  virtual Result<std::string> checkpoint(const LogId& log, Instant now) = 0;
};

}  // namespace alternat::ledger

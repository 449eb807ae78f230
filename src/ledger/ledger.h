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
  std::string folder;  // node.key, log.key; without a server ledger.db, vault-… and keys-<realm>.db
  std::string node_name;  // in checkpoint origins: "node.example"
  RandomSource* random;   // outlives the ledger; used under a lock
  std::size_t queue_max = 1024;
  std::string server;  // "postgresql://…": the databases are schemas there; "" = files
};

// One subject in one case (the stream named by the grant's case), with the grant to see it.
struct ReadItem {
  const access::Grant* grant;
  LogId log;
  SubjectId subject;
};

// All grants must have the same actor, purpose and realm: one request is one record.
struct ReadRequest {
  LogId log;          // of the record
  CommandId command;  // the request's own id, used once
  Instant recorded_at;
  Date effective_on;
  std::vector<ReadItem> items;
};

// Who read what of a subject, when and why: from the vault, under the subject's key.
struct PastRead {
  Instant read_at;
  access::ActorId actor;
  std::string role;
  std::string purpose;
  std::vector<std::string> categories;
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

  // The batch with its personal values: commitments are made and added here. The grant must be the
  // batch's actor and purpose, write each value's category, and be of the case (stream) of each
  // record with values. Sent again, it gives the first result. Errors: those of Store::append;
  // vault.not_granted, vault.erased, vault.value_malformed.
  virtual Result<AppendResult> append(Batch batch, std::span<const PersonalValue> values,
                                      const access::Grant& grant) = 0;

  // One answer for each item, in order. The read is recorded (type PersonalDataRead, stream
  // "reads-<realm>") and durable before this returns. Errors: vault.erased (every subject is),
  // vault.not_granted, ledger.command_reused; those of Store::append.
  virtual Result<std::vector<PersonalData>> read_personal(const ReadRequest& request) = 0;
  // Who read the data of the request's only item in the grant's case; this read is recorded too.
  // For purposes of the person herself and of oversight; error vault.not_granted for others.
  virtual Result<std::vector<PastRead>> read_past_reads(const ReadRequest& request) = 0;

  // Records PersonalDataErased in log "node", stream "erasures-<realm>", destroys every key of the
  // subject in the realm and what they sealed, truncates the write-ahead logs. Sent again, it
  // finishes what was left. Errors vault.unknown_subject, ledger.busy (a reader holds the log; send
  // again).
  virtual Result<AppendResult> erase(const ErasureOrder& order) = 0;

  // For replay: what each commitment of the record is worth, without showing a value.
  enum class ValueState { kVerified, kErased, kMissing, kDiffers };
  virtual Result<std::vector<ValueState>> check_values(const Record& record) = 0;

  // Sequences, signs a checkpoint of the log's tree as it stands and keeps it; returns the note
  // (the kept one if the tree has not grown). Origin: "<node name>/<log>".
  virtual Result<std::string> checkpoint(const LogId& log) = 0;
  // The verifier key of the notes (C2SP signed-note).
  virtual std::string checkpoint_key() const = 0;
};

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// Order is everything here: values before their record, a read's record before its answer, an
// erasure's record before the keys go.
#include "ledger/ledger.h"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "base/assert.h"
#include "base/json.h"
#include "ledger/canonical_json.h"
#include "ledger/personal_reading.h"
#include "ledger/places.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/open_database.h"
#include "ledger/tree/checkpoint.h"
#include "ledger/tree/note.h"
#include "ledger/vault/key_file.h"
#include "ledger/vault/realm_vault.h"

namespace alternat::ledger {
namespace {

using access::Grant;
using access::Realm;
using vault::CommandKey;
using vault::RealmVault;

constexpr std::size_t kValueMax = 16u << 20;

Error not_granted(const std::string& why) {
  return {Fault::kForbidden, "vault.not_granted", why, {}};
}

template <typename T>
T checked_id(const std::string& text) {
  Result<T> id = T::from_text(text);
  ALTERNAT_ASSERT(id.ok());
  return std::move(*id);
}

// Shared by the vaults' callers; one fill at a time.
class LockedRandom final : public RandomSource {
 public:
  explicit LockedRandom(RandomSource* source) : source_(source) {}
  void fill(unsigned char* bytes, std::size_t size) override {
    const std::lock_guard lock(mutex_);
    source_->fill(bytes, size);
  }

 private:
  std::mutex mutex_;
  RandomSource* source_;
};

// One caller at a time for each command, from its values to its record.
class CommandLocks {
 public:
  class Held {
   public:
    Held(CommandLocks* locks, CommandKey command) : locks_(locks), command_(std::move(command)) {
      std::unique_lock lock(locks_->mutex_);
      locks_->free_.wait(lock, [this] { return !locks_->held_.contains(command_); });
      locks_->held_.insert(command_);
    }
    ~Held() {
      const std::lock_guard lock(locks_->mutex_);
      locks_->held_.erase(command_);
      locks_->free_.notify_all();
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

   private:
    CommandLocks* locks_;
    CommandKey command_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  std::set<CommandKey> held_;
};

Status check_value(const Batch& batch, const PersonalValue& value, const Grant& grant) {
  if (value.ordinal >= batch.records.size())
    return Error{Fault::kMalformed,
                 "vault.value_malformed",
                 "a personal value belongs to record " + std::to_string(value.ordinal) +
                     " of the batch, which has " + std::to_string(batch.records.size()) + ".",
                 {}};
  const Status name = check_id_text(value.name);
  const Status retention = check_id_text(value.retention);
  if (!name || !retention)
    return Error{Fault::kMalformed,
                 "vault.value_malformed",
                 "a personal value's name and retention class are id texts.",
                 {}};
  if (batch.records[value.ordinal].stream.text() != grant.case_ref().text())
    return not_granted("the grant is for case " + grant.case_ref().text() +
                       ", the value belongs to another one.");
  if (!grant.may_write(value.value.category()))
    return not_granted("role " + std::string(access::to_text(grant.role())) +
                       " does not write category " +
                       std::string(access::to_text(value.value.category())) + " for the purpose " +
                       std::string(access::to_text(grant.purpose())) + ".");
  if (value.value.reveal(grant).size() > kValueMax)
    return Error{
        Fault::kMalformed, "vault.value_malformed", "a personal value has at most 16 MiB.", {}};
  return {};
}

Status check_values_of(const Batch& batch, std::span<const PersonalValue> values,
                       const Grant& grant) {
  if (batch.actor != grant.actor() || batch.purpose != access::to_text(grant.purpose()))
    return not_granted("the batch and the grant name another actor or purpose.");
  for (const PersonalValue& value : values)
    if (Status status = check_value(batch, value, grant); !status) return status;
  return {};
}

// Where each value goes: after the commitments its record has already.
std::vector<vault::ValueToKeep> places_of(const Batch& batch, std::span<const PersonalValue> values,
                                          const Grant& grant) {
  std::vector<std::uint32_t> next;
  for (const NewRecord& record : batch.records)
    next.push_back(static_cast<std::uint32_t>(record.commitments.size()));
  std::vector<vault::ValueToKeep> placed;
  for (const PersonalValue& value : values)
    placed.push_back({{value.ordinal, next[value.ordinal]++},
                      batch.records[value.ordinal].stream,
                      value.subject,
                      value.retention,
                      value.name,
                      value.value.category(),
                      value.value.reveal(grant)});
  return placed;
}

bool same_value(const vault::KeptValue& kept, const vault::ValueToKeep& again) {
  if (kept.slot.ordinal != again.slot.ordinal || kept.slot.item != again.slot.item) return false;
  // An erased value cannot be compared; the rest of the command still is.
  if (!kept.text) return true;
  return kept.text->subject == again.subject && kept.text->name == again.name &&
         kept.text->value == again.value;
}

struct Parts {
  std::string folder;
  std::unique_ptr<LockedRandom> random;
  sqlite::FolderLock lock;
  std::unique_ptr<sql::Databases> databases;
  std::map<Realm, std::unique_ptr<RealmVault>> vaults;
  std::unique_ptr<Store> store;
  std::string node_name;
  vault::SecretKey log_key;
};

class NodeLedger final : public Ledger {
 public:
  explicit NodeLedger(Parts parts)
      : parts_(std::move(parts)), signer_(parts_.node_name, parts_.log_key) {}

  Store& store() override { return *parts_.store; }

  // Erasures of the whole history once more, values without a record away, leaves for all.
  Status start() {
    Result<std::unique_ptr<Reader>> reader = parts_.store->read();
    if (!reader) return reader.error();
    for (auto& [realm, vault] : parts_.vaults) {
      if (Status status = vault->sweep(**reader); !status) return status;
      if (Status status = apply_erasures(**reader, *vault); !status) return status;
    }
    return parts_.store->sequence();
  }

  Result<AppendResult> append(Batch batch, std::span<const PersonalValue> values,
                              const Grant& grant) override {
    if (Status status = check_batch(batch); !status) return status.error();
    if (Status status = check_values_of(batch, values, grant); !status) return status.error();
    return append_with(std::move(batch), places_of(batch, values, grant), vault_of(grant.realm()));
  }

  Result<std::vector<PersonalData>> read_personal(const ReadRequest& request) override {
    if (Status status = check_read_request(request); !status) return status.error();
    RealmVault& vault = vault_of(request.items.front().grant->realm());
    std::vector<PersonalData> shown;
    {
      Result<std::unique_ptr<Reader>> reader = parts_.store->read();
      if (!reader) return reader.error();
      for (const ReadItem& item : request.items) {
        Result<PersonalData> data = collect_personal(vault, **reader, item);
        if (!data) return data.error();
        shown.push_back(std::move(*data));
      }
    }
    if (Status status = record_read(request, shown, vault); !status) return status.error();
    const bool all_erased = std::all_of(shown.begin(), shown.end(),
                                        [](const PersonalData& data) { return data.is_erased; });
    if (all_erased)
      return Error{Fault::kNotFound,
                   "vault.erased",
                   "These personal data were erased; only the records remain, without values.",
                   {}};
    return shown;
  }

  Result<std::vector<PastRead>> read_past_reads(const ReadRequest& request) override {
    if (Status status = check_read_request(request); !status) return status.error();
    const ReadItem& item = request.items.front();
    if (request.items.size() != 1)
      return not_granted("the reads of one subject are asked for at a time.");
    if (!may_see_reads(item.grant->purpose()))
      return not_granted("who read is shown to the person herself and to oversight.");
    RealmVault& vault = vault_of(item.grant->realm());
    Result<std::unique_ptr<Reader>> reader = parts_.store->read();
    if (!reader) return reader.error();
    Result<std::vector<PastRead>> reads = collect_past_reads(vault, **reader, item);
    if (!reads) return reads.error();
    if (Status status = record_read(request, {PersonalData{}}, vault); !status)
      return status.error();
    return reads;
  }

  Result<AppendResult> erase(const ErasureOrder& order) override {
    RealmVault& vault = vault_of(order.realm);
    const CommandKey command{node_log(), order.command};
    const CommandLocks::Held held(&locks_, command);
    Result<AppendResult> recorded = record_erasure(order, vault);
    if (!recorded) return recorded.error();
    Result<std::vector<std::string>> keys = keys_of(recorded->records.front().record);
    if (!keys) return keys.error();
    if (Status status = vault.erase(*keys, order.recorded_at); !status) return status.error();
    return recorded;
  }

  Result<std::vector<ValueState>> check_values(const Record& record) override {
    std::vector<ValueState> states;
    for (const Commitment& commitment : record.commitments) {
      const CommandKey command{record.header.log, record.header.command};
      Result<std::vector<vault::KeptValue>> kept =
          vault_of(commitment.realm).values_of_command(command);
      if (!kept) return kept.error();
      const auto found = std::find_if(kept->begin(), kept->end(), [&](const auto& value) {
        return value.commitment == commitment && value.slot.ordinal == record.header.ordinal;
      });
      if (found == kept->end())
        states.push_back(ValueState::kMissing);
      else if (!found->is_genuine)
        states.push_back(ValueState::kDiffers);
      else
        states.push_back(found->text ? ValueState::kVerified : ValueState::kErased);
    }
    return states;
  }

  Result<std::string> checkpoint(const LogId& log) override {
    if (Status status = parts_.store->sequence(); !status) return status.error();
    Result<std::unique_ptr<Reader>> reader = parts_.store->read();
    if (!reader) return reader.error();
    const std::lock_guard lock(trees_mutex_);
    tree::GrowingTree& tree = trees_[log];
    for (;;) {
      Result<std::vector<Leaf>> leaves = (*reader)->leaves(log, tree.size(), 4096);
      if (!leaves) return leaves.error();
      for (const Leaf& leaf : *leaves) tree.append(leaf.hash);
      if (leaves->size() < 4096) break;
    }
    Result<std::vector<std::string>> kept = (*reader)->checkpoints(log);
    if (!kept) return kept.error();
    if (!kept->empty()) {
      Result<tree::Checkpoint> last = tree::parse_checkpoint(kept->back());
      if (last.ok() && last->head.size == tree.size()) return kept->back();
    }
    const std::string note = signer_.sign(
        tree::to_text({parts_.node_name + "/" + log.text(), {tree.size(), tree.root()}}));
    if (Status status = parts_.store->keep_checkpoint(log, tree.size(), note); !status)
      return status.error();
    return note;
  }

  std::string checkpoint_key() const override { return signer_.verifier_key(); }

 private:
  static LogId node_log() { return checked_id<LogId>("node"); }
  static StreamId stream_of(const std::string& what, Realm realm) {
    return checked_id<StreamId>(what + "-" + std::string(access::to_text(realm)));
  }
  RealmVault& vault_of(Realm realm) { return *parts_.vaults.at(realm); }

  static bool may_see_reads(access::Purpose purpose) {
    using access::Purpose;
    return purpose == Purpose::kOwnApplication || purpose == Purpose::kOwnReturnCase ||
           purpose == Purpose::kOwnAdvice || purpose == Purpose::kLabourOversight ||
           purpose == Purpose::kReturnMonitoring || purpose == Purpose::kAdviceOversight;
  }

  Result<AppendResult> append_with(Batch batch, const std::vector<vault::ValueToKeep>& values,
                                   RealmVault& vault) {
    if (values.empty()) return parts_.store->append(batch);
    const CommandKey command{batch.log, batch.command};
    const CommandLocks::Held held(&locks_, command);
    Result<bool> known = is_recorded(command);
    if (!known) return known.error();
    Result<std::vector<Commitment>> commitments =
        *known ? kept_commitments(command, values, vault) : vault.put(command, values);
    if (!commitments) return commitments.error();
    for (std::size_t i = 0; i < values.size(); ++i)
      batch.records[values[i].slot.ordinal].commitments.push_back((*commitments)[i]);
    Result<AppendResult> result = parts_.store->append(batch);
    if (!*known) settle(command, result, vault);
    return result;
  }

  // A refusal leaves no record for sure; a failing disk may have kept one, which the next start
  // finds out.
  static void settle(const CommandKey& command, const Result<AppendResult>& result,
                     RealmVault& vault) {
    if (result.ok())
      vault.settle(command);
    else if (result.error().fault != Fault::kUnavailable || result.error().code == "ledger.busy")
      vault.discard(command);
  }

  Result<bool> is_recorded(const CommandKey& command) {
    Result<std::unique_ptr<Reader>> reader = parts_.store->read();
    if (!reader) return reader.error();
    Result<std::vector<StoredRecord>> found = (*reader)->find_command(command.log, command.command);
    if (!found) return found.error();
    return !found->empty();
  }

  static Result<std::vector<Commitment>> kept_commitments(
      const CommandKey& command, const std::vector<vault::ValueToKeep>& values, RealmVault& vault) {
    Result<std::vector<vault::KeptValue>> kept = vault.values_of_command(command);
    if (!kept) return kept.error();
    std::vector<Commitment> commitments;
    for (const vault::ValueToKeep& value : values) {
      const auto same = std::find_if(kept->begin(), kept->end(), [&](const auto& candidate) {
        return same_value(candidate, value);
      });
      if (same == kept->end() || kept->size() != values.size())
        return Error{Fault::kConflict,
                     "ledger.command_reused",
                     "command " + command.command.text() + " in log " + command.log.text() +
                         " was recorded before with other values; a new command needs a new id.",
                     {}};
      commitments.push_back(same->commitment);
    }
    return commitments;
  }

  Status record_read(const ReadRequest& request, const std::vector<PersonalData>& shown,
                     RealmVault& vault) {
    Result<bool> known = is_recorded({request.log, request.command});
    if (!known) return known.error();
    if (*known)
      return Error{Fault::kConflict,
                   "ledger.command_reused",
                   "request " + request.command.text() +
                       " was answered before; each reading of "
                       "personal data needs its own id.",
                   {}};
    const Grant& grant = *request.items.front().grant;
    const StreamId stream = stream_of("reads", grant.realm());
    Batch batch{
        request.log,
        request.command,
        grant.actor(),
        std::string(access::to_text(grant.purpose())),
        request.recorded_at,
        {{stream, "PersonalDataRead", request.effective_on, read_record_body(request, shown), {}}},
        {{stream, std::nullopt}}};
    std::vector<std::string> details;
    details.reserve(request.items.size());
    std::vector<vault::ValueToKeep> values;
    for (std::size_t i = 0; i < request.items.size(); ++i) {
      if (shown[i].is_erased) continue;
      details.push_back(read_detail(request, request.items[i], shown[i]));
      values.push_back({{0, static_cast<std::uint32_t>(values.size())},
                        stream,
                        request.items[i].subject,
                        std::string(kReadLogRetention),
                        "read",
                        access::FactCategory::kProcedure,
                        details.back()});
    }
    Result<AppendResult> appended = append_with(std::move(batch), values, vault);
    if (!appended) return appended.error();
    return {};
  }

  Result<AppendResult> record_erasure(const ErasureOrder& order, RealmVault& vault) {
    Result<std::unique_ptr<Reader>> reader = parts_.store->read();
    if (!reader) return reader.error();
    Result<std::vector<StoredRecord>> before = (*reader)->find_command(node_log(), order.command);
    if (!before) return before.error();
    // Sent again: the keys are those of the record.
    if (!before->empty()) return AppendResult{true, std::move(*before)};
    vault.keys().close_subject(order.subject);
    Result<AppendResult> result = append_erasure(order, vault);
    if (!result) vault.keys().reopen_subject(order.subject);
    return result;
  }

  Result<AppendResult> append_erasure(const ErasureOrder& order, RealmVault& vault) {
    Result<std::vector<vault::DataKey>> keys = vault.keys().keys_of(order.subject);
    if (!keys) return keys.error();
    if (keys->empty())
      return Error{Fault::kNotFound,
                   "vault.unknown_subject",
                   "There are no personal data of subject " + order.subject.text() + ".",
                   {}};
    Json ids = Json::array();
    for (const vault::DataKey& key : *keys) ids.push_back(key.id);
    const StreamId stream = stream_of("erasures", order.realm);
    const Result<std::string> body =
        canonical_object({{"ground", order.ground},
                          {"keys", std::move(ids)},
                          {"realm", std::string(access::to_text(order.realm))}});
    if (!body) return body.error();
    return parts_.store->append({node_log(),
                                 order.command,
                                 order.actor,
                                 order.purpose,
                                 order.recorded_at,
                                 {{stream, "PersonalDataErased", order.effective_on, *body, {}}},
                                 {{stream, std::nullopt}}});
  }

  static Result<std::vector<std::string>> keys_of(const Record& erasure) {
    const Result<Json> body = parse_json(erasure.body, "PersonalDataErased");
    if (!body) return body.error();
    std::vector<std::string> keys;
    for (const Json& id : body->value("keys", Json::array())) keys.push_back(id.get<std::string>());
    return keys;
  }

  Status apply_erasures(Reader& reader, RealmVault& vault) {
    Result<std::vector<StoredRecord>> erasures =
        reader.read_stream(node_log(), stream_of("erasures", vault.realm()));
    if (!erasures) return erasures.error();
    for (const StoredRecord& stored : *erasures) {
      Result<std::vector<std::string>> keys = keys_of(stored.record);
      if (!keys) return keys.error();
      Result<bool> done = vault.is_erased(*keys);
      if (!done) return done.error();
      if (*done) continue;
      if (Status status = vault.erase(*keys, stored.record.header.recorded_at); !status)
        return status;
    }
    return {};
  }

  Parts parts_;
  tree::NoteSigner signer_;
  CommandLocks locks_;
  std::mutex trees_mutex_;
  std::map<LogId, tree::GrowingTree> trees_;
};

struct Keys {
  vault::SecretKey node;
  vault::SecretKey log;
};

Result<Keys> load_keys(const std::string& folder, bool is_new, RandomSource* random) {
  const vault::KeyIfAbsent if_absent =
      is_new ? vault::KeyIfAbsent::kCreate : vault::KeyIfAbsent::kRefuse;
  Result<vault::SecretKey> node =
      vault::load_key(folder + "/node.key", "ALTERNAT_NODE_KEY", if_absent, random);
  if (!node) return node.error();
  Result<vault::SecretKey> log =
      vault::load_key(folder + "/log.key", "ALTERNAT_LOG_KEY", if_absent, random);
  if (!log) return log.error();
  return Keys{std::move(*node), std::move(*log)};
}

// The ledger's own database comes last, so where it is, everything else was made.
Status open_vaults(bool is_new, const vault::SecretKey& node_key, Parts* parts) {
  for (Realm realm : access::kRealms) {
    const sql::IfAbsent if_absent = is_new ? sql::IfAbsent::kCreate : sql::IfAbsent::kRefuse;
    Result<std::unique_ptr<RealmVault>> vault =
        RealmVault::open({parts->databases.get(), realm, if_absent}, node_key, parts->random.get());
    if (!vault) return vault.error();
    if (is_new) {
      Result<bool> empty = (*vault)->is_empty();
      if (!empty) return empty.error();
      if (!*empty)
        return Error{Fault::kRefused,
                     "ledger.damaged",
                     parts->folder +
                         ": ledger.db is missing beside vaults that hold values; nothing was "
                         "changed: restore a backup.",
                     {}};
    }
    parts->vaults.emplace(realm, std::move(*vault));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const LedgerOptions& options) {
  if (Status status = check_id_text(options.node_name); !status) return status.error();
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  Result<sqlite::FolderLock> lock = sqlite::FolderLock::take(options.folder);
  if (!lock) return lock.error();
  Result<std::unique_ptr<sql::Databases>> databases =
      databases_at(options.server.empty() ? options.folder : options.server);
  if (!databases) return databases.error();
  const sql::DatabaseName name{sql::Kind::kLedger, "ledger"};
  Result<bool> exists = (*databases)->exists(name);
  if (!exists) return exists.error();
  if (*exists)
    if (Status status = (*databases)->check(name); !status) return status.error();
  Parts parts{options.folder,
              std::make_unique<LockedRandom>(options.random),
              std::move(*lock),
              std::move(*databases),
              {},
              nullptr,
              options.node_name,
              {}};
  Result<Keys> keys = load_keys(options.folder, !*exists, parts.random.get());
  if (!keys) return keys.error();
  if (Status status = open_vaults(!*exists, keys->node, &parts); !status) return status.error();
  Result<std::unique_ptr<Store>> store =
      sql::open_store({parts.databases->clone(), parts.random.get(), options.queue_max, 256});
  if (!store) return store.error();
  parts.store = std::move(*store);
  parts.log_key = std::move(keys->log);
  auto ledger = std::make_unique<NodeLedger>(std::move(parts));
  if (Status status = ledger->start(); !status) return status.error();
  return std::unique_ptr<Ledger>(std::move(ledger));
}

}  // namespace alternat::ledger

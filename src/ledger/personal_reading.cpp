// SPDX-License-Identifier: EUPL-1.2
// Nothing is shown because it lies in the vault; it is shown because a record of the case commits
// to it.
#include "ledger/personal_reading.h"

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "base/json.h"
#include "ledger/canonical_json.h"

namespace alternat::ledger {
namespace {

using access::CategorySet;

std::string canonical(const Json& value) {
  Result<std::string> text = canonical_object(value);
  ALTERNAT_ASSERT(text.ok());
  return std::move(*text);
}

Json names_of(CategorySet categories) {
  Json names = Json::array();
  for (access::FactCategory category : categories.members())
    names.push_back(std::string(access::to_text(category)));
  return names;
}

CategorySet shown_categories(const PersonalData& data) {
  CategorySet categories;
  for (const StoredValue& value : data.values) categories.add(value.value.category());
  return categories;
}

CategorySet hidden_categories(const PersonalData& data) {
  CategorySet categories;
  for (access::FactCategory category : data.redacted) categories.add(category);
  return categories;
}

Result<std::vector<vault::KeptValue>> kept_values(vault::RealmVault& vault, const ReadItem& item,
                                                  bool read_log) {
  Result<std::vector<vault::DataKey>> keys = vault.keys().keys_of(item.subject);
  if (!keys) return keys.error();
  const Result<StreamId> stream = StreamId::from_text(item.grant->case_ref().text());
  if (!stream) return stream.error();
  std::vector<vault::KeptValue> all;
  for (const vault::DataKey& key : *keys) {
    if ((key.retention == kReadLogRetention) != read_log) continue;
    Result<std::vector<vault::KeptValue>> values =
        vault.values_under(key, read_log ? nullptr : &*stream);
    if (!values) return values.error();
    std::move(values->begin(), values->end(), std::back_inserter(all));
  }
  return all;
}

Error altered(const vault::KeptValue& value) {
  return {Fault::kUnavailable,
          "ledger.damaged",
          "A value of command " + value.command.command.text() + " in log " +
              value.command.log.text() + " does not fit its record's commitment.",
          {}};
}

PastRead past_read(const Json& detail, access::ActorId actor) {
  PastRead read{Instant::from_micros(detail.value("read_at", std::int64_t{0})),
                std::move(actor),
                detail.value("role", ""),
                detail.value("purpose", ""),
                {}};
  for (const Json& name : detail.value("categories", Json::array()))
    read.categories.push_back(name.get<std::string>());
  return read;
}

}  // namespace

Status check_read_request(const ReadRequest& request) {
  const auto refuse = [](const std::string& why) {
    return Error{Fault::kForbidden, "vault.not_granted", why, {}};
  };
  if (request.items.empty()) return refuse("a read of personal data names at least one subject.");
  const access::Grant& first = *request.items.front().grant;
  for (const ReadItem& item : request.items)
    if (item.grant->actor() != first.actor() || item.grant->purpose() != first.purpose() ||
        item.grant->role() != first.role())
      return refuse("the grants of one read are of one actor, one role and one purpose.");
  return {};
}

Result<PersonalData> collect_personal(vault::RealmVault& vault, Reader& records,
                                      const ReadItem& item) {
  PersonalData data;
  Result<bool> gone = vault.keys().is_erased(item.subject);
  if (!gone) return gone.error();
  data.is_erased = *gone;
  Result<std::vector<vault::KeptValue>> kept = kept_values(vault, item, false);
  if (!kept) return kept.error();
  std::map<Commitment, vault::KeptValue*> by_commitment;
  for (vault::KeptValue& value : *kept) by_commitment.emplace(value.commitment, &value);

  const Result<StreamId> stream = StreamId::from_text(item.grant->case_ref().text());
  Result<std::vector<StoredRecord>> history = records.read_stream(item.log, *stream);
  if (!history) return history.error();
  CategorySet redacted;
  for (const StoredRecord& stored : *history) {
    const std::vector<Commitment>& commitments = stored.record.commitments;
    for (std::size_t i = 0; i < commitments.size(); ++i) {
      const auto found = by_commitment.find(commitments[i]);
      if (found == by_commitment.end() || found->second == nullptr) continue;
      vault::KeptValue& value = *std::exchange(found->second, nullptr);
      if (!value.is_genuine) return altered(value);
      if (!value.text || value.text->subject != item.subject) continue;
      const access::FactCategory category = value.text->category;
      if (!item.grant->may_read(category)) {
        redacted.add(category);
        continue;
      }
      data.values.push_back({stored.record.header.version,
                             static_cast<std::uint32_t>(i),
                             std::move(value.text->name),
                             {category, std::move(value.text->value)},
                             commitments[i]});
    }
  }
  data.redacted = redacted.members();
  return data;
}

Result<std::vector<PastRead>> collect_past_reads(vault::RealmVault& vault, Reader& records,
                                                 const ReadItem& item) {
  Result<std::vector<vault::KeptValue>> kept = kept_values(vault, item, true);
  if (!kept) return kept.error();
  std::vector<PastRead> reads;
  for (const vault::KeptValue& value : *kept) {
    if (!value.is_genuine) return altered(value);
    if (!value.text) continue;
    const Result<Json> detail = parse_json(value.text->value, "read log");
    if (!detail) return detail.error();
    if (detail->value("case", "") != item.grant->case_ref().text()) continue;
    Result<std::vector<StoredRecord>> recorded =
        records.find_command(value.command.log, value.command.command);
    if (!recorded) return recorded.error();
    if (recorded->empty()) continue;  // a read that is being recorded just now
    Result<access::ActorId> actor = access::ActorId::from_text(detail->value("actor", ""));
    if (!actor) return actor.error();
    reads.push_back(past_read(*detail, std::move(*actor)));
  }
  std::stable_sort(reads.begin(), reads.end(),
                   [](const PastRead& a, const PastRead& b) { return a.read_at < b.read_at; });
  return reads;
}

std::string read_record_body(const ReadRequest& request, const std::vector<PersonalData>& shown) {
  CategorySet read, redacted;
  for (const PersonalData& data : shown) {
    for (access::FactCategory category : shown_categories(data).members()) read.add(category);
    for (access::FactCategory category : data.redacted) redacted.add(category);
  }
  const access::Grant& grant = *request.items.front().grant;
  return canonical({{"categories", names_of(read)},
                    {"realm", std::string(access::to_text(grant.realm()))},
                    {"redacted", names_of(redacted)},
                    {"role", std::string(access::to_text(grant.role()))},
                    {"subjects", request.items.size()}});
}

std::string read_detail(const ReadRequest& request, const ReadItem& item,
                        const PersonalData& shown) {
  return canonical({{"actor", item.grant->actor().text()},
                    {"case", item.grant->case_ref().text()},
                    {"categories", names_of(shown_categories(shown))},
                    {"organisation", item.grant->organisation().id.text()},
                    {"purpose", std::string(access::to_text(item.grant->purpose()))},
                    {"read_at", request.recorded_at.micros()},
                    {"redacted", names_of(hidden_categories(shown))},
                    {"role", std::string(access::to_text(item.grant->role()))}});
}

}  // namespace alternat::ledger

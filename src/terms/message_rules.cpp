// SPDX-License-Identifier: EUPL-1.2
#include "terms/message_rules.h"

#include <algorithm>
#include <array>

#include "terms/named.h"
#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kRecipients = {Named<Recipient>{"partner_state", Recipient::kPartnerState},
                                    Named<Recipient>{"authority", Recipient::kAuthority},
                                    Named<Recipient>{"employer", Recipient::kEmployer},
                                    Named<Recipient>{"person", Recipient::kPerson},
                                    Named<Recipient>{"body", Recipient::kBody}};
constexpr std::span<const Named<Recipient>> kRecipientTable(kRecipients);
constexpr std::array kBatches = {Named<Batch>{"at_once", Batch::kAtOnce},
                                 Named<Batch>{"daily", Batch::kDaily},
                                 Named<Batch>{"weekly", Batch::kWeekly}};
constexpr std::span<const Named<Batch>> kBatchTable(kBatches);
constexpr std::array kChannels = {Named<ReleaseChannel>{"leaving", ReleaseChannel::kLeaving},
                                  Named<ReleaseChannel>{"field", ReleaseChannel::kField}};
constexpr std::span<const Named<ReleaseChannel>> kChannelTable(kChannels);

constexpr std::string_view kCode = "message.word";

std::string read_phase(TomlReader& reader, Diagnostics& diagnostics) {
  const std::string phase = reader.find_string("phase").value_or("");
  if (phase.empty() || phase == "contact" || phase == "scheduling" || phase == "execution")
    return phase;
  diagnostics.error(kCode, "phase: " + not_one_of(phase, {"contact", "scheduling", "execution"}),
                    reader.span_of("phase"));
  return "";
}

MessageType read_message(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  MessageType type;
  type.span = node.span();
  type.id = read_id(reader, "message.id", diagnostics);
  type.to = find_word(reader, "to", kRecipientTable, kCode, diagnostics)
                .value_or(Recipient::kPartnerState);
  type.phase = read_phase(reader, diagnostics);
  type.after = reader.find_strings("after");
  type.reply = reader.find_bool("reply").value_or(false);
  type.batch = find_word(reader, "batch", kBatchTable, kCode, diagnostics).value_or(Batch::kAtOnce);
  type.purpose = read_local_text(reader, "purpose", Need::kRequired, diagnostics);
  return type;
}

FieldSource read_field(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  return {reader.take_string("field"), reader.take_string("fact"), node.span()};
}

ActFact read_act(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  ActFact act{reader.take_string("fact"), read_phase(reader, diagnostics),
              reader.find_strings("except"), node.span()};
  if (act.phase.empty())
    diagnostics.error("message.missing", "an act names its phase", node.span());
  return act;
}

Release read_release(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Release release;
  release.span = node.span();
  release.id = read_id(reader, "message.id", diagnostics);
  release.message = reader.take_string("message");
  for (const std::string& word : reader.find_strings("categories")) {
    const std::optional<DataCategory> found = find_data_category(word);
    if (found) {
      release.categories.push_back(*found);
    } else {
      diagnostics.error(kCode, "categories: \"" + word + "\" is no data category",
                        reader.span_of("categories"));
    }
  }
  if (release.categories.empty())
    diagnostics.error("message.missing", "a release names the categories it is for", node.span());
  release.channel = find_word(reader, "channel", kChannelTable, kCode, diagnostics)
                        .value_or(ReleaseChannel::kLeaving);
  release.field = reader.find_string("field").value_or("");
  if ((release.channel == ReleaseChannel::kField) == release.field.empty())
    diagnostics.error("message.missing",
                      "a release through a field names the field, and no other names one",
                      node.span());
  release.reason = read_local_text(reader, "reason", Need::kRequired, diagnostics);
  return release;
}

template <typename Item>
void add_unique(std::vector<Item>& items, Item item, std::string Item::* key,
                Diagnostics& diagnostics) {
  if (item.*key == "") return;
  for (const Item& other : items)
    if (other.*key == item.*key)
      diagnostics.error("message.duplicate", "\"" + item.*key + "\" stands here twice", item.span);
  items.push_back(std::move(item));
}

}  // namespace

void MessageRules::read(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  for (const TomlNode* node : reader.find_tables("message"))
    add_unique(messages_, read_message(*node, diagnostics), &MessageType::id, diagnostics);
  for (const TomlNode* node : reader.find_tables("field"))
    add_unique(fields_, read_field(*node, diagnostics), &FieldSource::field, diagnostics);
  for (const TomlNode* node : reader.find_tables("act"))
    add_unique(acts_, read_act(*node, diagnostics), &ActFact::fact, diagnostics);
  for (const TomlNode* node : reader.find_tables("release"))
    add_unique(releases_, read_release(*node, diagnostics), &Release::id, diagnostics);
}

void MessageRules::check_references(const FactDictionary& facts, Diagnostics& diagnostics) const {
  const auto need_fact = [&](const std::string& fact, const SourceSpan& span) {
    if (facts.find(fact)) return;
    diagnostics.error("message.unknown_fact",
                      "\"" + fact + "\" is not in the fact dictionary (docs/facts.md)", span);
  };
  const auto need_message = [&](const std::string& message, const SourceSpan& span) {
    if (find(message)) return;
    diagnostics.error("message.unknown_message",
                      "there is no message \"" + message + "\" in this file", span);
  };
  for (const FieldSource& source : fields_) need_fact(source.fact, source.span);
  for (const ActFact& act : acts_) need_fact(act.fact, act.span);
  for (const Release& release : releases_) need_message(release.message, release.span);
  for (const MessageType& type : messages_)
    for (const std::string& earlier : type.after) need_message(earlier, type.span);
}

const MessageType* MessageRules::find(std::string_view message) const {
  const auto found = std::find_if(messages_.begin(), messages_.end(),
                                  [&](const MessageType& type) { return type.id == message; });
  return found == messages_.end() ? nullptr : &*found;
}

const FieldSource* MessageRules::find_source(std::string_view field) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const FieldSource& item) { return item.field == field; });
  return found == fields_.end() ? nullptr : &*found;
}

std::string_view to_text(Recipient recipient) {
  return text_of(kRecipientTable, recipient);
}
std::string_view to_text(Batch batch) {
  return text_of(kBatchTable, batch);
}
std::string_view to_text(ReleaseChannel channel) {
  return text_of(kChannelTable, channel);
}

}  // namespace alternat::terms

// SPDX-License-Identifier: EUPL-1.2
// What may leave a case, as content says it: message types with recipient, phase and batch; the
// facts that fill their fields; the facts whose recording is an act of a phase of a return; and the
// closed list of releases: the only ways in which protected facts may show in what a partner state
// receives. Format: docs/content.md, "Messages".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/toml.h"
#include "terms/fact.h"
#include "terms/local_text.h"

namespace alternat::terms {

enum class Recipient { kPartnerState, kAuthority, kEmployer, kPerson, kBody };

// When what was released leaves: at once, or with all others at fixed moments, so that nobody sees
// when a hold was lifted.
enum class Batch { kAtOnce, kDaily, kWeekly };

struct MessageType {
  std::string id;
  Recipient to = Recipient::kAuthority;
  std::string phase;               // contact | scheduling | execution: its gates; "" = none
  std::vector<std::string> after;  // leaves only after one of these left; empty = whenever
  bool reply = false;              // answers what the partner state itself wrote about the person
  Batch batch = Batch::kAtOnce;
  LocalText purpose;
  SourceSpan span;
};

// A field of messages that a fact fills. Fields without a row are written by a person.
struct FieldSource {
  std::string field;
  std::string fact;
  SourceSpan span;
};

// Recording the fact says that an act of the phase was done.
struct ActFact {
  std::string fact;
  std::string phase;
  std::vector<std::string> except;  // procedures in which another state did the act
  SourceSpan span;
};

// What a protected category may show in, and no more: whether the message leaves at all, or a
// field.
enum class ReleaseChannel { kLeaving, kField };

struct Release {
  std::string id;
  std::string message;
  std::vector<DataCategory> categories;
  ReleaseChannel channel = ReleaseChannel::kLeaving;
  std::string field;  // channel kField
  LocalText reason;
  SourceSpan span;
};

class MessageRules {
 public:
  // Codes: message.id, message.duplicate, message.word, message.missing.
  void read(const TomlNode& file, Diagnostics& diagnostics);
  // After facts and messages: message.unknown_fact, message.unknown_message.
  void check_references(const FactDictionary& facts, Diagnostics& diagnostics) const;

  const std::vector<MessageType>& messages() const { return messages_; }
  const std::vector<FieldSource>& fields() const { return fields_; }
  const std::vector<ActFact>& acts() const { return acts_; }
  const std::vector<Release>& releases() const { return releases_; }
  // nullptr if absent.
  const MessageType* find(std::string_view message) const;
  const FieldSource* find_source(std::string_view field) const;

 private:
  std::vector<MessageType> messages_;
  std::vector<FieldSource> fields_;
  std::vector<ActFact> acts_;
  std::vector<Release> releases_;
};

std::string_view to_text(Recipient recipient);
std::string_view to_text(Batch batch);
std::string_view to_text(ReleaseChannel channel);

}  // namespace alternat::terms

// SPDX-License-Identifier: EUPL-1.2
#include "casework/envelope.h"

#include <algorithm>
#include <tuple>

#include "ledger/canonical_json.h"

namespace alternat::casework {

namespace {

// Tomorrow, or the Monday after the day (1970-01-01 was a Thursday).
Date batch_day(Date day, terms::Batch batch) {
  if (batch != terms::Batch::kWeekly) return day.plus_days(1);
  const std::int32_t weekday = ((day.days() + 3) % 7 + 7) % 7;  // Monday = 0
  return day.plus_days(7 - weekday);
}

Result<Instant> leaves_at(const EnvelopeInput& input, terms::Batch batch) {
  if (batch == terms::Batch::kAtOnce) return input.thrown_at;
  const std::string zone(input.zone);
  Result<Date> day = input.thrown_at.day_in(zone);
  if (!day) return day.error();
  return Instant::start_of(batch_day(*day, batch), zone);
}

Json fields_of(const terms::Content& content, const EnvelopeInput& input) {
  Json fields = Json::object();
  for (const terms::MessageField* field :
       article_fields(content, input.partnership, input.message)) {
    if (field->rule == terms::FieldRule::kWithConsent) {
      fields[field->name] = kNotDisclosed;
      continue;
    }
    const terms::FieldSource* source = content.messages.find_source(field->name);
    if (source == nullptr) continue;
    const auto value = input.values.find(source->fact);
    if (value == input.values.end()) continue;
    Json json = Json::parse(value->second, nullptr, false);
    if (!json.is_discarded() && !json.is_null()) fields[field->name] = std::move(json);
  }
  return fields;
}

Error refused(std::string code, std::string message) {
  return {Fault::kRefused, std::move(code), std::move(message), {}};
}

}  // namespace

std::vector<const terms::MessageField*> article_fields(const terms::Content& content,
                                                       std::string_view partnership,
                                                       std::string_view message) {
  std::vector<const terms::MessageField*> fields;
  const terms::PartnershipContent* of = content.find_partnership(partnership);
  if (of == nullptr) return fields;
  for (const terms::AgreementTerms* agreement : content.agreements_with(of->partnership.origin)) {
    for (const terms::MessageField& field : agreement->fields)
      if (field.message == message) fields.push_back(&field);
    if (!fields.empty()) break;  // one data article governs a message: the first that names it
  }
  return fields;
}

Result<Envelope> compose_envelope(const terms::Content& content, const EnvelopeInput& input) {
  const terms::PartnershipContent* of = content.find_partnership(input.partnership);
  if (of == nullptr)
    return Error{Fault::kNotFound,
                 "envelope.unknown_partnership",
                 "There is no partnership '" + std::string(input.partnership) + "'.",
                 {}};
  const terms::MessageType* type = content.messages.find(input.message);
  if (type == nullptr)
    return refused("envelope.unknown_message",
                   "The message '" + std::string(input.message) +
                       "' is not in law/de/messages.toml; nothing leaves that is not named there.");
  if (type->to != terms::Recipient::kPartnerState)
    return refused("envelope.not_to_partner",
                   "The message '" + std::string(input.message) +
                       "' goes to no partner state; it has no envelope.");
  Result<Instant> leaves = leaves_at(input, type->batch);
  if (!leaves) return leaves.error();
  Result<std::string> body = ledger::canonical_object({{"fields", fields_of(content, input)},
                                                       {"message", std::string(input.message)},
                                                       {"partnership", of->partnership.id}});
  if (!body) return body.error();
  return Envelope{*leaves, std::string(of->partnership.origin.code()), std::string(input.message),
                  std::move(*body)};
}

void order_batches(std::vector<Envelope>& envelopes) {
  std::sort(envelopes.begin(), envelopes.end(), [](const Envelope& a, const Envelope& b) {
    return std::tie(a.leaves_at, a.to, a.body) < std::tie(b.leaves_at, b.to, b.body);
  });
}

}  // namespace alternat::casework

// SPDX-License-Identifier: EUPL-1.2
#include "casework/envelope.h"

#include "ledger/canonical_json.h"

namespace alternat::casework {

namespace {

// The next batch after the day: tomorrow, or the Monday after (1970-01-01 was a Thursday).
Date batch_after(Date day, terms::Batch batch) {
  switch (batch) {
    case terms::Batch::kAtOnce:
      return day;
    case terms::Batch::kDaily:
      return day.plus_days(1);
    case terms::Batch::kWeekly: {
      const std::int32_t weekday = ((day.days() + 3) % 7 + 7) % 7;  // Monday = 0
      return day.plus_days(7 - weekday);
    }
  }
  return day;
}

Json fields_of(const terms::Content& content, const terms::PartnershipContent& of,
               const EnvelopeInput& input) {
  Json fields = Json::object();
  for (const terms::AgreementTerms* agreement : content.agreements_with(of.partnership.origin))
    for (const terms::MessageField& field : agreement->fields) {
      if (field.message != input.message || field.rule == terms::FieldRule::kWithConsent) continue;
      const terms::FieldSource* source = content.messages.find_source(field.name);
      if (source == nullptr) continue;
      const auto value = input.values.find(source->fact);
      if (value == input.values.end()) continue;
      Json json = Json::parse(value->second, nullptr, false);
      if (!json.is_discarded() && !json.is_null()) fields[field.name] = std::move(json);
    }
  return fields;
}

}  // namespace

Result<Envelope> compose_envelope(const terms::Content& content, const EnvelopeInput& input) {
  const terms::PartnershipContent* of = content.find_partnership(input.partnership);
  if (of == nullptr)
    return Error{Fault::kNotFound,
                 "envelope.unknown_partnership",
                 "There is no partnership '" + std::string(input.partnership) + "'.",
                 {}};
  const terms::MessageType* type = content.messages.find(input.message);
  if (type == nullptr)
    return Error{Fault::kRefused,
                 "envelope.unknown_message",
                 "The message '" + std::string(input.message) +
                     "' is not in law/de/messages.toml; nothing leaves that is not named there.",
                 {}};
  Result<std::string> body = ledger::canonical_object({{"fields", fields_of(content, *of, input)},
                                                       {"message", std::string(input.message)},
                                                       {"partnership", of->partnership.id}});
  if (!body) return body.error();
  return Envelope{batch_after(input.thrown_on, type->batch), std::move(*body)};
}

}  // namespace alternat::casework

// SPDX-License-Identifier: EUPL-1.2
// What a message to the partner state says, and when it leaves: the fields that the agreement's
// data article names and no other, filled from the facts that law/de/messages.toml names, released
// with all others of its batch. Pure: the same inputs give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "procedures/command.h"
#include "terms/content_folder.h"

namespace alternat::casework {

struct EnvelopeInput {
  std::string_view partnership;
  std::string_view message;
  Instant thrown_at;
  std::string_view zone;             // whose days the batches follow: the node's
  const procedures::Values& values;  // of the case, JSON text by fact id
};

struct Envelope {
  // A daily batch leaves as the next day begins, a weekly one as the next Monday does; nobody sees
  // when in between something was released.
  Instant leaves_at;
  std::string to;  // the partner state: ISO 3166
  std::string message;
  // Canonical JSON: {"fields":{…},"message":…,"partnership":…}. No id of the case, no reason. A
  // field that needs the person's consent is "NOT_DISCLOSED" whether there is something to disclose
  // or not; a person adds it with the consent. Fields that no fact fills are written by a person.
  std::string body;

  friend bool operator==(const Envelope&, const Envelope&) = default;
};

// What stands in a consent field without consent: the same for yes and for no.
inline constexpr std::string_view kNotDisclosed = "NOT_DISCLOSED";

// Errors: envelope.unknown_partnership; envelope.unknown_message (not in law/de/messages.toml),
// envelope.not_to_partner (the message goes to somebody else).
Result<Envelope> compose_envelope(const terms::Content& content, const EnvelopeInput& input);

// The fields of the data article for the message, in the agreement's order; empty if it names none.
std::vector<const terms::MessageField*> article_fields(const terms::Content& content,
                                                       std::string_view partnership,
                                                       std::string_view message);

// In the order in which they leave. Within a batch the order is that of the bytes, so that it does
// not show which was released first.
void order_batches(std::vector<Envelope>& envelopes);

}  // namespace alternat::casework

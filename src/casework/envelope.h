// SPDX-License-Identifier: EUPL-1.2
// What a message that a procedure throws says, and when it leaves: the fields that the agreement's
// data article names and no other, filled from the facts that law/de/messages.toml names, released
// with all others of its batch. Pure: the same inputs give the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "procedures/command.h"
#include "terms/content_folder.h"

namespace alternat::casework {

struct EnvelopeInput {
  std::string_view partnership;
  std::string_view message;
  Date thrown_on;                    // in the node's zone
  const procedures::Values& values;  // of the case, JSON text by fact id
};

struct Envelope {
  // The day whose batch it leaves with; a message to be sent at once leaves on the day itself.
  Date leaves_on;
  // Canonical JSON: {"fields":{…},"message":…,"partnership":…}. No id of the case, no reason.
  std::string body;
};

// Fields without a source or without a value are absent; those that need consent are absent too
// (a person adds them). Errors: envelope.unknown_partnership, envelope.unknown_message.
Result<Envelope> compose_envelope(const terms::Content& content, const EnvelopeInput& input);

}  // namespace alternat::casework

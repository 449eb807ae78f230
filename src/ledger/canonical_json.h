// SPDX-License-Identifier: EUPL-1.2
// The JSON that a record may hold: one value has one spelling (RFC 8785 for what is allowed here),
// small, and without free text. Allowed: objects with sorted snake_case keys, arrays, strings of at
// most 256 bytes without control characters, integers within ±(2^53−1), true, false, null; 16
// levels.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace alternat::ledger {

// Error ledger.body_not_canonical: the byte and the reason.
Status check_canonical_object(std::string_view text);
// Error ledger.body_not_canonical for values a record may not hold (fractions, long strings…).
Result<std::string> canonical_object(const Json& value);

}  // namespace alternat::ledger

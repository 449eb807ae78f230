// SPDX-License-Identifier: EUPL-1.2
// Record <-> bytes, as docs/ledger-format.md says byte by byte. One record has one encoding: decode
// takes exactly what encode gives and refuses everything else.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/record.h"

namespace alternat::ledger {

// Error ledger.record_malformed: a field that no record may have (names the field and why).
Status check_record(const Record& record);
// Asserts check_record.
std::string encode(const Record& record);
// Errors ledger.record_malformed, ledger.record_version (an encoding newer than this program).
Result<Record> decode(std::string_view bytes);

// SHA-256 of the encoded record (which ends in its nonce): what the tree commits to.
Hash commitment_of(std::string_view encoded);

}  // namespace alternat::ledger

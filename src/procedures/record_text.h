// SPDX-License-Identifier: EUPL-1.2
// Records as the bodies of the ledger's records, without a tree of JSON between: the type stands in
// the header there, the rest is text. The same bytes and errors as record_json.h, many times as
// fast.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "procedures/record.h"

namespace alternat::procedures {

// {"element":"check","token":2}: the bytes of to_json without its type, keys sorted.
std::string to_body(const Record& record);
// Errors: those of record_from_json, and json.malformed.
Result<Record> record_from_body(std::string_view type, std::string_view body);

}  // namespace alternat::procedures

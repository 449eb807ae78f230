// SPDX-License-Identifier: EUPL-1.2
// Records as JSON objects and back. Empty strings, empty lists and absent instants are left out, so
// the same record always prints the same bytes.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "procedures/record.h"

namespace alternat::procedures {

// {"type":"TaskOpened","element":…,"token":…}
Json to_json(const Record& record);
// Errors: record.unknown_type, record.malformed (a field is missing, unknown or of another type).
Result<Record> record_from_json(const Json& json);

}  // namespace alternat::procedures

// SPDX-License-Identifier: EUPL-1.2
// CaseMigrated as the body of a record, and back. Empty lists and texts are left out.
#pragma once

#include "base/json.h"
#include "procedures/migration.h"

namespace alternat::procedures {

Json to_json(const CaseMigrated& record);
// Error record.malformed.
Result<CaseMigrated> migrated_from_json(const Json& body);

}  // namespace alternat::procedures

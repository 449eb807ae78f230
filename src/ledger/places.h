// SPDX-License-Identifier: EUPL-1.2
// Where a node's databases are, as people write it: a data folder, or a connection URI,
// "postgresql://…".
#pragma once

#include <memory>
#include <string>

#include "ledger/sql/databases.h"

namespace alternat::ledger {

bool is_server(const std::string& place);
// Errors: those of postgres::databases_on.
Result<std::unique_ptr<sql::Databases>> databases_at(const std::string& place);

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// The databases of a node as schemas of one PostgreSQL database, which several nodes may share:
// alternat_ledger, alternat_vault_labour, alternat_keys_labour… Each schema can have its own owner
// and its own backup; the keys' schema belongs in no backup of the others.
#pragma once

#include <memory>
#include <string>

#include "ledger/sql/databases.h"

namespace alternat::ledger::postgres {

// `server`: a connection URI, "postgresql://user@host/database". Connects once to see that it can.
// Errors ledger.unreachable, ledger.server_too_old.
Result<std::unique_ptr<sql::Databases>> databases_on(const std::string& server);

}  // namespace alternat::ledger::postgres

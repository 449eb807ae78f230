// SPDX-License-Identifier: EUPL-1.2
// A connection to one schema of a PostgreSQL database: libpq as a sql::Session. Connects anew when
// the server was away, but never within a transaction: what was begun is then lost, and said so.
#pragma once

#include <string>

#include "ledger/sql/connection.h"

namespace alternat::ledger::postgres {

enum class Use { kWrite, kRead };

struct Address {
  std::string server;  // connection URI
  std::string schema;  // of the tables; need not exist yet
};

// Errors ledger.unreachable, ledger.server_too_old.
Result<sql::Connection> connect(const Address& address, Use use);

}  // namespace alternat::ledger::postgres

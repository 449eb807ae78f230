// SPDX-License-Identifier: EUPL-1.2
// A connection to one SQLite file: the sqlite3 C API as a sql::Session.
#pragma once

#include <string>

#include "ledger/sql/connection.h"

struct sqlite3;

namespace alternat::ledger::sqlite {

enum class OpenMode { kCreate, kReadWrite, kReadOnly };

// Errors: those of last_error.
Result<sql::Connection> open_connection(const std::string& path, OpenMode mode);

// What went wrong last, as one of ours: ledger.damaged, ledger.busy, ledger.write_failed,
// ledger.database.
Error last_error(sqlite3* database);

}  // namespace alternat::ledger::sqlite

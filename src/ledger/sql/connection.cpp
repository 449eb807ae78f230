// SPDX-License-Identifier: EUPL-1.2
#include "ledger/sql/connection.h"

namespace alternat::ledger::sql {

Status Query::run() {
  for (;;) {
    Result<bool> row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

Query Connection::query(const char* sql) {
  std::unique_ptr<Statement>& kept = statements_[sql];
  if (!kept) kept = session_->prepare(sql);
  return Query(kept.get());
}

}  // namespace alternat::ledger::sql

// SPDX-License-Identifier: EUPL-1.2
// PreparedRecord: a record of the ledger with its body read, which needs no table: another thread
// can do it ahead of the fold.
#pragma once

#include "base/json.h"
#include "ledger/store.h"
#include "procedures/record.h"
#include "projections/tables.h"

namespace alternat::projections {

struct PreparedRecord {
  const ledger::StoredRecord* stored = nullptr;  // outlives this
  Result<procedures::Record> record = Error{};   // where the type is one of the procedure's
  Result<Json> body = Error{};                   // where the fold looks into it
  bool is_of_procedure = false;
};

// Never fails: what is wrong with a record shows when it is applied, if it concerns a case.
PreparedRecord prepare(const ledger::StoredRecord& stored, bool with_body = false);
LogRow line_of(const ledger::StoredRecord& stored, const Json& body);

}  // namespace alternat::projections

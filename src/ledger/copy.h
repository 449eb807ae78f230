// SPDX-License-Identifier: EUPL-1.2
// copy: a node's databases from one place to another, row by row and unchanged: positions, records,
// leaves, checkpoints, sealed values, wrapped keys. What is at the end is verified against the
// source.
#pragma once

#include <cstdint>

#include "ledger/sql/databases.h"

namespace alternat::ledger {

struct CopyReport {
  std::uint64_t records = 0;
  std::uint64_t leaves = 0;
  std::uint64_t values = 0;
};

// Each database in one transaction at its target, which must be empty: error copy.not_empty. The
// ledger goes last, so a copy that broke off has none and can be begun anew in an emptied place.
// Errors copy.altered (the source does not verify), copy.differs; those of the databases.
Result<CopyReport> copy(sql::Databases& from, sql::Databases& to);

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// The Store on one of our databases: one writer with group commit, a pool of readers, the sequencer
// between commits.
#pragma once

#include <memory>

#include "ledger/sql/databases.h"
#include "ledger/store.h"

namespace alternat::ledger::sql {

struct StoreParts {
  std::unique_ptr<Databases> databases;
  RandomSource* random;  // of nonces; outlives the store; only its writer thread uses it
  std::size_t queue_max = 1024;
  std::size_t group_max = 256;
};

// The database "ledger"; made if it does not exist. Errors: those of Databases::open.
Result<std::unique_ptr<Store>> open_store(StoreParts parts);

// The same, never written: append gives ledger.read_only. Error ledger.not_found as well.
Result<std::unique_ptr<Store>> open_store_read_only(std::unique_ptr<Databases> databases);

}  // namespace alternat::ledger::sql

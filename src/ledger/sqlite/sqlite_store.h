// SPDX-License-Identifier: EUPL-1.2
// The Store on one SQLite file: one writer with group commit, a pool of readers, the sequencer
// between commits.
#pragma once

#include <memory>
#include <string>

#include "ledger/store.h"

namespace alternat::ledger::sqlite {

struct StoreOptions {
  std::string path;      // the file; made if it does not exist
  RandomSource* random;  // of nonces; outlives the store; only its writer thread uses it
  std::size_t queue_max = 1024;
  std::size_t group_max = 256;
};

// Errors: ledger.not_a_ledger, ledger.newer_schema, ledger.damaged, ledger.write_failed.
Result<std::unique_ptr<Store>> open_store(const StoreOptions& options);

// The same file, never written: append gives ledger.read_only. Error ledger.not_found as well.
Result<std::unique_ptr<Store>> open_store_read_only(const std::string& path);

}  // namespace alternat::ledger::sqlite

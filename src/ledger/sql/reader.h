// SPDX-License-Identifier: EUPL-1.2
// Reading connections, kept for the next request, and the Reader that holds one in a read
// transaction.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "ledger/sql/databases.h"
#include "ledger/store.h"

namespace alternat::ledger::sql {

class ReaderPool {
 public:
  ReaderPool(std::unique_ptr<Databases> databases, DatabaseName name)
      : databases_(std::move(databases)), name_(std::move(name)) {}
  Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);

 private:
  std::unique_ptr<Databases> databases_;
  DatabaseName name_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// The pool must outlive the reader.
Result<std::unique_ptr<Reader>> open_reader(ReaderPool* pool);

}  // namespace alternat::ledger::sql

// SPDX-License-Identifier: EUPL-1.2
// Reading connections, kept for the next request, and the Reader that holds one in a read
// transaction.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/sqlite/connection.h"
#include "ledger/store.h"

namespace alternat::ledger::sqlite {

class ReaderPool {
 public:
  explicit ReaderPool(std::string path) : path_(std::move(path)) {}
  Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);

 private:
  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// The pool must outlive the reader.
Result<std::unique_ptr<Reader>> open_reader(ReaderPool* pool);

}  // namespace alternat::ledger::sqlite

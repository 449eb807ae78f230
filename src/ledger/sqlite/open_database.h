// SPDX-License-Identifier: EUPL-1.2
// Opening one of our database files, or making it; a file that is not ours, half-written, of a
// newer version or with other tables gives one clear error, and not a byte of it is changed.
#pragma once

#include <string>

#include "ledger/sql/databases.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/session.h"

namespace alternat::ledger::sqlite {

// A new file is made beside its place and renamed, so it is there whole or not at all. The writer's
// connection: WAL, synchronous=FULL, foreign keys, secure_delete. Errors ledger.not_a_ledger,
// ledger.newer_schema, ledger.damaged, ledger.not_found, ledger.write_failed.
Result<sql::Connection> open_database(const std::string& path, const Schema& schema,
                                      sql::IfAbsent if_absent);

// The same checks alone, writing nothing. Error ledger.not_found as well.
Status check_database(const std::string& path, const Schema& schema);

// A further, read-only connection to a file that open_database has opened.
Result<sql::Connection> open_for_reading(const std::string& path);

// Keeps other processes from opening the same folder for writing, until it goes away or the process
// ends.
class FolderLock {
 public:
  // Error ledger.in_use.
  static Result<FolderLock> take(const std::string& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace alternat::ledger::sqlite

// SPDX-License-Identifier: EUPL-1.2
// copy: moves a node to another store; its secret keys and its folder stay where they are.
#include "ledger/copy.h"

#include <filesystem>
#include <iostream>
#include <optional>

#include "ledger/places.h"
#include "ledger/sqlite/open_database.h"
#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {
namespace {

// A folder is copied while no node runs on it.
Result<std::optional<ledger::sqlite::FolderLock>> lock(const std::string& place) {
  if (ledger::is_server(place)) return std::optional<ledger::sqlite::FolderLock>();
  std::error_code failed;
  std::filesystem::create_directories(place, failed);
  Result<ledger::sqlite::FolderLock> taken = ledger::sqlite::FolderLock::take(place);
  if (!taken) return taken.error();
  return std::optional<ledger::sqlite::FolderLock>(std::move(*taken));
}

Result<ledger::CopyReport> run(const CopyOptions& options) {
  if (!ledger::is_server(options.from) && !std::filesystem::exists(options.from + "/ledger.db"))
    return Error{
        Fault::kNotFound,
        "node.no_ledger",
        "The folder " + options.from + " holds no ledger. Name a node's folder: --from DIR.",
        {}};
  Result<std::optional<ledger::sqlite::FolderLock>> from_lock = lock(options.from);
  if (!from_lock) return from_lock.error();
  Result<std::optional<ledger::sqlite::FolderLock>> to_lock = lock(options.to);
  if (!to_lock) return to_lock.error();
  Result<std::unique_ptr<ledger::sql::Databases>> from = ledger::databases_at(options.from);
  if (!from) return from.error();
  Result<std::unique_ptr<ledger::sql::Databases>> to = ledger::databases_at(options.to);
  if (!to) return to.error();
  return ledger::copy(**from, **to);
}

}  // namespace

int copy(const CopyOptions& options) {
  const Result<ledger::CopyReport> copied = run(options);
  if (!copied) return refuse(copied.error());
  std::cout << copied->records << " records, " << copied->leaves << " leaves, " << copied->values
            << " sealed values copied and verified. The node's keys (node.key, log.key) were not: "
               "they stay in its data folder.\n";
  return 0;
}

}  // namespace alternat::commands

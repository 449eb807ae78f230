// SPDX-License-Identifier: EUPL-1.2
// Databases: where the databases of one node are: files of a folder, or schemas of a PostgreSQL
// database that several nodes share.
#pragma once

#include <memory>
#include <string>

#include "ledger/sql/connection.h"

namespace alternat::ledger::sql {

enum class Kind { kLedger, kVault, kKeys };
enum class IfAbsent { kCreate, kRefuse };

// "ledger", "vault-labour", "keys-labour".
struct DatabaseName {
  Kind kind;
  std::string name;
};

class Databases {
 public:
  virtual ~Databases() = default;
  virtual std::unique_ptr<Databases> clone() const = 0;
  // The writer's connection. Errors ledger.not_a_ledger, ledger.newer_schema, ledger.damaged,
  // ledger.not_found, ledger.write_failed, ledger.unreachable.
  virtual Result<Connection> open(const DatabaseName& name, IfAbsent if_absent) = 0;
  // A further, read-only one to a database that `open` has opened.
  virtual Result<Connection> open_for_reading(const DatabaseName& name) = 0;
  virtual Result<bool> exists(const DatabaseName& name) = 0;
  // The checks of `open` alone, changing nothing. Error ledger.not_found as well.
  virtual Status check(const DatabaseName& name) = 0;
  // Whether other nodes may write here at the same time.
  virtual bool are_shared() const = 0;
};

}  // namespace alternat::ledger::sql

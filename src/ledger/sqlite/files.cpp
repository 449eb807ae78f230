// SPDX-License-Identifier: EUPL-1.2
#include "ledger/sqlite/files.h"

#include <filesystem>

#include "ledger/sqlite/open_database.h"

namespace alternat::ledger::sqlite {
namespace {

const Schema& schema_of(sql::Kind kind) {
  switch (kind) {
    case sql::Kind::kLedger:
      return kLedgerSchema;
    case sql::Kind::kVault:
      return kVaultSchema;
    case sql::Kind::kKeys:
      return kKeysSchema;
  }
  return kLedgerSchema;
}

class Files final : public sql::Databases {
 public:
  explicit Files(std::string folder) : folder_(std::move(folder)) {}

  std::unique_ptr<sql::Databases> clone() const override {
    return std::make_unique<Files>(folder_);
  }
  Result<sql::Connection> open(const sql::DatabaseName& name, sql::IfAbsent if_absent) override {
    return open_database(path_of(name), schema_of(name.kind), if_absent);
  }
  Result<sql::Connection> open_for_reading(const sql::DatabaseName& name) override {
    return sqlite::open_for_reading(path_of(name));
  }
  Result<bool> exists(const sql::DatabaseName& name) override {
    std::error_code error;
    return std::filesystem::exists(path_of(name), error);
  }
  Status check(const sql::DatabaseName& name) override {
    return check_database(path_of(name), schema_of(name.kind));
  }
  bool are_shared() const override { return false; }

 private:
  std::string path_of(const sql::DatabaseName& name) const {
    return folder_ + "/" + name.name + ".db";
  }
  std::string folder_;
};

}  // namespace

std::unique_ptr<sql::Databases> databases_in(const std::string& folder) {
  return std::make_unique<Files>(folder);
}

}  // namespace alternat::ledger::sqlite

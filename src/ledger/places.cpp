// SPDX-License-Identifier: EUPL-1.2
#include "ledger/places.h"

#include "ledger/postgres/postgres_databases.h"
#include "ledger/sqlite/files.h"

namespace alternat::ledger {

bool is_server(const std::string& place) {
  return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

Result<std::unique_ptr<sql::Databases>> databases_at(const std::string& place) {
  if (is_server(place)) return postgres::databases_on(place);
  return sqlite::databases_in(place);
}

}  // namespace alternat::ledger

// SPDX-License-Identifier: EUPL-1.2
// The tables of the three kinds of schema, the same as in SQLite but for what docs/postgresql.md
// names. Every column says whether it holds personal data; a test reads these texts.
#pragma once

#include <cstdint>
#include <string_view>

namespace alternat::ledger::postgres {

struct Schema {
  std::string_view kind;  // "ledger", "vault", "keys": kept in alternat_schema
  std::int64_t version;
  std::int64_t triggers;  // how many guard its tables
  std::string_view sql;
};

extern const Schema kLedgerSchema;
extern const Schema kVaultSchema;
extern const Schema kKeysSchema;

}  // namespace alternat::ledger::postgres

// SPDX-License-Identifier: EUPL-1.2
// The tables of the three kinds of file, with the identity that opening checks. Every column says
// whether it holds personal data; a test reads these texts back from the file.
#pragma once

#include <cstdint>
#include <string_view>

namespace alternat::ledger::sqlite {

struct Schema {
  std::string_view kind;        // for messages: "ledger", "vault", "key file"
  std::int32_t application_id;  // PRAGMA application_id
  std::int32_t version;         // PRAGMA user_version
  std::string_view sql;
};

extern const Schema kLedgerSchema;
extern const Schema kVaultSchema;
extern const Schema kKeysSchema;

}  // namespace alternat::ledger::sqlite

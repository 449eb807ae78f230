// SPDX-License-Identifier: EUPL-1.2
// A secret of 32 bytes as 64 hex digits, in a file that only its owner reads, or in the
// environment.
#pragma once

#include <string>

#include "base/result.h"
#include "ledger/vault/secret.h"

namespace alternat::ledger::vault {

enum class KeyIfAbsent { kCreate, kRefuse };

// The variable, if it is set, comes before the file. Errors vault.missing_key, vault.key_malformed,
// vault.key_exposed (others may read the file), ledger.write_failed.
Result<SecretKey> load_key(const std::string& path, const char* variable, KeyIfAbsent if_absent,
                           RandomSource* random);

}  // namespace alternat::ledger::vault

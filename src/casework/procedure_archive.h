// SPDX-License-Identifier: EUPL-1.2
// The archive of procedures: every version a case ever ran on is kept as text in the ledger's log
// "node", by its SHA-256, and checked against it when it is read. It holds no personal data.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "ledger/ledger.h"
#include "program/procedure_text.h"
#include "projections/kept_version.h"

namespace alternat::casework {

// Versions the content no longer has, compiled; or why they could not be.
struct OldVersions {
  std::map<std::string, std::unique_ptr<const program::CompiledProcedure>> by_hash;
  std::map<std::string, Error> failed;
};

// Appends the texts; done twice, it is kept once. Errors: ledger.*.
Result<ledger::AppendResult> keep_version(ledger::Ledger& ledger,
                                          const program::CompiledProcedure& procedure, Instant now,
                                          Date today);

// The texts as they were kept. Errors: casework.version_damaged (they do not give the hash, or a
// record is not what keep_version writes), ledger.*.
Result<std::vector<program::ProcedureText>> read_version(ledger::Ledger& ledger,
                                                         const projections::KeptVersion& kept);

// Reads and compiles; what fails stands in `failed` and stops nothing else.
void load_version(ledger::Ledger& ledger, const projections::KeptVersion& kept,
                  const program::Surroundings& around, OldVersions& versions);

}  // namespace alternat::casework

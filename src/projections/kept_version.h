// SPDX-License-Identifier: EUPL-1.2
// KeptVersion: where in the ledger the texts of one version of a procedure stand (records of type
// ProcedureKept in log "node"): so that a case can end on the version it began on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alternat::projections {

struct KeptVersion {
  std::string procedure;
  std::string hash;
  std::vector<std::uint64_t> positions;  // of its texts, in order
};

}  // namespace alternat::projections

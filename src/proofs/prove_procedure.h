// SPDX-License-Identifier: EUPL-1.2
// Properties 1 (gates) and 3 (every path ends) of one procedure under one set of terms, by one
// exploration.
#pragma once

#include <vector>

#include "proofs/explore.h"
#include "proofs/proof.h"

namespace alternat::proofs {

struct ProcedureScope {
  std::string scope;                      // for people
  std::vector<std::string> partnerships;  // that have these terms
};

// First the proof of kGates, then that of kEnds.
std::vector<Proof> prove_procedure(const Subject& subject, const ProcedureScope& scope,
                                   ExploreLimits limits = {});

}  // namespace alternat::proofs

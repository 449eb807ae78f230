// SPDX-License-Identifier: EUPL-1.2
// Properties 4 (safeguards never weaker), 5 (tables complete) and 6 (access firewall): of the law
// and what agreements set, without a procedure.
#pragma once

#include <string>
#include <vector>

#include "access/access_table.h"
#include "decisions/assessment/assess.h"
#include "proofs/proof.h"

namespace alternat::proofs {

// A fact that an overlay of a partnership sets where the file says nothing about it.
struct Setting {
  std::string overlay;
  std::string fact;
  Json value;
  Date from;
  SourceSpan span;
};

// Property 4 for one partnership: each gate by itself, over the boxes that its table tells apart,
// with every other fact of the gate known or unknown: once as the law has it, once with what the
// overlay sets.
Proof prove_safeguards(const assessment::Law& law, const std::vector<Setting>& settings,
                       const std::string& partnership);

// Property 5 for each model of the law, in the order of the set.
std::vector<Proof> prove_tables(const assessment::Law& law);

// Property 6.
Proof prove_access(const access::AccessMatrix& matrix, const SourceSpan& place);

}  // namespace alternat::proofs

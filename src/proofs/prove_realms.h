// SPDX-License-Identifier: EUPL-1.2
// Property 6, the part about facts: what a procedure asks, reads, maps and decides over stands in
// its own realm, so that nothing from work, training, advice or a complaint enters a return.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "proofs/proof.h"
#include "proofs/subject.h"

namespace alternat::proofs {

struct RealmSubject {
  const terms::FactDictionary& facts;
  std::span<const Procedure> procedures;
  // Facts that a decision ("safeguards:contact", "model:x") reads.
  std::function<std::vector<std::string>(const std::string& decision)> facts_of;
};

// One proof over all of them: every fact of the dictionary, and every use of a fact in a procedure.
Proof prove_realms(const RealmSubject& subject);

}  // namespace alternat::proofs

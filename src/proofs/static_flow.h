// SPDX-License-Identifier: EUPL-1.2
// Property 2, the static part: information flows from protected facts (asylum, health, criminal
// proceedings) through FEEL, decisions and scripts into what a partner state receives: the fields
// of a message, and whether it leaves at all. Every flow must stand in the closed list of releases.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "proofs/proof.h"
#include "proofs/subject.h"
#include "terms/agreement_terms.h"

namespace alternat::proofs {

struct FlowSubject {
  Procedure procedure;
  Surroundings around;
  // Facts that a decision ("safeguards:contact", "pathway:18a") reads.
  std::function<std::vector<std::string>(const std::string& decision)> facts_of;
  // Fields that the data articles of the partnerships' agreements allow.
  std::vector<const terms::MessageField*> fields;
};

// Whether a category may show in nothing that a partner state receives.
bool is_protected(terms::DataCategory category);

// scope and partnerships are the caller's.
Proof prove_flow(const FlowSubject& subject);

}  // namespace alternat::proofs

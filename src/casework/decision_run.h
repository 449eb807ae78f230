// SPDX-License-Identifier: EUPL-1.2
// Runs a decision that a procedure asks for over the case's own facts: a pathway, or the safeguards
// of a phase. The engine gives an outcome word; it never determines anything.
#pragma once

#include <string>

#include "base/json.h"
#include "casework/case_values.h"

namespace alternat::casework {

struct DecisionOutcome {
  std::string outcome;  // "ELIGIBLE" … of the best row, or "PASS" … of the phase
  std::string model;    // hash of the content that answered: recorded, so that it can be replayed
  Json answer;          // the JSON of the command line, for the page that shows it
};

// `decision`: "pathway:18a", "safeguards:contact". Errors: assessment.*, facts.*, those of the
// values.
Result<DecisionOutcome> run_decision(const Node& node, const projections::CaseRow& row,
                                     const std::string& decision, CaseValues& values);

// The facts of a case as a facts object: values whose name is in the dictionary.
Json facts_of(const program::Program& program, const procedures::Values& values);

}  // namespace alternat::casework

// SPDX-License-Identifier: EUPL-1.2
// What a worked example asks beside pathways and phases: values of decisions, of parameters on a
// day, last days of statutory clocks.
#pragma once

#include "decisions/assessment/assess.h"
#include "program/program.h"
#include "program/worked_example.h"

namespace alternat::program {

// One decision of the content, "model.decision" (title.months), with the facts as an assessment
// reads them: presumed where the dictionary says so, parameters of the day.
struct DecisionValue {
  std::string value;                 // as FEEL prints it; "unknown"; "a, b" for a list
  std::vector<std::string> missing;  // inputs it still rests on, if unknown
};
// Errors: decide.no_model, decide.no_decision, facts.* of the dictionary's check.
Result<DecisionValue> decide_one(const Program& program, std::string_view decision,
                                 const Json& facts, const assessment::AssessmentOptions& options);

// For every row about a decision, parameter or clock: {"row": index, "value": text, "missing":
// […]}; a row without value names nothing that exists. `facts` as the partnership leaves them.
Json example_values(const Program& program, const WorkedExample& example, const Json& facts);

}  // namespace alternat::program

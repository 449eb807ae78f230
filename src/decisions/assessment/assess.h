// SPDX-License-Identifier: EUPL-1.2
// The two questions: which pathways fit these facts, and which safeguards stand before a step of a
// return. Pure: models, parameters, facts and the day are arguments.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/safeguard_result.h"
#include "terms/fact.h"
#include "terms/parameter.h"

namespace alternat::dmn {
class ModelSet;
}

namespace alternat::assessment {

class AssessmentPlan;

struct Law {
  const dmn::ModelSet* models = nullptr;
  const terms::FactDictionary* facts = nullptr;
  const terms::ParameterTable* parameters = nullptr;
  // Of these models, facts and parameters (plan.h); without one it is made for each question anew.
  const AssessmentPlan* plan = nullptr;
};

struct AssessmentOptions {
  explicit AssessmentOptions(Date day) : on(day), known_as_of(day) {}
  Date on;
  Date known_as_of;
  bool strict = false;  // presume nothing
  bool with_shortest = true;
  bool with_trace = false;
  // Bound on the work for a row; beyond it `missing` is a sound superset, `exact` false.
  int evaluations_max = 20000;
  std::vector<std::string> pathways;  // only these; empty = all
};

// `facts`: a JSON object keyed by fact id; absent = unknown, null = known to be none; keys `on`,
// `known_as_of` and `partnership` are ignored here. Results by order of the pathway, then as in the
// file. Errors: facts.* of the dictionary's check; assessment.no_row (a model with a broken row).
Result<std::vector<PathwayResult>> assess_pathways(const Law& law, const Json& facts,
                                                   const AssessmentOptions& options);

struct ExpectedGate {
  std::string id;
  std::vector<Phase> phases;
};
// G01 … G62 with the phases each one touches; G63 is the result when all of them pass.
const std::vector<ExpectedGate>& expected_gates();

Result<SafeguardResult> assess_safeguards(const Law& law, const Json& facts,
                                          const AssessmentOptions& options,
                                          const std::vector<ExpectedGate>& expected);

}  // namespace alternat::assessment

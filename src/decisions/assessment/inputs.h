// SPDX-License-Identifier: EUPL-1.2
// Facts, parameters and the day put into an evaluation: known facts as stated, presumed ones where
// nothing is said, the rest Unknown.
#pragma once

#include <set>
#include <string>

#include "decisions/assessment/assess.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

enum class Presume : bool { kNothing, kDictionary };

struct Assumed {
  std::set<std::string> presumed;               // fact ids
  std::set<std::string> parameters_not_on_day;  // not established on the day
};

// Facts of realm returns are never presumed. `facts` was checked by the dictionary.
Assumed set_inputs(const Law& law, const Json& facts, const AssessmentOptions& options,
                   Presume presume, dmn::Evaluation& evaluation);

// A fact as FEEL value; null where JSON is null.
feel::Value value_of_fact(const terms::FactDefinition& definition, const Json& json);
feel::Value value_of_literal(const terms::FactLiteral& literal);
feel::Type type_of_fact(const terms::FactDefinition& definition);

}  // namespace alternat::assessment

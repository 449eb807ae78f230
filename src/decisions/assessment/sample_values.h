// SPDX-License-Identifier: EUPL-1.2
// Values that stand for others of a fact, as boxes and fact spaces try them.
#pragma once

#include <vector>

#include "decisions/feel/value.h"
#include "terms/fact.h"

namespace alternat::assessment {

// What a value is compared with where it stands on the other side: itself, the items of a list, the
// ends of a range; nothing where it is null.
void spread(const feel::Value& value, std::vector<feel::Value>& into);

// For a fact that is a list of contexts: lists of one long period each, one for each text that the
// models name (or one with a text that none names).
std::vector<feel::Value> long_periods(const terms::FactDefinition& definition,
                                      std::vector<feel::Value> texts);

}  // namespace alternat::assessment

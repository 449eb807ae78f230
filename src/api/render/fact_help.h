// SPDX-License-Identifier: EUPL-1.2
// The help of a fact as a person reads it: the dictionary explains values by their codes
// ("temp_agency: …"), a page by the words it shows for them ("temporary work agency: …").
#pragma once

#include <string>

#include "api/render/words.h"
#include "terms/fact.h"

namespace alternat::api {

// Sentences that say no more than the word itself are left out. "" if nothing is left.
std::string fact_help(const Words& words, const terms::FactDefinition& fact);

}  // namespace alternat::api

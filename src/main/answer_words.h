// SPDX-License-Identifier: EUPL-1.2
// The answer of `alternat pathways` in words: both languages in the JSON, one on stdout.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "decisions/assessment/pathway_result.h"
#include "terms/content_folder.h"

namespace alternat::commands {

// `words` of each reason and `ways` of each result, in German and English, into the JSON of
// assessment::to_json(on, results).
void add_words(const terms::Content& content, const std::vector<assessment::PathwayResult>& results,
               Json& answer);
// [{"code", "path", "message": {"de", "en"}}] of the warnings among the problems.
Json warnings_json(const terms::Content& content, const std::vector<terms::FactProblem>& problems);

// From the JSON with words.
void print_pathways(const terms::Content& content, const Json& answer, const std::string& language);

}  // namespace alternat::commands

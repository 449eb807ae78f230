// SPDX-License-Identifier: EUPL-1.2
// Sentences about an answer of the pathway check: why, how far off, what a change means and by
// whom, what is unusual in the facts. One place for pages and the command line; texts [delta.*],
// [change.*], [check.problem.*] of the content.
#pragma once

#include "api/render/words.h"
#include "base/json.h"
#include "decisions/assessment/pathway_result.h"
#include "terms/fact_problem.h"

namespace alternat::terms {
class FactDictionary;
struct Content;
}  // namespace alternat::terms

namespace alternat::api {

// "80.00 EUR a month short", "B1 instead of A2", "wait until 12 March 2027".
std::string delta_sentence(const Words& words, const terms::Content& content,
                           const assessment::Delta& delta);

struct ReasonSentences {
  std::string brief;    // [reason.<CODE>.short]
  std::string details;  // [reason.<CODE>.long]
  std::string delta;    // "" where nothing can be measured
};
ReasonSentences reason_sentences(const Words& words, const terms::Content& content,
                                 const assessment::Reason& reason);

// What a change of the shortest way means: "Your German reaches B1 instead of A2".
std::string change_sentence(const Words& words, const terms::Content& content,
                            const assessment::FactChange& change);
// Who can do it: a role of the dictionary, or "time" where one can only wait.
std::string change_by(const terms::Content& content, const assessment::FactChange& change);

// An answer as it was given: "B1", "2 entries".
std::string given_text(const Words& words, const terms::Content& content, const std::string& name,
                       const Json& value);

// A problem of the facts (terms/fact.h) in the page's language.
std::string problem_sentence(const Words& words, const terms::FactDictionary& facts,
                             const terms::FactProblem& problem);

}  // namespace alternat::api

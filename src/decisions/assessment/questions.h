// SPDX-License-Identifier: EUPL-1.2
// What a form asks next: the facts that can still change the outcome of some row, those that settle
// most first; and which answers given no longer matter. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "decisions/assessment/assess.h"

namespace alternat::assessment {

struct Question {
  std::string fact;
  int rows = 0;  // rows whose outcome it can still change
  // Rows with one outcome left once it is answered, on average over the boxes its answers fall
  // into, in thousandths of a row.
  std::int64_t settles_thousandths = 0;
};

struct Questions {
  // By `settles_thousandths`, then by `rows`, both falling, then by fact id: the same facts always
  // give the same order. `options.pathways` chooses the pathways. Facts of realm returns are never
  // among them.
  std::vector<Question> open;
  // Stated facts that the form would not have asked: when the answers before were given, no
  // completion could change an outcome by them. Leaving all of them out changes no outcome.
  std::vector<std::string> obsolete;
  bool exact = true;  // false: some of `open` may not matter
};

// `answered`: ids of stated facts in the order they were answered; stated facts that it does not
// name count as answered before (in alphabetical order), names that are not stated are ignored.
// Errors as assess_pathways. `with_shortest` and `with_trace` of the options are ignored.
Result<Questions> find_questions(const Law& law, const Json& facts,
                                 const AssessmentOptions& options,
                                 const std::vector<std::string>& answered = {});

// The same without looking for answers that are obsolete.
Result<Questions> find_open_questions(const Law& law, const Json& facts,
                                      const AssessmentOptions& options);

// Stated facts that change no outcome whatever they are, given the others that stay; the last of
// `answered` are looked at first, so that what was said before stays. Facts that the dictionary
// presumes are never among them: they were said against what is presumed. Errors as above.
Result<std::vector<std::string>> find_idle_answers(const Law& law, const Json& facts,
                                                   const AssessmentOptions& options,
                                                   const std::vector<std::string>& answered);

// Which of `candidates`, facts that are not stated but presumed, is named by most rows and could
// change an outcome if nothing were presumed of it; nullopt: none. Errors as above.
Result<std::optional<std::string>> find_presumed_question(
    const Law& law, const Json& facts, const AssessmentOptions& options,
    const std::vector<std::string>& candidates);

}  // namespace alternat::assessment

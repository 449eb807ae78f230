// SPDX-License-Identifier: EUPL-1.2
// The questions of the pathway check: all on one page in groups, or one a page. Which ones still
// can change an answer comes from the law itself, not from a list.
#pragma once

#include <set>

#include "api/render/page.h"
#include "api/resources/pathway_answers.h"

namespace alternat::dmn {
class ModelSet;
}

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

struct FormInput {
  const terms::Content& content;
  const Answers& answers;
  // Facts that some pathway still needs, those that settle most first.
  const std::vector<std::string>& open_facts;
  // What no model reads is not asked: it could change nothing.
  const dmn::ModelSet& models;
};

// All questions: groups with the open ones first; presumed facts and facts that others state are in
// closed groups. Status 422 when there are errors.
Page form_page(const Words& words, const FormInput& input);

// One question: the first open fact neither answered nor skipped ("skip" fields); the rest travels
// in hidden fields. nullopt when nothing is left to ask.
std::optional<Page> step_page(const Words& words, const FormInput& input);
// Facts that are presumed, neither answered nor skipped: what may be asked once nothing else is.
std::vector<std::string> presumed_candidates(const FormInput& input);
// The page for one of them, which says what is presumed.
Page presumed_step_page(const Words& words, const FormInput& input, const std::string& fact);

// {"fact", "label", "question", "help", "type flags", "options", "value", "error", …}
Json question_json(const Words& words, const terms::FactDefinition& fact, const Answers& answers);

}  // namespace alternat::api

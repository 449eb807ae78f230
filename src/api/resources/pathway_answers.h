// SPDX-License-Identifier: EUPL-1.2
// What a person typed into the pathway check, read into facts. Everything typed is kept for showing
// it again; every mistake is collected with its field. Nothing is stored anywhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/http/message.h"
#include "api/render/words.h"
#include "base/json.h"

namespace alternat::terms {
class FactDictionary;
struct FactDefinition;
}  // namespace alternat::terms

namespace alternat::api {

struct AnswerError {
  std::string field;    // form field id to jump to
  std::string label;    // the question's noun
  std::string message;  // what is wrong and what to do
};

struct Answers {
  Json facts = Json::object();  // fact id to value; null = known to be none
  Fields typed;                 // as sent, for showing again
  std::vector<AnswerError> errors;
  std::vector<AnswerError> warnings;  // unusual, but possible: said with the answer
  Json pruned = Json::object();  // answers that change nothing any more, kept to be brought back
  std::string partnership;       // "" = none chosen
  std::optional<Date> on;        // the day asked for
};

// Field names: "f.<fact>" (repeated for lists), "f.<fact>.<row>.<field>" for periods, "none.<fact>"
// for "there is none", "on", "partnership". An empty field is unknown. Amounts are typed in whole
// units (euros), facts hold cents. Numbers are grouped in the manner of the language of the field
// "typed_in" (else of the page) and are given back in the manner of the page's.
// Facts that cannot be true together are errors, unlikely ones warnings.
Answers read_answers(const terms::FactDictionary& facts, const Fields& form, const Words& words);
// The same for a form that asks certain facts, of whatever realm.
Answers read_form_answers(const std::vector<const terms::FactDefinition*>& facts,
                          const Fields& form, const Words& words);

// Pruned answers travel as "pruned.<field>"; "undo" names a fact whose answer comes back, and
// "keep.<fact>" that it is not pruned again.
Fields with_undone(const Fields& form);
// Moves the answers of these facts to the pruned ones, unless they are to be kept.
void prune(const std::vector<std::string>& facts, Answers& answers);
// Brings back pruned answers of these facts: they matter again. True if there were any.
bool restore(const std::vector<std::string>& facts, const terms::FactDictionary& dictionary,
             const Words& words, Answers& answers);

// Adds what is wrong or unusual in the facts as a whole (terms/fact.h).
void add_problems(const terms::FactDictionary& facts, const Words& words, Answers& answers);

// "45.934,20" (de) or "45,934.20" (en) as plain digits "45934.20"; nullopt if it is not a number.
std::optional<std::string> parse_local_number(std::string_view text, std::string_view language);
// "459.20" as cents "45920"; nullopt with more than two decimals.
std::optional<std::string> to_cents(std::string_view decimal);
// True for units in cents ("EUR cents a year"): typed and shown in euros.
bool is_in_cents(std::string_view unit);

}  // namespace alternat::api

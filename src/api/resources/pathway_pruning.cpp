// SPDX-License-Identifier: EUPL-1.2
// Answers that no longer matter: set aside, shown, brought back. All of it travels in the form.
#include <algorithm>

#include "api/resources/pathway_answers.h"
#include "terms/fact.h"

namespace alternat::api {

namespace {

constexpr std::string_view kPruned = "pruned.";

// "f.exp_periods.0.from", "none.exp_periods" -> "exp_periods"; "" for other fields.
std::string fact_of(std::string_view field) {
  for (const std::string_view prefix : {"f.", "none."})
    if (field.starts_with(prefix)) {
      const std::string_view rest = field.substr(prefix.size());
      return std::string(rest.substr(0, rest.find('.')));
    }
  return {};
}

bool names(const std::vector<std::string>& facts, const std::string& fact) {
  return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

// The fields with those of `facts` brought back.
Fields brought_back(const Fields& form, const std::vector<std::string>& facts) {
  Fields out;
  for (const auto& [name, value] : form.all()) {
    const bool pruned = name.starts_with(kPruned);
    const std::string own = pruned ? name.substr(kPruned.size()) : name;
    out.add(pruned && names(facts, fact_of(own)) ? own : name, value);
  }
  return out;
}

}  // namespace

Fields with_undone(const Fields& form) {
  const std::string undo(form.get("undo"));
  if (undo.empty()) return form;
  Fields out;
  const Fields back = brought_back(form, {undo});
  for (const auto& [name, value] : back.all())
    if (name != "undo") out.add(name, value);
  out.set("keep." + undo, "1");
  return out;
}

void prune(const std::vector<std::string>& facts, Answers& answers) {
  std::vector<std::string> chosen;
  for (const std::string& fact : facts)
    if (answers.facts.contains(fact) && answers.typed.get("keep." + fact) != "1")
      chosen.push_back(fact);
  if (chosen.empty()) return;
  Fields typed;
  for (const auto& [name, value] : answers.typed.all())
    typed.add(names(chosen, fact_of(name)) ? std::string(kPruned) + name : name, value);
  answers.typed = std::move(typed);
  for (const std::string& fact : chosen) {
    answers.pruned[fact] = answers.facts[fact];
    answers.facts.erase(fact);
  }
}

bool restore(const std::vector<std::string>& facts, const terms::FactDictionary& dictionary,
             const Words& words, Answers& answers) {
  const bool any = std::any_of(facts.begin(), facts.end(), [&](const std::string& fact) {
    return answers.pruned.contains(fact);
  });
  if (!any) return false;
  answers = read_answers(dictionary, brought_back(answers.typed, facts), words);
  return true;
}

}  // namespace alternat::api

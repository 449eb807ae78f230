// SPDX-License-Identifier: EUPL-1.2
// document: docs/facts.md from the fact dictionary, so that the list of facts is written once.
#include <algorithm>
#include <iostream>

#include "main/commands.h"
#include "main/print.h"
#include "program/program.h"

namespace alternat::commands {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string literal(const terms::FactLiteral& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<Decimal>(&value)) return number->to_text();
  if (const auto* day = std::get_if<Date>(&value)) return day->to_iso();
  return std::get<std::string>(value);
}

std::string type_of(const terms::FactDefinition& fact) {
  std::string text(terms::to_text(fact.type));
  if (!fact.unit.empty()) text += ", " + fact.unit;
  if (!fact.values.empty()) text += ": " + joined(fact.values);
  if (!fact.fields.empty()) {
    std::vector<std::string> names;
    for (const terms::FactField& field : fact.fields) names.push_back(field.name);
    text += " of " + joined(names);
  }
  return text;
}

std::string notes_of(const terms::FactDefinition& fact) {
  std::vector<std::string> notes;
  if (fact.presumed) notes.push_back("presumed " + literal(*fact.presumed));
  if (!fact.presumed_from.empty()) notes.push_back("presumed as " + fact.presumed_from);
  if (!fact.hook.empty()) notes.push_back("an agreement may set it through " + fact.hook);
  if (fact.change) notes.push_back("the " + fact.change->by + " can change it");
  return joined(notes);
}

void print_realm(const terms::FactDictionary& facts, terms::Realms realms, const char* title) {
  std::vector<const terms::FactDefinition*> rows;
  for (const terms::FactDefinition& fact : facts.all())
    if (fact.realms == realms) rows.push_back(&fact);
  if (rows.empty()) return;
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  std::cout << "\n## " << title << "\n\n| id | type | meaning | category | said by | notes |\n"
            << "|---|---|---|---|---|---|\n";
  for (const terms::FactDefinition* fact : rows)
    std::cout << "| `" << fact->id << "` | " << type_of(*fact) << " | " << fact->label.en << " ("
              << fact->label.de << ") | " << terms::to_text(fact->category) << " | "
              << joined(fact->set_by) << " | " << notes_of(*fact) << " |\n";
}

}  // namespace

int document(const CheckOptions& options) {
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  const terms::FactDictionary& facts = program->content().facts;
  std::cout << "# Facts\n\nWritten by `alternat document` from `content/facts`; not edited by "
               "hand. A facts "
               "file is a JSON object by these ids;\nabsent means unknown, `null` means known to "
               "be none. "
               "Days are `\"YYYY-MM-DD\"`; money is whole cents.\n";
  using terms::Realm;
  print_realm(facts, {Realm::kLabour}, "Work, training, recognition, visas");
  print_realm(facts, {Realm::kReturns}, "Return cases");
  print_realm(facts, {Realm::kLabour, Realm::kReturns},
              "Asked for work and for a return, each for itself, never copied");
  print_realm(facts, {Realm::kAdvice}, "Advice and complaints: never in a return case");
  print_realm(facts, {Realm::kLabour, Realm::kAdvice},
              "Asked for work and in advice, each for itself, never copied");
  print_realm(facts, {Realm::kAgreement}, "Agreements and projects: about no person");
  return 0;
}

}  // namespace alternat::commands

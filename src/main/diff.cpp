// SPDX-License-Identifier: EUPL-1.2
// `alternat diff`: what changed in the answers between two days, or between two content folders.
#include <iostream>

#include "base/file.h"
#include "main/commands.h"
#include "main/print.h"
#include "program/read_examples.h"
#include "scenarios/law_diff.h"

namespace alternat::commands {
namespace {

using scenarios::LawDiff;

constexpr std::size_t kPersonsShown = 20;

Error usage(const std::string& message) {
  return Error{Fault::kMalformed, "diff.usage", message, {}};
}

Result<std::vector<scenarios::Person>> persons_of(const std::string& folder) {
  std::vector<scenarios::Person> persons;
  const auto examples = program::read_pathway_examples(folder);
  if (!examples) return examples.error();
  for (const program::ExampleFile& file : *examples)
    persons.push_back({file.example.title, file.file, file.example.facts, file.pathways()});
  return persons;
}

std::string value_text(const std::optional<scenarios::ParameterSide>& side) {
  if (!side) return "none";
  return side->value.empty() ? "not established" : side->value + " (" + side->citation + ")";
}

std::string row_text(const std::string& pathway, const std::string& row) {
  return row.empty() ? pathway : pathway + " " + row;
}

void print_law(const LawDiff& diff) {
  std::cout << diff.parameters.size() << " parameters changed\n";
  for (const scenarios::ParameterChange& change : diff.parameters)
    std::cout << "  " << change.name << " (" << change.unit << ")"
              << (change.from ? " from " + change.from->to_iso() : "") << ": "
              << value_text(change.before) << " -> " << value_text(change.after) << '\n';
  std::cout << diff.rows.size() << " rows of pathways come into force, end, come or go\n";
  for (const scenarios::RowForceChange& row : diff.rows)
    std::cout << "  " << row_text(row.pathway, row.row) << " (" << row.citation
              << "): " << to_text(row.kind) << (row.on ? " on " + row.on->to_iso() : "") << '\n';
  std::cout << diff.rules.size() << " rules changed\n";
  for (const scenarios::RuleChange& rule : diff.rules) {
    std::cout << "  " << rule.model << " / " << rule.decision << " / " << rule.rule << " ("
              << rule.citation << "): " << to_text(rule.kind) << '\n';
    if (!rule.before.empty()) std::cout << "    - " << rule.before << '\n';
    if (!rule.after.empty()) std::cout << "    + " << rule.after << '\n';
  }
}

void print_person(const scenarios::PersonChanges& person) {
  std::cout << "  " << person.person.name << " (" << person.person.file << ")\n";
  for (const scenarios::PersonChange& change : person.changes)
    std::cout << "    " << row_text(change.pathway, change.row) << " " << to_text(change.kind)
              << ": " << change.before << " -> " << change.after << '\n';
  std::cout << "    facts: " << person.person.facts.dump() << '\n';
}

void print_diff(const LawDiff& diff) {
  const auto day = [](const std::optional<Date>& on) { return on ? on->to_iso() : "each day"; };
  std::cout << "Before: " << day(diff.from) << ", content " << diff.before_content.substr(0, 16)
            << "\nAfter: " << day(diff.to) << ", content " << diff.after_content.substr(0, 16)
            << '\n';
  print_law(diff);
  std::size_t gains = 0, loses = 0;
  for (const scenarios::PersonChanges& person : diff.persons)
    for (const scenarios::PersonChange& change : person.changes) {
      gains += change.kind == scenarios::ChangeKind::kGains;
      loses += change.kind == scenarios::ChangeKind::kLoses;
    }
  std::cout << diff.persons.size() << " of " << diff.persons_asked
            << " persons of the worked examples are answered differently (" << gains
            << " rows gained, " << loses << " lost)\n";
  for (std::size_t i = 0; i < diff.persons.size() && i < kPersonsShown; ++i)
    print_person(diff.persons[i]);
  if (diff.persons.size() > kPersonsShown)
    std::cout << "  and " << diff.persons.size() - kPersonsShown << " more; --json names all\n";
}

int answer(const scenarios::LawSide& before, const scenarios::LawSide& after,
           const DiffOptions& options, const std::string& content) {
  const std::string folder = options.examples.empty() ? content + "/examples" : options.examples;
  const auto persons = persons_of(folder);
  if (!persons) return refuse(persons.error());
  const Result<LawDiff> diff = scenarios::diff_law(before, after, *persons);
  if (!diff) return refuse(diff.error());
  if (options.json)
    std::cout << scenarios::to_json(*diff).dump(2) << '\n';
  else
    print_diff(*diff);
  return 0;
}

int diff_days(const DiffOptions& options) {
  const Result<Date> from = Date::from_iso(options.from), to = Date::from_iso(options.to);
  if (!from) return refuse(from.error());
  if (!to) return refuse(to.error());
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  return answer({program.get(), *from}, {program.get(), *to}, options, options.content);
}

int diff_contents(const DiffOptions& options) {
  std::optional<Date> on;
  if (!options.on.empty()) {
    const Result<Date> day = Date::from_iso(options.on);
    if (!day) return refuse(day.error());
    on = *day;
  }
  const std::unique_ptr<program::Program> before = load_or_print(options.before);
  const std::unique_ptr<program::Program> after = load_or_print(options.after);
  if (!before || !after) return 1;
  return answer({before.get(), on}, {after.get(), on}, options, options.after);
}

}  // namespace

int diff(const DiffOptions& options) {
  const bool days = !options.from.empty() || !options.to.empty();
  const bool contents = !options.before.empty() || !options.after.empty();
  if (days && contents)
    return refuse(usage("Either two days (--from, --to) or two contents (--before, --after)."));
  if (days && (options.from.empty() || options.to.empty()))
    return refuse(usage("Two days are compared: --from YYYY-MM-DD and --to YYYY-MM-DD."));
  if (contents && (options.before.empty() || options.after.empty()))
    return refuse(usage("Two content folders are compared: --before DIR and --after DIR."));
  if (!days && !contents)
    return refuse(
        usage("Name two days (--from, --to) or two content folders (--before, --after)."));
  return days ? diff_days(options) : diff_contents(options);
}

}  // namespace alternat::commands

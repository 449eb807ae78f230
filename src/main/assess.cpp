// SPDX-License-Identifier: EUPL-1.2
// check, pathways, safeguards, examples: what needs the whole program.
#include "decisions/assessment/assess.h"
#include "decisions/assessment/lint.h"

#include <cstdio>
#include <iostream>

#include "base/file.h"
#include "decisions/assessment/dates.h"
#include "main/answer_words.h"
#include "main/commands.h"
#include "main/histories.h"
#include "main/print.h"
#include "program/example_values.h"
#include "program/program.h"
#include "program/prove.h"
#include "program/worked_example.h"

namespace alternat::commands {
namespace {

using assessment::AssessmentOptions;

struct Question {
  Json facts;
  AssessmentOptions options;
};

// A day from the command line outranks the facts' own.
Result<Date> day_of(const std::string& given, const Json& facts, const char* key) {
  if (!given.empty()) return Date::from_iso(given);
  if (facts.is_object() && facts.contains(key) && facts[key].is_string())
    return Date::from_iso(facts[key].get<std::string>());
  return Error{Fault::kMalformed,
               "facts.no_day",
               std::string("No day is given: use --on YYYY-MM-DD or the key \"") + key +
                   "\" in the facts. There is no \"current\" law.",
               {}};
}

Result<Question> question_of(const program::Program& program, Json facts,
                             const AssessOptions& options) {
  Result<Date> on = day_of(options.on, facts, "on");
  if (!on) return on.error();
  Question question{std::move(facts), AssessmentOptions(*on)};
  if (!options.known_as_of.empty() || question.facts.contains("known_as_of")) {
    Result<Date> known = day_of(options.known_as_of, question.facts, "known_as_of");
    if (!known) return known.error();
    question.options.known_as_of = *known;
  }
  question.options.strict = options.strict;
  question.options.with_trace = options.trace;
  std::string partnership = options.partnership;
  if (partnership.empty() && question.facts.contains("partnership"))
    partnership = question.facts["partnership"].get<std::string>();
  if (!partnership.empty()) {
    Result<Json> under = program.facts_under(partnership, std::move(question.facts),
                                             question.options.on, question.options.known_as_of);
    if (!under) return under.error();
    question.facts = std::move(*under);
  }
  return question;
}

Result<Json> ask(const program::Program& program, program::ExampleKind kind,
                 const Question& question) {
  if (kind == program::ExampleKind::kPathways) {
    Result<std::vector<assessment::PathwayResult>> results =
        assessment::assess_pathways(program.law(), question.facts, question.options);
    if (!results) return results.error();
    if (Status dated = assessment::add_dated_outcomes(program.law(), question.facts,
                                                      question.options, *results);
        !dated)
      return dated.error();
    Json answer = assessment::to_json(question.options.on.to_iso(), *results);
    add_words(program.content(), *results, answer);
    return answer;
  }
  Result<assessment::SafeguardResult> result = assessment::assess_safeguards(
      program.law(), question.facts, question.options, assessment::expected_gates());
  if (!result) return result.error();
  return assessment::to_json(*result);
}

// Facts are checked as a whole first: every problem is named at its place, never the first only.
// What is unusual but possible goes into `unusual`.
Result<Json> facts_from(const program::Program& program, const AssessOptions& options,
                        std::vector<terms::FactProblem>& unusual) {
  const Result<std::string> text = read_text(options.facts);
  if (!text) return text.error();
  const std::string name = options.facts == "-" ? "standard input" : options.facts;
  Result<Json> facts = parse_json(*text, name);
  if (!facts) return facts.error();
  Json checked = *facts;  // with the day of the command line, which outranks the facts' own
  if (checked.is_object() && Date::from_iso(options.on)) checked["on"] = options.on;
  const JsonPlaces places = places_in_json(*text, name);
  const Diagnostics problems = program.content().facts.check(checked, name, places);
  print(problems);
  if (problems.has_errors())
    return Error{Fault::kMalformed, "facts.refused", "Nothing was decided.", {}};
  unusual = program.content().facts.find_problems(checked);
  return facts;
}

int assess(const AssessOptions& options, program::ExampleKind kind) {
  if (options.language != "en" && options.language != "de")
    return refuse(Error{Fault::kMalformed,
                        "usage.language",
                        "The answer is written in 'de' or 'en', not in '" + options.language + "'.",
                        {}});
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  std::vector<terms::FactProblem> unusual;
  Result<Json> facts = facts_from(*program, options, unusual);
  if (!facts) return refuse(facts.error());
  Result<Question> question = question_of(*program, std::move(*facts), options);
  if (!question) return refuse(question.error());
  Result<Json> answer = ask(*program, kind, *question);
  if (!answer) return refuse(answer.error());
  if (!unusual.empty()) (*answer)["warnings"] = warnings_json(program->content(), unusual);
  if (options.json)
    std::cout << answer->dump(2) << '\n';
  else if (kind == program::ExampleKind::kPathways)
    print_pathways(program->content(), *answer, options.language);
  else
    print_safeguards(*answer);
  return 0;
}

// Everything that the tables of an example ask, in one object.
Result<Json> answer_of(const program::Program& program, const program::WorkedExample& example) {
  Json answer = Json::object();
  Json facts = example.facts;
  for (const auto kind : {program::ExampleKind::kPathways, program::ExampleKind::kSafeguards}) {
    if (!example.asks(kind)) continue;
    Result<Question> question = question_of(program, example.facts, {});
    if (!question) return question.error();
    facts = question->facts;
    Result<Json> part = ask(program, kind, *question);
    if (!part) return part.error();
    answer.update(*part);
  }
  answer["values"] = program::example_values(program, example, facts);
  return answer;
}

// "ok" or each difference on a line of its own.
bool run_example(const program::Program& program, const std::string& file) {
  Result<std::string> text = read_file(file);
  if (!text) return refuse(text.error()) == 0;
  Result<program::WorkedExample> example = program::parse_worked_example(*text, file);
  if (!example) return refuse(example.error()) == 0;
  if (!example->facts.is_null()) {
    // Examples may hold what a person would be asked about again: the law still answers.
    const Diagnostics problems = program.content().facts.check_form(example->facts, file);
    if (problems.has_errors()) {
      print(problems);
      return false;
    }
  }
  Result<Json> answer = answer_of(program, *example);
  if (!answer) {
    std::cerr << file << ": ";
    return refuse(answer.error()) == 0;
  }
  const std::vector<std::string> found = program::differences(*example, *answer);
  for (const std::string& difference : found) std::cerr << difference << '\n';
  return found.empty();
}

}  // namespace

int check(const CheckOptions& options) {
  Diagnostics diagnostics;
  const std::unique_ptr<program::Program> program =
      program::load_program(options.content, diagnostics);
  if (program) {  // a program that runs; now what a lawyer could not read, or no rule would see
    for (const auto& model : program->models().models())
      diagnostics.append(assessment::lint_legal_profile(program->law(), *model));
    program::check_safety(*program, diagnostics);  // tables are judged by the lint above
  }
  print(diagnostics);
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics.items())
    errors += diagnostic.severity == Severity::kError;
  if (program)
    std::cout << program->content().partnerships.size() << " partnerships, "
              << program->models().models().size() << " models, " << program->procedures().size()
              << " procedures, " << program->content().facts.all().size() << " facts; content "
              << program->hash().substr(0, 16) << '\n';
  std::cout << (errors == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed") << '\n';
  return errors == 0 ? 0 : 1;
}

int pathways(const AssessOptions& options) {
  return assess(options, program::ExampleKind::kPathways);
}

int safeguards(const AssessOptions& options) {
  return assess(options, program::ExampleKind::kSafeguards);
}

int examples(const ExamplesOptions& options) {
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  Result<std::vector<std::string>> files = list_files(options.folder, ".case.md");
  if (!files) return refuse(files.error());
  Result<std::vector<std::string>> histories = list_files(options.folder, ".history.md");
  if (!histories) return refuse(histories.error());
  std::size_t passed = 0;
  const auto count = [&](const std::string& file, bool good) {
    std::cout << (good ? "ok     " : "FAILED ") << file << '\n';
    passed += good;
  };
  for (const std::string& file : *files) count(file, run_example(*program, file));
  for (const std::string& file : *histories)
    count(file, run_history(*program, file, options.rewrite));
  const std::size_t all = files->size() + histories->size();
  std::cout << passed << " passed, " << all - passed << " failed\n";
  return passed == all ? 0 : 1;
}

}  // namespace alternat::commands

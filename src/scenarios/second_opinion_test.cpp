// SPDX-License-Identifier: EUPL-1.2
// A second implementation of five pathways in plain C++, written from the statutes and the fact
// dictionary and not from the decision models: AufenthG s.18b, s.18g (four rows), s.19c(2) with
// BeschV s.6, s.16d(3), ss.20a and 20b. It must agree with the models on every synthetic person.
#include "scenarios/second_opinion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "program/program.h"
#include "scenarios/engine.h"
#include "scenarios/population.h"
#include "scenarios/shares.h"

namespace alternat::scenarios {
namespace {

using second::Opinion;
using second::Person;

struct Row {
  const char* pathway;
  const char* row;
  Opinion (*opinion)(const Person&);
};

const std::vector<Row> kRows = {
    {"18b", "", second::academic},       {"18g", "BC1", second::card_regular},
    {"18g", "BC2", second::card_short},  {"18g", "BC3", second::card_graduate},
    {"18g", "BC4", second::card_it},     {"6", "", second::experience},
    {"16d-3", "", second::recognition},  {"20a", "FK", second::card_skilled},
    {"20a", "PTS", second::card_points},
};

std::string text_of(assessment::Outcomes outcomes) {
  if (outcomes == assessment::kCanBeEligible) return "ELIGIBLE";
  if (outcomes == assessment::kCanBeIneligible) return "INELIGIBLE";
  return outcomes == assessment::kCanBeOfficer ? "OFFICER" : "OPEN";
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::uint64_t refusals(const assessment::PathwayRow& row) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < row.rules.size(); ++i)
    if (row.rules[i].failure == assessment::Failure::kIneligible) bits |= std::uint64_t{1} << i;
  return bits;
}

}  // namespace

TEST_CASE("two implementations of the law agree on every synthetic person") {
  constexpr std::uint64_t kPersons = 8000, kSeed = 20260615;
  CAPTURE(kSeed);
  const Date on = *Date::from_iso("2026-06-15");
  Diagnostics diagnostics;
  const auto program = program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  REQUIRE(program);
  const Shares shares =
      read_shares(ALTERNAT_SOURCE_DIR "/content/audit", program->content().facts, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  const auto rows = assessment::find_rows(program->law());
  REQUIRE(rows.ok());
  Subject subject{program->law(), {}};
  for (const assessment::PathwayRow& row : *rows) subject.decisions.push_back(row.decision);
  PopulationOptions options(on);
  options.seed = kSeed;
  options.partners = {"XB"};
  const Population population(std::span(&subject, 1), shares.labour, options);
  const auto setup =
      make_setup(program->law(), assessment::AssessmentOptions(on), population.facts());
  REQUIRE(setup.ok());
  const auto maker = interpreter_maker(*setup);
  const std::unique_ptr<Engine> engine = maker->make();
  engine->resize(1);
  std::map<std::string, std::uint64_t> differences;
  std::map<std::string, std::string> first;
  std::uint64_t compared = 0;
  std::vector<feel::Value> values;
  for (std::uint64_t number = 0; number < kPersons; ++number) {
    population.draw(number, values);
    values[*population.find("nationality")] = feel::Value::from_string("XB");
    // An occupation of fewer than four digits is half a statement; the models leave it to a person.
    for (const char* code : {"isco08", "qual_isco08"}) {
      feel::Value& isco = values[*population.find(code)];
      if (!isco.is_string() || isco.string().size() != 4) isco = feel::Value::from_string("2141");
    }
    for (std::size_t fact = 0; fact < values.size(); ++fact) engine->set(0, fact, values[fact]);
    engine->decide(1);
    const Person person(population, values);
    for (const Row& mine : kRows) {
      for (std::size_t i = 0; i < setup->rows.size(); ++i) {
        const assessment::PathwayRow& row = setup->rows[i];
        if (row.pathway != mine.pathway || row.row != mine.row) continue;
        const Opinion opinion = mine.opinion(person);
        ++compared;
        const std::string theirs = text_of(engine->outcome(0, i));
        const RowBits bits = engine->bits(0, i);
        const bool refused = theirs == "INELIGIBLE";
        std::vector<std::string> found =
            codes_of(row, refused ? bits.yes & refusals(row) : bits.yes);
        if (!refused && bits.error) found.emplace_back("NOT_EVALUABLE");
        const std::string codes = joined({found.begin(), found.end()});
        const std::string own = joined(opinion.codes());
        // Of conditions bundled in one table the models name the first that fails
        // (docs/pathways.md): each reason given must be one of the second opinion's.
        const bool same_codes =
            std::all_of(found.begin(), found.end(),
                        [&](const std::string& code) { return opinion.codes().contains(code); });
        if (theirs == opinion.outcome() && same_codes) continue;
        const std::string key = row.pathway + " " + row.row + ": models " + theirs + " [" + codes +
                                "], second opinion " + opinion.outcome() + " [" + own + "]";
        if (++differences[key] == 1) first[key] = population.to_json(values).dump();
      }
    }
  }
  CHECK(compared == kPersons * kRows.size());
  for (const auto& [key, count] : differences)
    MESSAGE(count << " times " << key << "\n  " << first[key]);
  CHECK(differences.empty());
}

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// Persons are a function of the seed and their number; every one of them is accepted as facts.
#include "scenarios/population.h"

#include <doctest/doctest.h>

#include <set>

#include "decisions/feel/operations.h"
#include "program/program.h"
#include "scenarios/audit.h"

namespace alternat::scenarios {
namespace {

struct Loaded {
  Loaded() {
    program = program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    REQUIRE(program);
    shares =
        read_shares(ALTERNAT_SOURCE_DIR "/content/audit", program->content().facts, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
  }
  Diagnostics diagnostics;
  std::unique_ptr<program::Program> program;
  Shares shares;
};

const Date kDay = *Date::from_iso("2026-06-15");

AuditReport run(const Loaded& loaded, unsigned threads, bool prepared) {
  AuditOptions options(kDay);
  options.population = 130;
  options.seed = 5;
  options.threads = threads;
  options.prepared = prepared;
  options.partners = {"XA", "XB"};
  Result<AuditReport> report = audit(loaded.program->law(), loaded.shares, options);
  REQUIRE(report.ok());
  return *report;
}

}  // namespace

TEST_CASE("persons depend on nothing but the seed and their number") {
  const Loaded loaded;
  const auto rows = assessment::find_rows(loaded.program->law());
  REQUIRE(rows.ok());
  Subject subject{loaded.program->law(), {}};
  for (const assessment::PathwayRow& row : *rows) subject.decisions.push_back(row.decision);
  PopulationOptions options(kDay);
  options.partners = {"XB"};
  const Population population(std::span(&subject, 1), loaded.shares.labour, options);
  options.seed = 2;
  const Population other(std::span(&subject, 1), loaded.shares.labour, options);
  std::vector<feel::Value> first, again, different;
  std::set<std::string> persons;
  for (std::uint64_t person = 0; person < 300; ++person) {
    population.draw(person, first);
    population.draw(person, again);
    const Json facts = population.to_json(first);
    CHECK(facts == population.to_json(again));
    persons.insert(facts.dump());
    const Diagnostics problems = loaded.program->content().facts.check_form(facts, "facts");
    for (const Diagnostic& problem : problems.items()) MESSAGE(to_string(problem));
    CHECK_FALSE(problems.has_errors());
    other.draw(person, different);
    CHECK(facts != other.to_json(different));
  }
  CHECK(persons.size() == 300);
}

TEST_CASE("the report does not depend on the threads, nor on who decides") {
  const Loaded loaded;
  const AuditReport report = run(loaded, 1, true);
  const std::string bytes = to_json(report).dump();
  CHECK(bytes == to_json(run(loaded, 3, true)).dump());
  CHECK(bytes == to_json(run(loaded, 2, false)).dump());
  CHECK(report.persons == 130);
  CHECK(report.return_files == 3);
  CHECK(report.compared == 130);
  CHECK(report.violation_count() == 0);
  for (const Violation& one : report.violations)
    MESSAGE(one.invariant << " " << one.pathway << " " << one.row << " " << one.before.dump());
}

TEST_CASE("values are read by the type of the fact") {
  terms::FactDefinition fact;
  fact.type = terms::FactType::kBoolean;
  CHECK(value_from_text(fact, "true").is_true());
  CHECK(value_from_text(fact, "yes").is_null());
  fact.type = terms::FactType::kNumber;
  CHECK(value_from_text(fact, "12.5").number() == Decimal::from_scaled(125, 1));
  fact.type = terms::FactType::kDate;
  CHECK(value_from_text(fact, "2026-06-15").day() == kDay.days());
  CHECK(value_from_text(fact, "2026-02-30").is_null());
}

}  // namespace alternat::scenarios

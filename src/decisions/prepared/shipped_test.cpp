// SPDX-License-Identifier: EUPL-1.2
// Every row of every pathway of the shipped content: prepared says what the interpreter says, for
// random facts drawn on both sides of every boundary, unknown and null among them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "decisions/assessment/row_state.h"
#include "decisions/dmn/compiled.h"
#include "decisions/prepared/rows.h"
#include "decisions/prepared/test_facts.h"
#include "terms/content_folder.h"

namespace alternat::prepared {
namespace {

using feel::Value;

struct Shipped {
  Shipped() {
    Diagnostics diagnostics;
    content = terms::read_content(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    models.add_folder(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    models.compile(dmn::Strictness::kContent, diagnostics);
    REQUIRE(!diagnostics.has_errors());
  }
  assessment::Law law() const { return {&models, &content.facts, &content.parameters}; }
  terms::Content content;
  dmn::ModelSet models;
};

const Shipped& shipped() {
  static const Shipped kShipped;
  return kShipped;
}

assessment::AssessmentOptions options_on(const char* day) {
  return assessment::AssessmentOptions(*Date::from_iso(day));
}

int persons() {
  const char* wanted = std::getenv("ALTERNAT_PREPARED_PERSONS");
  return wanted ? std::atoi(wanted) : 150;
}

TEST_CASE("each row of the shipped pathways gives prepared what the interpreter gives") {
  const assessment::Law law = shipped().law();
  const auto rows = assessment::find_rows(law);
  REQUIRE(rows.ok());
  // A day with every parameter, one where some are not established.
  for (const char* day : {"2026-06-15", "2027-03-01"}) {
    const auto options = options_on(day);
    const Plan plan = compile_rows(law, options, *rows);
    Columns columns(plan, static_cast<std::size_t>(persons()));
    dmn::Evaluation evaluation(*law.models);
    evaluation.context().set_today(Value::from_date(options.on));
    for (const Bound& bound : bound_to_day(law, options))
      evaluation.set_inputs_named(bound.name, bound.value);
    const std::uint64_t seed = 20260615;
    INFO("seed ", seed, " on ", std::string(day));
    FactSource source(law, plan, seed);
    std::vector<std::vector<Value>> facts;
    for (std::size_t row = 0; row < columns.size(); ++row) {
      facts.push_back(source.person());
      for (std::uint32_t i = 0; i < plan.inputs().size(); ++i) columns.set(row, i, facts[row][i]);
    }
    Results results;
    decide_all(plan, columns, 2, results);
    Session session(plan);
    std::vector<dmn::RuleVerdict> verdicts;
    std::size_t differences = 0;
    for (std::size_t row = 0; row < columns.size() && differences < 5; ++row) {
      for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
        evaluation.set_inputs_named(plan.inputs()[i].name, facts[row][i]);
      session.decide(columns, row);
      for (std::size_t w = 0; w < rows->size(); ++w) {
        const assessment::PathwayRow& which = (*rows)[w];
        evaluation.rule_verdicts(which.decision, verdicts);
        assessment::mark_undecided(which.decision, evaluation, verdicts);
        const Masks expected = masks_of_verdicts(verdicts);
        if (expected == results.masks[w][row] && expected == session.masks(w)) continue;
        ++differences;
        std::string shown;
        for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
          shown += plan.inputs()[i].name + "=" + feel::to_literal(facts[row][i]) + " ";
        INFO("person ", row, " ", shown);
        CHECK_MESSAGE(expected == results.masks[w][row], which.pathway, " ", which.row,
                      " in columns");
        CHECK_MESSAGE(expected == session.masks(w), which.pathway, " ", which.row, " alone");
      }
    }
    CHECK(differences == 0);
    const auto interpreted =
        std::count(results.interpreted.begin(), results.interpreted.end(), std::uint8_t{1});
    // Else nothing was shown.
    CHECK(interpreted < static_cast<std::ptrdiff_t>(columns.size()) / 2);
  }
}

// What the interpreter must still do itself; the list may only shrink.
TEST_CASE("few decisions of the shipped pathways are bridged") {
  const assessment::Law law = shipped().law();
  const auto rows = assessment::find_rows(law);
  REQUIRE(rows.ok());
  const Plan plan = compile_rows(law, options_on("2026-06-15"), *rows);
  const std::set<std::string> known = {// Lists of periods: loops over them.
                                       "general related_pieces", "general it_pieces",
                                       "general related_months_5y", "general related_months_7y",
                                       "general it_months_7y",
                                       // A list fact against a text fact.
                                       "15a sector_covered"};
  for (const Bridged& bridged : plan.bridged()) {
    const dmn::DecisionNode& node = law.models->decisions()[bridged.decision];
    const std::string name = law.models->models()[node.model]->name + " " + node.decision->name;
    // A new one is slow, not wrong: look whether it can be prepared before it joins the list.
    WARN_MESSAGE(known.contains(name), name, ": ", bridged.why);
  }
  CHECK(plan.bridged().size() <= 12);
}

}  // namespace
}  // namespace alternat::prepared

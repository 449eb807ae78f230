// SPDX-License-Identifier: EUPL-1.2
// How many decisions a second one thread makes. Asked (docs: budgets): BM_one_table, a decision
// table of 12 rules × 5 decimal inputs on prepared facts without trace, at least 5 million a
// second. EXPECTED_ONE EXPECTED_SET Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_decision_bench &&
//   build-bench/bench_decision_bench
#include <benchmark/benchmark.h>

#include <random>

#include "base/assert.h"
#include "decisions/assessment/assess.h"
#include "decisions/dmn/evaluate.h"
#include "program/program.h"

namespace alternat {
namespace {

constexpr int kRules = 12;
constexpr int kInputs = 5;

// UNIQUE over bands of the first input; the other four are tested and always hold.
std::string table_of_twelve() {
  std::string inputs, clauses, rules, requirements;
  for (int i = 0; i < kInputs; ++i) {
    const std::string n = std::to_string(i);
    inputs += "<inputData id=\"in" + n + "\" name=\"x" + n + "\"><variable id=\"v" + n +
              "\" name=\"x" + n + "\" typeRef=\"number\"/></inputData>";
    requirements += "<informationRequirement id=\"r" + n + "\"><requiredInput href=\"#in" + n +
                    "\"/></informationRequirement>";
    clauses += "<input id=\"c" + n + "\"><inputExpression id=\"e" + n +
               "\" typeRef=\"number\"><text>x" + n + "</text></inputExpression></input>";
  }
  for (int rule = 0; rule < kRules; ++rule) {
    const std::string low = std::to_string(rule * 100) + ".5";
    const std::string high = std::to_string(rule * 100 + 100) + ".5";
    rules += "<rule id=\"rule" + std::to_string(rule) + "\"><inputEntry id=\"i" +
             std::to_string(rule) + "\"><text>[" + low + ".." + high + ")</text></inputEntry>";
    for (int i = 1; i < kInputs; ++i)
      rules += "<inputEntry id=\"i" + std::to_string(rule) + "_" + std::to_string(i) +
               "\"><text>&lt; " + std::to_string(1000 + i) + ".25</text></inputEntry>";
    rules += "<outputEntry id=\"o" + std::to_string(rule) + "\"><text>\"B" + std::to_string(rule) +
             "\"</text></outputEntry></rule>";
  }
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"bench\" "
         "name=\"bench\" namespace=\"urn:alternat:bench\">" +
         inputs +
         "<decision id=\"band\" name=\"band\"><variable id=\"vb\" name=\"band\" "
         "typeRef=\"string\"/>" +
         requirements + "<decisionTable id=\"t\" hitPolicy=\"UNIQUE\">" + clauses +
         "<output id=\"out\" name=\"band\" typeRef=\"string\"/>" + rules +
         "</decisionTable></decision></definitions>";
}

void BM_one_table(benchmark::State& state) {
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(table_of_twelve(), "bench.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  ALTERNAT_ASSERT(!diagnostics.has_errors());
  const std::optional<std::uint32_t> decision = models.find_decision("", "band");
  ALTERNAT_ASSERT(decision);
  // Facts of 256 invented persons, prepared: values of a seed, a cent each.
  std::mt19937_64 random(20260615);
  std::vector<std::vector<feel::Value>> persons(256);
  for (std::vector<feel::Value>& facts : persons)
    for (int i = 0; i < kInputs; ++i) {
      const std::uint64_t cents = 100 + random() % 90'000;
      const Result<Decimal> value =
          Decimal::from_text(std::to_string(cents / 100) + "." + std::to_string(10 + cents % 90));
      ALTERNAT_ASSERT(value.ok());
      facts.push_back(feel::Value::from_number(*value));
    }
  std::vector<std::uint32_t> inputs;
  for (int i = 0; i < kInputs; ++i)
    inputs.push_back(models.inputs_named("x" + std::to_string(i)).front());
  dmn::Evaluation evaluation(models);
  std::size_t person = 0;
  for (auto _ : state) {
    const std::vector<feel::Value>& facts = persons[person++ % persons.size()];
    for (int i = 0; i < kInputs; ++i) evaluation.set_input(inputs[i], facts[i]);
    benchmark::DoNotOptimize(evaluation.decide(*decision));
  }
  ALTERNAT_ASSERT(evaluation.decide(*decision).is_string());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_one_table);

const program::Program& shipped() {
  static const std::unique_ptr<program::Program> kProgram = [] {
    Diagnostics diagnostics;
    return program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  }();
  ALTERNAT_ASSERT(kProgram);
  return *kProgram;
}

Json candidate() {
  return {{"nationality", "XB"},        {"birth_date", "1994-03-12"},
          {"qual_kind", "degree"},      {"degree_comparable", true},
          {"job_offer", true},          {"job_qualified", true},
          {"german_level", "B1"},       {"gross_annual_cents", 5'520'000},
          {"isco08", "2512"},           {"licence_state", "not_needed"},
          {"degree_date", "2019-07-01"}};
}

// Every row of every pathway for one person: facts as JSON, reasons, missing facts.
void assess(benchmark::State& state, bool with_shortest) {
  const Result<Date> day = Date::from_iso("2026-06-15");
  assessment::AssessmentOptions options(*day);
  options.with_shortest = with_shortest;
  const Json facts = candidate();
  for (auto _ : state) {
    const auto results = assessment::assess_pathways(shipped().law(), facts, options);
    ALTERNAT_ASSERT(results.ok());
    benchmark::DoNotOptimize(results->size());
  }
  state.SetItemsProcessed(state.iterations());
}
void BM_pathway_set(benchmark::State& state) {
  assess(state, false);
}
void BM_pathway_set_with_shortest_ways(benchmark::State& state) {
  assess(state, true);
}
BENCHMARK(BM_pathway_set)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_pathway_set_with_shortest_ways)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace alternat

BENCHMARK_MAIN();

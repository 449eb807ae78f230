// SPDX-License-Identifier: EUPL-1.2
// Every row of every pathway for one person: facts as JSON, reasons, missing facts; with and
// without the shortest ways. Asked (docs: budgets): under 5 ms with the shortest ways. Single
// tables and populations are measured in reference_bench.cpp. Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_decision_bench &&
//   build-bench/bench_decision_bench
#include <benchmark/benchmark.h>

#include "base/assert.h"
#include "decisions/assessment/assess.h"
#include "program/program.h"

namespace alternat {
namespace {

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

// SPDX-License-Identifier: EUPL-1.2
// The rate at which records are read and folded: ALTERNAT_BENCH_CASES cases (a million unless said)
// of ten records each. Expected result and ratios: bench/README.md.
#include <chrono>
#include <cstdio>

#include "ledger/ledger.h"
#include "many_cases.h"
#include "projections/tables.h"

namespace alternat {
namespace {
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace
}  // namespace alternat

int main() {
  using namespace alternat;
  const std::int64_t cases = bench::case_count();
  const std::string folder = bench::folder_of(cases);
  SystemRandom random;
  const bool is_new = !std::filesystem::exists(folder + "/ledger.db");
  auto start = std::chrono::steady_clock::now();
  auto ledger = ledger::Ledger::open({folder, "bench.invalid", &random});
  ALTERNAT_ASSERT(ledger.ok());
  std::printf("ledger opened in %.2f s\n", seconds_since(start));
  start = std::chrono::steady_clock::now();
  if (is_new) {
    bench::write_cases((*ledger)->store(), cases, "h");
    std::printf("made in %.1f s\n", seconds_since(start));
    start = std::chrono::steady_clock::now();
    ALTERNAT_ASSERT((*ledger)->store().sequence().ok());
    std::printf("sequenced in %.1f s\n", seconds_since(start));
  }
  start = std::chrono::steady_clock::now();
  std::uint64_t count = 0;
  ALTERNAT_ASSERT(ledger::replay((*ledger)->store(), [&](const ledger::StoredRecord&) {
                    ++count;
                    return Status();
                  }).ok());
  double took = seconds_since(start);
  std::printf("read only: %.2f s %.0f /s\n", took, count / took);
  start = std::chrono::steady_clock::now();
  projections::Tables tables;
  ALTERNAT_ASSERT(ledger::replay((*ledger)->store(), [&](const ledger::StoredRecord& r) {
                    return tables.apply(r);
                  }).ok());
  took = seconds_since(start);
  std::printf("fold: %.2f s %.0f /s\n", took, count / took);
}

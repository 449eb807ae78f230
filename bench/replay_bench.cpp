// SPDX-License-Identifier: EUPL-1.2
// The rate at which a node folds its ledger from nothing, beside reading the same records alone,
// and what a snapshot makes of the next start: ALTERNAT_BENCH_CASES cases (a million unless said)
// of ten records each, made once in TMPDIR. Figures: bench/README.md.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <fstream>

#include "ledger/ledger.h"
#include "many_cases.h"
#include "projections/fold.h"
#include "projections/snapshot.h"

namespace alternat {
namespace {

class Watch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

// Of the process, without the pages of mapped files.
std::size_t own_megabytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0, shared = 0;
  file >> all >> resident >> shared;
  return (resident - shared) * 4096 / 1'000'000;
}

void tell(const char* what, double seconds, std::uint64_t records) {
  std::printf("%-34s %8.2f s %10.0f records a second\n", what, seconds,
              static_cast<double>(records) / seconds);
}

void begin_again(ledger::Store& store, const std::string& path) {
  const Watch watch;
  Result<std::unique_ptr<projections::ColdTables>> cold = projections::open_snapshot(path, store);
  ALTERNAT_ASSERT(cold.ok());
  projections::Tables tables(&store);
  tables.begin_with(std::move(*cold));
  ALTERNAT_ASSERT(projections::fold_rest(store, tables).ok());
  const double opened = watch.seconds();
  const Watch looks;
  const std::size_t rows = tables.tasks("lead_unit", "xa-xb", 50).size();
  const double tray = looks.seconds();
  const Watch one;
  ALTERNAT_ASSERT(tables.find_case("xa-xb", bench::case_id(bench::case_count() / 2)) != nullptr);
  const double found = one.seconds();
  const Watch due;
  ALTERNAT_ASSERT(tables.next_due().has_value());
  std::printf(
      "with the snapshot: opened in %.3f s; first %zu of %zu tasks %.3f ms; a case %.3f ms; ",
      opened, rows, tables.task_count("lead_unit", ""), tray * 1e3, found * 1e3);
  std::printf("next due %.4f ms; %zu MB own memory\n", due.seconds() * 1e3, own_megabytes());
}

void run() {
  const std::string folder = bench::folder_of(bench::case_count());
  SystemRandom random;
  const bool is_new = !std::filesystem::exists(folder + "/ledger.db");
  const Watch open;
  auto ledger = ledger::Ledger::open({folder, "bench.invalid", &random});
  ALTERNAT_ASSERT(ledger.ok());
  std::printf("ledger opened in %.2f s\n", open.seconds());
  ledger::Store& store = (*ledger)->store();
  if (is_new) {
    bench::write_cases(store, bench::case_count(), "h");
    ALTERNAT_ASSERT(store.sequence().ok());
  }
  const Watch reading;
  std::uint64_t count = 0;
  const auto visit = [&](const ledger::StoredRecord&) {
    ++count;
    return Status();
  };
  ALTERNAT_ASSERT(ledger::replay(store, visit).ok());
  tell("read alone", reading.seconds(), count);
  const std::string path = folder + "/tables.snapshot";
  {
    const Watch folding;
    projections::Tables tables(&store);
    ALTERNAT_ASSERT(projections::fold_rest(store, tables).ok());
    tell("read and folded", folding.seconds(), count);
    std::printf("%zu MB own memory\n", own_megabytes());
    const Watch writing;
    ALTERNAT_ASSERT(projections::write_snapshot(tables.draft(), nullptr, path, store).ok());
    std::printf("snapshot of %ju MB written in %.2f s\n",
                std::filesystem::file_size(path) / 1'000'000, writing.seconds());
  }
  malloc_trim(0);  // what the first tables had
  begin_again(store, path);
}

}  // namespace
}  // namespace alternat

int main() {
  alternat::run();
}

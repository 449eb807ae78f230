// SPDX-License-Identifier: EUPL-1.2
// A million live cases with a timer and an open task each, in the tables of a node: what holding
// them costs, when the next timer is due, what one that fires costs, and the top of a role's tray.
// Asked: the next due timer under 1 ms with a million waiting. Measured in November 2026 on a busy
// machine, processor time: next due 7 ns, nothing due 4 ns, a thousand due of a million 25 µs, one
// that fires and one case that opens 48 µs; 3,184 bytes a case with its five records in the log.
// Folding the five million records takes most of the run (about 40 s of processor). Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_clock_bench &&
//   build-bench/bench_clock_bench
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>

#include "base/assert.h"
#include "base/json.h"
#include "procedures/record_json.h"
#include "projections/tables.h"

namespace alternat::projections {
namespace {

constexpr std::int64_t kCases = 1'000'000;
constexpr std::int64_t kDayMicros = std::int64_t{86'400} * 1'000'000;

template <typename T>
T id(const std::string& text) {
  Result<T> made = T::from_text(text);
  ALTERNAT_ASSERT(made.ok());
  return std::move(*made);
}

// Writes the records of one case after the other, as the store would give them.
class Writer {
 public:
  explicit Writer(Tables& tables) : tables_(tables) {}

  void add(const std::string& stream, const char* type, const Json& body) {
    ++position_;
    ledger::StoredRecord stored{position_,
                                {{log_,
                                  id<ledger::StreamId>(stream),
                                  position_,
                                  id<ledger::CommandId>("c-" + std::to_string(position_)),
                                  0,
                                  type,
                                  Instant::from_micros(0),
                                  Date::from_days(20000),
                                  actor_,
                                  "placement",
                                  {}},
                                 body.dump(),
                                 {}}};
    ALTERNAT_ASSERT(tables_.apply(stored).ok());
  }
  void add(const std::string& stream, const procedures::Record& record) {
    Json body = procedures::to_json(record);
    body.erase("type");
    add(stream, std::string(procedures::type_name(record)).c_str(), body);
  }
  // Due on one of a thousand days, in no order.
  void open(std::int64_t number) {
    const std::string stream = "SYN-case_" + std::to_string(number);
    const Instant due = Instant::from_micros((number * 7919 % 1000 + 1) * kDayMicros + number);
    add(stream, "CaseRegistered",
        {{"procedure", "placement"}, {"hash", "h"}, {"realm", "labour"}, {"subject", "SYN-p"}});
    add(stream, procedures::CaseOpened{"placement", "h", "begin"});
    add(stream, procedures::ElementActivated{"ba_consent", 1, 0, {}});
    add(stream, procedures::TaskOpened{"ba_consent", 1, "labour_agency", due, "clause", {}});
    add(stream, procedures::TimerSet{"ba_silence", 1, due, "clause"});
  }

 private:
  Tables& tables_;
  std::uint64_t position_ = 0;
  ledger::LogId log_ = id<ledger::LogId>("xa-xb");
  access::ActorId actor_ = id<access::ActorId>("SYN-officer");
};

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * 4096;
}

struct Million {
  Tables tables;
  Writer writer{tables};

  Million() {
    const std::size_t before = resident_bytes();
    for (std::int64_t i = 0; i < kCases; ++i) writer.open(i);
    std::printf("memory: %zu bytes a case (with its five records in the log)\n",
                (resident_bytes() - before) / kCases);
  }
};

Million& million() {
  static Million all;
  return all;
}

void BM_next_due(benchmark::State& state) {
  const Tables& tables = million().tables;
  for (auto _ : state) benchmark::DoNotOptimize(tables.next_due());
}
BENCHMARK(BM_next_due);

// What the clock asks when nothing is due, and when a thousand of a million are.
void BM_due_timers(benchmark::State& state) {
  const Tables& tables = million().tables;
  const Instant moment = Instant::from_micros(state.range(0) * 2 * kDayMicros);
  std::size_t found = 0;
  for (auto _ : state) found = tables.due_timers(moment).size();
  state.counters["due"] = static_cast<double>(found);
}
BENCHMARK(BM_due_timers)->Arg(0)->Arg(1);

// A timer fires and another case opens: the index moves with them.
void BM_fire_and_open(benchmark::State& state) {
  Million& all = million();
  std::int64_t number = kCases;
  for (auto _ : state) {
    const DueTimer due = all.tables.due_timers(Instant::from_micros(INT64_MAX), 1).front();
    const std::string stream = due.of->id;
    const std::string element = due.timer->element;
    all.writer.add(stream, procedures::TimerFired{element, due.timer->token});
    all.writer.open(number++);
  }
}
BENCHMARK(BM_fire_and_open);

}  // namespace
}  // namespace alternat::projections

BENCHMARK_MAIN();

// SPDX-License-Identifier: EUPL-1.2
// A ledger of many live cases for the benches of start and replay: ten records a case, each with an
// open task and a timer. Made once in TMPDIR through the store itself and kept for the next run.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/assert.h"
#include "base/json.h"
#include "ledger/store.h"
#include "procedures/record_json.h"

namespace alternat::bench {

constexpr std::int64_t kDayMicros = std::int64_t{86'400} * 1'000'000;
constexpr std::size_t kRecordsACase = 10;

template <typename T>
T id(const std::string& text) {
  Result<T> made = T::from_text(text);
  ALTERNAT_ASSERT(made.ok());
  return std::move(*made);
}

inline std::int64_t case_count() {
  const char* text = std::getenv("ALTERNAT_BENCH_CASES");
  return text ? std::atoll(text) : 1'000'000;
}

// Ids of the length that real ones have.
inline std::string case_id(std::int64_t number) {
  return "SYN-case_0123456789abcdef012" + std::to_string(1'000'000'000'000 + number);
}

// Due on one of a thousand days, in no order.
inline Instant due_of(std::int64_t number) {
  return Instant::from_micros((20'000 + number * 7919 % 1000) * kDayMicros + number);
}

inline void add(ledger::Batch& batch, const ledger::StreamId& stream, const std::string& type,
                const Json& body) {
  batch.records.push_back({stream, type, Date::from_days(20000), body.dump(), {}});
}

inline void add(ledger::Batch& batch, const ledger::StreamId& stream,
                const procedures::Record& record) {
  Json body = procedures::to_json(record);
  body.erase("type");
  add(batch, stream, std::string(procedures::type_name(record)), body);
}

inline void add_case(ledger::Batch& batch, std::int64_t number, const std::string& hash) {
  const std::string text = case_id(number);
  const auto stream = id<ledger::StreamId>(text);
  batch.expectations.push_back({stream, 0});
  add(batch, stream, "CaseRegistered",
      {{"procedure", "technology-project"}, {"hash", hash}, {"realm", "agreement"}});
  add(batch, stream, procedures::CaseOpened{"technology-project", hash, "begin"});
  add(batch, stream, procedures::ElementActivated{"begin", 1, 0, {}});
  add(batch, stream, procedures::ElementCompleted{"begin", 1});
  add(batch, stream, procedures::FlowTaken{"to_consent", 2, 0});
  add(batch, stream, procedures::ElementActivated{"ba_consent", 2, 0, {}});
  add(batch, stream,
      procedures::TaskOpened{"ba_consent", 2, "lead_unit", due_of(number), "clause 4(2)", {}});
  add(batch, stream, procedures::TimerSet{"ba_silence", 2, due_of(number), "clause 4(2)"});
  add(batch, stream, procedures::TaskClaimed{"ba_consent", 2, "SYN-officer"});
  add(batch, stream, procedures::TaskReleased{"ba_consent", 2});
}

// A hundred cases to a command: as large as a batch may be. Several threads, so that the store can
// commit their batches as one group.
inline void write_cases(ledger::Store& store, std::int64_t cases, const std::string& hash) {
  constexpr std::int64_t kAtOnce = 100;
  std::atomic<std::int64_t> next = 0;
  const auto work = [&] {
    for (std::int64_t first = next.fetch_add(kAtOnce); first < cases;
         first = next.fetch_add(kAtOnce)) {
      ledger::Batch batch{id<ledger::LogId>("xa-xb"),
                          id<ledger::CommandId>("cmd_" + std::to_string(1'000'000'000 + first)),
                          id<access::ActorId>("SYN-officer"),
                          "steering",
                          Instant::from_micros(20'000 * kDayMicros),
                          {},
                          {}};
      for (std::int64_t number = first; number < std::min(first + kAtOnce, cases); ++number)
        add_case(batch, number, hash);
      const auto appended = store.append(batch);
      ALTERNAT_ASSERT(appended.ok());
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
}

// The folder that holds (or will hold) the ledger of `cases` cases.
inline std::string folder_of(std::int64_t cases) {
  return (std::filesystem::temp_directory_path() /
          ("alternat-bench-" + std::to_string(cases) + "-cases"))
      .string();
}

}  // namespace alternat::bench

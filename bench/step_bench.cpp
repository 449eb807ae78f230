// SPDX-License-Identifier: EUPL-1.2
// How many durable steps of a case (claim and give back a task) casework makes, beside what the
// bare store commits with the same grouping: one record of the same size in one of as many streams,
// in the same run. Asked: BM_step at least 60 % of BM_bare_commit at each number of threads.
// Expected today: 83 % at 1 thread, 71 % at 16, 58 % at 64 (medians of three interleaved runs on
// two cores busy with other work, November 2026: 15,600 steps a second at 64 threads). With many
// threads both cores are full: a step costs about 50 µs of processor, a bare commit 15 µs. Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_step_bench &&
//   build-bench/bench_step_bench --benchmark_enable_random_interleaving=true
//     --benchmark_repetitions=3
// in a quiet machine, TMPDIR on the disk that counts.
#include <benchmark/benchmark.h>

#include <atomic>
#include <filesystem>

#include "base/assert.h"
#include "casework/open_case.h"
#include "casework/work_on_case.h"

namespace alternat::casework {
namespace {

constexpr int kCases = 128;  // more than threads: two threads never share a case

template <typename T>
T id(const std::string& text) {
  Result<T> made = T::from_text(text);
  ALTERNAT_ASSERT(made.ok());
  return std::move(*made);
}

const program::Program& shipped() {
  static const std::unique_ptr<program::Program> kProgram = [] {
    Diagnostics diagnostics;
    return program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  }();
  ALTERNAT_ASSERT(kProgram);
  return *kProgram;
}

struct Shared {
  std::string folder;
  SystemRandom random, ids;
  SystemClock clock;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<Node> node;
  std::vector<std::string> cases;
  std::atomic<std::uint64_t> commands = 0;

  Shared() {
    folder = (std::filesystem::temp_directory_path() / "alternat-bench-XXXXXX").string();
    ALTERNAT_ASSERT(mkdtemp(folder.data()) != nullptr);
    auto opened = ledger::Ledger::open({folder, "bench.invalid", &random, 4096});
    ALTERNAT_ASSERT(opened.ok());
    ledger = std::move(*opened);
    NodeParts parts;
    parts.program = &shipped();
    parts.ledger = ledger.get();
    parts.clock = &clock;
    parts.random = &ids;
    parts.id_prefix = "SYN-";
    auto made = Node::open(parts);
    ALTERNAT_ASSERT(made.ok());
    node = std::move(*made);
    for (int i = 0; i < kCases; ++i) {
      const Result<OpenedCase> one =
          open_case(*node, call(), {"xa-xb", "technology-project", "", {}});
      ALTERNAT_ASSERT(one.ok());
      cases.push_back(one->case_id);
    }
  }
  ~Shared() {
    node.reset();
    ledger.reset();
    std::filesystem::remove_all(folder);
  }

  Call call() {
    return {id<access::ActorId>("SYN-lead-1"),
            {id<access::OrganisationId>("SYN-lead-unit"),
             access::organisation_of(access::Role::kLeadUnit)},
            access::Role::kLeadUnit,
            access::Purpose::kSteering,
            id<ledger::CommandId>("cmd_0123456789abcdef0123456789" + std::to_string(++commands))};
  }
};

std::unique_ptr<Shared> shared;

void BM_step(benchmark::State& state) {
  if (state.thread_index() == 0) shared = std::make_unique<Shared>();
  std::size_t turn = 0;
  std::string mine;
  TaskRef task;
  for (auto _ : state) {
    if (mine.empty()) {  // after the barrier: thread 0 has made the node
      mine = shared->cases[static_cast<std::size_t>(state.thread_index())];
      task = shared->node->with_tables([&](const projections::Tables& tables) {
        const procedures::OpenTask& open = tables.find_case("xa-xb", mine)->state.tasks.front();
        return TaskRef{open.element, open.token};
      });
    }
    const CaseRef of{"xa-xb", mine, std::nullopt};
    const Result<StepResult> done = turn++ % 2 == 0
                                        ? claim_task(*shared->node, shared->call(), of, task)
                                        : release_task(*shared->node, shared->call(), of, task);
    ALTERNAT_ASSERT(done.ok());
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_step)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

void BM_bare_commit(benchmark::State& state) {
  if (state.thread_index() == 0) shared = std::make_unique<Shared>();
  for (auto _ : state) {
    const auto stream = id<ledger::StreamId>("bare_" + std::to_string(state.thread_index()));
    const Call call = shared->call();
    const ledger::Batch batch{id<ledger::LogId>("xa-xb"),
                              call.command,
                              call.actor,
                              "steering",
                              shared->clock.now(),
                              {{stream,
                                "TaskClaimed",
                                Date::from_days(20619),
                                R"({"actor":"SYN-lead-1","element":"check_documents","token":1})",
                                {}}},
                              {{stream, std::nullopt}}};
    const auto appended = shared->ledger->store().append(batch);
    ALTERNAT_ASSERT(appended.ok());
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_bare_commit)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

}  // namespace
}  // namespace alternat::casework

BENCHMARK_MAIN();

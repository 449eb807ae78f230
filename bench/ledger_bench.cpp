// SPDX-License-Identifier: EUPL-1.2
// A durable case step: what Store::append commits, beside what bare SQLite commits with the same
// grouping, the same columns and keys and the same bytes, in one run. Expected: BM_append at least
// 60 % of BM_bare_insert in items a second at each number of threads (the rest is checks, encoding,
// leaves and waking the callers). Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_ledger_bench &&
//   build-bench/bench_ledger_bench
// in a quiet machine, TMPDIR on the disk that counts.
#include <benchmark/benchmark.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "base/assert.h"
#include "ledger/codec.h"
#include "ledger/sql/group_writer.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/sqlite/session.h"

namespace alternat::ledger {
namespace {

template <typename T>
T id(const std::string& text) {
  Result<T> made = T::from_text(text);
  ALTERNAT_ASSERT(made.ok());
  return std::move(*made);
}

std::string new_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "alternat-bench-XXXXXX").string();
  ALTERNAT_ASSERT(mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

// A step as casework makes it: one record of about 300 bytes, in one of 500 cases.
Batch step(std::uint64_t n) {
  const std::string number = std::to_string(n);
  const StreamId stream =
      id<StreamId>("case_0123456789abcdef0123456789abc" + std::to_string(n % 500));
  return {id<LogId>("xa-xb"),
          id<CommandId>("cmd_0123456789abcdef0123456789" + number),
          id<access::ActorId>("actor_0123456789abcdef0123456789abcdef"),
          "visa_procedure",
          Instant::from_micros(1'781'512'200'000'000),
          {{stream,
            "TaskCompleted",
            Date::from_days(20619),
            R"({"element":"check_documents","outcome":"complete","procedure":"visa_fast_track"})",
            {}}},
          {{stream, std::nullopt}}};
}

struct Shared {
  std::string folder = new_folder();
  SystemRandom random;
  std::unique_ptr<Store> store;
  std::unique_ptr<sql::GroupWriter> bare;
  std::atomic<std::uint64_t> next = 0;
  ~Shared() {
    store.reset();
    bare.reset();
    std::filesystem::remove_all(folder);
  }
};

std::unique_ptr<Shared> shared;

void BM_append(benchmark::State& state) {
  if (state.thread_index() == 0) {
    shared = std::make_unique<Shared>();
    auto store =
        sql::open_store({sqlite::databases_in(shared->folder), &shared->random, 4096, 256});
    ALTERNAT_ASSERT(store.ok());
    shared->store = std::move(*store);
  }
  for (auto _ : state) {
    const auto appended = shared->store->append(step(shared->next++));
    ALTERNAT_ASSERT(appended.ok());
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_append)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

void open_bare() {
  auto connection = sqlite::open_connection(shared->folder + "/bare.db", sqlite::OpenMode::kCreate);
  ALTERNAT_ASSERT(connection.ok());
  const Status made = connection->execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;"
      "CREATE TABLE records (position INTEGER PRIMARY KEY, log TEXT NOT NULL, stream TEXT NOT "
      "NULL, "
      "version INTEGER NOT NULL, command TEXT NOT NULL, ordinal INTEGER NOT NULL, type TEXT NOT "
      "NULL, "
      "recorded_at INTEGER NOT NULL, encoded BLOB NOT NULL, UNIQUE (log, stream, version), "
      "UNIQUE (log, command, ordinal)) STRICT; CREATE INDEX records_by_log ON records (log);");
  ALTERNAT_ASSERT(made.ok());
  shared->bare = std::make_unique<sql::GroupWriter>(std::move(*connection),
                                                    sql::GroupWriter::Limits{4096, 256});
}

void BM_bare_insert(benchmark::State& state) {
  if (state.thread_index() == 0) {
    shared = std::make_unique<Shared>();
    open_bare();
  }
  const std::string encoded(300, 'x');
  for (auto _ : state) {
    const std::uint64_t n = shared->next++;
    const Batch batch = step(n);
    const Status inserted = shared->bare->run([&](sql::Connection& connection) {
      sql::Query query = connection.query(
          "INSERT INTO records (log, stream, version, command, ordinal, type, recorded_at, "
          "encoded) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      query.text(0, batch.log.text())
          .text(1, batch.records[0].stream.text())
          .integer(2, static_cast<std::int64_t>(n))
          .text(3, batch.command.text())
          .integer(4, 0)
          .text(5, batch.records[0].type)
          .integer(6, batch.recorded_at.micros())
          .blob(7, encoded);
      return query.run();
    });
    ALTERNAT_ASSERT(inserted.ok());
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_bare_insert)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

}  // namespace
}  // namespace alternat::ledger

BENCHMARK_MAIN();

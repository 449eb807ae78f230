// SPDX-License-Identifier: EUPL-1.2
// The BPMN engine: instances a second of a process of ten tasks with an exclusive and a parallel
// gateway (reference/ten_tasks.bpmn) beside a bare token loop over the same graph, and steps a
// second: in memory, through records as JSON, and durable on SQLite with group commit beside the
// bare store, which appends batches made before. A condition is FEEL over the shipped dictionary.
// Asked: in memory at least 100 thousand instances a second, durable at least 60 % of the bare
// store at each number of threads. Expected today (medians of three, November 2026, processor time
// in memory): 197 thousand of 18.5 million of the bare loop, durable 93, 113 and 109 %. Run with
//   cmake -B build-bench -DALTERNAT_BENCH=ON && ninja -C build-bench bench_procedure_bench &&
//   build-bench/bench_procedure_bench --benchmark_enable_random_interleaving=true
//     --benchmark_repetitions=3
// in a quiet machine, TMPDIR on the disk that counts.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>

#include "base/assert.h"
#include "base/file.h"
#include "base/json.h"
#include "decisions/feel/convert.h"
#include "ledger/ledger.h"
#include "procedures/engine.h"
#include "procedures/read_definition.h"
#include "procedures/record_text.h"
#include "program/program.h"

namespace alternat::procedures {
namespace {

constexpr std::int64_t kNow = 1'781'512'200'000'000;

// FEEL over the values of the case, as casework joins it; every period ends now.
class BenchEnvironment final : public Environment {
 public:
  explicit BenchEnvironment(const program::CompiledProcedure& procedure) : procedure_(procedure) {}

  Values values;  // the vault

  Instant now() const override { return Instant::from_micros(kNow); }
  Truth condition(const Expression& expression, const Values& fresh) const override {
    const feel::Value value = evaluate(expression, fresh);
    if (value.kind() != feel::Kind::kBoolean) return Truth::kNull;
    return value.boolean() ? Truth::kTrue : Truth::kFalse;
  }
  std::optional<std::string> value(const Expression& expression,
                                   const Values& fresh) const override {
    const feel::Value value = evaluate(expression, fresh);
    if (value.is_null() || value.has_unknown()) return std::nullopt;
    return Json(feel::to_json(value)).dump();
  }
  Result<Deadline> deadline(const ClockTerms&, const Values&) const override {
    return Deadline{now(), "clause"};
  }
  bool reads(std::string_view, std::string_view) const override { return true; }

 private:
  feel::Value evaluate(const Expression& expression, const Values& fresh) const {
    return procedure_.evaluate(expression, [&](const feel::Scope::Name& name) {
      auto found = fresh.find(name.name);
      if (found == fresh.end()) {
        found = values.find(name.name);
        if (found == values.end()) return feel::Value::unknown(name.name);
      }
      Result<feel::Value> read =
          feel::from_json(Json::parse(found->second, nullptr, false), name.type);
      return read ? *read : feel::Value();
    });
  }

  const program::CompiledProcedure& procedure_;
};

const program::Program& shipped() {
  static const std::unique_ptr<program::Program> kProgram = [] {
    Diagnostics diagnostics;
    return program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  }();
  ALTERNAT_ASSERT(kProgram);
  return *kProgram;
}

enum Variant : std::uint8_t { kAsWritten, kFlowsReversed, kUserTasks };

// The lines of the flows in the opposite order.
std::string with_flows_reversed(const std::string& text) {
  std::vector<std::string> flows;
  std::string others;
  std::size_t place = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    const std::string line = text.substr(at, end - at);
    at = end;
    if (line.find("<sequenceFlow ") == std::string::npos) {
      others += line;
      continue;
    }
    if (flows.empty()) place = others.size();
    flows.push_back(line);
  }
  std::string reversed;
  for (auto flow = flows.rbegin(); flow != flows.rend(); ++flow) reversed += *flow;
  return others.insert(place, reversed);
}

program::CompiledProcedure ten_tasks(Variant variant) {
  Result<std::string> text = read_file(ALTERNAT_SOURCE_DIR "/bench/reference/ten_tasks.bpmn");
  ALTERNAT_ASSERT(text.ok());
  if (variant == kFlowsReversed) text = with_flows_reversed(*text);
  Diagnostics diagnostics;
  auto definition = read_definition(*text, "ten_tasks", Profile::kStandard, diagnostics);
  ALTERNAT_ASSERT(definition.has_value());
  definition->hash = std::string(64, 'a');
  for (Node& node : definition->nodes) {
    if (variant != kUserTasks || node.kind != NodeKind::kTask) continue;
    node.kind = NodeKind::kUserTask;
    node.role = "officer";
  }
  program::CompiledProcedure compiled =
      program::compile_procedure(std::move(*definition), shipped().content().facts, diagnostics);
  ALTERNAT_ASSERT(!diagnostics.has_errors());
  return compiled;
}

const program::CompiledProcedure& model(Variant variant) {
  static const std::array<program::CompiledProcedure, 3> kModels = {
      ten_tasks(kAsWritten), ten_tasks(kFlowsReversed), ten_tasks(kUserTasks)};
  return kModels[variant];
}

const Actor kOfficer{"SYN-officer-1", {"officer"}};
// Every other one is checked in full.
Command start_of(std::uint64_t number) {
  const char* pay = number % 2 == 0 ? "6000000" : "4000000";
  return {"c", kOfficer, StartCase{"", "", {{"gross_annual_cents", pay}}}};
}

std::vector<Record> step(const Definition& definition, State& state, const Command& command,
                         const Environment& environment) {
  Decision decision = decide(definition, state, command, environment);
  std::vector<Record> records = std::move(std::get<Decided>(decision).records);
  for (const Record& record : records) procedures::apply(state, record);
  return records;
}

// The limit: the same graph by hand: numbers instead of names, no records, no names, no state to
// keep.
struct BareGraph {
  enum class Kind : std::uint8_t { kTask, kChoice, kFork, kJoin, kEnd };
  struct Place {
    Kind kind = Kind::kTask;
    std::array<std::uint8_t, 2> next = {};
  };
  std::array<Place, 16> places = {{{Kind::kTask, {1}},
                                   {Kind::kTask, {2}},
                                   {Kind::kTask, {3}},
                                   {Kind::kTask, {4}},
                                   {Kind::kChoice, {5, 6}},
                                   {Kind::kTask, {7}},
                                   {Kind::kTask, {7}},
                                   {Kind::kTask, {8}},
                                   {Kind::kFork, {9, 10}},
                                   {Kind::kTask, {11}},
                                   {Kind::kTask, {11}},
                                   {Kind::kJoin, {12}},
                                   {Kind::kTask, {13}},
                                   {Kind::kTask, {14}},
                                   {Kind::kTask, {15}},
                                   {Kind::kEnd, {}}}};

  // How many elements were passed.
  int run(std::int64_t pay) const {
    std::vector<std::uint8_t> tokens = {0};
    std::array<std::uint8_t, 16> arrived = {};
    int passed = 0;
    while (!tokens.empty()) {
      const std::uint8_t at = tokens.back();
      tokens.pop_back();
      const Place& place = places[at];
      if (place.kind == Kind::kJoin && ++arrived[at] < 2) continue;
      ++passed;
      if (place.kind == Kind::kEnd) continue;
      const bool second = place.kind == Kind::kChoice && pay <= 5'000'000;
      tokens.push_back(place.next[second ? 1 : 0]);
      if (place.kind == Kind::kFork) tokens.push_back(place.next[1]);
    }
    return passed;
  }
};

void BM_bare_token_loop(benchmark::State& state) {
  BareGraph graph;
  benchmark::DoNotOptimize(graph);
  std::int64_t number = 0;
  for (auto _ : state) {
    const int passed = graph.run(number++ % 2 == 0 ? 6'000'000 : 4'000'000);
    ALTERNAT_ASSERT(passed == 15);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_bare_token_loop);

// One command from start to end; the state is kept as the records say.
void BM_instance_in_memory(benchmark::State& state) {
  const program::CompiledProcedure& procedure = model(static_cast<Variant>(state.range(0)));
  const BenchEnvironment environment(procedure);
  std::uint64_t number = 0;
  for (auto _ : state) {
    State of;
    step(procedure.definition, of, start_of(number++), environment);
    ALTERNAT_ASSERT(of.ended && of.end == "notified");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_instance_in_memory)->Arg(kAsWritten)->Arg(kFlowsReversed);

// As a node without a disk: what is decided is written as JSON and the state kept by reading it.
void BM_instance_through_json(benchmark::State& state) {
  const program::CompiledProcedure& procedure = model(kAsWritten);
  const BenchEnvironment environment(procedure);
  std::uint64_t number = 0, bytes = 0;
  for (auto _ : state) {
    State of;
    Decision decision = decide(procedure.definition, of, start_of(number++), environment);
    for (const Record& record : std::get<Decided>(decision).records) {
      const std::string text = to_body(record);
      bytes += text.size();
      const Result<Record> back = record_from_body(type_name(record), text);
      ALTERNAT_ASSERT(back.ok());
      procedures::apply(of, *back);
    }
    ALTERNAT_ASSERT(of.ended);
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_instance_through_json);

// Items are steps: a start and nine tasks, each completed by a person.
void BM_steps_of_user_tasks(benchmark::State& state) {
  const program::CompiledProcedure& procedure = model(kUserTasks);
  BenchEnvironment environment(procedure);
  std::uint64_t number = 0, steps = 0;
  for (auto _ : state) {
    State of;
    const Command start = start_of(number++);
    environment.values = std::get<StartCase>(start.action).values;
    step(procedure.definition, of, start, environment);
    for (++steps; !of.ended; ++steps) {
      const OpenTask& task = of.tasks.front();
      step(procedure.definition, of, {"c", kOfficer, CompleteTask{task.element, task.token, {}}},
           environment);
    }
  }
  ALTERNAT_ASSERT(steps == 10 * number);
  state.SetItemsProcessed(static_cast<std::int64_t>(steps));
}
BENCHMARK(BM_steps_of_user_tasks);

struct Visa {
  std::vector<Command> commands;
  Values values;  // all that they say
};

// An ordinary visa from the wish to the title, each task claimed and completed.
Visa visa(const Definition& definition) {
  const std::vector<std::pair<std::string, Values>> answers = {
      {"choose_path", {{"target_pathway", "\"18b\""}}},
      {"describe_job", {{"job_offer", "true"}, {"ba_prior_approval_asked", "false"}}},
      {"visa_application",
       {{"visa_application_complete_on", "\"2026-06-15\""}, {"passport_valid", "true"}}},
      {"intake", {{"ba_consent_needed", "false"}, {"office_consent_needed", "false"}}},
  };
  Actor actor{"SYN-officer-1", {}};
  for (const Lane& lane : definition.lanes) actor.roles.push_back(lane.role);
  Visa all;
  BenchEnvironment environment(*shipped().find_procedure(definition.id));
  State state;
  const auto give = [&](Action action) {
    all.commands.push_back({"c", actor, std::move(action)});
    step(definition, state, all.commands.back(), environment);
  };
  give(StartCase{});
  for (const auto& [element, values] : answers) {
    for (const auto& [name, json] : values) environment.values[name] = all.values[name] = json;
    const OpenTask task = state.tasks.front();
    ALTERNAT_ASSERT(task.element == element);
    give(ClaimTask{element, task.token});
    give(CompleteTask{element, task.token, values});
    while (!state.decisions.empty()) {
      const PendingDecision asked = state.decisions.front();
      give(RecordDecision{asked.element, asked.token, "ELIGIBLE", "trace"});
    }
  }
  ALTERNAT_ASSERT(state.tasks.size() == 1 && state.tasks.front().element == "visa_decision");
  return all;
}

// Items are steps: claims, completions, a decision.
void BM_steps_of_visa(benchmark::State& state) {
  const program::CompiledProcedure& procedure = *shipped().find_procedure("visa-ordinary");
  const Visa all = visa(procedure.definition);
  BenchEnvironment environment(procedure);
  environment.values = all.values;
  for (auto _ : state) {
    State of;
    for (const Command& command : all.commands)
      step(procedure.definition, of, command, environment);
    ALTERNAT_ASSERT(of.tasks.front().element == "visa_decision");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.commands.size()));
}
BENCHMARK(BM_steps_of_visa);

template <typename T>
T id(const std::string& text) {
  Result<T> made = T::from_text(text);
  ALTERNAT_ASSERT(made.ok());
  return std::move(*made);
}

struct Shared {
  std::string folder;
  SystemRandom random;
  std::unique_ptr<ledger::Ledger> ledger;
  std::atomic<std::uint64_t> next = 0;

  Shared() {
    folder = (std::filesystem::temp_directory_path() / "alternat-bench-XXXXXX").string();
    ALTERNAT_ASSERT(mkdtemp(folder.data()) != nullptr);
    auto opened = ledger::Ledger::open({folder, "bench.invalid", &random, 4096});
    ALTERNAT_ASSERT(opened.ok());
    ledger = std::move(*opened);
  }
  ~Shared() {
    ledger.reset();
    std::filesystem::remove_all(folder);
  }
};

std::unique_ptr<Shared> shared;

// The records of one command as a batch of a case of its own.
ledger::Batch batch_of(const std::vector<Record>& records, std::uint64_t number) {
  const auto stream = id<ledger::StreamId>("SYN-case_" + std::to_string(number));
  ledger::Batch batch{id<ledger::LogId>("xa-xb"),
                      id<ledger::CommandId>("cmd_" + std::to_string(number)),
                      id<access::ActorId>("SYN-officer-1"),
                      "steering",
                      Instant::from_micros(kNow),
                      {},
                      {{stream, 0}}};
  for (const Record& record : records) {
    batch.records.push_back(
        {stream, std::string(type_name(record)), Date::from_days(20619), to_body(record), {}});
  }
  return batch;
}

// Items are instances: decided, appended with all their records in one batch, and kept.
void BM_durable_instance(benchmark::State& state) {
  const program::CompiledProcedure& procedure = model(kAsWritten);
  const BenchEnvironment environment(procedure);
  if (state.thread_index() == 0) shared = std::make_unique<Shared>();
  for (auto _ : state) {
    const std::uint64_t number = ++shared->next;
    State of;
    Decision decision = decide(procedure.definition, of, start_of(number), environment);
    const std::vector<Record>& records = std::get<Decided>(decision).records;
    ALTERNAT_ASSERT(shared->ledger->store().append(batch_of(records, number)).ok());
    for (const Record& record : records) procedures::apply(of, record);
    ALTERNAT_ASSERT(of.ended);
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_durable_instance)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

// The same batch, made before: only its ids are new.
void BM_bare_append(benchmark::State& state) {
  const program::CompiledProcedure& procedure = model(kAsWritten);
  State of;
  ledger::Batch batch =
      batch_of(step(procedure.definition, of, start_of(0), BenchEnvironment(procedure)), 0);
  if (state.thread_index() == 0) shared = std::make_unique<Shared>();
  for (auto _ : state) {
    const std::string number = std::to_string(++shared->next);
    const auto stream = id<ledger::StreamId>("SYN-case_" + number);
    batch.command = id<ledger::CommandId>("cmd_" + number);
    batch.expectations.front().stream = stream;
    for (ledger::NewRecord& record : batch.records) record.stream = stream;
    ALTERNAT_ASSERT(shared->ledger->store().append(batch).ok());
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(BM_bare_append)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

}  // namespace
}  // namespace alternat::procedures

BENCHMARK_MAIN();

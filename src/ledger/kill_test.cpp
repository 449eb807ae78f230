// SPDX-License-Identifier: EUPL-1.2
// A node killed in the middle of writing, again and again: nothing acknowledged is lost, nothing is
// doubled, values and records agree, the trees verify.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>
#include <thread>

#include "ledger/ledger.h"
#include "ledger/testing.h"
#include "ledger/verify.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

constexpr int kRounds = 32;
constexpr int kThreads = 3;

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& folder, RandomSource* random) {
  return Ledger::open({folder, "node.example", random, 1024});
}

// One command with one personal value, on a stream that the threads share.
Result<AppendResult> append_one(Ledger& ledger, const access::Grant& grant,
                                const std::string& command) {
  const StreamId stream = make_id<StreamId>("case_1");
  const PersonalValue value{0,
                            make_id<SubjectId>("SYN-person_1"),
                            "case",
                            "level",
                            {access::FactCategory::kLanguage, "\"" + command + "\""}};
  return ledger.append({make_id<LogId>("xa-xb"),
                        make_id<CommandId>(command),
                        grant.actor(),
                        "visa_procedure",
                        Instant::from_micros(1),
                        {{stream, "FactRecorded", Date::from_days(1), "{}", {}}},
                        {{stream, std::nullopt}}},
                       std::span(&value, 1), grant);
}

// The child: appends until it is killed and tells each command that was acknowledged.
[[noreturn]] void append_for_ever(const std::string& folder, int round, int pipe) {
  SystemRandom random;
  Result<std::unique_ptr<Ledger>> ledger = open_ledger(folder, &random);
  if (!ledger) _exit(1);
  const access::AccessTable table = testing::widest_table();
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const access::Grant grant = testing::grant_for(table, access::Purpose::kVisaProcedure,
                                                     access::Role::kVisaSection, "case_1");
      for (int i = 0;; ++i) {
        const std::string command =
            "cmd_" + std::to_string(round) + "_" + std::to_string(t) + "_" + std::to_string(i);
        if (!append_one(**ledger, grant, command).ok()) _exit(2);
        const std::string line = command + "\n";
        if (write(pipe, line.data(), line.size()) < 0) _exit(3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(4);
}

// Kills the child some time after its first acknowledgement; every acknowledged command.
std::set<std::string> run_and_kill(const std::string& folder, int round, int delay_micros) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    append_for_ever(folder, round, ends[1]);
  }
  close(ends[1]);
  std::string text(1, '\0');
  const bool began = read(ends[0], text.data(), 1) == 1;
  usleep(static_cast<useconds_t>(delay_micros));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(began);
  REQUIRE(WIFSIGNALED(status));
  char buffer[4096];
  for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  std::set<std::string> acknowledged;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
    acknowledged.insert(text.substr(at, end - at));
  return acknowledged;
}

}  // namespace

TEST_CASE("kill -9 at random moments loses nothing acknowledged and doubles nothing") {
  testing::TemporaryFolder folder;
  const unsigned seed = 20261124;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> delay(0, 40'000);
  SystemRandom system;
  std::set<std::string> acknowledged;
  for (int round = 0; round < kRounds; ++round) {
    acknowledged.merge(run_and_kill(folder.path(), round, delay(random)));
    Result<std::unique_ptr<Ledger>> ledger = open_ledger(folder.path(), &system);
    if (!ledger.ok()) FAIL(ledger.error().message);
    const Result<VerifyReport> report = verify((*ledger)->store(), {(*ledger)->checkpoint_key()});
    REQUIRE(report.ok());
    if (!report->is_intact()) FAIL(to_string(*report->first_difference));
    CHECK(report->leaves == report->records);

    std::set<std::string> recorded;
    const Status replayed = replay((*ledger)->store(), [&](const StoredRecord& stored) -> Status {
      const bool is_new = recorded.insert(stored.record.header.command.text()).second;
      CHECK(is_new);
      if (round % 8 != 7) return {};
      using ValueState = Ledger::ValueState;
      CHECK(*(*ledger)->check_values(stored.record) == std::vector{ValueState::kVerified});
      return {};
    });
    REQUIRE(replayed.ok());
    for (const std::string& command : acknowledged) {
      INFO(command);
      CHECK(recorded.contains(command));
    }
    // At most what was on its way when the node died.
    CHECK(recorded.size() <= acknowledged.size() + kThreads * (round + 1));
    REQUIRE((*ledger)->checkpoint(make_id<LogId>("xa-xb")).ok());
  }
  CHECK(acknowledged.size() > kRounds);
}

}  // namespace alternat::ledger

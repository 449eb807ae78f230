// SPDX-License-Identifier: EUPL-1.2
// One law for all threads: what several threads answer at once from the same models, dictionary,
// parameters and plan is what one thread answers. `make threads` runs it under ThreadSanitizer.
#include <atomic>
#include <thread>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/questions.h"
#include "decisions/assessment/soundness_persons.h"

namespace alternat::assessment {
namespace {

constexpr unsigned kThreads = 4;
constexpr std::size_t kPersons = 8;

// What is asked of the law about one file, printed; `whole`: also what takes long.
std::string answer(const Law& law, const Json& facts, bool whole) {
  AssessmentOptions options(Date::from_iso("2026-08-20").value());
  options.with_trace = whole;
  if (whole) options.pathways = {"18g", "20a"};
  const auto results = assess_pathways(law, facts, options);
  if (!results) return to_string(results.error());
  std::string text = to_json("2026-08-20", *results).dump();
  if (whole) {
    const auto questions = find_questions(law, facts, options);
    if (!questions) return to_string(questions.error());
    for (const Question& question : questions->open)
      text += " " + question.fact + ":" + std::to_string(question.settles_thousandths);
  }
  const auto safeguards = assess_safeguards(law, facts, options, expected_gates());
  return text + (safeguards ? to_json(*safeguards).dump() : to_string(safeguards.error()));
}

std::vector<Json> some_facts() {
  const std::vector<Json> all = example_facts();
  std::vector<Json> some;
  for (std::size_t i = 0; i < kPersons; ++i) some.push_back(all[i * all.size() / kPersons]);
  return some;
}

}  // namespace

TEST_CASE("several threads that ask one law at once hear what one thread hears") {
  const Law law = shipped_law().law();
  const std::vector<Json> facts = some_facts();
  std::vector<std::vector<std::string>> answers(kThreads, std::vector<std::string>(kPersons));
  std::atomic<unsigned> ready{0};
  std::vector<std::thread> threads;
  for (unsigned number = 0; number < kThreads; ++number)
    threads.emplace_back([&, number] {
      // All begin together, each with another person.
      ready.fetch_add(1);
      while (ready.load() < kThreads) std::this_thread::yield();
      for (std::size_t i = 0; i < kPersons; ++i) {
        const std::size_t person = (i + number * kPersons / kThreads) % kPersons;
        answers[number][person] = answer(law, facts[person], person == 0);
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t person = 0; person < kPersons; ++person) {
    const std::string alone = answer(law, facts[person], person == 0);
    CHECK(alone.size() > 1000);
    for (const auto& of_thread : answers) CHECK(of_thread[person] == alone);
  }
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// What the form asks next, and what it would not have asked, on the small law for tests.
#include "decisions/assessment/questions.h"

#include <algorithm>
#include <random>

#include "decisions/assessment/assessment_test_law.h"
#include "decisions/assessment/plan.h"

namespace alternat::assessment {
namespace {

AssessmentOptions options() {
  return AssessmentOptions(*Date::from_iso("2026-06-15"));
}

std::vector<std::string> names(const std::vector<Question>& questions) {
  std::vector<std::string> all;
  for (const Question& question : questions) all.push_back(question.fact);
  return all;
}

// The row fails by pay unless tariff-bound, by level, by licence, by occupation; 45 and older is
// for an officer. `licensed` and `apply` are presumed, `never_read` is in no row.
TEST_CASE("questions come in the order in which they settle most") {
  const TestLaw test;
  const Result<Questions> found = find_questions(test.law, Json::object(), options());
  REQUIRE(found.ok());
  CHECK(found->exact);
  // Of the occupation every text but two refuses, of the level three of five; pay, tariff and birth
  // settle nothing alone.
  CHECK(names(found->open) == std::vector<std::string>{"isco", "level", "birth", "pay", "tariff"});
  CHECK(found->open[0].settles_thousandths > 600);
  CHECK(found->open[1].settles_thousandths == 600);
  CHECK(found->open[0].rows == 1);
  CHECK(found->open[2].settles_thousandths == 0);
}

TEST_CASE("what is settled is not asked, and its answers are obsolete") {
  const TestLaw test;
  const Json facts = {{"level", "A1"}, {"pay", 5000000}, {"never_read", true}};
  const Result<Questions> found = find_questions(test.law, facts, options(), {"level", "pay"});
  REQUIRE(found.ok());
  CHECK(found->open.empty());
  // Below the level nothing matters any more; never_read never did.
  CHECK(found->obsolete == std::vector<std::string>{"never_read", "pay"});
  // The other way round the pay was asked before, and enough pay makes the tariff obsolete.
  const Json paid = {{"pay", 4800000}, {"tariff", false}, {"level", "B1"}};
  const Result<Questions> then =
      find_questions(test.law, paid, options(), {"pay", "tariff", "level"});
  REQUIRE(then.ok());
  CHECK(then->obsolete == std::vector<std::string>{"tariff"});
}

TEST_CASE("leaving out obsolete answers changes no outcome") {
  const TestLaw test;
  const AssessmentPlan plan(test.law);
  Law law = test.law;
  law.plan = &plan;
  const std::uint64_t seed = 20260615;
  INFO("seed ", seed);
  std::mt19937_64 random(seed);
  const std::vector<std::pair<std::string, std::vector<Json>>> values = {
      {"pay", {4799999, 4800000, nullptr}},
      {"level", {"none", "A2", "B1"}},
      {"birth", {"1981-06-15", "1981-06-16", "2000-01-01"}},
      {"apply", {"2026-06-15", "2026-06-14"}},
      {"licensed", {true, false}},
      {"tariff", {true, false}},
      {"isco", {"2512", "9999"}}};
  for (int i = 0; i < 200; ++i) {
    Json facts = Json::object();
    std::vector<std::string> answered;
    for (const auto& [name, choices] : values) {
      if (random() % 4 == 0) continue;
      facts[name] = choices[random() % choices.size()];
      answered.push_back(name);
    }
    std::shuffle(answered.begin(), answered.end(), random);
    const Result<Questions> found = find_questions(law, facts, options(), answered);
    REQUIRE(found.ok());
    Json kept = facts;
    for (const std::string& name : found->obsolete) kept.erase(name);
    const auto before = assess_pathways(law, facts, options());
    const auto after = assess_pathways(law, kept, options());
    REQUIRE(before.ok());
    REQUIRE(after.ok());
    CAPTURE(facts.dump());
    CAPTURE(kept.dump());
    CHECK((*before)[0].outcome == (*after)[0].outcome);
    CHECK((*before)[0].missing == (*after)[0].missing);
  }
}

TEST_CASE("answers that change nothing given the others are idle, the later ones first") {
  const TestLaw test;
  const auto idle = [&](const Json& facts, const std::vector<std::string>& answered) {
    const auto found = find_idle_answers(test.law, facts, options(), answered);
    REQUIRE(found.ok());
    return *found;
  };
  // Enough pay makes the tariff idle; being bound by a tariff makes the pay idle: one of them
  // stays.
  const Json paid = {{"pay", 4800000}, {"tariff", true}};
  CHECK(idle(paid, {"pay", "tariff"}) == std::vector<std::string>{"tariff"});
  CHECK(idle(paid, {"tariff", "pay"}) == std::vector<std::string>{"pay"});
  // Below the level nothing else matters; what is said against a presumption stays.
  CHECK(idle({{"pay", 1}, {"licensed", true}, {"level", "A1"}}, {"pay", "licensed", "level"}) ==
        std::vector<std::string>{"pay"});
  CHECK(idle({{"pay", 1}}, {"pay"}).empty());
}

TEST_CASE("a presumed fact is asked where it can still change an outcome") {
  const TestLaw test;
  const auto asked = [&](const Json& facts, const std::vector<std::string>& candidates) {
    const auto found = find_presumed_question(test.law, facts, options(), candidates);
    REQUIRE(found.ok());
    return *found;
  };
  CHECK(asked(Json::object(), {"licensed"}) == "licensed");
  CHECK(asked({{"level", "A1"}}, {"licensed"}) == std::nullopt);  // refused whatever the licence
  CHECK(asked(Json::object(), {"never_read"}) == std::nullopt);
}

TEST_CASE("the open questions are the same without the obsolete answers") {
  const TestLaw test;
  const Json facts = {{"level", "B1"}, {"never_read", true}};
  const auto all = find_questions(test.law, facts, options());
  const auto open = find_open_questions(test.law, facts, options());
  REQUIRE(all.ok());
  REQUIRE(open.ok());
  CHECK(names(all->open) == names(open->open));
  CHECK(all->obsolete == std::vector<std::string>{"never_read"});
  CHECK(open->obsolete.empty());
}

TEST_CASE("facts that the dictionary refuses are refused here too") {
  const TestLaw test;
  const Result<Questions> found = find_questions(test.law, {{"pay", -1}}, options());
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().code == "facts.out_of_range");
  CHECK(find_open_questions(test.law, {{"pay", -1}}, options()).error().code ==
        "facts.out_of_range");
  CHECK(find_idle_answers(test.law, {{"pay", -1}}, options(), {"pay"}).error().code ==
        "facts.out_of_range");
  CHECK(find_presumed_question(test.law, {{"pay", -1}}, options(), {"licensed"}).error().code ==
        "facts.out_of_range");
}

}  // namespace
}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// The shipped safeguards as a whole: all are there, each has its words, the worked examples hold,
// and two invariants: what protects never makes an answer less strict, and what is not known never
// makes it pass.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/file.h"
#include "decisions/assessment/assess.h"
#include "program/program.h"
#include "program/worked_example.h"

namespace alternat::program {
namespace {

using assessment::GateOutcome;
using assessment::SafeguardResult;

struct Example {
  std::string file;
  WorkedExample worked;
  SafeguardResult answer;
  Json own;  // the facts in which it differs from the example without any obstacle
};

const Program& shipped() {
  static const std::unique_ptr<Program> kProgram = [] {
    Diagnostics diagnostics;
    return load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  }();
  REQUIRE(kProgram);
  return *kProgram;
}

SafeguardResult answer_to(const Json& facts) {
  const Result<Date> on = Date::from_iso(facts["on"].get<std::string>());
  REQUIRE(on.ok());
  Result<SafeguardResult> answer = assessment::assess_safeguards(
      shipped().law(), facts, assessment::AssessmentOptions(*on), assessment::expected_gates());
  REQUIRE(answer.ok());
  return std::move(*answer);
}

std::vector<Example> read_examples() {
  std::vector<Example> examples;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/examples/safeguards", ".case.md");
  REQUIRE(files.ok());
  for (const std::string& file : *files) {
    const auto text = read_file(file);
    REQUIRE(text.ok());
    Result<WorkedExample> worked = parse_worked_example(*text, file);
    REQUIRE(worked.ok());
    SafeguardResult answer = answer_to(worked->facts);
    examples.push_back({file, std::move(*worked), std::move(answer), {}});
  }
  return examples;
}

const Json& facts_without_obstacle(const std::vector<Example>& examples) {
  const auto clear = std::find_if(examples.begin(), examples.end(), [](const Example& example) {
    return example.file.find("no-recorded-obstacle") != std::string::npos;
  });
  REQUIRE(clear != examples.end());
  return clear->worked.facts;
}

const std::vector<Example>& all_examples() {
  static const std::vector<Example> kExamples = [] {
    std::vector<Example> examples = read_examples();
    const Json clear = facts_without_obstacle(examples);
    for (Example& example : examples) {
      example.own = Json::object();
      for (const auto& [fact, value] : example.worked.facts.items())
        if (fact != "on" && (!clear.contains(fact) || clear[fact] != value))
          example.own[fact] = value;
    }
    return examples;
  }();
  return kExamples;
}

// An obstacle in a case in which everything is answered, on the day of the example without any.
bool is_whole_obstacle(const Example& example, const Json& clear) {
  for (const auto& [fact, value] : clear.items())
    if (!example.worked.facts.contains(fact)) return false;
  const auto& phases = example.answer.phases;
  return example.worked.facts["on"] == clear["on"] &&
         std::any_of(phases.begin(), phases.end(), [](const assessment::PhaseResult& phase) {
           return phase.outcome != GateOutcome::kPass;
         });
}

bool share_a_fact(const Json& left, const Json& right) {
  for (const auto& [fact, value] : left.items())
    if (right.contains(fact)) return true;
  return false;
}

}  // namespace

TEST_CASE("all safeguards are encoded, in all their phases") {
  for (const assessment::PhaseResult& phase : answer_to({{"on", "2026-11-24"}}).phases)
    for (const assessment::GateResult& gate : phase.gates) {
      INFO(gate.note);
      CHECK(gate.id != "not_encoded");
    }
}

TEST_CASE("every safeguard says in both languages what it means, what lifts it and who") {
  const terms::TextCatalogue& texts = shipped().content().texts;
  for (const assessment::PhaseResult& phase : answer_to({{"on", "2026-11-24"}}).phases)
    for (const assessment::GateResult& gate : phase.gates)
      for (const char* language : {"de", "en"})
        for (const std::string& key :
             {"gate." + gate.id + ".title", "gate." + gate.id + ".meaning",
              "lift." + gate.lift + ".what", "lift." + gate.lift + ".who"}) {
          INFO(key);
          CHECK(texts.find(language, key) != nullptr);
        }
}

TEST_CASE("the worked examples of the safeguards hold") {
  for (const Example& example : all_examples()) {
    for (const std::string& difference :
         differences(example.worked, assessment::to_json(example.answer)))
      FAIL_CHECK(difference);
  }
}

TEST_CASE("a fact taken away never makes a phase less strict than a review") {
  for (const Example& example : all_examples())
    for (const auto& [fact, value] : example.own.items()) {
      Json facts = example.worked.facts;
      facts.erase(fact);
      const SafeguardResult answer = answer_to(facts);
      for (std::size_t i = 0; i < answer.phases.size(); ++i) {
        INFO(example.file, " without ", fact, ", phase ", i);
        CHECK(answer.phases[i].outcome >=
              std::min(example.answer.phases[i].outcome, GateOutcome::kReview));
      }
    }
}

TEST_CASE("two obstacles together are at least as strict as each of them") {
  const std::vector<Example>& examples = all_examples();
  const Json clear = facts_without_obstacle(examples);
  std::vector<const Example*> whole;
  for (const Example& example : examples)
    if (is_whole_obstacle(example, clear)) whole.push_back(&example);
  CHECK(whole.size() > 100);
  // Each example with the ones at a few fixed distances: some hundred pairs, always the same.
  for (const std::size_t distance : {1, 2, 7, 23, 41, 59})
    for (std::size_t i = 0; i + distance < whole.size(); ++i) {
      const Example& left = *whole[i];
      const Example& right = *whole[i + distance];
      if (share_a_fact(left.own, right.own)) continue;
      Json facts = clear;
      facts.update(left.own);
      facts.update(right.own);
      const SafeguardResult answer = answer_to(facts);
      for (std::size_t k = 0; k < answer.phases.size(); ++k) {
        INFO(left.file, " with ", right.file, ", phase ", k);
        CHECK(answer.phases[k].outcome >=
              std::max(left.answer.phases[k].outcome, right.answer.phases[k].outcome));
      }
    }
}

}  // namespace alternat::program

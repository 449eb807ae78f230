// SPDX-License-Identifier: EUPL-1.2
// Silent wrong answers are worse than refusals: random models, the engine against the naive
// evaluator. ALTERNAT_MODELS (default 1000) says how many, ALTERNAT_SEED where they begin; a model
// that fails is written to ALTERNAT_FAILURES (default: the current folder) with its seed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "decisions/feel/convert.h"
#include "differential/engine.h"
#include "differential/random.h"

namespace alternat::differential {
namespace {

constexpr int kRounds = 12;       // draws of inputs for each model
constexpr int kCompletions = 12;  // of what is unknown, for each draw

unsigned long long from_environment(const char* name, unsigned long long otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

struct Run {
  unsigned long long seed;
  Suite suite;
  std::vector<std::string> files;

  explicit Run(unsigned long long from)
      : seed(from), suite(generate(from)), files(print_dmn(suite)) {}

  std::vector<Naive> draw(Random& random) const {
    std::vector<Naive> inputs;
    for (std::size_t i = 0; i < suite.inputs.size(); ++i)
      inputs.push_back(draw_input(suite, i, random.next()));
    return inputs;
  }

  std::string describe(const std::vector<Naive>& inputs) const {
    std::string text;
    for (std::size_t i = 0; i < inputs.size(); ++i)
      text += "  m" + std::to_string(suite.inputs[i].model) + " " + suite.inputs[i].name + " = " +
              print(inputs[i]) + "\n";
    return text;
  }

  void fail(const std::string& what) const {
    const char* folder = std::getenv("ALTERNAT_FAILURES");
    const std::string path = (folder ? std::string(folder) : std::string(".")) + "/differential-" +
                             std::to_string(seed) + ".dmn";
    std::ofstream file(path);
    for (const std::string& model : files) file << model << '\n';
    file << "<!-- seed " << seed << "\n" << what << "-->\n";
    FAIL_CHECK("seed ", seed, " (", path, "): ", what);
  }
};

// Every line of it says that two kinds can never be compared.
bool is_type_refusal(const std::string& problem) {
  std::istringstream lines(problem);
  bool any = false;
  for (std::string line; std::getline(lines, line); any = true)
    if (!line.ends_with("[feel.type_mismatch]")) return false;
  return any;
}

// The engine's values against the naive ones, each draw of inputs.
bool agree(const Run& run, const Engine& engine, Random& random) {
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<Naive> inputs = run.draw(random);
    const std::vector<Naive> wanted = evaluate(run.suite, inputs);
    const auto got = engine.decide({inputs.begin(), inputs.end()});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::optional<Naive> value = from_engine(got[i]);
      if (value && same(*value, wanted[i])) continue;
      run.fail("with\n" + run.describe(inputs) + "  m" +
               std::to_string(run.suite.decisions[i].model) + " " + run.suite.decisions[i].name +
               " is " + feel::to_literal(got[i]) + ", expected " + print(wanted[i]) + "\n");
      return false;
    }
  }
  return true;
}

// What the engine knows while inputs are unknown, every completion of them confirms.
bool is_sound(const Run& run, const Engine& engine, Random& random) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Naive> inputs = run.draw(random);
    std::vector<std::optional<Naive>> open(inputs.begin(), inputs.end());
    for (auto& input : open)
      if (random.chance(40)) input.reset();
    const auto got = engine.decide(open);
    for (int completion = 0; completion < kCompletions; ++completion) {
      for (std::size_t i = 0; i < inputs.size(); ++i)
        if (!open[i]) inputs[i] = draw_input(run.suite, i, random.next());
      const std::vector<Naive> wanted = evaluate(run.suite, inputs);
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (got[i].has_unknown()) continue;
        const std::optional<Naive> value = from_engine(got[i]);
        if (value && same(*value, wanted[i])) continue;
        std::string unknown;
        for (std::size_t j = 0; j < open.size(); ++j)
          if (!open[j]) unknown += " " + run.suite.inputs[j].name;
        run.fail("unknown:" + unknown + "; completed\n" + run.describe(inputs) + "  m" +
                 std::to_string(run.suite.decisions[i].model) + " " + run.suite.decisions[i].name +
                 " was said to be " + feel::to_literal(got[i]) + ", yet is " + print(wanted[i]) +
                 "\n");
        return false;
      }
    }
  }
  return true;
}

}  // namespace

TEST_CASE("random models: the engine says what the naive evaluator says") {
  const unsigned long long count = from_environment("ALTERNAT_MODELS", 1000);
  const unsigned long long first = from_environment("ALTERNAT_SEED", 1);
  std::cout << count << " models from seed " << first << '\n';
  int failures = 0;
  unsigned long long refused = 0;  // by the check of types: no answer, so no wrong one
  for (unsigned long long seed = first; seed < first + count && failures < 10; ++seed) {
    const Run run(seed);
    Random random(~seed);
    std::string problem;
    const Engine engine(run.suite, run.files, problem);
    if (is_type_refusal(problem)) {
      ++refused;
      continue;
    }
    if (!problem.empty())
      run.fail("refused: " + problem);
    else if (agree(run, engine, random) && is_sound(run, engine, random))
      continue;
    ++failures;
  }
  CHECK(failures == 0);
  CHECK(refused <= count / 4);
}

}  // namespace alternat::differential

// SPDX-License-Identifier: EUPL-1.2
// Values that worked examples ask: decisions, parameters, clocks; and all shipped examples of them.
#include "program/example_values.h"

#include <doctest/doctest.h>

#include "base/file.h"

namespace alternat::program {
namespace {

const Program& shipped() {
  static const std::unique_ptr<Program> kProgram = [] {
    Diagnostics diagnostics;
    return load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
  }();
  REQUIRE(kProgram);
  return *kProgram;
}

std::vector<std::string> differences_of(const std::string& text, const std::string& file) {
  const Result<WorkedExample> example = parse_worked_example(text, file);
  if (!example) return {to_string(example.error())};
  Json answer = Json::object();
  answer["values"] = example_values(shipped(), *example, example->facts);
  return differences(*example, answer);
}

constexpr const char* kFacts =
    "# T\n\n```json\n{\"on\": \"2026-06-15\", \"permit_route\": \"18b\", \"contract_months\": 47, "
    "\"ba_consent_months\": null}\n```\n\n";

}  // namespace

TEST_CASE("the shipped examples of values hold") {
  for (const char* folder : {"law", "labour", "options"}) {
    const auto files =
        list_files(std::string(ALTERNAT_SOURCE_DIR "/content/examples/") + folder, ".case.md");
    REQUIRE(files.ok());
    CHECK(files->size() > 50);
    for (const std::string& file : *files) {
      const auto text = read_file(file);
      REQUIRE(text.ok());
      for (const std::string& difference : differences_of(*text, file)) FAIL_CHECK(difference);
    }
  }
}

TEST_CASE("a value that differs is named with what was expected") {
  const auto found = differences_of(
      std::string(kFacts) + "| decision | value |\n|---|---|\n| title.months | 50 |\n",
      "a.case.md");
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "a.case.md:9:1: title.months: expected 50, got 48 (none)");
}

TEST_CASE("a decision, parameter or clock that does not exist is named") {
  const auto found = differences_of(
      std::string(kFacts) +
          "| decision | value |\n|---|---|\n| title.weeks | 50 |\n\n| parameter | on | value |\n"
          "|---|---|---|\n| no_such | 2026-06-15 | 1 |\n\n| clock | from | last day "
          "|\n|---|---|---|\n"
          "| no_such | 2026-06-15 | 2026-06-16 |\n",
      "a.case.md");
  REQUIRE(found.size() == 3);
  CHECK(found[0] ==
        "a.case.md:9:1: title.weeks: there is no such pathway, row, phase, decision, parameter or "
        "clock");
}

TEST_CASE("one decision is asked by its name, with the parameters of the day") {
  const Json facts = {{"contract_months", 40}, {"ba_consent_months", nullptr}};
  const auto ask = [&](const char* decision, const char* on) {
    return decide_one(shipped(), decision, facts,
                      assessment::AssessmentOptions(Date::from_iso(on).value()));
  };
  CHECK(ask("title.skilled_months", "2026-07-21")->value == "43");
  CHECK(ask("title.skilled_months", "2026-08-12")->value == "46");
  const Result<DecisionValue> between = ask("title.skilled_months", "2026-08-01");
  CHECK(between->value == "unknown");
  CHECK(between->missing == std::vector<std::string>{"title_margin_months"});
  CHECK(ask("no_model.months", "2026-08-12").error().code == "decide.no_model");
  CHECK(ask("title.no_decision", "2026-08-12").error().message ==
        "The model 'title' has no decision 'no_decision'.");
}

}  // namespace alternat::program

// SPDX-License-Identifier: EUPL-1.2
// Worked examples (content/examples/**/*.case.md): a title, a paragraph, the facts as fenced json,
// and tables of expected answers: pathways, phases of a return, values of any decision, dated
// parameters, statutory clocks. Lawyers read them; the tests run them. Format: docs/content.md.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/json.h"

namespace alternat::program {

// By the first column of the table: pathway, phase, decision, parameter, clock.
enum class ExampleKind { kPathways, kSafeguards, kDecisions, kParameters, kClocks };

// One row of the table, as written.
struct Expectation {
  ExampleKind kind = ExampleKind::kPathways;
  std::string subject;      // "18g BC1", "18g" (the best of its rows), a phase, "title.months"
  std::string on;           // of a parameter or the event of a clock: ISO day
  std::string outcome;      // "ELIGIBLE", "REVIEW" …; or the value: "48", "2026-06-15"
  std::string legal_class;  // "SHALL" from "ELIGIBLE (SHALL)"; "" = any
  std::vector<std::string> codes;  // reason codes, gates, or for NEEDS_INFO and unknown facts
  // What the reasons must say: {"reading_years", "ELIGIBLE"}.
  std::vector<std::pair<std::string, std::string>> values;
  bool exactly = false;  // "= A, B": these and no others
  SourceSpan span;
};

struct WorkedExample {
  std::string title;
  std::string paragraph;
  Json facts;  // with `on`; perhaps `partnership`, `known_as_of`; null if no table needs any
  ExampleKind kind = ExampleKind::kPathways;  // of the first table
  std::vector<Expectation> expectations;

  bool asks(ExampleKind wanted) const;
};

// Codes: example.no_title, example.no_facts, example.no_table, example.no_day, example.bad_row,
// json.*.
Result<WorkedExample> parse_worked_example(std::string_view text, const std::string& file);

// The differences between what is expected and the answer's JSON (the shapes of the command line,
// in one object: `results`, `phases`, and `values` as example_values gives them), one sentence
// each; empty = passes.
std::vector<std::string> differences(const WorkedExample& example, const Json& answer);

}  // namespace alternat::program

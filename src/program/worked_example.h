// SPDX-License-Identifier: EUPL-1.2
// Worked examples (content/examples/**/*.case.md): a title, a paragraph, the facts as fenced json,
// and one table of expected answers. Lawyers read them; the tests run them. Format:
// docs/content.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/json.h"

namespace alternat::program {

enum class ExampleKind { kPathways, kSafeguards };

// One row of the table, as written.
struct Expectation {
  std::string subject;             // "18g BC1", "18g" (the best of its rows), or a phase
  std::string outcome;             // "ELIGIBLE", "REVIEW" …
  std::string legal_class;         // "SHALL" from "ELIGIBLE (SHALL)"; "" = any
  std::vector<std::string> codes;  // reason codes, gates, or for NEEDS_INFO facts
  bool exactly = false;            // "= A, B": these and no others
  SourceSpan span;
};

struct WorkedExample {
  std::string title;
  std::string paragraph;
  Json facts;  // with `on`; perhaps `partnership`, `known_as_of`
  ExampleKind kind = ExampleKind::kPathways;
  std::vector<Expectation> expectations;
};

// Codes: example.no_title, example.no_facts, example.no_table, example.no_day, example.bad_row,
// json.*.
Result<WorkedExample> parse_worked_example(std::string_view text, const std::string& file);

// The differences between what is expected and the answer's JSON (the shapes of the command line),
// one sentence each; empty = passes.
std::vector<std::string> differences(const WorkedExample& example, const Json& answer);

}  // namespace alternat::program

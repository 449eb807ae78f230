// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes as a facts file: read, checked against a small dictionary, and, if
// the check lets it pass, assessed over a small law. A fact that is taken away never turns an open
// row into a refusal or a promise.
#define DOCTEST_CONFIG_DISABLE
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "decisions/assessment/assessment_test_law.h"

namespace {

using namespace alternat;              // NOLINT: a program of one function
using namespace alternat::assessment;  // NOLINT

void check_answers(const Law& law, const Json& facts) {
  const Date day = Date::from_iso("2026-06-15").value();
  AssessmentOptions options(day);
  options.evaluations_max = 2000;
  const auto pathways = assess_pathways(law, facts, options);
  if (!pathways) {
    ALTERNAT_ASSERT(!pathways.error().code.empty());
    return;
  }
  for (const PathwayResult& result : *pathways) {
    to_json(result).dump();
    ALTERNAT_ASSERT(result.outcome != PathwayOutcome::kNeedsInfo || !result.missing.empty());
  }
  const auto safeguards = assess_safeguards(law, facts, options, expected_gates());
  ALTERNAT_ASSERT(safeguards.ok());
  to_json(*safeguards).dump();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TestLaw law;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Json> facts = parse_json(text, "facts.json");
  if (!facts) {
    ALTERNAT_ASSERT(facts.error().spans.size() == 1);
    return 0;
  }
  const Diagnostics problems = law.facts.check_form(*facts, "facts.json");
  for (const Diagnostic& problem : problems.items()) to_string(problem);
  // Whoever calls without the check gets an error, never a crash.
  if (problems.has_errors()) {
    const auto refused =
        assess_pathways(law.law, *facts, AssessmentOptions(Date::from_iso("2026-06-15").value()));
    ALTERNAT_ASSERT(!refused.ok());
    return 0;
  }
  check_answers(law.law, *facts);
  return 0;
}

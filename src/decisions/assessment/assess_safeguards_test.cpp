// SPDX-License-Identifier: EUPL-1.2
// Gates: unknown is never a pass, the strictest counts, what is not encoded holds at review.
#include "decisions/assessment/assessment_test_law.h"

namespace alternat::assessment {
namespace {

SafeguardResult assess(const TestLaw& test, const Json& facts,
                       const std::vector<ExpectedGate>& expected = {}) {
  const Result<SafeguardResult> result = assess_safeguards(
      test.law, facts, AssessmentOptions(*Date::from_iso("2026-06-15")), expected);
  REQUIRE(result.ok());
  return *result;
}

const PhaseResult& phase(const SafeguardResult& result, Phase wanted) {
  return result.phases[static_cast<std::size_t>(wanted)];
}

}  // namespace

TEST_CASE("the best result is that no obstacle is recorded") {
  const TestLaw test;
  const SafeguardResult result = assess(test, {{"minor", false}, {"decision_served", true}});
  CHECK(phase(result, Phase::kContact).outcome == GateOutcome::kPass);
  CHECK(phase(result, Phase::kContact).text == "no_recorded_obstacle");
  CHECK(phase(result, Phase::kDetention).outcome == GateOutcome::kReview);
}

TEST_CASE("the strictest gate counts and all are shown, strictest first") {
  const TestLaw test;
  const SafeguardResult result = assess(test, {{"minor", true}, {"decision_served", true}});
  CHECK(phase(result, Phase::kContact).outcome == GateOutcome::kHold);
  CHECK(phase(result, Phase::kExecution).outcome == GateOutcome::kBlock);
  REQUIRE(phase(result, Phase::kExecution).gates.size() == 2);
  CHECK(phase(result, Phase::kExecution).gates[0].id == "G37");
  CHECK(phase(result, Phase::kExecution).gates[0].lift == "lift_G37");
}

TEST_CASE("an unknown fact gives at least review and is named") {
  const TestLaw test;
  const SafeguardResult result = assess(test, {{"decision_served", true}});
  const PhaseResult& contact = phase(result, Phase::kContact);
  CHECK(contact.outcome == GateOutcome::kReview);
  CHECK(contact.gates[0].id == "G37");
  CHECK(contact.gates[0].unknown == std::vector<std::string>{"minor"});
}

TEST_CASE("gates without a model keep their phases at review") {
  const TestLaw test;
  const SafeguardResult result =
      assess(test, {{"minor", false}, {"decision_served", true}}, expected_gates());
  const PhaseResult& contact = phase(result, Phase::kContact);
  CHECK(contact.outcome == GateOutcome::kReview);
  CHECK(contact.text.empty());
  CHECK(contact.gates[0].id == "not_encoded");
  CHECK(contact.gates[0].note.substr(0, 37) == "gates not encoded: G01, G02, G03, G04");
  CHECK(contact.gates[0].note.find("G20") == std::string::npos);
  CHECK(phase(result, Phase::kAfter).gates[0].note == "gates not encoded: G60");
  CHECK(expected_gates().size() == 62);
}

TEST_CASE("the JSON has the five phases") {
  const TestLaw test;
  const Json json = to_json(assess(test, Json::object()));
  for (const char* name : {"contact", "scheduling", "execution", "detention", "after"})
    CHECK(json["phases"].contains(name));
  CHECK(json["phases"]["contact"]["gates"][0]["outcome"] == "REVIEW");
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// Outcomes, reasons, what is missing, the shortest way. The test law has one row: pay of at least
// 48,000.00 EUR unless bound by a collective agreement, B1, an officer from 45, licence, two codes.
#include <random>

#include "decisions/assessment/assessment_test_law.h"

namespace alternat::assessment {
namespace {

const Date kDay = *Date::from_iso("2026-06-15");

PathwayResult assess(const TestLaw& test, const Json& facts, AssessmentOptions options) {
  const Result<std::vector<PathwayResult>> results = assess_pathways(test.law, facts, options);
  REQUIRE(results.ok());
  REQUIRE(results->size() == 1);
  return results->front();
}

PathwayResult assess(const TestLaw& test, const Json& facts) {
  return assess(test, facts, AssessmentOptions(kDay));
}

Json good_person() {
  return {{"pay", 4800000},
          {"level", "B1"},
          {"birth", "1990-01-01"},
          {"tariff", false},
          {"isco", "2512"}};
}

std::vector<std::string> codes(const PathwayResult& result) {
  std::vector<std::string> all;
  for (const Reason& reason : result.reasons) all.push_back(reason.code);
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("who meets every condition is eligible, with the class of the row") {
  const TestLaw test;
  const PathwayResult result = assess(test, good_person());
  CHECK(result.outcome == PathwayOutcome::kEligible);
  CHECK(result.legal_class == LegalClass::kShall);
  CHECK(result.presumed == Names{"apply", "licensed"});
  CHECK(result.missing.empty());
}

TEST_CASE("a row names the hooks through which an agreement can act on it") {
  const TestLaw test;
  const PathwayResult result = assess(test, good_person());
  CHECK(result.hooks == Names{"H1"});
  CHECK(to_json(result)["hooks"] == Json::array({"H1"}));
}

TEST_CASE("one cent below the threshold fails and says how much is missing") {
  const TestLaw test;
  Json facts = good_person();
  facts["pay"] = 4704000;  // 96,000 cents a year = 80.00 EUR a month below
  const PathwayResult result = assess(test, facts);
  CHECK(result.outcome == PathwayOutcome::kIneligible);
  REQUIRE(codes(result) == Names{"PAY_LOW"});
  const Reason& reason = result.reasons[0];
  CHECK(reason.citation == "Test Act s.pay");
  REQUIRE(reason.delta);
  CHECK(reason.delta->text == "960.00 EUR a year short (80.00 EUR a month short)");
  CHECK(reason.delta->needed == "4800000");
  const Json json = to_json(result);
  CHECK(json["reasons"][0]["values"]["floor_cents"] == 4800000);
  CHECK(json["reasons"][0]["values"]["pay"] == 4704000);
  facts["pay"] = 4799999;
  CHECK(assess(test, facts).outcome == PathwayOutcome::kIneligible);
  facts["tariff"] = true;
  CHECK(assess(test, facts).outcome == PathwayOutcome::kEligible);
}

TEST_CASE("a level on a scale says which one is needed") {
  const TestLaw test;
  Json facts = good_person();
  facts["level"] = "A2";
  const PathwayResult result = assess(test, facts);
  REQUIRE(codes(result) == Names{"LEVEL_LOW"});
  CHECK(result.reasons[0].delta->text == "needed B1, given A2");
  REQUIRE(result.shortest.size() == 1);
  REQUIRE(result.shortest[0].size() == 1);
  CHECK(result.shortest[0][0].fact == "level");
  CHECK(result.shortest[0][0].to == "B1");
}

TEST_CASE("the shortest way needs both changes where both conditions fail") {
  const TestLaw test;
  Json facts = good_person();
  facts["level"] = "none";
  facts["pay"] = 0;
  const PathwayResult result = assess(test, facts);
  REQUIRE(result.shortest.size() == 1);
  REQUIRE(result.shortest[0].size() == 2);
  Json changed = facts;
  for (const FactChange& change : result.shortest[0]) changed[change.fact] = change.to;
  CHECK(changed["pay"] == 4800000);
  CHECK(changed["level"] == "B1");
  CHECK(assess(test, changed).outcome == PathwayOutcome::kEligible);
}

TEST_CASE("what may not be changed is never proposed") {
  const TestLaw test;
  Json facts = good_person();
  facts["isco"] = "9999";
  CHECK(assess(test, facts).shortest.empty());
}

TEST_CASE("on the birthday the officer decides, the day before the row is eligible") {
  const TestLaw test;
  Json facts = good_person();
  facts["birth"] = "1981-06-15";
  CHECK(assess(test, facts).outcome == PathwayOutcome::kOfficer);
  facts["birth"] = "1981-06-16";
  CHECK(assess(test, facts).outcome == PathwayOutcome::kEligible);
}

TEST_CASE("missing are exactly the facts that can still change the answer") {
  const TestLaw test;
  PathwayResult result = assess(test, Json::object());
  CHECK(result.outcome == PathwayOutcome::kNeedsInfo);
  CHECK(result.missing == Names{"birth", "isco", "level", "pay", "tariff"});
  CHECK(result.exact);
  // Enough pay: the collective agreement no longer matters.
  result = assess(test, {{"pay", 4800000}});
  CHECK(result.missing == Names{"birth", "isco", "level"});
  // Bound by the agreement: the pay no longer matters.
  result = assess(test, {{"tariff", true}});
  CHECK(result.missing == Names{"birth", "isco", "level"});
  // Refused already: nothing is missing.
  result = assess(test, {{"level", "A1"}});
  CHECK(result.outcome == PathwayOutcome::kIneligible);
  CHECK(result.missing.empty());
  AssessmentOptions strict(kDay);
  strict.strict = true;
  result = assess(test, Json::object(), strict);
  CHECK(result.missing == Names{"apply", "birth", "isco", "level", "licensed", "pay", "tariff"});
}

TEST_CASE("beyond the bound a superset is named and marked") {
  const TestLaw test;
  AssessmentOptions options(kDay);
  options.evaluations_max = 2;
  const PathwayResult result = assess(test, Json::object(), options);
  CHECK(result.outcome == PathwayOutcome::kNeedsInfo);
  CHECK_FALSE(result.exact);
  CHECK(result.missing == Names{"birth", "isco", "level", "pay", "tariff"});
}

TEST_CASE("the law is bound to its days and to its parameters") {
  const TestLaw test;
  AssessmentOptions before(*Date::from_iso("2024-02-29"));
  PathwayResult result = assess(test, good_person(), before);
  CHECK(result.outcome == PathwayOutcome::kIneligible);
  CHECK(codes(result) == Names{"NOT_IN_FORCE"});
  AssessmentOptions later(*Date::from_iso("2027-01-01"));
  result = assess(test, good_person(), later);
  CHECK(result.outcome == PathwayOutcome::kOfficer);
  REQUIRE(codes(result) == Names{"PARAMETER_NOT_ESTABLISHED"});
  CHECK(result.reasons[0].values[0].value == "floor_cents");
  // Where the parameter cannot matter, it is not missed.
  Json tariff = good_person();
  tariff["tariff"] = true;
  CHECK(assess(test, tariff, later).outcome == PathwayOutcome::kEligible);
}

TEST_CASE("a cell that cannot be decided goes to a person") {
  const TestLaw test;
  Json facts = good_person();
  facts["birth"] = nullptr;
  const PathwayResult result = assess(test, facts);
  CHECK(result.outcome == PathwayOutcome::kOfficer);
  CHECK(codes(result) == Names{"NOT_EVALUABLE"});
}

TEST_CASE("facts that the dictionary does not know are refused") {
  const TestLaw test;
  const auto results = assess_pathways(test.law, {{"payy", 1}}, AssessmentOptions(kDay));
  REQUIRE_FALSE(results.ok());
  CHECK(results.error().code == "facts.unknown_id");
}

TEST_CASE("a row that is no list of ways to fail is refused") {
  const TestLaw test;
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
      "xmlns:alternat=\"urn:alternat:content:1\" id=\"x\" name=\"x\" namespace=\"urn:x\">"
      "<decision id=\"R\" name=\"R\"><extensionElements><alternat:row pathway=\"x\" "
      "class=\"MAY\"/></extensionElements><literalExpression><text>1</text>"
      "</literalExpression></decision></definitions>",
      "x.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  const Law law{&models, &test.facts, &test.parameters};
  const auto results = assess_pathways(law, Json::object(), AssessmentOptions(kDay));
  REQUIRE_FALSE(results.ok());
  CHECK(results.error().code == "assessment.bad_row");
  CHECK(results.error().message == "row \"R\": a row is a COLLECT table without aggregation");
}

// Refused either way, but through which rule is open: only the rules that some completion hits.
TEST_CASE("reasons that no completion gives are not named") {
  const TestLaw test;
  const auto need = [](const std::string& kind, const std::string& id) {
    return "<informationRequirement><required" + kind + " href=\"#" + id +
           "\"/></informationRequirement>";
  };
  const auto column = [](const std::string& text) {
    return "<input><inputExpression><text>" + text + "</text></inputExpression></input>";
  };
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
      "xmlns:alternat=\"urn:alternat:content:1\" id=\"x\" name=\"x\" namespace=\"urn:x\">" +
          test_inputs("licensed:boolean tariff:boolean") +
          "<decision id=\"bundle\" name=\"bundle\"><variable name=\"bundle\"/>" +
          need("Input", "in_licensed") + need("Input", "in_tariff") +
          "<decisionTable hitPolicy=\"UNIQUE\">" + column("licensed") + column("tariff") +
          "<output name=\"o\"/>" + test_rule("b1", {"not(true)", "-"}, {"FIRST"}) +
          test_rule("b2", {"true", "not(true)"}, {"SECOND"}) +
          test_rule("b3", {"true", "true"}, {"THIRD"}) +
          "</decisionTable></decision><decision id=\"R\" name=\"R\"><extensionElements>"
          "<alternat:row pathway=\"x\" class=\"MAY\"/></extensionElements>"
          "<variable name=\"R\" typeRef=\"Any\"/>" +
          need("Decision", "bundle") + "<decisionTable hitPolicy=\"COLLECT\">" + column("bundle") +
          "<output name=\"outcome\"/><output name=\"code\"/>" +
          test_rule("r1", {"\"FIRST\""}, {"INELIGIBLE", "F"}) +
          test_rule("r2", {"\"SECOND\""}, {"INELIGIBLE", "S"}) +
          test_rule("r3", {"\"THIRD\""}, {"INELIGIBLE", "T"}) +
          "</decisionTable></decision></definitions>",
      "x.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  const Law law{&models, &test.facts, &test.parameters};
  AssessmentOptions options(kDay);
  options.strict = true;
  const auto results = assess_pathways(law, {{"tariff", false}}, options);
  REQUIRE(results.ok());
  REQUIRE(results->size() == 1);
  CHECK(results->front().outcome == PathwayOutcome::kIneligible);
  CHECK(codes(results->front()) == Names{"F", "S"});
  CHECK_FALSE(results->front().reasons[0].certain);
}

// Every completion agrees with a definite answer; every named fact has two completions that differ
// in it alone and give different outcomes, no other fact has.
TEST_CASE("random partial facts keep the promise of exactness") {
  const TestLaw test;
  constexpr unsigned kSeed = 20260615;
  CAPTURE(kSeed);
  std::mt19937 random(kSeed);
  const std::vector<std::pair<std::string, std::vector<Json>>> choices = {
      {"pay", {0, 4799999, 4800000, 90000000}},
      {"level", {"none", "A2", "B1", "B2"}},
      {"birth", {"1981-06-15", "1981-06-16", "2000-01-01"}},
      {"licensed", {true, false}},
      {"tariff", {true, false}},
      {"isco", {"2512", "2513", "1111"}}};
  for (int round = 0; round < 40; ++round) {
    Json partial = Json::object();
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      const auto& values = choices[i].second;
      if (random() % 2 == 0)
        partial[choices[i].first] = values[random() % values.size()];
      else
        unknown.push_back(i);
    }
    AssessmentOptions options(kDay);
    options.strict = true;
    options.with_shortest = false;
    partial["apply"] = "2026-06-15";
    const PathwayResult answer = assess(test, partial, options);
    std::vector<std::pair<Json, PathwayOutcome>> completions = {{partial, answer.outcome}};
    for (std::size_t i : unknown) {
      std::vector<std::pair<Json, PathwayOutcome>> next;
      for (const auto& [facts, outcome] : completions)
        for (const Json& value : choices[i].second) {
          Json completed = facts;
          completed[choices[i].first] = value;
          next.emplace_back(std::move(completed), outcome);
        }
      completions = std::move(next);
      if (completions.size() > 300) break;
    }
    if (completions.size() > 300) continue;
    std::map<std::string, PathwayOutcome> outcomes;
    for (auto& [facts, outcome] : completions) {
      outcome = assess(test, facts, options).outcome;
      outcomes.emplace(facts.dump(), outcome);
      if (answer.outcome != PathwayOutcome::kNeedsInfo) CHECK(outcome == answer.outcome);
    }
    Names witnessed;
    for (std::size_t i : unknown) {
      bool found = false;
      for (const auto& [facts, outcome] : completions)
        for (const Json& value : choices[i].second) {
          Json other = facts;
          other[choices[i].first] = value;
          found = found || outcomes.at(other.dump()) != outcome;
        }
      if (found) witnessed.push_back(choices[i].first);
    }
    std::sort(witnessed.begin(), witnessed.end());
    CAPTURE(partial.dump());
    CHECK(answer.missing == witnessed);
    CHECK(answer.exact);
  }
}

}  // namespace alternat::assessment

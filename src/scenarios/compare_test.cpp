// SPDX-License-Identifier: EUPL-1.2
// What counts as gaining or losing a row.
#include "scenarios/compare.h"

#include <doctest/doctest.h>

namespace alternat::scenarios {
namespace {

using assessment::PathwayOutcome;
using assessment::PathwayResult;

PathwayResult result(PathwayOutcome outcome, const std::string& code = "") {
  PathwayResult made;
  made.pathway = "x";
  made.row = "A";
  made.outcome = outcome;
  if (!code.empty()) {
    made.reasons.emplace_back();
    made.reasons.back().code = code;
  }
  return made;
}

}  // namespace

TEST_CASE("a person gains what was refused and loses what was met") {
  const PathwayResult met = result(PathwayOutcome::kEligible);
  const PathwayResult refused = result(PathwayOutcome::kIneligible, "PAY");
  const PathwayResult open = result(PathwayOutcome::kNeedsInfo);
  const PathwayResult officer = result(PathwayOutcome::kOfficer, "AGE");
  CHECK(compare(&refused, &met) == ChangeKind::kGains);
  CHECK(compare(&met, &refused) == ChangeKind::kLoses);
  CHECK(compare(&refused, &officer) == ChangeKind::kGains);
  CHECK(compare(&met, &officer) == ChangeKind::kLoses);
  CHECK(compare(&open, &officer) == ChangeKind::kOther);
  CHECK(compare(&met, &met) == ChangeKind::kNone);
}

TEST_CASE("a row that does not exist is as good as refused") {
  const PathwayResult met = result(PathwayOutcome::kEligible);
  const PathwayResult refused = result(PathwayOutcome::kIneligible, "PAY");
  CHECK(compare(nullptr, &met) == ChangeKind::kGains);
  CHECK(compare(&met, nullptr) == ChangeKind::kLoses);
  CHECK(compare(nullptr, &refused) == ChangeKind::kOther);
  CHECK(compare(nullptr, nullptr) == ChangeKind::kNone);
}

TEST_CASE("other reasons for the same outcome are a change of their own") {
  const PathwayResult pay = result(PathwayOutcome::kIneligible, "PAY");
  const PathwayResult level = result(PathwayOutcome::kIneligible, "LEVEL");
  CHECK(compare(&pay, &level) == ChangeKind::kReasons);
  CHECK(compare(&pay, &pay) == ChangeKind::kNone);
}

TEST_CASE("a change names both sides") {
  std::vector<PathwayResult> before = {result(PathwayOutcome::kIneligible, "PAY")};
  std::vector<PathwayResult> after = {result(PathwayOutcome::kEligible)};
  before.push_back(result(PathwayOutcome::kEligible));
  before.back().row = "B";
  const std::vector<RowChange> found = changes(before, after);
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == ChangeKind::kGains);
  CHECK(summary(found[0].before) == "INELIGIBLE PAY");
  CHECK(summary(found[0].after) == "ELIGIBLE (MAY)");
  CHECK(found[1].row == "B");
  CHECK(found[1].kind == ChangeKind::kLoses);
  CHECK(summary(found[1].after) == "no such row");
  CHECK(to_json(found[0]).dump() ==
        R"({"after":{"class":"MAY","codes":[],"missing":[],"outcome":"ELIGIBLE"},)"
        R"("before":{"codes":["PAY"],"missing":[],"outcome":"INELIGIBLE"},)"
        R"("change":"gains","pathway":"x","row":"A"})");
}

}  // namespace alternat::scenarios

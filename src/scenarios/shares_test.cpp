// SPDX-License-Identifier: EUPL-1.2
// The files of content/audit: every mistake is named. Facts become as few as show a change.
#include "scenarios/shares.h"

#include <doctest/doctest.h>

#include "program/testing.h"
#include "scenarios/scenario.h"
#include "scenarios/smallest.h"

namespace alternat::scenarios {
namespace {

std::string first_error(const std::string& file, const std::string& old_text,
                        const std::string& new_text) {
  program::testing::ContentCopy copy;
  copy.replace("audit/" + file, old_text, new_text);
  const auto program = copy.load();
  Diagnostics diagnostics;
  read_shares(copy.folder() + "/audit", program->content().facts, diagnostics);
  REQUIRE(diagnostics.has_errors());
  return diagnostics.items().front().code + ": " + diagnostics.items().front().message;
}

}  // namespace

TEST_CASE("mistakes in the shares are named") {
  CHECK(first_error("labour.toml", "fact = \"german_level\"", "fact = \"german_levl\"") ==
        "audit.unknown_fact: \"german_levl\" is no fact of the dictionary; did you mean "
        "\"german_level\"?");
  CHECK(first_error("labour.toml", "partners = 60", "partners = 160") ==
        "audit.percent: partners is a percentage: 0 to 100");
  CHECK(first_error("labour.toml", "days = [-20500, -6300]", "days = [-6300, -20500]") ==
        "audit.share: days is two whole numbers, the lower first");
  CHECK(first_error("labour.toml", "share = { none = 25, A1", "share = { none = 25, A7") ==
        "audit.value: \"A7\" is no value of german_level");
  CHECK(first_error("invariants.toml", "invariant = \"raise\"", "invariant = \"rise\"") ==
        "audit.invariant: an exception is one of \"raise\" or \"nationality\"");
}

TEST_CASE("the smallest example keeps what the violation rests on") {
  const Sides sides{{{"on", "2026-06-15"}, {"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"pay", 1}},
                    {{"on", "2026-06-15"}, {"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"pay", 2}}};
  const Sides found = smallest(
      sides, [](const Sides& one) { return one.before.contains("b") && one.after.contains("d"); });
  CHECK(found.before.dump() == R"({"b":2,"d":4,"on":"2026-06-15","pay":1})");
  CHECK(found.after["pay"] == 2);
}

// 45.3 percent of the ceiling become 50: who earns between the two loses the shortage row.
TEST_CASE("a scenario counts who loses by a higher threshold") {
  const program::testing::ContentCopy before;
  program::testing::ContentCopy after;
  after.replace("law/de/parameters.toml", "numerator = 453", "numerator = 500");
  const auto then = before.load(), now = after.load();
  Diagnostics diagnostics;
  const Shares shares = read_shares(before.folder() + "/audit", then->content().facts, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  ScenarioOptions options(*Date::from_iso("2026-06-15"));
  options.population = 3000;
  options.partners = {"XB"};
  const auto report =
      run_scenario({then->law(), &then->content()}, {now->law(), &now->content()}, shares, options);
  REQUIRE(report.ok());
  CHECK(report->gainers <= report->losers);
  for (const RowShift& row : report->rows) {
    CAPTURE(row.pathway);
    CHECK(row.examples.size() <= 6);
    if (row.pathway == "18g" && row.row == "BC2") CHECK(row.loses > 0);
    if (row.pathway == "18b") CHECK(row.loses + row.gains + row.other == 0);
  }
  options.threads = 3;
  const auto again =
      run_scenario({then->law(), &then->content()}, {now->law(), &now->content()}, shares, options);
  REQUIRE(again.ok());
  CHECK(to_json(*again).dump() == to_json(*report).dump());
}

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
#include "program/worked_example.h"

#include <doctest/doctest.h>

namespace alternat::program {
namespace {

constexpr const char* kText = R"(# At the threshold

A sentence about it.

```json
{"on": "2026-06-15", "gross_annual_cents": 4593420}
```

| pathway | outcome | codes |
|---|---|---|
| 18g BC2 | ELIGIBLE (ENTITLEMENT) | |
| 18g BC1 | INELIGIBLE | = `SAL_BELOW_50` |
| 18g | ELIGIBLE | |
)";

Json row(const char* name, const char* outcome, std::vector<std::string> codes) {
  Json reasons = Json::array();
  for (const std::string& code : codes) reasons.push_back({{"code", code}});
  return {{"pathway", "18g"},       {"row", name},        {"outcome", outcome},
          {"class", "ENTITLEMENT"}, {"reasons", reasons}, {"missing", Json::array()}};
}

TEST_CASE("a worked example is read with its facts and expectations") {
  const Result<WorkedExample> example = parse_worked_example(kText, "a.case.md");
  REQUIRE(example.ok());
  CHECK(example->title == "At the threshold");
  CHECK(example->paragraph == "A sentence about it.");
  CHECK(example->facts["gross_annual_cents"] == 4593420);
  REQUIRE(example->expectations.size() == 3);
  CHECK(example->expectations[1].exactly);
  CHECK(example->expectations[1].span.line == 12);
}

TEST_CASE(
    "the answer passes where each row is as expected, and the best row speaks for a pathway") {
  const Result<WorkedExample> example = parse_worked_example(kText, "a.case.md");
  REQUIRE(example.ok());
  const Json answer = {
      {"results", {row("BC1", "INELIGIBLE", {"SAL_BELOW_50"}), row("BC2", "ELIGIBLE", {})}}};
  CHECK(differences(*example, answer).empty());
}

TEST_CASE("another outcome, a missing code and a code too many are each named") {
  const Result<WorkedExample> example = parse_worked_example(kText, "a.case.md");
  REQUIRE(example.ok());
  const Json answer = {
      {"results",
       {row("BC1", "INELIGIBLE", {"NO_EQUIV"}), row("BC2", "INELIGIBLE", {"SAL_BELOW_45_3"})}}};
  const std::vector<std::string> found = differences(*example, answer);
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "a.case.md:11:1: 18g BC2: expected ELIGIBLE, got INELIGIBLE (SAL_BELOW_45_3)");
  CHECK(found[1] == "a.case.md:12:1: 18g BC1: expected SAL_BELOW_50 among NO_EQUIV");
  CHECK(found[2] == "a.case.md:12:1: 18g BC1: expected no others, got NO_EQUIV");
}

TEST_CASE("an example without title, facts, day or table says each of it") {
  const Result<WorkedExample> nothing = parse_worked_example("text\n", "b.case.md");
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.error().code == "example.no_title");
  CHECK(nothing.error().spans.size() == 3);
  const Result<WorkedExample> no_day = parse_worked_example(
      "# T\n```json\n{}\n```\n| phase | outcome | gates |\n| contact | MAYBE | |\n", "c.case.md");
  REQUIRE_FALSE(no_day.ok());
  CHECK(no_day.error().code == "example.bad_row");
}

TEST_CASE("phases compare the gates that do not pass") {
  const Result<WorkedExample> example = parse_worked_example(
      "# T\n```json\n{\"on\": \"2026-08-20\"}\n```\n| phase | outcome | gates |\n|---|---|---|\n"
      "| contact | BLOCK | G06 |\n",
      "d.case.md");
  REQUIRE(example.ok());
  const Json answer = {
      {"phases",
       {{"contact",
         {{"outcome", "BLOCK"},
          {"gates",
           {{{"id", "G06"}, {"outcome", "BLOCK"}}, {{"id", "G01"}, {"outcome", "PASS"}}}}}}}}};
  CHECK(differences(*example, answer).empty());
}

TEST_CASE("several tables stand in one example, and dated ones need no facts") {
  const Result<WorkedExample> dated = parse_worked_example(
      "# T\n\n| parameter | on | value |\n|---|---|---|\n| bound | 2026-06-15 | not established "
      "|\n\n| clock | from | last day |\n|---|---|---|\n| consent | 2026-06-01 | 2026-06-15 |\n",
      "e.case.md");
  REQUIRE(dated.ok());
  REQUIRE(dated->expectations.size() == 2);
  CHECK(dated->asks(ExampleKind::kParameters));
  CHECK(dated->asks(ExampleKind::kClocks));
  CHECK_FALSE(dated->asks(ExampleKind::kPathways));
  CHECK(dated->expectations[0].outcome == "not established");
  CHECK(dated->expectations[1].on == "2026-06-01");
}

TEST_CASE("a row of a decision names its model, a dated row its day") {
  const auto code_of = [](const std::string& table) {
    return parse_worked_example("# T\n```json\n{\"on\": \"2026-06-15\"}\n```\n" + table,
                                "f.case.md")
        .error()
        .message;
  };
  CHECK(code_of("| decision | value |\n|---|---|\n| months | 48 |\n")
            .find("A row needs the decision with its model") != std::string::npos);
  CHECK(code_of("| clock | from | last day |\n|---|---|---|\n| consent | June | 48 |\n")
            .find("A row needs the parameter or clock, a day") != std::string::npos);
  CHECK(code_of("| case | value |\n|---|---|\n| consent | 48 |\n")
            .find("'decision', 'parameter' or 'clock'") != std::string::npos);
}

TEST_CASE("the fourth column asks what the reasons say") {
  const Result<WorkedExample> example = parse_worked_example(
      "# T\n```json\n{\"on\": \"2026-06-15\"}\n```\n| pathway | outcome | codes | values |\n"
      "|---|---|---|---|\n| 18g BC1 | OFFICER | A | x = 1; y = ELIGIBLE |\n",
      "g.case.md");
  REQUIRE(example.ok());
  Json answer = {{"results", {row("BC1", "OFFICER", {"A"})}}};
  answer["results"][0]["reasons"][0]["values"] = {{"x", 1}, {"y", "INELIGIBLE"}};
  const std::vector<std::string> found = differences(*example, answer);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "g.case.md:7:1: 18g BC1: no reason says y = ELIGIBLE");
}

}  // namespace
}  // namespace alternat::program

// SPDX-License-Identifier: EUPL-1.2
// The days of a file: application in one year, decision in the next, start in a third without
// promulgated figures. The test law: pay of at least 48,300.00 EUR in 2025, 50,700.00 EUR in 2026.
#include "decisions/assessment/dates.h"

#include "decisions/assessment/assessment_test_law.h"

namespace alternat::assessment {
namespace {

std::string value_text(const std::string& from, const std::string& until, const std::string& cents,
                       const std::string& known_from) {
  return "[[parameter.value]]\nfrom = " + from + "\nuntil = " + until + "\nvalue = " + cents +
         "\nknown_from = " + known_from +
         "\ncitation = \"Test Act s.1\"\nprovenance = { mark = \"knowledge\", title = \"t\" }\n";
}

// tidy: table
std::string model_text() {
  const auto need = [](const std::string& id) {
    return "<informationRequirement><requiredInput href=\"#in_" + id +
           "\"/></informationRequirement>";
  };
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" "
         "xmlns:alternat=\"urn:alternat:content:1\" id=\"y\" name=\"y\" namespace=\"urn:y\">"
         "<extensionElements><alternat:pathway id=\"y\" order=\"1\" group=\"job\" "
         "citation=\"Test Act\"/></extensionElements>" +
         test_inputs("pay:number application_date:date floor:number") +
         "<decision id=\"Y\" name=\"Y\"><extensionElements><alternat:row pathway=\"y\" row=\"\" "
         "class=\"MAY\" until=\"2029-01-01\"/></extensionElements>"
         "<variable name=\"Y\" typeRef=\"Any\"/>" +
         need("pay") + need("application_date") + need("floor") +
         "<decisionTable hitPolicy=\"COLLECT\"><input><inputExpression typeRef=\"number\"><text>pay"
         "</text></inputExpression></input><input><inputExpression typeRef=\"date\"><text>"
         "application_date</text></inputExpression></input><output name=\"outcome\"/>"
         "<output name=\"code\"/><annotation name=\"legal basis\"/>" +
         test_rule("pay", {"not(&gt;= floor)", "-"}, {"INELIGIBLE", "PAY_LOW"}) +
         test_rule("early", {"-", "&lt; date(\"2020-01-01\")"}, {"INELIGIBLE", "TOO_EARLY"}) +
         "</decisionTable></decision></definitions>";
}

struct YearLaw {
  terms::FactDictionary facts;
  terms::ParameterTable parameters;
  dmn::ModelSet models;
  Law law;

  YearLaw() {
    Diagnostics diagnostics;
    const std::string day = "realm = \"labour\"\npresumed_from = \"on\"";
    facts.read(
        *parse_toml(fact_text("pay", "number", "realm = \"labour\"\nunit = \"EUR cents a year\"") +
                        fact_text("application_date", "date", day) +
                        fact_text("start_date", "date", day),
                    "facts.toml"),
        diagnostics);
    parameters.read(
        *parse_toml("[[parameter]]\nname = \"floor\"\nunit = \"EUR cents a year\"\n"
                    "label = { de = \"x\", en = \"x\" }\n" +
                        value_text("2025-01-01", "2026-01-01", "4830000", "2024-11-01") +
                        value_text("2026-01-01", "2027-01-01", "5070000", "2025-10-15"),
                    "parameters.toml"),
        diagnostics);
    models.add(model_text(), "y.dmn", diagnostics);
    models.compile(dmn::Strictness::kContent, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
    law = {&models, &facts, &parameters};
  }

  PathwayResult ask(const Json& stated, const char* on, const char* known) const {
    AssessmentOptions options(*Date::from_iso(on));
    options.known_as_of = *Date::from_iso(known);
    Result<std::vector<PathwayResult>> results = assess_pathways(law, stated, options);
    REQUIRE(results.ok());
    REQUIRE(add_dated_outcomes(law, stated, options, *results).ok());
    return results->front();
  }
};

TEST_CASE("across the turn of a year each day has its own outcome") {
  const YearLaw test;
  const PathwayResult result =
      test.ask({{"pay", 4850000}, {"application_date", "2025-12-10"}}, "2026-01-20", "2026-01-20");
  CHECK(result.outcome == PathwayOutcome::kIneligible);
  CHECK(result.group == "job");
  REQUIRE(result.at.size() == 2);
  CHECK(result.at[0].date.to_iso() == "2025-12-10");
  CHECK(result.at[0].as == std::vector<FileDay>{FileDay::kApplication});
  CHECK(result.at[0].outcome == PathwayOutcome::kEligible);
  CHECK(result.at[1].outcome == PathwayOutcome::kIneligible);
  CHECK(result.at[1].codes == std::vector<std::string>{"PAY_LOW"});
  const Json json = to_json(result);
  CHECK(json["at"][0] == Json{{"date", "2025-12-10"},
                              {"as", {"application"}},
                              {"outcome", "ELIGIBLE"},
                              {"class", "MAY"},
                              {"codes", Json::array()},
                              {"not_established", Json::array()}});
}

TEST_CASE("days of one year, and pay that suffices on all days, say nothing more") {
  const YearLaw test;
  CHECK(test.ask({{"pay", 4850000}, {"application_date", "2026-01-02"}}, "2026-01-20", "2026-01-20")
            .at.empty());
  CHECK(test.ask({{"pay", 5070000}, {"application_date", "2025-12-10"}}, "2026-01-20", "2026-01-20")
            .at.empty());
  CHECK(test.ask({{"pay", 4850000}}, "2026-01-20", "2026-01-20").at.empty());
}

TEST_CASE("next year's figures count only once they are promulgated") {
  const YearLaw test;
  const Json facts = {{"pay", 5000000}, {"start_date", "2026-02-01"}};
  // The day before the ordinance, and the day of it.
  const PathwayResult before = test.ask(facts, "2025-10-14", "2025-10-14");
  CHECK(before.outcome == PathwayOutcome::kEligible);
  REQUIRE(before.at.size() == 2);
  CHECK(before.at[1].as == std::vector<FileDay>{FileDay::kStart});
  CHECK(before.at[1].outcome == PathwayOutcome::kOfficer);
  CHECK(before.at[1].not_established == std::vector<std::string>{"floor"});
  const PathwayResult after = test.ask(facts, "2025-10-15", "2025-10-15");
  REQUIRE(after.at.size() == 2);
  CHECK(after.at[1].outcome == PathwayOutcome::kIneligible);
  CHECK(after.at[1].not_established.empty());
}

TEST_CASE("a row that ends before the start is named with its day") {
  const YearLaw test;
  const PathwayResult result =
      test.ask({{"pay", 9000000}, {"start_date", "2029-01-01"}}, "2026-06-15", "2026-06-15");
  REQUIRE(result.at.size() == 2);
  CHECK(result.at[1].codes == std::vector<std::string>{"NOT_IN_FORCE"});
}

TEST_CASE("a negated bound has its difference too, and a day its side") {
  const YearLaw test;
  const PathwayResult result =
      test.ask({{"pay", 4974000}, {"application_date", "2019-12-31"}}, "2026-06-15", "2026-06-15");
  REQUIRE(result.reasons.size() == 2);
  REQUIRE(result.reasons[0].delta);
  // 50,700.00 - 49,740.00 = 960.00 EUR; a twelfth is 80.00 EUR.
  CHECK(result.reasons[0].delta->text == "960.00 EUR a year short (80.00 EUR a month short)");
  CHECK(result.reasons[0].delta->direction == DeltaDirection::kShort);
  REQUIRE(result.reasons[1].delta);
  CHECK(result.reasons[1].delta->kind == DeltaKind::kDays);
  CHECK(result.reasons[1].delta->needed == "2020-01-01");
  CHECK(result.reasons[1].delta->difference == "1");
}

}  // namespace
}  // namespace alternat::assessment

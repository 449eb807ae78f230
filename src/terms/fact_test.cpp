// SPDX-License-Identifier: EUPL-1.2
// The fact dictionary: what it reads, what it refuses, and what it says about a facts object.
#include "terms/fact.h"

#include <doctest/doctest.h>

#include "terms/testing.h"

namespace alternat::terms {
namespace {

FactDictionary good_dictionary() {
  Diagnostics diagnostics;
  FactDictionary dictionary;
  dictionary.read(testing::good_file("facts.toml"), diagnostics);
  dictionary.check_references(diagnostics);
  REQUIRE(testing::messages(diagnostics) == "");
  return dictionary;
}

std::string problems(std::string_view json) {
  const FactDictionary dictionary = good_dictionary();
  return testing::messages(dictionary.check(parse_json(json, "facts.json").value(), "facts.json"));
}

TEST_CASE("a fact is found by its id with type, bounds, hook and who may change it") {
  const FactDictionary dictionary = good_dictionary();
  CHECK(dictionary.all().size() == 8);
  const FactDefinition* level = dictionary.find("language_level");
  REQUIRE(level);
  CHECK(level->type == FactType::kString);
  CHECK(level->ordered);
  CHECK(level->values.back() == "B2");
  CHECK(level->hook == "H3");
  CHECK(level->provenance.grade == "A");
  const FactDefinition* hours = dictionary.find("monthly_hours");
  REQUIRE(hours);
  REQUIRE(hours->change);
  CHECK(hours->change->by == "employer");
  CHECK(hours->change->direction == ChangeDirection::kUp);
  CHECK(hours->maximum == Decimal::from_int(744));
  CHECK(std::get<bool>(*dictionary.find("has_offer")->presumed));
  CHECK(dictionary.find("nothing") == nullptr);
}

TEST_CASE("facts that keep to the dictionary pass, null is known to be none") {
  CHECK(problems(R"({"on":"2026-06-15","known_as_of":"2026-06-15","partnership":"xa-xb",
    "monthly_hours":160,"language_level":"B1","born_on":"2000-02-29","has_offer":false,
    "residences":["XA"],"absences":["2026-01-02"],"gross_annual_cents":null,
    "experience":[{"from":"2020-01-01","hours":12.5}]})") == "");
}

TEST_CASE("every problem of a facts object is named in one go") {
  CHECK(problems(R"({"born_on":"2026-02-30","has_offer":"yes","language_level":"B3",
    "montly_hours":1,"monthly_hours":745})") ==
        "facts.json: error: born_on: there is no day 2026-02-30 [facts.impossible_date]\n"
        "facts.json: error: has_offer: is a text, but true or false is wanted "
        "[facts.wrong_type]\n"
        "facts.json: error: language_level: \"B3\" is not one of none, A1, A2, B1, B2 "
        "[facts.unknown_value]\n"
        "facts.json: error: monthly_hours: 745 hours a month is above the maximum 744 "
        "[facts.out_of_range]\n"
        "facts.json: error: montly_hours: there is no such fact; did you mean \"monthly_hours\"? "
        "[facts.unknown_id]\n");
}

TEST_CASE("a yearly amount that looks like a monthly one gets a hint") {
  CHECK(problems(R"({"gross_annual_cents":350000})") ==
        "facts.json: error: gross_annual_cents: 350000 XAC cents a year is below the minimum "
        "1200000; the amount of a whole year is wanted, is this the amount of a month? "
        "(12 months: 4200000) [facts.out_of_range]\n");
  CHECK(problems(R"({"gross_annual_cents":45934.2})") ==
        "facts.json: error: gross_annual_cents: 45934.2 is not a whole number; amounts are in "
        "cents, did you mean 4593420? [facts.not_whole]\n");
  CHECK(problems(R"({"gross_annual_cents":1199999})").find("below the minimum") !=
        std::string::npos);
  CHECK(problems(R"({"gross_annual_cents":1200000})") == "");
}

TEST_CASE("lists and contexts are checked item by item") {
  CHECK(problems(R"({"residences":["XC"],"absences":["soon"],
    "experience":[{"form":"2020-01-01"},{"hours":"many"},7]})") ==
        "facts.json: error: absences[0]: \"soon\" is not a date YYYY-MM-DD "
        "[facts.malformed_date]\n"
        "facts.json: error: experience[0]: field \"form\" is not one of from, hours"
        " [facts.wrong_field]\n"
        "facts.json: error: experience[1].hours: is a text, but a number is wanted "
        "[facts.wrong_type]\n"
        "facts.json: error: experience[2]: is a number, but an object is wanted "
        "[facts.wrong_type]\n"
        "facts.json: error: residences[0]: \"XC\" is not one of XA, XB [facts.unknown_value]\n");
  CHECK(problems(R"([1])") ==
        "facts.json: error: facts are one JSON object keyed by fact id: "
        "{ \"fact_id\": value, … } [facts.not_an_object]\n");
}

TEST_CASE("each mistake in a dictionary has its message") {
  testing::check_bad_files("fact_", [](const TomlNode& file, Diagnostics& diagnostics) {
    FactDictionary dictionary;
    dictionary.read(file, diagnostics);
    dictionary.check_references(diagnostics);
  });
}

}  // namespace
}  // namespace alternat::terms

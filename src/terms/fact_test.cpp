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
  CHECK(dictionary.all().size() == 10);
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
        "facts.json: error: has_offer: is a text, but true or false is wanted; "
        "did you mean true? [facts.wrong_type]\n"
        "facts.json: error: language_level: \"B3\" is not one of none, A1, A2, B1, B2; "
        "did you mean \"B2\"? [facts.unknown_value]\n"
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

TEST_CASE("an amount of a month, or in whole units, is refused with what may be meant") {
  CHECK(problems(R"({"bonus_cents":422500})") ==
        "facts.json: error: bonus_cents: 422500 XAC cents a year is very little (usual are 1200000 "
        "to 30000000); if that is the amount of a month, write 12 x 422500 = 5070000 "
        "[facts.implausible]\n");
  CHECK(problems(R"({"bonus_cents":4225})") ==
        "facts.json: error: bonus_cents: 4225 XAC cents a year is very little (usual are 1200000 "
        "to 30000000); if that is a month's amount in whole units, write 12 x 100 x 4225 = 5070000 "
        "[facts.implausible]\n");
  CHECK(problems(R"({"bonus_cents":50700})") ==
        "facts.json: error: bonus_cents: 50700 XAC cents a year is very little (usual are 1200000 "
        "to 30000000); if that is in whole units, write 100 x 50700 = 5070000 "
        "[facts.implausible]\n");
}

TEST_CASE("an unusual amount is a warning, an ordinary one and zero are silent") {
  CHECK(problems(R"({"bonus_cents":600000})") ==
        "facts.json: warning: bonus_cents: 600000 XAC cents a year is very little (usual are "
        "1200000 to 30000000); if that is the amount of a month, write 12 x 600000 = 7200000 "
        "[facts.unusual]\n");
  CHECK(problems(R"({"bonus_cents":507000000})") ==
        "facts.json: warning: bonus_cents: 507000000 XAC cents a year is very much (usual are "
        "1200000 to 30000000); if that has two zeros too many, write 5070000 [facts.unusual]\n");
  CHECK(problems(R"({"bonus_cents":599999})").find("facts.implausible") != std::string::npos);
  CHECK(problems(R"({"bonus_cents":1200000})") == "");
  CHECK(problems(R"({"bonus_cents":30000000})") == "");
  CHECK(problems(R"({"bonus_cents":0})") == "");
}

TEST_CASE("a country is a code of ISO 3166-1, with what is meant") {
  CHECK(problems(R"({"born_in":"XB"})") == "");
  CHECK(problems(R"({"born_in":"xb"})") ==
        "facts.json: error: born_in: \"xb\" is not a country code of ISO 3166-1 (two capital "
        "letters); did you mean \"XB\"? [facts.unknown_country]\n");
  CHECK(problems(R"({"born_in":"Nowhere"})") ==
        "facts.json: error: born_in: \"Nowhere\" is not a country code of ISO 3166-1 (two capital "
        "letters) [facts.unknown_country]\n");
}

TEST_CASE("a day written in another manner is suggested in the right one") {
  CHECK(problems(R"({"born_on":"1.2.2000"})") ==
        "facts.json: error: born_on: \"1.2.2000\" is not a date YYYY-MM-DD; did you mean "
        "2000-02-01? [facts.malformed_date]\n");
  CHECK(problems(R"({"born_on":"30.2.2000"})") ==
        "facts.json: error: born_on: \"30.2.2000\" is not a date YYYY-MM-DD "
        "[facts.malformed_date]\n");
}

TEST_CASE("a number in quotes and a level in small letters are suggested") {
  CHECK(problems(R"({"monthly_hours":"160"})") ==
        "facts.json: error: monthly_hours: is a text, but a number is wanted; write 160 without "
        "quotes [facts.wrong_type]\n");
  CHECK(
      problems(R"({"language_level":"b1"})") ==
      "facts.json: error: language_level: \"b1\" is not one of none, A1, A2, B1, B2; did you mean "
      "\"B1\"? [facts.unknown_value]\n");
}

TEST_CASE("facts that cannot be true together are refused, unlikely ones are a warning") {
  CHECK(problems(R"({"born_on":"2000-05-01","on":"2000-04-30"})") ==
        "facts.json: error: born_on: The birth (2000-05-01) is after the day of the decision "
        "(2000-04-30). Nobody decides about a person who is not born. [facts.contradiction]\n");
  CHECK(problems(R"({"born_on":"2000-05-01","on":"2000-05-01"})") == "");
  CHECK(problems(R"({"born_on":"2000-05-01",
    "experience":[{"from":"2014-04-30"},{"from":"2014-05-01"}]})") ==
        "facts.json: warning: experience[0].from: The work began (2014-04-30) before the age of 14 "
        "(born 2000-05-01). Children rarely work in an occupation. [facts.unusual_together]\n");
  CHECK(problems(R"({"has_offer":false,"monthly_hours":700})") ==
        "facts.json: error: has_offer: There is no offer, but hours of one. Hours belong to an "
        "offer. [facts.contradiction]\n");
  CHECK(problems(R"({"has_offer":true,"monthly_hours":700})") == "");
  CHECK(problems(R"({"has_offer":false,"monthly_hours":null})") == "");
}

TEST_CASE("the engine's own check leaves sizes and contradictions alone") {
  const FactDictionary dictionary = good_dictionary();
  const Json facts =
      parse_json(R"({"born_on":"2000-05-01","on":"2000-04-30","bonus_cents":1})", "f").value();
  CHECK(dictionary.check_form(facts, "f").empty());
  CHECK(dictionary.check(facts, "f").items().size() == 2);
}

TEST_CASE("problems stand at the place of their key") {
  const std::string text = "{\n \"language_level\": \"B3\"}";
  const FactDictionary dictionary = good_dictionary();
  CHECK(testing::messages(dictionary.check(parse_json(text, "f.json").value(), "f.json",
                                           places_in_json(text, "f.json")))
            .rfind("f.json:2:2: error: language_level:", 0) == 0);
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

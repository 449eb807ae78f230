// SPDX-License-Identifier: EUPL-1.2
// Sentences of the pathway check in both languages, over the shipped texts; answers set aside.
#include "api/resources/pathway_words.h"

#include <doctest/doctest.h>

#include "api/resources/pathway_answers.h"
#include "terms/content_folder.h"

namespace alternat::api {
namespace {

const Date kToday = *Date::from_iso("2026-11-24");

const terms::Content& content() {
  static const terms::Content loaded = [] {
    Diagnostics diagnostics;
    return terms::read_content(std::string(ALTERNAT_SOURCE_DIR) + "/content", diagnostics);
  }();
  return loaded;
}

const TextSource& texts() {
  static const TextSource source = [](std::string_view language, std::string_view key) {
    const std::string* text = content().texts.find(language, key);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  return source;
}

Words words(const char* language) {
  return Words(texts(), language, kToday);
}

assessment::Delta delta(assessment::DeltaKind kind, const char* fact, const char* given,
                        const char* needed, const char* difference) {
  assessment::Delta out;
  out.kind = kind;
  out.fact = fact;
  out.given = given;
  out.needed = needed;
  out.difference = difference;
  const terms::FactDefinition* definition = content().facts.find(fact);
  out.unit = definition ? definition->unit : "months";
  return out;
}

std::string said(const assessment::Delta& delta, const char* language) {
  return delta_sentence(words(language), content(), delta);
}

std::string change(const char* fact, const Json& from, const Json& to, const char* language) {
  return change_sentence(words(language), content(), {fact, from, to});
}

std::vector<std::string> problems(const Json& facts, const char* language) {
  std::vector<std::string> out;
  for (const terms::FactProblem& problem : content().facts.find_problems(facts))
    out.push_back(problem_sentence(words(language), content().facts, problem));
  return out;
}

using assessment::DeltaDirection;
using assessment::DeltaKind;
using Sentences = std::vector<std::string>;

TEST_CASE("how far off: amounts a year and a month, months, levels, days") {
  // 50,700.00 - 49,740.00 = 960.00 a year = 80.00 a month.
  const auto pay = delta(DeltaKind::kNumber, "gross_annual_cents", "4974000", "5070000", "96000");
  CHECK(said(pay, "en") == "960.00 EUR a year short (80.00 EUR a month)");
  CHECK(said(pay, "de") == "960,00 EUR im Jahr zu wenig (80,00 EUR im Monat)");
  const auto months = delta(DeltaKind::kNumber, "contract_months", "4", "6", "2");
  CHECK(said(months, "en") == "2 months short");
  CHECK(said(months, "de") == "2 Monate zu wenig");
  const auto level = delta(DeltaKind::kLevel, "german_level", "A2", "B1", "");
  CHECK(said(level, "en") == "B1 instead of A2");
  CHECK(said(level, "de") == "B1 statt A2");
  const auto day = delta(DeltaKind::kDays, "application_date", "2027-02-01", "2027-03-12", "39");
  CHECK(said(day, "en") == "wait until 12 March 2027");
  CHECK(said(day, "de") == "warten Sie bis zum 12. März 2027");
  auto late = delta(DeltaKind::kDays, "entry_date", "2023-04-01", "2023-03-28", "4");
  late.direction = DeltaDirection::kOver;
  CHECK(said(late, "en") == "no later than 28 March 2023");
  CHECK(said(late, "de") == "spätestens am 28. März 2023");
}

TEST_CASE("what a change means and by whom: the person, the employer, the body, time") {
  CHECK(change("german_level", "A2", "B1", "en") == "You learn German: B1 instead of A2");
  CHECK(change("german_level", "A2", "B1", "de") == "Sie lernen Deutsch: B1 statt A2");
  CHECK(change("gross_annual_cents", 4974000, 5070000, "en") ==
        "The employer really pays at least 50,700.00 EUR a year instead of 49,740.00 EUR a year");
  CHECK(change("application_date", "2026-11-24", "2027-03-12", "en") ==
        "Wait until 12 March 2027 with the application");
  CHECK(change("application_date", "2026-11-24", "2027-03-12", "de") ==
        "Warten Sie mit dem Antrag bis zum 12. März 2027");
  CHECK(change_by(content(), {"german_level", "A2", "B1"}) == "candidate");
  CHECK(change_by(content(), {"gross_annual_cents", 1, 2}) == "employer");
  CHECK(change_by(content(), {"equivalence", "partial", "full"}) == "recognition_body");
  CHECK(change_by(content(), {"application_date", "2026-11-24", "2027-03-12"}) == "time");
}

TEST_CASE("a month's pay, a country by name, a birth after the decision: in both languages") {
  CHECK(
      problems({{"gross_annual_cents", 422500}}, "en") ==
      Sentences{"4,225.00 EUR a year is too little to be meant. Is that the amount of a month? For "
                "the year it is twelve times as much: 50,700.00 EUR a year."});
  CHECK(problems({{"gross_annual_cents", 422500}}, "de") ==
        Sentences{"4.225,00 EUR im Jahr ist zu wenig, um gemeint zu sein. Ist das der Betrag eines "
                  "Monats? Für das Jahr sind es zwölfmal so viel: 50.700,00 EUR im Jahr."});
  const Sentences country = problems({{"nationality", "xb"}}, "en");
  REQUIRE(country.size() == 1);
  CHECK(country[0].starts_with("“xb” is no country code of two capital letters. Do you mean XB ("));
  CHECK(problems({{"birth_date", "2027-01-02"}, {"on", "2026-11-24"}}, "de") ==
        Sentences{"Die Geburt (2. Januar 2027) liegt nach dem Tag, für den gefragt wird (24. "
                  "November 2026). Über Ungeborene wird nicht entschieden."});
}

TEST_CASE("answers that no longer matter are set aside, and come back with their fields") {
  Fields form;
  form.add("f.contract_months", "12");
  form.add("f.german_level", "B1");
  Answers answers = read_answers(content().facts, form, words("en"));
  prune({"contract_months"}, answers);
  CHECK(answers.facts == Json{{"german_level", "B1"}});
  CHECK(answers.pruned == Json{{"contract_months", 12}});
  CHECK(answers.typed.get("pruned.f.contract_months") == "12");
  // The form carries them; the next reading knows them.
  Answers next = read_answers(content().facts, answers.typed, words("de"));
  CHECK(next.pruned == Json{{"contract_months", 12}});
  CHECK_FALSE(restore({"german_level"}, content().facts, words("de"), next));
  CHECK(restore({"contract_months"}, content().facts, words("de"), next));
  CHECK(next.facts == Json{{"contract_months", 12}, {"german_level", "B1"}});
  CHECK(next.pruned.empty());
}

TEST_CASE("undo brings an answer back for good") {
  Fields form;
  form.add("pruned.f.contract_months", "12");
  form.add("undo", "contract_months");
  Answers answers = read_answers(content().facts, with_undone(form), words("en"));
  CHECK(answers.facts == Json{{"contract_months", 12}});
  prune({"contract_months"}, answers);
  CHECK(answers.facts.contains("contract_months"));
  CHECK(answers.typed.find("undo") == nullptr);
}

}  // namespace
}  // namespace alternat::api

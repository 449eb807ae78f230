// SPDX-License-Identifier: EUPL-1.2
// View models over the shipped content: sources everywhere, no percentages, careful words; and the
// reading of typed answers.
#include <doctest/doctest.h>

#include "api/render/fact_help.h"
#include "api/resources/home.h"
#include "api/resources/partnership.h"
#include "api/resources/pathway_answers.h"
#include "api/resources/pathway_results.h"
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

Words words(const char* language = "en") {
  return Words(texts(), language, kToday);
}

const terms::PartnershipContent& subject() {
  const terms::PartnershipContent* found = content().find_partnership("xa-xb");
  REQUIRE(found != nullptr);
  return *found;
}

Page partnership(PartnershipTab tab, Extent extent, const char* language = "en") {
  const Counters counters = {{"XB-01", {7, "/log?x=1"}}};
  return partnership_page(words(language), {content(), subject(), counters, tab, extent});
}

TEST_CASE("help explains the values by the words the page shows, never by their codes") {
  for (const char* language : {"de", "en"}) {
    const Words speaking = words(language);
    for (const terms::FactDefinition& fact : content().facts.all()) {
      const std::string help = fact_help(speaking, fact);
      for (const std::string& value : fact.values) {
        if (value.find('_') != std::string::npos)
          CHECK(help.find(value + ": ") == std::string::npos);
      }
    }
  }
  const terms::FactDefinition* licence = content().facts.find("licence_state");
  REQUIRE(licence != nullptr);
  CHECK(fact_help(words(), *licence) == "promised: promised in writing. missing: not there yet.");
}

TEST_CASE("what is only prepared, talked about or reported stands apart on the home page") {
  const documents::MapShapes shapes{100, 50, "M0 0", {}};
  const Page page = home_page(words(), {content(), shapes, HomeSort::kBasis});
  REQUIRE(page.model["partnerships"].size() > 0);
  int order = 0;
  for (const Json& row : page.model["partnerships"]) {
    CHECK(may_be_called_partnership(row["basis"].get<std::string>()));
    if (row["fictitious"] == true) continue;
    CHECK(row["basis_order"].get<int>() >= order);
    order = row["basis_order"].get<int>();
  }
  CHECK(page.model["partnerships"].back()["fictitious"] == true);
  for (const Json& row : page.model["others"]) {
    CHECK_FALSE(may_be_called_partnership(row["basis"].get<std::string>()));
  }
}

TEST_CASE("a partnership is never one percentage") {
  for (const char* language : {"de", "en"}) {
    const Page page = partnership(PartnershipTab::kOverview, Extent::kWhole, language);
    const std::string all = page.model.dump();
    CHECK(all.find("percentage") == std::string::npos);
    CHECK(page.synthetic);
  }
}

TEST_CASE("every promise carries its source, its kind and what is not established") {
  const Page page = partnership(PartnershipTab::kPromises, Extent::kTab);
  std::size_t seen = 0;
  for (const Json& side : page.model["promises"]) {
    for (const Json& item : side["items"]) {
      ++seen;
      CHECK(item["source"]["number"].get<int>() >= 1);
      CHECK_FALSE(item["kind_label"].get<std::string>().empty());
      if (item["quantity"].is_null()) CHECK(item["measure_text"] == "");
      if (item["kind"] == "declined") CHECK(side["party"] == "none");
    }
  }
  CHECK(seen == subject().commitments.size());
}

TEST_CASE("equal sources share one number, and each number has its note") {
  const Page page = partnership(PartnershipTab::kPromises, Extent::kTab);
  const Json& notes = page.model["notes"];
  REQUIRE(notes.size() > 0);
  for (std::size_t i = 0; i < notes.size(); ++i) {
    CHECK(notes[i]["number"] == i + 1);
    CHECK(notes[i]["anchor"] == "source-" + std::to_string(i + 1));
  }
}

TEST_CASE("the whole has every part, a tab has its own") {
  const Page whole = partnership(PartnershipTab::kOverview, Extent::kWhole);
  for (const char* part : {"head", "components", "promises", "quotas", "instruments", "pathways",
                           "returns", "projects", "meetings", "rights", "offices", "series"}) {
    CHECK(whole.model.contains(part));
  }
  const Page tab = partnership(PartnershipTab::kMeetings, Extent::kTab);
  CHECK(tab.model.contains("meetings"));
  CHECK_FALSE(tab.model.contains("promises"));
  CHECK_FALSE(find_partnership_tab("nonsense").has_value());
}

TEST_CASE("numbers are read in the manner of the language") {
  CHECK(parse_local_number("45.934,20", "de") == "45934.20");
  CHECK(parse_local_number("45,934.20", "en") == "45934.20");
  CHECK(parse_local_number("45.934", "de") == "45934");
  CHECK(parse_local_number("38.5", "de") == "38.5");
  CHECK(parse_local_number("38,5", "en") == "38.5");
  CHECK(parse_local_number("45 934", "en") == "45934");
  CHECK_FALSE(parse_local_number("12a", "en").has_value());
  CHECK_FALSE(parse_local_number("1.2.3,4,5", "de").has_value());
  CHECK_FALSE(parse_local_number("", "de").has_value());
  CHECK(to_cents("459.2") == "45920");
  CHECK(to_cents("459") == "45900");
  CHECK_FALSE(to_cents("1.234").has_value());
}

TEST_CASE("typed answers become facts; mistakes name their field and keep what was typed") {
  Fields form;
  form.add("f.gross_annual_cents", "45,000");
  form.add("on", "2026-02-30");
  form.add("f.birth_date", "yesterday");
  const Answers answers = read_answers(content().facts, form, words());
  CHECK(answers.facts["gross_annual_cents"] == 4500000);
  CHECK(answers.typed.get("on") == "2026-02-30");
  REQUIRE(answers.errors.size() >= 1);
  CHECK(answers.errors[0].field == "on");
  CHECK(answers.errors[0].message == "There is no such day: 2026-02-30.");
}

TEST_CASE("a number typed in one language is read as such after the language was changed") {
  Fields form;
  form.add("f.gross_annual_cents", "45.000");
  form.add("typed_in", "de");
  const Answers answers = read_answers(content().facts, form, words("en"));
  CHECK(answers.facts["gross_annual_cents"] == 4500000);
  CHECK(answers.typed.get("f.gross_annual_cents") == "45,000");
  CHECK(answers.typed.get("typed_in") == "en");
}

TEST_CASE("nothing answered is unknown; there is none is null") {
  Fields form;
  form.add("f.gross_annual_cents", "");
  form.add("none.german_level", "1");
  const Answers answers = read_answers(content().facts, form, words("de"));
  CHECK_FALSE(answers.facts.contains("gross_annual_cents"));
  if (content().facts.find("german_level")) CHECK(answers.facts["german_level"].is_null());
  CHECK(answers.errors.empty());
}

TEST_CASE("results are ordered best first") {
  using assessment::PathwayOutcome;
  assessment::PathwayResult met;
  met.outcome = PathwayOutcome::kEligible;
  met.legal_class = assessment::LegalClass::kMay;
  assessment::PathwayResult entitled = met;
  entitled.legal_class = assessment::LegalClass::kEntitlement;
  assessment::PathwayResult judged;
  judged.outcome = PathwayOutcome::kOfficer;
  assessment::PathwayResult open;
  open.outcome = PathwayOutcome::kNeedsInfo;
  open.missing = {"a"};
  assessment::PathwayResult wide = open;
  wide.missing = {"a", "b"};
  assessment::PathwayResult failed;
  failed.outcome = PathwayOutcome::kIneligible;
  CHECK(better_result(entitled, met));
  CHECK(better_result(met, judged));
  CHECK(better_result(judged, open));
  CHECK(better_result(open, wide));
  CHECK(better_result(wide, failed));
  CHECK(open_facts({open, wide}) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("the outcome words are careful in both languages") {
  CHECK(words("en").text("outcome.INELIGIBLE.text") ==
        "On your answers the conditions are not met. The mission decides.");
  CHECK(words("de").text("outcome.ELIGIBLE.text") ==
        "Nach Ihren Angaben sind die Bedingungen erfüllt. Die Auslandsvertretung entscheidet.");
}

}  // namespace
}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// The shipped content loads without an error; every value has provenance; no private key; what is
// not a partnership is not called one; each source file cites titles.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/file.h"
#include "terms/content_folder.h"
#include "terms/testing.h"

namespace alternat::terms {
namespace {

Date day(const char* iso) {
  return Date::from_iso(iso).value();
}

std::string content_folder() {
  return std::string(ALTERNAT_SOURCE_DIR) + "/content";
}

const Content& shipped() {
  static Diagnostics diagnostics;
  static const Content kContent = read_content(content_folder(), diagnostics);
  std::string errors;
  for (const Diagnostic& item : diagnostics.items())
    if (item.severity == Severity::kError) errors += to_string(item) + "\n";
  CHECK(errors == "");
  return kContent;
}

TEST_CASE("the shipped content loads without an error") {
  const Content& content = shipped();
  CHECK(content.partnerships.size() >= 12);
  CHECK(content.union_agreements.size() ==
        18);  // European Court of Auditors, special report 17/2021
  CHECK(content.hooks.size() == 10);
  CHECK(!content.texts.all("de").empty());
  for (const PartnershipContent& own : content.partnerships) {
    CAPTURE(own.partnership.id);
    CHECK(!own.partnership.components.empty());
    CHECK(!own.instruments.empty());
  }
}

TEST_CASE("no file of the content holds a private source key or a machine's path") {
  const auto files = list_files(content_folder(), "");
  REQUIRE(files.ok());
  for (const std::string& path : *files) {
    const std::string text = read_file(path).value();
    CAPTURE(path);
    // Elsewhere "S1" may be the name of a row; there the reader checks the titles.
    const bool toml = path.size() > 5 && path.substr(path.size() - 5) == ".toml";
    const bool cites = toml && (path.find("/partnerships/") != std::string::npos ||
                                path.find("/authorities/") != std::string::npos ||
                                path.find("/law/eu/") != std::string::npos);
    if (cites) CHECK(find_private_key(text) == "");
    CHECK(text.find("/work") == std::string::npos);
  }
}

TEST_CASE("a sourced value cites a title and a grade, an uncertain one is absent") {
  for (const PartnershipContent& own : shipped().partnerships) {
    for (const Commitment& c : own.commitments) {
      CAPTURE(c.id);
      if (c.provenance.mark == Mark::kSourced) CHECK(c.provenance.title.size() > 10);
      if (c.provenance.mark == Mark::kUncertain) CHECK(!c.quantity);
    }
    for (const Series& series : own.series)
      for (const SeriesNumber& number : series.numbers) {
        CAPTURE(series.id);
        CHECK(number.provenance.mark != Mark::kUncertain);
        CHECK(number.provenance.checked.has_value());
      }
  }
}

TEST_CASE("what is prepared, talked about or only reported is not called a partnership") {
  for (const PartnershipContent& own : shipped().partnerships) {
    const auto* basis = own.partnership.basis.on(day("2026-06-15"), day("2026-06-15"));
    REQUIRE(basis);
    if (is_partnership(basis->value)) continue;
    CAPTURE(own.partnership.id);
    CHECK(own.partnership.title.de.find("artnerschaft") == std::string::npos);
    CHECK(own.partnership.title.en.find("artnership") == std::string::npos);
  }
}

TEST_CASE("the fictitious partnership has every component, every kind of promise, every overlay") {
  const PartnershipContent* own = shipped().find_partnership("xa-xb");
  REQUIRE(own);
  CHECK(own->partnership.fictitious);
  CHECK(own->partnership.components.size() == component_words().size());
  for (int kind = 0; kind <= static_cast<int>(CommitmentKind::kDeclined); ++kind) {
    const auto has = [&](Party party) {
      return std::any_of(
          own->commitments.begin(), own->commitments.end(), [&](const Commitment& c) {
            return static_cast<int>(c.kind) == kind && (c.owes == party || c.owes == Party::kBoth);
          });
    };
    CAPTURE(kind);
    CHECK(has(Party::kOrigin));
    CHECK(has(Party::kDestination));
  }
  for (int kind = 0; kind <= static_cast<int>(OverlayKind::kMonitoringDuty); ++kind) {
    CAPTURE(kind);
    CHECK(std::any_of(own->overlays.begin(), own->overlays.end(),
                      [&](const Overlay& o) { return static_cast<int>(o.kind) == kind; }));
  }
  REQUIRE(own->agreements.size() == 1);
  CHECK(own->agreements[0].missing_rights().empty());
  CHECK(own->agreements[0].terms.size() == known_terms().size());
}

TEST_CASE("states of xa-xb are asked with two days") {
  const PartnershipContent* own = shipped().find_partnership("xa-xb");
  REQUIRE(own);
  const Date later = day("2026-11-01");
  const Component* returns = own->partnership.find_component(ComponentKind::kReturn);
  REQUIRE(returns);
  CHECK(returns->status.on(day("2024-05-31"), later) == nullptr);
  CHECK(returns->status.on(day("2025-11-02"), later)->value == ComponentStatus::kActive);
  CHECK(returns->status.on(day("2025-11-03"), later)->value == ComponentStatus::kUnderObservation);
  CHECK(own->partnership.lead_on(day("2025-04-30")) == "xa-commissioner");
  CHECK(own->partnership.lead_on(day("2025-05-01")) == "xa-lead-unit");
  const Quota* season = own->find_quota("Q-SEASON");
  REQUIRE(season);
  CHECK(season->on(day("2025-06-01"), day("2025-03-17")) == nullptr);  // not decided yet
  REQUIRE(season->on(day("2025-06-01"), day("2025-03-18")));
  CHECK(season->on(day("2025-06-01"), day("2025-03-18"))->number == Decimal::from_int(400));
  CHECK(season->on(day("2027-06-01"), later) == nullptr);  // to be decided
  // Overlays work no longer than their instrument: the arrangement operates from 1 September 2024.
  CHECK(own->overlays_on(day("2024-08-31"), later).size() + 2 ==
        own->overlays_on(day("2024-09-01"), later).size());
}

TEST_CASE("tasks of a closed office go to its successor or are ownerless") {
  const OfficeTable& offices = shipped().offices;
  const Ownership before = offices.owner_on("xa-commissioner", day("2025-04-30"));
  REQUIRE(before.office);
  CHECK(before.office->id == "xa-commissioner");
  CHECK(!before.by_succession);
  const Ownership after = offices.owner_on("xa-commissioner", day("2025-05-01"));
  REQUIRE(after.office);
  CHECK(after.office->id == "xa-lead-unit");
  CHECK(after.by_succession);
  CHECK(offices.owner_on("xa-seasonal-desk", day("2026-01-01")).office == nullptr);
  const Office* interior = offices.find("xa-interior");
  REQUIRE(interior);
  CHECK(interior->name_on(day("2025-04-30")).name.en ==
        "Ministry of the Interior and Community of XA");
  CHECK(interior->name_on(day("2025-05-01")).name.en == "Ministry of the Interior of XA");
}

TEST_CASE("terms that are not established are absent, never a default") {
  const Content& content = shipped();
  const AgreementTerms* own = content.find_agreement("xa-xb-readmission");
  REQUIRE(own);
  const ClockTerm* reply = own->find_clock("reply");
  REQUIRE(reply);
  CHECK(reply->count == 12);
  CHECK(reply->unit == ClockUnit::kCalendarDays);
  CHECK(reply->starts == "receipt");
  CHECK(own->find_flag("deemed_acceptance") == true);
  CHECK(own->find_flag("reply") == std::nullopt);  // a clock is no flag
  int empty = 0;
  for (const AgreementTerms& agreement : content.union_agreements)
    for (const Term& term : agreement.terms)
      if (term.provenance.mark == Mark::kUncertain) {
        ++empty;
        CHECK(agreement.find(term.name) == nullptr);
      }
  CHECK(empty > 20);
}

TEST_CASE("a meeting body knows what is overdue and when it meets next") {
  const PartnershipContent* own = shipped().find_partnership("xa-xb");
  REQUIRE(own);
  const JointBody& body = own->partnership.bodies.front();
  // Twice a year; last held on 24 March 2026.
  CHECK(body.next_due_after(day("2026-06-15")) == day("2026-09-24"));
  CHECK(own->partnership.bodies.back().next_due_after(day("2026-06-15")) == std::nullopt);
  std::vector<std::string> overdue;
  for (const Meeting& meeting : body.meetings)
    for (const ActionPoint& point : meeting.action_points)
      if (point.overdue_on(day("2026-06-30"))) overdue.push_back(point.id);
  CHECK(overdue == std::vector<std::string>{"A3", "A5"});  // A6 is due on that very day
}

TEST_CASE("series keep both numbers where sources differ") {
  const PartnershipContent* own = shipped().find_partnership("xa-xb");
  REQUIRE(own);
  CHECK(own->find_series("visa-days")->has_differing_sources());
  CHECK(!own->find_series("reply-days")->has_differing_sources());
}

TEST_CASE("a half-written folder is read as far as it goes, and every mistake is named") {
  const std::string folder = testing::folder() + "bad_content";
  Diagnostics diagnostics;
  const Content content = read_content(folder + "/", diagnostics);
  CHECK(content.find_partnership("xa-xb"));
  std::string actual = testing::messages(diagnostics);
  for (std::size_t at; (at = actual.find(folder)) != std::string::npos;)
    actual.erase(at, folder.size() + 1);
  const std::string expected = folder + "/expected.txt";
  if (std::getenv("ALTERNAT_GOLDEN"))
    CHECK(write_file(expected, actual).ok());
  else
    CHECK(actual == read_file(expected).value());
}

TEST_CASE("a missing content folder is named") {
  Diagnostics diagnostics;
  const Content content = read_content("no/such/folder", diagnostics);
  CHECK(content.partnerships.empty());
  REQUIRE(diagnostics.has_errors());
  CHECK(to_string(diagnostics.items().front()) ==
        "no/such/folder: error: there is no content folder no/such/folder [content.no_folder]");
}

TEST_CASE("provenance grows old after twelve months") {
  Provenance provenance;
  CHECK(may_be_outdated(provenance, day("2026-01-01")));  // never checked
  provenance.checked = day("2025-06-15");
  CHECK(!may_be_outdated(provenance, day("2026-06-15")));
  CHECK(may_be_outdated(provenance, day("2026-06-16")));
}

}  // namespace
}  // namespace alternat::terms

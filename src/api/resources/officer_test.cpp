// SPDX-License-Identifier: EUPL-1.2
// Tray and case as view models.
#include <doctest/doctest.h>

#include "api/resources/case_access.h"
#include "api/resources/case_file.h"
#include "api/resources/case_words.h"
#include "api/resources/counters.h"
#include "api/resources/tray.h"
#include "api/resources/week.h"
#include "terms/commitment.h"

namespace alternat::api {
namespace {

const TextSource kTexts = [](std::string_view, std::string_view key) {
  return std::optional<std::string>(std::string(key));
};

TEST_CASE("the tray orders by deadline and parts overdue, today, week and later") {
  const Date today = *Date::from_iso("2026-06-03");
  const Words words(kTexts, "en", today);
  const auto item = [&](const char* task, std::optional<int> days) {
    TrayItem out;
    out.task = task;
    if (days) out.due = today.plus_days(*days);
    return out;
  };
  const Page page = tray_page(words, {"Visa section",
                                      {item("later", 7), item("none", std::nullopt),
                                       item("week", 6), item("late", -1), item("today", 0)}});
  REQUIRE(page.model["groups"].size() == 5);
  const char* expected[] = {"overdue", "today", "week", "later", "open"};
  for (std::size_t i = 0; i < 5; ++i) CHECK(page.model["groups"][i]["group"] == expected[i]);
  CHECK(page.model["groups"][0]["items"][0]["due_text"] == "2 June 2026, yesterday");
  CHECK(tray_page(words, {"x", {}}).model["groups"].empty());
}

TEST_CASE("a case groups facts by category and names what is withheld") {
  const Words words(kTexts, "en", *Date::from_iso("2026-06-03"));
  CaseInput input;
  input.title = "SYN-1";
  input.facts = {{"german_level", "language", "German", "B1", "B1", "candidate", "", ""},
                 {"gross_annual_cents", "employment", "Pay", 1, "1", "employer", "", ""},
                 {"english_level", "language", "English", "C1", "C1", "candidate", "", ""}};
  input.withheld = {"health"};
  const Page page = case_page(words, input);
  REQUIRE(page.model["fact_groups"].size() == 2);
  CHECK(page.model["fact_groups"][0]["facts"].size() == 2);
  CHECK(page.model["withheld"][0]["category"] == "health");
  CHECK(page.model["diagram_picture"] == "");
}

TEST_CASE("the tray shows what fits both filters, and lists what there is to choose") {
  const Words words(kTexts, "en", *Date::from_iso("2026-06-03"));
  TrayItem one;
  one.partnership = "xa-xb";
  one.procedure = "placement";
  TrayItem other = one;
  other.procedure = "readmission";
  TrayInput input;
  input.items = {one, other};
  input.procedure = "placement";
  const Page page = tray_page(words, input);
  CHECK(page.model["count"] == 1);
  CHECK(page.model["procedures"].size() == 2);
  CHECK(page.model["procedures"][0]["is_chosen"] == true);
  input.procedure = "nothing";
  CHECK(tray_page(words, input).model["count"] == 0);
}

TEST_CASE("since Friday is the last Friday before today, on a Friday the one before") {
  const auto friday = [](const char* day) { return last_friday(*Date::from_iso(day)).to_iso(); };
  CHECK(friday("2026-11-23") == "2026-11-20");  // Monday
  CHECK(friday("2026-11-20") == "2026-11-13");  // Friday
  CHECK(friday("2026-11-21") == "2026-11-20");  // Saturday
  CHECK(friday("2026-11-26") == "2026-11-20");  // Thursday
}

TEST_CASE("the week parts overdue and today, until Sunday, and later") {
  const Date tuesday = *Date::from_iso("2026-11-24");
  const Words words(kTexts, "en", tuesday);
  const auto item = [&](const char* what, std::optional<int> days) {
    WeekItem out;
    out.what = what;
    out.partnership = "xa-xb";
    if (days) out.due = tuesday.plus_days(*days);
    return out;
  };
  WeekInput input;
  input.items = {item("open", std::nullopt), item("monday", 6), item("sunday", 5), item("today", 0),
                 item("late", -300)};
  const Json columns = week_page(words, input).model["columns"];
  CHECK(columns[0]["items"][0]["what"] == "late");
  CHECK(columns[0]["items"][1]["what"] == "today");
  CHECK(columns[1]["items"].size() == 1);
  CHECK(columns[1]["items"][0]["what"] == "sunday");
  CHECK(columns[2]["items"][0]["what"] == "monday");
  CHECK(columns[2]["items"][1]["what"] == "open");
}

TEST_CASE("a moment is told in the zone's time, also on the days when clocks change") {
  const Words words(kTexts, "en", *Date::from_iso("2026-06-03"));
  const auto told = [&](const char* iso) { return moment_text(words, *Instant::from_iso(iso)); };
  CHECK(told("2026-06-15T08:05:00Z") == "15 June 2026, 10:05");
  CHECK(told("2026-01-15T23:30:00Z") == "16 January 2026, 00:30");
  // 29 March 2026: 01:59 is followed by 03:00; 25 October 2026: 02:59 by 02:00.
  CHECK(told("2026-03-29T00:59:00Z") == "29 March 2026, 01:59");
  CHECK(told("2026-03-29T10:00:00Z") == "29 March 2026, 12:00");
  CHECK(told("2026-10-25T11:00:00Z") == "25 October 2026, 12:00");
}

TEST_CASE("a deadline that ends with a day names that day") {
  // 16 June 00:00 in Berlin is the first moment after 15 June.
  CHECK(last_day_of(*Instant::from_iso("2026-06-15T22:00:00Z")).to_iso() == "2026-06-15");
  CHECK(last_day_of(*Instant::from_iso("2026-06-15T21:00:00Z")).to_iso() == "2026-06-15");
}

TEST_CASE("only messages to and from the partner state are its business") {
  CHECK(is_partner_message("readmission_request"));
  CHECK(is_partner_message("travel_document_issued"));
  CHECK(is_partner_message("partner_notification"));
  CHECK(is_partner_message("committee_invitation"));
  CHECK(is_partner_message("minutes_reply"));
  CHECK(is_partner_message("suspension_note"));
  CHECK_FALSE(is_partner_message("stop_notice"));
  CHECK_FALSE(is_partner_message("monitoring_notice"));
  CHECK_FALSE(is_partner_message("complaint_passed_on"));
  CHECK_FALSE(is_partner_message("ba_consent_request"));
  CHECK_FALSE(is_partner_message("candidate_introduction"));
  CHECK_FALSE(is_partner_message("cosignature_request"));
  CHECK_FALSE(is_partner_message("stop"));
  CHECK_FALSE(is_partner_message("cohort_visa_cases"));
  CHECK_FALSE(is_partner_message("unknown"));
}

TEST_CASE("a promise counts by its own period") {
  const Date day = *Date::from_iso("2026-11-24");
  terms::Commitment commitment;
  commitment.period = terms::CountingPeriod::kYear;
  CHECK(counting_period(commitment, day) ==
        Period{*Date::from_iso("2026-01-01"), *Date::from_iso("2027-01-01")});
  commitment.period = terms::CountingPeriod::kQuarter;
  CHECK(counting_period(commitment, day) ==
        Period{*Date::from_iso("2026-10-01"), *Date::from_iso("2027-01-01")});
  commitment.period = terms::CountingPeriod::kMonth;
  CHECK(counting_period(commitment, day) ==
        Period{*Date::from_iso("2026-11-01"), *Date::from_iso("2026-12-01")});
  commitment.period = std::nullopt;
  CHECK_FALSE(counting_period(commitment, day).until.has_value());
}

}  // namespace
}  // namespace alternat::api

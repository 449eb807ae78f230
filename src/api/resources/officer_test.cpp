// SPDX-License-Identifier: EUPL-1.2
// Tray and case as view models.
#include <doctest/doctest.h>

#include "api/resources/case_file.h"
#include "api/resources/tray.h"

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

}  // namespace
}  // namespace alternat::api

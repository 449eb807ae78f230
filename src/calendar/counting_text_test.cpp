// SPDX-License-Identifier: EUPL-1.2
// The written form of counted periods: what it means, and what each mistake is told.
#include "calendar/counting_text.h"

#include <doctest/doctest.h>

namespace alternat::calendar {

namespace {

CalendarSet rules() {
  CalendarSet set;
  for (const char* id : {"bgb", "bgb_fixed_end", "treaty"}) {
    CountingRule rule;
    rule.id = id;
    set.add_rule(rule);
  }
  return set;
}

std::string read(std::string_view text) {
  const Result<CountedPeriod> found = parse_counted_period(text, rules());
  if (!found) return found.error().code + ": " + found.error().message;
  return std::to_string(found->period.length) + " " + std::string(word_of(found->period.unit)) +
         (found->rule.empty() ? "" : " by " + found->rule);
}

}  // namespace

TEST_CASE("a counted period is a period, a unit and a rule, the last two in any order") {
  CHECK(read("P14D") == "14 calendar_days");
  CHECK(read("P2W") == "2 weeks");
  CHECK(read("P3M") == "3 months");
  CHECK(read("P1Y") == "1 years");
  CHECK(read("PT24H") == "24 hours");
  CHECK(read("P40000D") == "40000 calendar_days");
  CHECK(read("P5D:working_days") == "5 working_days");
  CHECK(read("P24D:werktage:bgb") == "24 werktage by bgb");
  CHECK(read("P5D:treaty:working_days") == "5 working_days by treaty");
  CHECK(read("P2W:bgb_fixed_end") == "2 weeks by bgb_fixed_end");
  CHECK(read("P2W:calendar_days") == "2 weeks");
  CHECK(read("PT48H:hours:treaty") == "48 hours by treaty");
}

TEST_CASE("what is no period is refused with what to write") {
  const std::string advice =
      " is no period that can be counted: write P14D, P2W, P3M, P1Y or PT24H, one part in whole "
      "numbers from 1 to 40000.";
  for (const char* text : {"", "14 days", "P", "PD", "P0D", "P-3D", "P1.5D", "P40001D", "P1Y6M",
                           "PT24M", "P24H", "P123456D", "14D"}) {
    CAPTURE(text);
    CHECK(read(text) == "calendar.bad_period: '" + std::string(text) + "'" + advice);
  }
}

TEST_CASE("what is no counting is refused") {
  CHECK(read("P5D:bank_days") ==
        "calendar.rule_not_found: There is no counting rule 'bank_days' in "
        "content/law/calendars/rules.toml.");
  CHECK(read("P5D:working_days:bgb_fixed_ende") ==
        "calendar.rule_not_found: There is no counting rule 'bgb_fixed_ende' in "
        "content/law/calendars/rules.toml. Did you mean 'bgb_fixed_end'?");
  CHECK(read("P5D:werktage:working_days") ==
        "calendar.bad_counting: 'werktage:working_days' names two units; one is enough.");
  CHECK(read("P5D:bgb:treaty") ==
        "calendar.bad_counting: 'bgb:treaty' names two rules; one decides.");
  CHECK(read("P5D:weeks") ==
        "calendar.bad_counting: 'weeks' stands in the period itself (P2W, P3M, P1Y), not behind "
        "it.");
  CHECK(read("P2W:working_days") ==
        "calendar.bad_counting: A period in weeks is not counted in working_days: write a number "
        "of days (P10D:working_days) or leave the unit out.");
  CHECK(read("P5D:hours") ==
        "calendar.bad_counting: A period in calendar_days is not counted in hours: write a number "
        "of days (P10D:working_days) or leave the unit out.");
}

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// Days, months with their rounding, ages.
#include "base/date.h"

#include <doctest/doctest.h>

using alternat::Date;
using alternat::MonthRounding;
using alternat::Period;

namespace {

Date day(const char* text) {
  return Date::from_iso(text).value();
}

std::string plus(const char* from, int months, MonthRounding rounding) {
  const auto result = day(from).plus_months(months, rounding);
  return result ? result->to_iso() : result.error().code;
}

}  // namespace

TEST_CASE("a date reads and prints as ISO 8601 and knows its parts") {
  const Date date = day("2026-06-15");
  CHECK(date.to_iso() == "2026-06-15");
  CHECK(date.year() == 2026);
  CHECK(date.month() == 6);
  CHECK(date.day() == 15);
  CHECK(date.weekday() == 1);  // a Monday
  CHECK(day("2026-06-14").weekday() == 7);
  CHECK(day("1970-01-01").days() == 0);
  CHECK(day("1969-12-31").days() == -1);
  CHECK(day("-0044-03-15").to_iso() == "-0044-03-15");
  CHECK(day("2024-02-28").plus_days(2).to_iso() == "2024-03-01");
}

TEST_CASE("date.malformed and date.impossible say what to do") {
  for (const char* text : {"", "2026-6-15", "20260615", "2026-06-15T00:00", "2026/06/15",
                           "+2026-06-15", "-0000-01-01", "2026-06-1x"}) {
    CAPTURE(text);
    CHECK(Date::from_iso(text).error().code == "date.malformed");
  }
  CHECK(Date::from_iso("15.06.2026").error().message ==
        "'15.06.2026' is not a date. Write it as YYYY-MM-DD, for example 2026-06-15.");
  for (const char* text : {"2025-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"}) {
    CAPTURE(text);
    CHECK(Date::from_iso(text).error().code == "date.impossible");
  }
  CHECK(Date::from_iso("2025-02-29").error().message == "There is no day 2025-02-29.");
  CHECK(Date::from_ymd(10000, 1, 1).error().code == "date.impossible");
  CHECK(Date::from_ymd(2026, 257, 1).error().code == "date.impossible");
}

TEST_CASE("adding months names its rounding") {
  CHECK(plus("2026-01-31", 1, MonthRounding::kDown) == "2026-02-28");
  CHECK(plus("2026-01-31", 1, MonthRounding::kUp) == "2026-03-01");
  CHECK(plus("2026-01-31", 1, MonthRounding::kRefuse) == "date.no_such_day");
  CHECK(plus("2024-01-31", 1, MonthRounding::kDown) == "2024-02-29");
  CHECK(plus("2026-07-01", 2, MonthRounding::kRefuse) == "2026-09-01");
  CHECK(plus("2026-03-31", -1, MonthRounding::kDown) == "2026-02-28");
  CHECK(plus("2026-01-15", -1, MonthRounding::kRefuse) == "2025-12-15");
  CHECK(plus("2026-12-15", 1, MonthRounding::kRefuse) == "2027-01-15");
  CHECK(plus("2026-10-31", 1, MonthRounding::kUp) == "2026-12-01");
  CHECK(plus("0001-01-15", -1, MonthRounding::kRefuse) == "0000-12-15");
  CHECK(plus("0000-01-15", -1, MonthRounding::kRefuse) == "-0001-12-15");
  CHECK(plus("9999-12-01", 1, MonthRounding::kRefuse) == "date.impossible");
  CHECK(plus("-9999-01-01", -1, MonthRounding::kRefuse) == "date.impossible");
  CHECK(day("2026-01-31").plus_months(1, MonthRounding::kRefuse).error().message ==
        "2026-01-31 plus 1 months would be 2026-02-31, which does not exist, and the rule names no "
        "rounding.");
}

TEST_CASE("an age is completed on the birthday itself") {
  const Date birth = day("2008-06-15");
  CHECK(birth.completed_years_until(day("2026-06-14")) == 17);
  CHECK(birth.completed_years_until(day("2026-06-15")) == 18);
  CHECK(birth.completed_years_until(day("2026-06-16")) == 18);
  CHECK(birth.completed_years_until(day("2008-06-15")) == 0);
  CHECK(birth.completed_months_until(day("2008-07-14")) == 0);
  CHECK(birth.completed_months_until(day("2008-07-15")) == 1);
  CHECK(day("2026-06-15").completed_years_until(birth) == -18);
}

TEST_CASE("born on the 29th of February: the year is complete on the 1st of March") {
  const Date birth = day("2008-02-29");
  CHECK(birth.completed_years_until(day("2026-02-28")) == 17);
  CHECK(birth.completed_years_until(day("2026-03-01")) == 18);
  CHECK(birth.completed_years_until(day("2028-02-29")) == 20);
}

TEST_CASE("a period holds its first day and not the day it ends before") {
  const Period period{day("2026-01-01"), day("2026-02-01")};
  CHECK_FALSE(period.contains(day("2025-12-31")));
  CHECK(period.contains(day("2026-01-01")));
  CHECK(period.contains(day("2026-01-31")));
  CHECK_FALSE(period.contains(day("2026-02-01")));
  CHECK_FALSE(period.overlaps({day("2026-02-01"), {}}));
  CHECK(period.overlaps({day("2026-01-31"), {}}));
}

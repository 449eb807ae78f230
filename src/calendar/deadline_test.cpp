// SPDX-License-Identifier: EUPL-1.2
// Deadlines: the last day by the law, the day before and the day after, and every step of the
// answer.
#include "calendar/deadline.h"

#include <doctest/doctest.h>

namespace alternat::calendar {

namespace {

Date day(const char* text) {
  return Date::from_iso(text).value();
}

// Weekend on Saturday and Sunday; holidays of June 2026 around a weekend, one local, one
// provisional.
HolidayCalendar sample_calendar() {
  CalendarFacts facts;
  facts.id = "xa";
  facts.zone = "Etc/GMT-1";
  facts.first_year = 2026;
  facts.last_year = 2027;
  facts.weekend = {6, 7};
  facts.holidays = {
      {day("2026-06-22"), "bridge", "Brückentag", "Bridge Day", "", false, false},
      {day("2026-06-10"), "midweek", "Mittwochsfest", "Midweek Day", "", false, false},
      {day("2026-08-11"), "harbour", "Hafentag", "Harbour Day", "", false, true},
      {day("2026-09-16"), "moon", "Mondfest", "Moon Day", "", true, false},
  };
  return HolidayCalendar(std::move(facts));
}

CountingRule bgb() {
  CountingRule rule;
  rule.id = "bgb";
  rule.last_day_off = LastDayOff::kNextWorkingDay;
  rule.start_citation = "BGB s.187(1)";
  rule.end_citation = "BGB s.188";
  rule.move_citation = "BGB s.193";
  return rule;
}

CountingRule treaty() {
  CountingRule rule;
  rule.id = "treaty";
  return rule;
}

CountingRule from_day() {
  CountingRule rule = treaty();
  rule.event_day = EventDay::kCounted;
  return rule;
}

Result<Deadline> deadline(const char* event, std::int32_t length, PeriodUnit unit,
                          const CountingRule& rule) {
  return compute_deadline(day(event), {length, unit, PeriodEvent::kReceipt}, rule,
                          sample_calendar());
}

std::string last_day(const char* event, std::int32_t length, PeriodUnit unit,
                     const CountingRule& rule) {
  const auto found = deadline(event, length, unit, rule);
  return found ? found->last_day.to_iso() : found.error().code;
}

std::string codes(const Deadline& found) {
  std::string text;
  for (const DeadlineStep& step : found.steps) text += (text.empty() ? "" : " ") + step.code;
  return text;
}

const DeadlineStep& step(const Deadline& found, std::string_view code) {
  for (const DeadlineStep& candidate : found.steps) {
    if (candidate.code == code) return candidate;
  }
  FAIL("no step " << std::string(code));
  return found.steps.front();
}

}  // namespace

TEST_CASE("twelve calendar days by an agreement end on a Sunday and stay there") {
  // Received Tuesday 2 June; day 1 is the 3rd, day 12 the 14th, a Sunday.
  const Deadline found = deadline("2026-06-02", 12, PeriodUnit::kCalendarDays, treaty()).value();
  CHECK(found.last_day.to_iso() == "2026-06-14");
  CHECK(codes(found) == "event event_day_not_counted counted last_day_weekend stays ends");
  CHECK(step(found, "event").value("event") == "receipt");
  CHECK(step(found, "event").value("day") == "2026-06-02");
  CHECK(step(found, "event").value("weekday") == "tuesday");
  CHECK(step(found, "event_day_not_counted").value("first_day") == "2026-06-03");
  CHECK(step(found, "counted").value("length") == "12");
  CHECK(step(found, "counted").value("unit") == "calendar_days");
  CHECK(step(found, "counted").value("last_day") == "2026-06-14");
  CHECK(step(found, "last_day_weekend").value("weekday") == "sunday");
  CHECK(step(found, "stays").value("day") == "2026-06-14");
  CHECK(step(found, "ends").value("zone") == "Etc/GMT-1");
  CHECK(step(found, "ends").value("nothing").empty());
  CHECK_FALSE(found.is_provisional);
  CHECK(found.is_met_on(day("2026-06-14")));
  CHECK_FALSE(found.is_met_on(day("2026-06-15")));
  CHECK(found.end_moment()->to_iso() == "2026-06-14T23:00:00.000000Z");
}

TEST_CASE("two weeks of silence: request of 1 June, consent deemed from the end of 15 June 2026") {
  const Deadline found = deadline("2026-06-01", 2, PeriodUnit::kWeeks, bgb()).value();
  CHECK(found.last_day.to_iso() == "2026-06-15");
  CHECK(codes(found) == "event event_day_not_counted counted ends");
}

TEST_CASE("a fast track: two months, one week, three weeks, three weeks") {
  CHECK(last_day("2026-07-01", 2, PeriodUnit::kMonths, bgb()) == "2026-09-01");
  CHECK(last_day("2026-09-01", 1, PeriodUnit::kWeeks, bgb()) == "2026-09-08");
  CHECK(last_day("2026-09-08", 3, PeriodUnit::kWeeks, bgb()) == "2026-09-29");
  CHECK(last_day("2026-09-29", 3, PeriodUnit::kWeeks, bgb()) == "2026-10-20");
}

TEST_CASE("BGB s.193: Saturday, Sunday and a holiday move to the next working day") {
  CHECK(last_day("2026-06-09", 10, PeriodUnit::kCalendarDays, bgb()) == "2026-06-19");  // Friday
  // The 20th is a Saturday, the 21st a Sunday, the 22nd a holiday: all end on Tuesday the 23rd.
  CHECK(last_day("2026-06-10", 10, PeriodUnit::kCalendarDays, bgb()) == "2026-06-23");
  CHECK(last_day("2026-06-11", 10, PeriodUnit::kCalendarDays, bgb()) == "2026-06-23");
  const Deadline found = deadline("2026-06-12", 10, PeriodUnit::kCalendarDays, bgb()).value();
  CHECK(found.last_day.to_iso() == "2026-06-23");
  CHECK(codes(found) == "event event_day_not_counted counted last_day_holiday moved ends");
  CHECK(step(found, "last_day_holiday").value("name_en") == "Bridge Day");
  CHECK(step(found, "last_day_holiday").value("name_de") == "Brückentag");
  CHECK(step(found, "moved").value("from") == "2026-06-22");
  CHECK(step(found, "moved").value("to") == "2026-06-23");
  CHECK(step(found, "moved").value("citation") == "BGB s.193");
  CHECK(last_day("2026-06-13", 10, PeriodUnit::kCalendarDays, bgb()) == "2026-06-23");
  CHECK(last_day("2026-06-14", 10, PeriodUnit::kCalendarDays, bgb()) == "2026-06-24");
}

TEST_CASE("a notice period that moves back") {
  CountingRule rule = treaty();
  rule.last_day_off = LastDayOff::kPreviousWorkingDay;
  CHECK(last_day("2026-06-12", 10, PeriodUnit::kCalendarDays, rule) == "2026-06-19");
}

TEST_CASE("BGB s.188(2), (3): the day of the same number, or the last of a short month") {
  CountingRule rule = treaty();
  CHECK(last_day("2026-01-31", 1, PeriodUnit::kMonths, rule) == "2026-02-28");
  CHECK(last_day("2026-01-28", 1, PeriodUnit::kMonths, rule) == "2026-02-28");
  CHECK(last_day("2026-02-28", 1, PeriodUnit::kMonths, rule) == "2026-03-28");
  CHECK(last_day("2026-12-15", 1, PeriodUnit::kMonths, rule) == "2027-01-15");
  CHECK(last_day("2024-02-29", 1, PeriodUnit::kYears, rule) == "2025-02-28");
  const Deadline found = deadline("2026-01-31", 1, PeriodUnit::kMonths, rule).value();
  CHECK(codes(found) ==
        "event event_day_not_counted no_such_day counted last_day_weekend stays ends");
  CHECK(step(found, "no_such_day").value("day") == "31");
  rule.month_rounding = MonthRounding::kUp;
  CHECK(last_day("2026-01-31", 1, PeriodUnit::kMonths, rule) == "2026-03-01");
  rule.month_rounding = MonthRounding::kRefuse;
  CHECK(last_day("2026-01-31", 1, PeriodUnit::kMonths, rule) == "date.no_such_day");
}

TEST_CASE("BGB s.187(2): where the first day counts, the period ends a day earlier") {
  CHECK(last_day("2026-06-01", 2, PeriodUnit::kWeeks, from_day()) == "2026-06-14");
  CHECK(last_day("2026-06-01", 1, PeriodUnit::kCalendarDays, from_day()) == "2026-06-01");
  CHECK(last_day("2026-03-01", 1, PeriodUnit::kMonths, from_day()) == "2026-03-31");
  CHECK(last_day("2026-02-01", 1, PeriodUnit::kMonths, from_day()) == "2026-02-28");
  CHECK(last_day("2026-01-15", 1, PeriodUnit::kMonths, from_day()) == "2026-02-14");
  CHECK(last_day("2026-01-31", 1, PeriodUnit::kMonths, from_day()) == "2026-02-28");
  CHECK(last_day("2026-01-01", 1, PeriodUnit::kYears, from_day()) == "2026-12-31");
  CHECK(codes(deadline("2026-06-01", 2, PeriodUnit::kWeeks, from_day()).value()) ==
        "event event_day_counted counted last_day_weekend stays ends");
}

TEST_CASE("working days leave out weekends and holidays, Werktage only Sundays and holidays") {
  // Monday 8 June: Tue 9, (Wed 10 holiday), Thu 11, Fri 12, (weekend), Mon 15.
  const Deadline found = deadline("2026-06-08", 4, PeriodUnit::kWorkingDays, treaty()).value();
  CHECK(found.last_day.to_iso() == "2026-06-15");
  CHECK(codes(found) ==
        "event event_day_not_counted holiday_skipped weekend_days_skipped counted ends");
  CHECK(step(found, "holiday_skipped").value("name_en") == "Midweek Day");
  CHECK(step(found, "weekend_days_skipped").value("count") == "2");
  CHECK(last_day("2026-06-08", 4, PeriodUnit::kWerktage, treaty()) == "2026-06-13");
  CHECK(last_day("2026-06-08", 5, PeriodUnit::kWerktage, treaty()) == "2026-06-15");
  CHECK(last_day("2026-06-19", 1, PeriodUnit::kWorkingDays, treaty()) == "2026-06-23");
  CHECK(last_day("2026-06-09", 1, PeriodUnit::kWorkingDays, from_day()) == "2026-06-09");
  CHECK(last_day("2026-06-10", 1, PeriodUnit::kWorkingDays, from_day()) == "2026-06-11");
}

TEST_CASE("a local holiday is named and not counted") {
  const Deadline found = deadline("2026-08-10", 1, PeriodUnit::kCalendarDays, bgb()).value();
  CHECK(found.last_day.to_iso() == "2026-08-11");
  CHECK(codes(found) == "event event_day_not_counted counted local_holiday ends");
  CHECK(step(found, "local_holiday").value("name_de") == "Hafentag");
}

TEST_CASE("a deadline that a movable holiday may shift says so") {
  CHECK(deadline("2026-09-01", 14, PeriodUnit::kCalendarDays, bgb())->is_provisional);  // the 15th
  CHECK(deadline("2026-09-01", 16, PeriodUnit::kCalendarDays, bgb())->is_provisional);  // the 17th
  CHECK_FALSE(deadline("2026-09-01", 13, PeriodUnit::kCalendarDays, bgb())->is_provisional);
  CHECK_FALSE(deadline("2026-09-01", 15, PeriodUnit::kCalendarDays, treaty())->is_provisional);
  CHECK(deadline("2026-09-14", 5, PeriodUnit::kWorkingDays, treaty())->is_provisional);
  CHECK_FALSE(deadline("2026-09-17", 5, PeriodUnit::kWorkingDays, treaty())->is_provisional);
}

TEST_CASE("outside the covered years holidays are unknown: an error only where they decide") {
  const auto moved = deadline("2027-12-30", 10, PeriodUnit::kCalendarDays, bgb());
  REQUIRE_FALSE(moved.ok());
  CHECK(moved.error().code == "calendar.year_not_covered");
  CHECK(moved.error().message ==
        "The calendar 'xa' covers the years 2026 to 2027, not 2028. Add that year's holidays to "
        "content/law/calendars.");
  CHECK(last_day("2027-12-30", 10, PeriodUnit::kWorkingDays, treaty()) ==
        "calendar.year_not_covered");
  const Deadline stays = deadline("2027-12-30", 10, PeriodUnit::kCalendarDays, treaty()).value();
  CHECK(stays.last_day.to_iso() == "2028-01-09");
  CHECK(step(stays, "holidays_not_known").value("year") == "2028");
}

TEST_CASE("calendar.bad_length and calendar.hours") {
  CHECK(deadline("2026-06-01", 0, PeriodUnit::kWeeks, treaty()).error().message ==
        "A period of 0 is not between 1 and 40000.");
  CHECK(last_day("2026-06-01", 40001, PeriodUnit::kCalendarDays, treaty()) ==
        "calendar.bad_length");
  CHECK(deadline("2026-06-01", 48, PeriodUnit::kHours, treaty()).error().message ==
        "A period of hours ends at a moment, not on a day.");
  CHECK(last_day("2026-06-01", 48, PeriodUnit::kHours, treaty()) == "calendar.hours");
}

TEST_CASE("hours run from the moment, or from the next full hour in Union law") {
  const Instant event = Instant::from_iso("2026-06-15T08:30:00Z").value();
  CHECK(compute_hour_deadline(event, 48, HourStart::kAtOnce)->to_iso() ==
        "2026-06-17T08:30:00.000000Z");
  CHECK(compute_hour_deadline(event, 48, HourStart::kNextFullHour)->to_iso() ==
        "2026-06-17T09:00:00.000000Z");
  const Instant sharp = Instant::from_iso("2026-06-15T08:00:00Z").value();
  CHECK(compute_hour_deadline(sharp, 1, HourStart::kNextFullHour)->to_iso() ==
        "2026-06-15T10:00:00.000000Z");
  CHECK(compute_hour_deadline(event, 0, HourStart::kAtOnce).error().code == "calendar.bad_length");
}

}  // namespace alternat::calendar

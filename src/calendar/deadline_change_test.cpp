// SPDX-License-Identifier: EUPL-1.2
// Suspension, extension, two calendars, Union law and hours, each worked out by hand. June 2026
// begins on a Monday.
#include <doctest/doctest.h>

#include "calendar/ask_deadline.h"

namespace alternat::calendar {

namespace {

Date day(std::string_view text) {
  return Date::from_iso(text).value();
}

HolidayCalendar make_calendar(const std::string& id, std::set<unsigned> weekend,
                              std::vector<const char*> holidays) {
  CalendarFacts facts;
  facts.id = id;
  facts.zone = id == "xa" ? "Etc/GMT-1" : "Etc/GMT-4";
  facts.name_de = facts.name_en = id;
  facts.first_year = 2025;
  facts.last_year = 2027;
  facts.weekend = std::move(weekend);
  for (const char* date : holidays)
    facts.holidays.push_back({day(date), "feast", "Fest", "Feast", "", false, false});
  return HolidayCalendar(std::move(facts));
}

// XA rests on Saturday and Sunday, XB on Friday and Saturday.
const CalendarSet& world() {
  static const CalendarSet set = [] {
    CalendarSet made;
    made.add_calendar(make_calendar("xa", {6, 7}, {"2026-06-10"}));
    made.add_calendar(make_calendar("xb", {5, 6}, {"2026-06-24", "2026-07-05"}));
    CountingRule rule;
    rule.id = "treaty";
    made.add_rule(rule);
    rule.last_day_off = LastDayOff::kNextWorkingDay;
    rule.id = "bgb";
    rule.move_citation = "BGB s.193";
    made.add_rule(rule);
    rule.id = "both";
    rule.sides = Sides::kBoth;
    made.add_rule(rule);
    rule.id = "either";
    rule.sides = Sides::kEither;
    made.add_rule(rule);
    rule.id = "eu";
    rule.sides = Sides::kGiven;
    rule.working_days_min = 2;
    rule.hours = HourStart::kNextFullHour;
    made.add_rule(rule);
    made.add_period({"consent",
                     {day("2026-01-01"), day("2027-01-01")},
                     StatedPeriod{2, PeriodUnit::kWeeks, PeriodEvent::kOther},
                     "treaty",
                     "s.36(2)"});
    made.add_period({"open", {day("2026-01-01"), std::nullopt}, std::nullopt, "", "s.1"});
    return made;
  }();
  return set;
}

struct Changes {
  std::vector<const char*> suspended;
  std::vector<std::pair<std::string, std::string>> extended;
  std::string calendar = "xa";
};

Result<DeadlineAnswer> ask(const char* start, const char* rule, const Changes& changes = {}) {
  DeadlineAsked asked{day(start), {}, rule, changes.calendar, PeriodEvent::kReceipt, {}, {}};
  for (const char* text : changes.suspended) {
    const auto suspension = parse_suspension(text);
    if (!suspension) return suspension.error();
    asked.suspensions.push_back(*suspension);
  }
  asked.extensions = changes.extended;
  return ask_deadline(asked, world());
}

std::string answer(const char* start, const char* rule, const Changes& changes = {}) {
  const auto found = ask(start, rule, changes);
  return found ? found->deadline.last_day.to_iso()
               : found.error().code + ": " + found.error().message;
}

std::string codes(const Deadline& found) {
  std::string text;
  for (const DeadlineStep& step : found.steps) text += (text.empty() ? "" : " ") + step.code;
  return text;
}

}  // namespace

TEST_CASE("received 3 June, 12 calendar days: 15 June, a Sunday, stays under an agreement") {
  const auto found = ask("2025-06-03", "P12D:treaty");
  REQUIRE(found.ok());
  CHECK(found->deadline.last_day == day("2025-06-15"));
  CHECK(codes(found->deadline) ==
        "event event_day_not_counted counted last_day_weekend stays ends");
  CHECK(answer("2025-06-03", "P12D") == "2025-06-16");  // BGB s.193: the Monday
}

TEST_CASE("the days of a suspension do not count") {
  CHECK(answer("2026-06-03", "P12D:treaty") == "2026-06-15");
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-10..2026-06-12"}}) ==
        "2026-06-18");
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-15"}}) == "2026-06-16");
  // What the first adds reaches into the second.
  CHECK(answer("2026-06-03", "P12D:treaty",
               {.suspended = {"2026-06-14..2026-06-15", "2026-06-17"}}) == "2026-06-18");
  // It began before the period did: only the days within count.
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-05-20..2026-06-05"}}) ==
        "2026-06-17");
  // Working days: 4, 5, then 11, 12, 15 June.
  CHECK(answer("2026-06-03", "P5D:working_days:treaty") == "2026-06-11");
  CHECK(answer("2026-06-03", "P5D:working_days:treaty",
               {.suspended = {"2026-06-08..2026-06-09"}}) == "2026-06-15");
  // Months: 28 February, three days later.
  CHECK(answer("2026-01-31", "P1M:treaty", {.suspended = {"2026-02-10..2026-02-12"}}) ==
        "2026-03-03");
  const auto found = ask("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-10..2026-06-12"}});
  CHECK(codes(found->deadline) == "event event_day_not_counted suspended counted ends");
  CHECK(found->deadline.steps[2].value("days") == "3");
}

TEST_CASE("a suspension that cannot be is refused") {
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-12..2026-06-10"}}) ==
        "calendar.bad_suspension: The suspension from 2026-06-12 to 2026-06-10 ends before it "
        "begins.");
  CHECK(answer("2026-06-03", "P12D:treaty",
               {.suspended = {"2026-06-05..2026-06-08", "2026-06-08"}}) ==
        "calendar.bad_suspension: The suspension from 2026-06-08 to 2026-06-08 begins before the "
        "one before it has ended.");
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-01..2026-06-03"}}) ==
        "calendar.bad_suspension: The suspension from 2026-06-01 to 2026-06-03 ends before the "
        "period begins.");
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"2026-06-16"}}) ==
        "calendar.suspended_too_late: The period ended on 2026-06-15; it cannot be suspended from "
        "2026-06-16.");
  CHECK(answer("2026-06-03", "P12D:treaty", {.suspended = {"June"}}) ==
        "calendar.bad_suspension: 'June' is no suspension: write the first and the last day that "
        "do not count, as 2026-06-10..2026-06-12.");
}

TEST_CASE("an extension counts from the end of the period before it") {
  // 13 June, a Saturday, stays; six days more.
  CHECK(answer("2026-06-03", "P10D:treaty", {.extended = {{"P6D", "reasoned_request"}}}) ==
        "2026-06-19");
  // BGB s.193 moves 13 June to Monday 15 June, and the end, Sunday 21 June, to Monday 22 June.
  CHECK(answer("2026-06-03", "P10D", {.extended = {{"P6D", "agreed"}}}) == "2026-06-22");
  CHECK(answer("2026-06-03", "P12D:treaty", {.extended = {{"P1M", "agreed"}}}) == "2026-07-15");
  // Plain days of a period in working days are working days: after 11 June, 12 and 15 June.
  CHECK(answer("2026-06-03", "P5D:working_days:treaty", {.extended = {{"P2D", "agreed"}}}) ==
        "2026-06-15");
  CHECK(answer("2026-06-03", "P5D:working_days:treaty",
               {.extended = {{"P2D:calendar_days", "agreed"}}}) == "2026-06-13");
  // Suspended in the extension: 16 June to 21 June without the 17th and 18th.
  CHECK(answer("2026-06-03", "P12D:treaty",
               {.suspended = {"2026-06-17..2026-06-18"}, .extended = {{"P6D", "agreed"}}}) ==
        "2026-06-23");
  const auto found = ask("2026-06-03", "P10D:treaty", {.extended = {{"P6D", "agreed"}}});
  CHECK(codes(found->deadline) ==
        "event event_day_not_counted counted last_day_weekend stays extended counted ends");
  CHECK(answer("2026-06-03", "P10D:treaty", {.extended = {{"P6D", ""}}}) ==
        "calendar.no_reason: The extension by P6D needs a reason: it is recorded who made it and "
        "why.");
}

TEST_CASE("two calendars: a day counts if both work, or if one works, as the rule says") {
  // Both work from Monday to Thursday: 4, 8, 9, 11 (10 is a feast of XA), 15 June.
  CHECK(answer("2026-06-03", "P5D:working_days:both", {.calendar = "xa+xb"}) == "2026-06-15");
  CHECK(answer("2026-06-03", "P5D:working_days:treaty", {.calendar = "xa+xb"}) == "2026-06-15");
  // One of them works on every day but Saturday: 4, 5, 7, 8, 9 June.
  CHECK(answer("2026-06-03", "P5D:working_days:either", {.calendar = "xa+xb"}) == "2026-06-09");
  // Sunday 5 July is a feast of XB: nobody works. 2, 3, 6 July.
  CHECK(answer("2026-07-01", "P3D:working_days:either", {.calendar = "xa+xb"}) == "2026-07-06");
  const auto both = ask("2026-06-03", "P5D:working_days:both", {.calendar = "xa+xb"});
  CHECK(both->deadline.steps.front().code == "both_sides");
  CHECK(both->deadline.zone == "Etc/GMT-1");
  CHECK(ask("2026-06-03", "P5D:working_days:either", {.calendar = "xb+xa"})->deadline.zone ==
        "Etc/GMT-4");
  CHECK(answer("2026-06-03", "P5D:working_days:both") ==
        "calendar.two_sides: The rule 'both' counts by the calendars of both sides: name two, as "
        "'xa+…'.");
  CHECK(answer("2026-06-03", "P5D", {.calendar = "xa+xb+xc"}) ==
        "calendar.bad_place: 'xa+xb+xc' names more than two calendars; a period has two sides.");
  CHECK(answer("2026-06-03", "P5D", {.calendar = "xc"}) ==
        "calendar.not_found: There is no calendar 'xc' in content/law/calendars. Did you mean "
        "'xa'?");
  CHECK(answer("2026-06-03", "P5D:treaty", {.calendar = "XA"}) == "2026-06-08");
}

TEST_CASE("Regulation 1182/71 art. 3(5): two days or more have two working days at least") {
  // Friday 5 June: Saturday and Sunday, so Monday (art. 3(4)), but that is one working day.
  const auto found = ask("2026-06-05", "P2D:eu");
  REQUIRE(found.ok());
  CHECK(found->deadline.last_day == day("2026-06-09"));
  CHECK(codes(found->deadline) ==
        "event event_day_not_counted counted last_day_weekend moved too_few_working_days ends");
  // Thursday 4 June: Friday and Monday are two.
  CHECK(answer("2026-06-04", "P2D:eu") == "2026-06-08");
  // Monday 8 June: Tuesday, then the feast, so Thursday.
  CHECK(answer("2026-06-08", "P2D:eu") == "2026-06-11");
  // One day only: the rule does not apply.
  CHECK(answer("2026-06-05", "P1D:eu") == "2026-06-08");
  CHECK(answer("2026-06-05", "P2D") == "2026-06-08");
}

TEST_CASE("hours run from the moment, or from the next full hour, through every day") {
  DeadlineAsked asked{day("2026-06-05"),
                      Instant::from_iso("2026-06-05T10:20:00Z").value(),
                      "PT48H",
                      "xa",
                      PeriodEvent::kReceipt,
                      {},
                      {}};
  const auto at_once = ask_deadline(asked, world());
  REQUIRE(at_once.ok());
  CHECK(at_once->deadline.moment == Instant::from_iso("2026-06-07T10:20:00Z").value());
  CHECK(at_once->deadline.last_day == day("2026-06-07"));
  CHECK(codes(at_once->deadline) == "hour_event hours_counted ends_at");
  CHECK(at_once->deadline.end_moment().value() == *at_once->deadline.moment);
  asked.rule = "PT48H:eu";
  const auto next = ask_deadline(asked, world());
  CHECK(next->deadline.moment == Instant::from_iso("2026-06-07T11:00:00Z").value());
  CHECK(codes(next->deadline) == "hour_event_next hours_counted ends_at");
  asked.moment.reset();
  CHECK(ask_deadline(asked, world()).error().code == "calendar.no_moment");
  asked.moment = Instant::from_iso("2026-06-05T10:20:00Z").value();
  asked.suspensions = {{day("2026-06-06"), day("2026-06-06"), ""}};
  CHECK(ask_deadline(asked, world()).error().code == "calendar.hours");
}

TEST_CASE("a clock of the law is asked by its name, on a day when it is in force") {
  const auto found = ask("2026-06-01", "consent");
  REQUIRE(found.ok());
  CHECK(found->deadline.last_day == day("2026-06-15"));
  CHECK(found->clause == "s.36(2)");
  CHECK(found->rule == "treaty");
  CHECK(ask("2026-06-01", "consent:bgb")->rule == "bgb");
  CHECK(answer("2025-12-31", "consent") ==
        "calendar.not_established: The length of 'consent' is not established for 2025-12-31.");
  CHECK(answer("2026-06-01", "open") ==
        "calendar.not_established: The length of 'open' is not established for 2026-06-01.");
  CHECK(answer("2026-06-01", "consnt") ==
        "calendar.period_not_found: 'consnt' is neither a period (P14D, P2W, P3M, P1Y, PT24H) nor "
        "a clock of content/law/de/clocks.toml. Did you mean 'consent'?");
}

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// deadline(start, rule, calendar) in FEEL: the law's own counting, Unknown, and null with a
// warning.
#include <doctest/doctest.h>

#include "calendar/ask_deadline.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::feel {

namespace {

Date day(const char* text) {
  return Date::from_iso(text).value();
}

// Rests on Saturday and Sunday; 15 June 2026 is a feast.
calendar::CalendarSet make_set() {
  calendar::CalendarFacts facts;
  facts.id = "xa";
  facts.zone = "Etc/GMT-1";
  facts.first_year = facts.last_year = 2026;
  facts.weekend = {6, 7};
  facts.holidays = {{day("2026-06-15"), "feast", "Fest", "Feast", "", false, false}};
  calendar::CalendarSet set;
  set.add_calendar(calendar::HolidayCalendar(facts));
  calendar::CountingRule rule;
  rule.id = "treaty";
  set.add_rule(rule);
  rule.id = "bgb";
  rule.last_day_off = calendar::LastDayOff::kNextWorkingDay;
  set.add_rule(rule);
  set.add_period(
      {"consent",
       {day("2026-01-01"), std::nullopt},
       calendar::StatedPeriod{2, calendar::PeriodUnit::kWeeks, calendar::PeriodEvent::kOther},
       "treaty",
       "s.36(2)"});
  return set;
}

struct Asked {
  std::string value;
  std::string warning;  // code and message
};

Asked ask(const std::string& text, const calendar::CalendarSet* set) {
  Scope scope;
  scope.declare("received", Type::simple(TypeKind::kDate));
  Diagnostics diagnostics;
  const auto expression = parse_expression(text, scope, {}, diagnostics);
  REQUIRE(expression);
  EvaluationContext context;
  context.set_calendars(set);
  const std::vector<Value> slots = {Value::unknown("received")};
  const Value value = evaluate(*expression, slots, context);
  const auto& warnings = context.warnings();
  return {to_literal(value),
          warnings.empty() ? "" : warnings.front().code + ": " + warnings.front().message};
}

std::string value(const std::string& text) {
  static const calendar::CalendarSet set = make_set();
  return ask(text, &set).value;
}

std::string warning(const std::string& text) {
  static const calendar::CalendarSet set = make_set();
  const Asked asked = ask(text, &set);
  CHECK(asked.value == "null");
  return asked.warning;
}

}  // namespace

TEST_CASE("deadline() gives the last day as the law counts it") {
  // Twelve days from 3 June: Monday 15 June, a feast.
  CHECK(value("deadline(@\"2026-06-03\", \"P12D:treaty\", \"xa\")") == "2026-06-15");
  CHECK(value("deadline(@\"2026-06-03\", \"P12D\", \"xa\")") == "2026-06-16");
  CHECK(value("deadline(@\"2026-06-03\", duration(\"P12D\"), \"xa\")") == "2026-06-16");
  CHECK(value("deadline(@\"2026-01-31\", duration(\"P1M\"), \"xa\")") == "2026-03-02");
  CHECK(value("deadline(rule: \"consent\", calendar: \"xa\", start: @\"2026-06-01\")") ==
        "2026-06-15");
  CHECK(value("deadline(@\"2026-06-01\", \"consent\", \"xa\") < @\"2026-06-16\"") == "true");
  // A moment starts a period of days on its day there: 23:30 in UTC is the next day in XA.
  CHECK(value("deadline(@\"2026-06-02T23:30:00Z\", \"P12D:treaty\", \"xa\")") == "2026-06-15");
}

TEST_CASE("deadline() of hours gives a moment, told by the clocks of the place") {
  CHECK(value("deadline(@\"2026-06-05T10:20:00Z\", \"PT48H:treaty\", \"xa\")") ==
        "2026-06-07T11:20:00+01:00");
  CHECK(value("deadline(@\"2026-06-05T10:20:00\", duration(\"PT5H\"), \"xa\")") ==
        "2026-06-05T15:20:00+01:00");
}

TEST_CASE("deadline() of an unknown start is unknown") {
  CHECK(value("deadline(received, \"P12D\", \"xa\")") == "unknown(received)");
  CHECK(value("deadline(received, \"P12D\", \"xa\") < @\"2026-06-16\"") == "unknown(received)");
}

TEST_CASE("deadline() of what cannot be counted is null, with the reason") {
  CHECK(warning("deadline(@\"2026-06-03\", \"P12D:traety\", \"xa\")") ==
        "feel.undefined: deadline(): There is no counting rule 'traety' in "
        "content/law/calendars/rules.toml. Did you mean 'treaty'?");
  CHECK(warning("deadline(@\"2026-06-03\", \"P12D\", \"xc\")") ==
        "feel.undefined: deadline(): There is no calendar 'xc' in content/law/calendars. Did you "
        "mean 'xa'?");
  CHECK(warning("deadline(@\"2026-12-24\", \"P12D\", \"xa\")")
            .starts_with("feel.undefined: deadline(): The calendar 'xa' covers the years 2026 to "
                         "2026, not 2027."));
  CHECK(warning("deadline(@\"2026-06-03\", \"PT12H\", \"xa\")") ==
        "feel.undefined: deadline(): A period of hours starts at a moment, not on a day: give date "
        "and time.");
  CHECK(warning("deadline(\"2026-06-03\", \"P12D\", \"xa\")") ==
        "feel.wrong_arguments: deadline(): 'start' must be a date or a date and time.");
  CHECK(warning("deadline(@\"2026-06-03\", 12, \"xa\")") ==
        "feel.wrong_arguments: deadline(): 'rule' must be text such as \"P12D:treaty\", or a "
        "positive duration of whole days, months or hours.");
  CHECK(warning("deadline(@\"2026-06-03\", -duration(\"P12D\"), \"xa\")")
            .starts_with("feel.wrong_arguments"));
  CHECK(warning("deadline(null, \"P12D\", \"xa\")").starts_with("feel.wrong_arguments"));
  CHECK(warning("deadline(@\"2026-06-03\", \"P12D\", null)").starts_with("feel.wrong_arguments"));
  CHECK(warning("deadline(@\"999999999-06-03\", \"P12D\", \"xa\")")
            .starts_with("feel.undefined: deadline(): 'start' lies beyond"));
  const Asked nowhere = ask("deadline(@\"2026-06-03\", \"P12D\", \"xa\")", nullptr);
  CHECK(nowhere.value == "null");
  CHECK(nowhere.warning == "feel.no_calendars: deadline(): there are no holiday calendars here.");
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Reading calendars and rules: what is inherited, and every mistake with its place.
#include "calendar/calendar_reader.h"

#include <doctest/doctest.h>

namespace alternat::calendar {

namespace {

Date day(const char* text) {
  return Date::from_iso(text).value();
}

CalendarSet read(const std::string& text, Diagnostics& found) {
  CalendarSet set;
  read_calendars(parse_toml(text, "x.toml").value(), set, found);
  return set;
}

std::string first_mistake(const std::string& text) {
  Diagnostics found;
  const CalendarSet set = read(text, found);
  return found.empty() ? "none" : to_string(found.items().front());
}

const std::string kHead =
    "[[calendar]]\n"
    "id = \"xa\"\n"
    "name = { de = \"A\", en = \"A\" }\n"
    "zone = \"Etc/GMT-1\"\n"
    "first_year = 2026\n"
    "last_year = 2028\n"
    "provenance = { mark = \"knowledge\" }\n";

const std::string kHoliday =
    "[[calendar.holiday]]\nid = \"h\"\nname = { de = \"H\", en = \"H\" }\n";

}  // namespace

TEST_CASE("the four rules of a holiday are spelled out for the covered years") {
  Diagnostics found;
  const CalendarSet set =
      read(kHead + kHoliday + "fixed = \"02-29\"\n" + kHoliday + "easter = 60\n" + kHoliday +
               "weekday_before = { weekday = \"wednesday\", fixed = \"11-23\" }\n" + kHoliday +
               "dates = [2027-07-01, 2029-01-01]\nprovisional = true\n" + kHoliday +
               "fixed = \"05-05\"\nfrom_year = 2027\nuntil_year = 2027\nlocal = true\n",
           found);
  CHECK(found.empty());
  std::string days;
  for (const Holiday& holiday : set.find_calendar("xa")->holidays()) {
    days += holiday.date.to_iso() + (holiday.is_provisional ? "p " : holiday.is_local ? "l " : " ");
  }
  // Easter: 5 April 2026, 28 March 2027, 16 April 2028. 22 November 2028 is itself a Wednesday.
  CHECK(days ==
        "2026-06-04 2026-11-18 2027-05-05l 2027-05-27 2027-07-01p 2027-11-17 2028-02-29 "
        "2028-06-15 2028-11-22 ");
  CHECK(set.find_calendar("xa")->find_local_holiday(day("2027-05-05")) != nullptr);
  CHECK(set.find_calendar("xa")->is_working_day(day("2027-05-05")).value());
}

TEST_CASE("a calendar that extends another adds to it") {
  Diagnostics found;
  const CalendarSet set = read(kHead + kHoliday + "fixed = \"05-05\"\n" +
                                   "[[calendar]]\nid = \"xa-n\"\nextends = \"xa\"\n"
                                   "name = { de = \"N\", en = \"N\" }\nweekend = [\"friday\"]\n" +
                                   kHoliday + "fixed = \"05-06\"\n",
                               found);
  CHECK(found.empty());
  const HolidayCalendar& part = *set.look_up_calendar("xa-n").value();
  CHECK(part.zone() == "Etc/GMT-1");
  CHECK(part.source().mark == "knowledge");
  CHECK(part.find_holiday(day("2026-05-05")).value() != nullptr);
  CHECK(part.find_holiday(day("2026-05-06")).value() != nullptr);
  CHECK(part.is_weekend(day("2026-05-08")));  // a Friday
  CHECK_FALSE(part.is_weekend(day("2026-05-09")));
  CHECK(set.find_calendar("xa")->find_holiday(day("2026-05-06")).value() == nullptr);
}

TEST_CASE("joined calendars rest when either rests") {
  Diagnostics found;
  const CalendarSet set = read(kHead + kHoliday + "fixed = \"05-05\"\n" +
                                   "[[calendar]]\nid = \"xb\"\nname = { de = \"B\", en = \"B\" }\n"
                                   "zone = \"Etc/GMT-4\"\nweekend = [\"friday\", \"saturday\"]\n"
                                   "first_year = 2027\nlast_year = 2030\n"
                                   "provenance = { mark = \"knowledge\" }\n" +
                                   kHoliday + "fixed = \"05-06\"\n",
                               found);
  CHECK(found.empty());
  const HolidayCalendar both = joined(*set.find_calendar("xa"), *set.find_calendar("xb"));
  CHECK(both.id() == "xa+xb");
  CHECK(both.zone() == "Etc/GMT-1");
  CHECK(both.first_year() == 2027);
  CHECK(both.last_year() == 2028);
  CHECK_FALSE(both.is_working_day(day("2027-05-05")).value());
  CHECK_FALSE(both.is_working_day(day("2027-05-06")).value());
  CHECK_FALSE(both.is_working_day(day("2027-05-07")).value());  // Friday
  CHECK_FALSE(both.is_working_day(day("2027-05-09")).value());  // Sunday
  CHECK(both.is_working_day(day("2027-05-10")).value());
  CHECK(both.is_working_day(day("2026-05-11")).error().code == "calendar.year_not_covered");
}

TEST_CASE("mistakes in calendars name place, reason and remedy") {
  CHECK(first_mistake(kHead + kHoliday) ==
        "x.toml:8:1: error: A holiday has exactly one of 'fixed', 'easter', 'weekday_before' and "
        "'dates'. [calendar.bad_holiday]");
  CHECK(first_mistake(kHead + kHoliday + "fixed = \"02-30\"\n") ==
        "x.toml:8:1: error: 'fixed' is month and day, for example \"12-25\". "
        "[calendar.bad_holiday]");
  CHECK(first_mistake(kHead + kHoliday + "fixed = \"02-03\"\neaster = 1\n")
            .ends_with("[calendar.bad_holiday]"));
  CHECK(first_mistake(kHead + kHoliday + "easter = 251\n").ends_with("[calendar.bad_holiday]"));
  CHECK(first_mistake(kHead + kHoliday + "dates = [\"2026-01-01\"]\n")
            .ends_with("[calendar.bad_holiday]"));
  CHECK(first_mistake(kHead + kHoliday + "weekday_before = { weekday = \"wed\", fixed = \"1\" }\n")
            .ends_with("[calendar.bad_holiday]"));
  CHECK(first_mistake(kHead + kHoliday + "easter = 1\nfrom_year = 2030\nuntil_year = 2029\n")
            .ends_with("[calendar.bad_holiday]"));
  CHECK(first_mistake(kHead + "weekend = [\"Sunday\"]\n") ==
        "x.toml:8:11: error: 'Sunday' is not a day of the week in English, lower case. "
        "[calendar.bad_word]");
  CHECK(first_mistake(kHead + kHead) ==
        "x.toml:9:6: error: The calendar 'xa' is there already. [calendar.duplicate]");
  CHECK(first_mistake(
            "[[calendar]]\nid = \"a\"\nextends = \"b\"\nname = { de = \"\", en = \"\" }\n") ==
        "x.toml:3:11: error: The calendar 'b' must stand before the one that extends it. "
        "[calendar.unknown_parent]");
  CHECK(first_mistake("[[calendar]]\nid = \"a\"\nname = { de = \"\", en = \"\" }\nzone = \"UTC\"\n"
                      "first_year = 2027\nlast_year = 2026\n"
                      "provenance = { mark = \"knowledge\" }\n") ==
        "x.toml:1:1: error: 'first_year' and 'last_year' are both needed, in this order, between "
        "1583 and 9999. [calendar.bad_years]");
}

TEST_CASE("an uncertain calendar stays out, a sourced one names its source") {
  const auto with_source = [](const std::string& source) {
    return first_mistake(
        "[[calendar]]\nid = \"a\"\nname = { de = \"\", en = \"\" }\nzone = \"UTC\"\n"
        "first_year = 2026\nlast_year = 2026\n" +
        source);
  };
  CHECK(with_source("provenance = { mark = \"uncertain\" }\n") ==
        "x.toml:7:23: error: The mark of a calendar is 'sourced' or 'knowledge'; an uncertain "
        "calendar stays out of the content. [calendar.bad_provenance]");
  CHECK(with_source("provenance = { mark = \"sourced\" }\n") ==
        "x.toml:7:14: error: A sourced calendar names its title and grade. "
        "[calendar.bad_provenance]");
  CHECK(with_source("") ==
        "x.toml:1:1: error: A calendar needs 'provenance'. [calendar.bad_provenance]");
}

TEST_CASE("rules are read word by word") {
  const std::string rule =
      "[[rule]]\nid = \"r\"\nname = { de = \"\", en = \"\" }\nevent_day = \"counted\"\n"
      "month_rounding = \"refuse\"\nlast_day_off = \"previous_working_day\"\n"
      "move_citation = \"art. 3\"\n";
  Diagnostics found;
  const CalendarSet set = read(rule, found);
  CHECK(found.empty());
  const CountingRule& read_back = *set.look_up_rule("r").value();
  CHECK(read_back.event_day == EventDay::kCounted);
  CHECK(read_back.month_rounding == MonthRounding::kRefuse);
  CHECK(read_back.last_day_off == LastDayOff::kPreviousWorkingDay);
  CHECK(read_back.move_citation == "art. 3");
  CHECK(first_mistake(rule + rule) ==
        "x.toml:9:6: error: The counting rule 'r' is there already. [calendar.duplicate]");
  CHECK(first_mistake("[[rule]]\nid = \"r\"\nname = { de = \"\", en = \"\" }\nevent_day = \"yes\"\n"
                      "month_rounding = \"down\"\nlast_day_off = \"stays\"\n") ==
        "x.toml:4:13: error: 'yes' is not one of the words of 'event_day': 'not_counted', "
        "'counted'. [calendar.bad_word]");
}

TEST_CASE("calendar.not_found and calendar.rule_not_found suggest a near name") {
  Diagnostics found;
  const CalendarSet set = read(kHead, found);
  CHECK(set.look_up_calendar("xb").error().message ==
        "There is no calendar 'xb' in content/law/calendars. Did you mean 'xa'?");
  CHECK(set.look_up_calendar("zz").error().code == "calendar.not_found");
  CHECK(set.look_up_rule("bgb").error().message ==
        "There is no counting rule 'bgb' in content/law/calendars/rules.toml.");
  CHECK(set.look_up_rule("bgb").error().code == "calendar.rule_not_found");
}

TEST_CASE("a folder that is not there is one mistake") {
  Diagnostics found;
  CHECK(load_calendars("/no/such/folder", found).calendars().empty());
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].code == "file.not_found");
}

TEST_CASE("every word of a unit and of an event is found again") {
  for (const char* word :
       {"hours", "calendar_days", "working_days", "werktage", "weeks", "months", "years"}) {
    CHECK(word_of(find_period_unit(word).value()) == word);
  }
  for (const char* word :
       {"receipt", "service", "completeness", "transmission", "entry", "notice", "other"}) {
    CHECK(word_of(find_period_event(word).value()) == word);
  }
  CHECK_FALSE(find_period_unit("days").has_value());
  CHECK_FALSE(find_period_event("arrival").has_value());
}

}  // namespace alternat::calendar

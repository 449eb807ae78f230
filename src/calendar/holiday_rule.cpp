// SPDX-License-Identifier: EUPL-1.2
// Reading holiday rules and spelling them out.
#include "calendar/holiday_rule.h"

#include <algorithm>
#include <array>
#include <string>

#include "calendar/easter.h"

namespace alternat::calendar {

namespace {

constexpr std::int64_t kYearMin = 1583;
constexpr std::int64_t kYearMax = 9999;

// "12-25"; checked in a leap year, so that the 29th of February is a day.
std::optional<FixedDay> parse_fixed(std::string_view text) {
  if (text.size() != 5) return std::nullopt;
  const auto day = Date::from_iso("2024-" + std::string(text));
  if (!day) return std::nullopt;
  return FixedDay{day->month(), day->day()};
}

std::optional<WeekdayBefore> read_weekday_before(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  const auto weekday = find_weekday(reader.take_string("weekday"));
  const auto before = parse_fixed(reader.take_string("fixed"));
  if (!weekday || !before) return std::nullopt;
  return WeekdayBefore{*weekday, *before};
}

std::optional<std::vector<Date>> read_dates(const TomlNode& node) {
  const TomlNode::Array* array = node.as_array();
  if (array == nullptr || array->empty()) return std::nullopt;
  std::vector<Date> dates;
  for (const TomlNode& element : *array) {
    const Date* date = element.as_date();
    if (date == nullptr) return std::nullopt;
    dates.push_back(*date);
  }
  std::sort(dates.begin(), dates.end());
  return dates;
}

std::optional<Date> date_in(const FixedDay& fixed, int year) {
  const auto day = Date::from_ymd(year, fixed.month, fixed.day);
  if (!day) return std::nullopt;
  return *day;
}

std::optional<Date> date_in(const FromEaster& rule, int year) {
  return easter_sunday(year).plus_days(rule.days);
}

std::optional<Date> date_in(const WeekdayBefore& rule, int year) {
  const auto limit = date_in(rule.before, year);
  if (!limit) return std::nullopt;
  Date day = limit->plus_days(-1);
  while (day.weekday() != rule.weekday) day = day.plus_days(-1);
  return day;
}

}  // namespace

std::optional<unsigned> find_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWords = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return std::nullopt;
  return static_cast<unsigned>(found - kWords.begin()) + 1;
}

std::optional<HolidayRule> read_holiday_rule(TomlReader& reader, Diagnostics& diagnostics) {
  const auto bad = [&](const std::string& message) {
    diagnostics.error("calendar.bad_holiday", message, reader.span());
    return std::nullopt;
  };
  const auto fixed = reader.find_string("fixed");
  const auto easter = reader.find_integer("easter");
  const TomlNode* before = reader.find_node("weekday_before");
  const TomlNode* dates = reader.find_node("dates");
  const auto from_year = reader.find_integer("from_year").value_or(kYearMin);
  const auto until_year = reader.find_integer("until_year").value_or(kYearMax);
  const int rules = (fixed ? 1 : 0) + (easter ? 1 : 0) + (before ? 1 : 0) + (dates ? 1 : 0);
  if (rules != 1) {
    return bad("A holiday has exactly one of 'fixed', 'easter', 'weekday_before' and 'dates'.");
  }
  if (from_year < kYearMin || until_year > kYearMax || from_year > until_year) {
    return bad("'from_year' and 'until_year' must be in this order, between 1583 and 9999.");
  }
  HolidayRule rule{FromEaster{0}, static_cast<int>(from_year), static_cast<int>(until_year)};
  if (fixed) {
    const auto day = parse_fixed(*fixed);
    if (!day) return bad("'fixed' is month and day, for example \"12-25\".");
    rule.when = *day;
  } else if (easter) {
    if (*easter < -80 || *easter > 250) return bad("'easter' is -80 to 250 days from Easter.");
    rule.when = FromEaster{static_cast<int>(*easter)};
  } else if (before != nullptr) {
    const auto weekday = read_weekday_before(*before, diagnostics);
    if (!weekday) {
      return bad(
          "'weekday_before' is, for example, { weekday = \"wednesday\", fixed = \"11-23\" }.");
    }
    rule.when = *weekday;
  } else {
    auto listed = read_dates(*dates);
    if (!listed) return bad("'dates' is a list of dates such as [2026-06-15].");
    rule.when = std::move(*listed);
  }
  return rule;
}

std::vector<Date> holiday_dates(const HolidayRule& rule, int first_year, int last_year) {
  first_year = std::max(first_year, rule.first_year);
  last_year = std::min(last_year, rule.last_year);
  std::vector<Date> days;
  if (const auto* listed = std::get_if<std::vector<Date>>(&rule.when)) {
    for (const Date day : *listed) {
      if (day.year() >= first_year && day.year() <= last_year) days.push_back(day);
    }
    return days;
  }
  for (int year = first_year; year <= last_year; ++year) {
    std::optional<Date> day;
    if (const auto* fixed = std::get_if<FixedDay>(&rule.when)) day = date_in(*fixed, year);
    if (const auto* easter = std::get_if<FromEaster>(&rule.when)) day = date_in(*easter, year);
    if (const auto* before = std::get_if<WeekdayBefore>(&rule.when)) day = date_in(*before, year);
    if (day) days.push_back(*day);
  }
  return days;
}

}  // namespace alternat::calendar

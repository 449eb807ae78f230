// SPDX-License-Identifier: EUPL-1.2
// From TOML tables to calendars: inheritance, holiday rules spelled out for every covered year.
#include "calendar/calendar_reader.h"

#include <array>
#include <optional>
#include <utility>

#include "base/file.h"
#include "calendar/holiday_rule.h"

namespace alternat::calendar {

namespace {

struct Names {
  std::string de;
  std::string en;
};

Names take_names(TomlReader& reader, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("name");
  if (node == nullptr) {
    diagnostics.error("toml.missing_key", "The key 'name' is missing.", reader.span());
    return {};
  }
  TomlReader names(*node, diagnostics);
  std::string de = names.take_string("de");
  return {std::move(de), names.take_string("en")};
}

template <typename Value, std::size_t kSize>
using WordTable = std::array<std::pair<std::string_view, Value>, kSize>;

template <typename Value, std::size_t kSize>
void take_word(TomlReader& reader, std::string_view key, const std::string& word,
               const WordTable<Value, kSize>& words, Value& value, Diagnostics& diagnostics) {
  std::string known;
  for (const auto& [candidate, meaning] : words) {
    if (candidate == word) {
      value = meaning;
      return;
    }
    known += (known.empty() ? "'" : ", '") + std::string(candidate) + "'";
  }
  diagnostics.error(
      "calendar.bad_word",
      "'" + word + "' is not one of the words of '" + std::string(key) + "': " + known + ".",
      reader.span_of(key));
}

template <typename Value, std::size_t kSize>
void read_word(TomlReader& reader, std::string_view key, const WordTable<Value, kSize>& words,
               Value& value, Diagnostics& diagnostics) {
  const std::string word = reader.take_string(key);
  if (!word.empty()) take_word(reader, key, word, words, value, diagnostics);
}

// The same where the key may be absent.
template <typename Value, std::size_t kSize>
void find_word(TomlReader& reader, std::string_view key, const WordTable<Value, kSize>& words,
               Value& value, Diagnostics& diagnostics) {
  if (const auto word = reader.find_string(key))
    take_word(reader, key, *word, words, value, diagnostics);
}

CalendarSource read_source(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  CalendarSource source;
  source.mark = reader.take_string("mark");
  source.grade = reader.find_string("grade").value_or("");
  source.title = reader.find_string("title").value_or("");
  source.as_of = reader.find_date("as_of");
  source.checked = reader.find_date("checked");
  // An uncertain calendar must not be there at all: its days would be counted.
  const bool is_sourced = source.mark == "sourced";
  if (!is_sourced && source.mark != "knowledge") {
    diagnostics.error("calendar.bad_provenance",
                      "The mark of a calendar is 'sourced' or 'knowledge'; an uncertain calendar "
                      "stays out of the content.",
                      reader.span_of("mark"));
  }
  if (is_sourced && (source.title.empty() || source.grade.empty())) {
    diagnostics.error("calendar.bad_provenance", "A sourced calendar names its title and grade.",
                      reader.span());
  }
  return source;
}

void read_years(TomlReader& reader, CalendarFacts& facts, bool is_inherited,
                Diagnostics& diagnostics) {
  const auto first = reader.find_integer("first_year");
  const auto last = reader.find_integer("last_year");
  if (!first && !last && is_inherited) return;
  if (!first || !last || *first < 1583 || *last > 9999 || *first > *last) {
    diagnostics.error("calendar.bad_years",
                      "'first_year' and 'last_year' are both needed, in this order, between 1583 "
                      "and 9999.",
                      reader.span());
    return;
  }
  facts.first_year = static_cast<int>(*first);
  facts.last_year = static_cast<int>(*last);
}

void read_weekend(TomlReader& reader, CalendarFacts& facts, bool is_inherited,
                  Diagnostics& diagnostics) {
  const std::vector<std::string> words = reader.find_strings("weekend");
  if (words.empty()) {
    if (!is_inherited) facts.weekend = {6, 7};
    return;
  }
  facts.weekend.clear();
  for (const std::string& word : words) {
    if (const auto weekday = find_weekday(word)) {
      facts.weekend.insert(*weekday);
    } else {
      diagnostics.error("calendar.bad_word",
                        "'" + word + "' is not a day of the week in English, lower case.",
                        reader.span_of("weekend"));
    }
  }
}

void read_holiday(const TomlNode& node, CalendarFacts& facts, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Holiday holiday{Date::from_days(0), reader.take_string("id"), {}, {}, {}};
  Names names = take_names(reader, diagnostics);
  holiday.name_de = std::move(names.de);
  holiday.name_en = std::move(names.en);
  holiday.citation = reader.find_string("citation").value_or("");
  holiday.is_provisional = reader.find_bool("provisional").value_or(false);
  holiday.is_local = reader.find_bool("local").value_or(false);
  const auto rule = read_holiday_rule(reader, diagnostics);
  reader.finish();
  if (!rule) return;
  for (const Date day : holiday_dates(*rule, facts.first_year, facts.last_year)) {
    holiday.date = day;
    facts.holidays.push_back(holiday);
  }
}

// What a calendar takes over from the one it extends.
CalendarFacts inherit(const HolidayCalendar& parent) {
  CalendarFacts facts;
  facts.zone = parent.zone();
  facts.first_year = parent.first_year();
  facts.last_year = parent.last_year();
  for (unsigned weekday = 1; weekday <= 7; ++weekday) {
    const Date day = Date::from_days(static_cast<std::int32_t>(weekday) + 3);  // a Monday first
    if (parent.is_weekend(day)) facts.weekend.insert(weekday);
  }
  facts.holidays = parent.holidays();
  facts.source = parent.source();
  return facts;
}

void read_calendar(const TomlNode& node, CalendarSet& set, Diagnostics& diagnostics) {
  Diagnostics own;
  {
    TomlReader reader(node, own);
    CalendarFacts facts;
    const auto parent_id = reader.find_string("extends");
    if (parent_id) {
      const HolidayCalendar* parent = set.find_calendar(*parent_id);
      if (parent != nullptr) {
        facts = inherit(*parent);
      } else {
        own.error("calendar.unknown_parent",
                  "The calendar '" + *parent_id + "' must stand before the one that extends it.",
                  reader.span_of("extends"));
      }
    }
    facts.id = reader.take_string("id");
    Names names = take_names(reader, own);
    facts.name_de = std::move(names.de);
    facts.name_en = std::move(names.en);
    facts.zone =
        parent_id ? reader.find_string("zone").value_or(facts.zone) : reader.take_string("zone");
    read_years(reader, facts, parent_id.has_value(), own);
    read_weekend(reader, facts, parent_id.has_value(), own);
    if (const TomlNode* source = reader.find_node("provenance")) {
      facts.source = read_source(*source, own);
    } else if (!parent_id) {
      own.error("calendar.bad_provenance", "A calendar needs 'provenance'.", reader.span());
    }
    for (const TomlNode* holiday : reader.find_tables("holiday")) {
      read_holiday(*holiday, facts, own);
    }
    reader.finish();
    if (!own.has_errors() && !set.add_calendar(HolidayCalendar(facts))) {
      own.error("calendar.duplicate", "The calendar '" + facts.id + "' is there already.",
                reader.span_of("id"));
    }
  }
  diagnostics.append(own);
}

std::int32_t read_least(TomlReader& reader, Diagnostics& diagnostics) {
  const auto least = reader.find_integer("working_days_min");
  if (!least) return 0;
  if (*least >= 1 && *least <= 10) return static_cast<std::int32_t>(*least);
  diagnostics.error("calendar.bad_word", "'working_days_min' is a whole number from 1 to 10.",
                    reader.span_of("working_days_min"));
  return 0;
}

void read_rule(const TomlNode& node, CalendarSet& set, Diagnostics& diagnostics) {
  using Rounding = std::pair<std::string_view, MonthRounding>;
  using Start = std::pair<std::string_view, EventDay>;
  using End = std::pair<std::string_view, LastDayOff>;
  static constexpr std::array<Start, 2> kStarts = {
      {{"not_counted", EventDay::kNotCounted}, {"counted", EventDay::kCounted}}};
  static constexpr std::array<Rounding, 3> kRoundings = {{{"down", MonthRounding::kDown},
                                                          {"up", MonthRounding::kUp},
                                                          {"refuse", MonthRounding::kRefuse}}};
  static constexpr std::array<End, 3> kEnds = {
      {{"stays", LastDayOff::kStays},
       {"next_working_day", LastDayOff::kNextWorkingDay},
       {"previous_working_day", LastDayOff::kPreviousWorkingDay}}};
  static constexpr std::array<std::pair<std::string_view, Sides>, 2> kSides = {
      {{"both", Sides::kBoth}, {"either", Sides::kEither}}};
  static constexpr std::array<std::pair<std::string_view, HourStart>, 2> kHours = {
      {{"at_once", HourStart::kAtOnce}, {"next_full_hour", HourStart::kNextFullHour}}};
  Diagnostics own;
  {
    TomlReader reader(node, own);
    CountingRule rule;
    rule.id = reader.take_string("id");
    Names names = take_names(reader, own);
    rule.name_de = std::move(names.de);
    rule.name_en = std::move(names.en);
    read_word(reader, "event_day", kStarts, rule.event_day, own);
    read_word(reader, "month_rounding", kRoundings, rule.month_rounding, own);
    read_word(reader, "last_day_off", kEnds, rule.last_day_off, own);
    find_word(reader, "sides", kSides, rule.sides, own);
    find_word(reader, "hours", kHours, rule.hours, own);
    rule.working_days_min = read_least(reader, own);
    rule.start_citation = reader.find_string("start_citation").value_or("");
    rule.end_citation = reader.find_string("end_citation").value_or("");
    rule.move_citation = reader.find_string("move_citation").value_or("");
    rule.least_citation = reader.find_string("least_citation").value_or("");
    rule.suspension_citation = reader.find_string("suspension_citation").value_or("");
    rule.extension_citation = reader.find_string("extension_citation").value_or("");
    reader.finish();
    if (!own.has_errors() && !set.add_rule(rule)) {
      own.error("calendar.duplicate", "The counting rule '" + rule.id + "' is there already.",
                reader.span_of("id"));
    }
  }
  diagnostics.append(own);
}

}  // namespace

void read_calendars(const TomlNode& root, CalendarSet& set, Diagnostics& diagnostics) {
  TomlReader reader(root, diagnostics);
  for (const TomlNode* node : reader.find_tables("calendar")) {
    read_calendar(*node, set, diagnostics);
  }
  for (const TomlNode* node : reader.find_tables("rule")) read_rule(*node, set, diagnostics);
}

CalendarSet load_calendars(const std::string& folder, Diagnostics& diagnostics) {
  CalendarSet set;
  const auto paths = list_files(folder, ".toml");
  if (!paths) {
    diagnostics.error(paths.error().code, paths.error().message, {folder, 0, 0});
    return set;
  }
  for (const std::string& path : *paths) {
    const auto root = read_toml(path);
    if (!root) {
      const Error& error = root.error();
      diagnostics.error(error.code, error.message,
                        error.spans.empty() ? SourceSpan{path, 0, 0} : error.spans.front());
      continue;
    }
    read_calendars(*root, set, diagnostics);
  }
  return set;
}

}  // namespace alternat::calendar

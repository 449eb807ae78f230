// SPDX-License-Identifier: EUPL-1.2
// import holidays: an operator's list of public holidays (tab-separated: region, date, type, local
// name, German name, English name, substitute) as one file of content/law/calendars. What neither
// stands on a fixed day nor follows Easter may still move, and is marked provisional.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <vector>

#include "base/file.h"
#include "calendar/calendar_reader.h"
#include "calendar/easter.h"
#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {
namespace {

struct Listed {
  std::string name_de;
  std::string name_en;
  std::vector<Date> days;
};

Error bad_list(const std::string& file, std::size_t line, const std::string& why) {
  return {Fault::kMalformed, "import.bad_list", why, {{file, static_cast<std::uint32_t>(line), 1}}};
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns(1);
  for (const char c : line) {
    if (c == '\t')
      columns.emplace_back();
    else if (c != '\r')
      columns.back() += c;
  }
  return columns;
}

// By English name, in the order of the first day.
Result<std::vector<Listed>> read_list(const ImportHolidaysOptions& options,
                                      const std::string& text) {
  std::vector<Listed> all;
  std::map<std::string, std::size_t> known;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::vector<std::string> columns = columns_of(text.substr(at, end - at));
    at = end + 1;
    ++number;
    if (columns.front() != options.region) continue;
    if (columns.size() < 6)
      return bad_list(options.file, number, "A line has region, date, type and three names.");
    if (columns[2] != "public") continue;
    const Result<Date> day = Date::from_iso(columns[1]);
    if (!day) return bad_list(options.file, number, day.error().message);
    const auto [place, is_new] = known.emplace(columns[5], all.size());
    if (is_new) all.push_back({columns[4], columns[5], {}});
    all[place->second].days.push_back(*day);
  }
  if (all.empty())
    return Error{Fault::kNotFound,
                 "import.no_region",
                 "'" + options.file + "' lists no public holiday of '" + options.region + "'.",
                 {}};
  return all;
}

// Easter of the Julian reckoning, as a day of the Gregorian calendar (1900 to 2099: 13 days).
Date julian_easter(int year) {
  const int moon = (19 * (year % 19) + 15) % 30;
  const int weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const int offset = moon + weekday + 114;
  const Date julian = Date::from_ymd(year, static_cast<unsigned>(offset / 31),
                                     static_cast<unsigned>(offset % 31 + 1))
                          .value();
  return julian.plus_days(13);
}

// Whether something that no decree and no moon moves gives all the days.
bool is_settled(const Listed& holiday) {
  std::set<std::string> fixed;
  std::set<int> western, eastern;
  for (const Date day : holiday.days) {
    fixed.insert(day.to_iso().substr(5));
    western.insert(day.days() - calendar::easter_sunday(day.year()).days());
    eastern.insert(day.days() - julian_easter(day.year()).days());
  }
  return holiday.days.size() > 1 &&
         (fixed.size() == 1 || western.size() == 1 || eastern.size() == 1);
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string to_toml(const ImportHolidaysOptions& options, const std::vector<Listed>& holidays) {
  int first = 9999, last = 0;
  for (const Listed& holiday : holidays)
    for (const Date day : holiday.days) {
      first = std::min(first, day.year());
      last = std::max(last, day.year());
    }
  const std::string name = options.name.empty() ? options.region : options.name;
  std::string weekend;
  for (const std::string& day : options.weekend)
    weekend += (weekend.empty() ? "" : ", ") + quoted(day);
  std::string out =
      "# Made by 'alternat import holidays'; check it against the state's official gazette.\n"
      "\n[[calendar]]\nid = " +
      quoted(options.id) + "\nname = { de = " + quoted(name) + ", en = " + quoted(name) +
      " }\nzone = " + quoted(options.zone) + "\nweekend = [" + weekend +
      "]\nfirst_year = " + std::to_string(first) + "\nlast_year = " + std::to_string(last) +
      "\nprovenance = { mark = \"sourced\", grade = \"D\", title = " + quoted(options.title) +
      " }\n";
  std::size_t number = 0;
  for (const Listed& holiday : holidays) {
    out += "\n[[calendar.holiday]]\nid = " + quoted("day_" + std::to_string(++number)) +
           "\nname = { de = " + quoted(holiday.name_de) + ", en = " + quoted(holiday.name_en) +
           " }\ndates = [";
    for (std::size_t i = 0; i < holiday.days.size(); ++i)
      out += (i == 0 ? "" : ", ") + holiday.days[i].to_iso();
    out += std::string("]\n") + (is_settled(holiday) ? "" : "provisional = true\n");
  }
  return out;
}

}  // namespace

int import_holidays(const ImportHolidaysOptions& options) {
  const Result<std::string> text = read_file(options.file);
  if (!text) return refuse(text.error());
  const Result<std::vector<Listed>> holidays = read_list(options, *text);
  if (!holidays) return refuse(holidays.error());
  const std::string toml = to_toml(options, *holidays);
  // What is written can be read, or is not written.
  Diagnostics diagnostics;
  const Result<TomlNode> root = parse_toml(toml, options.id + ".toml");
  if (!root) return refuse(root.error());
  calendar::CalendarSet set;
  calendar::read_calendars(*root, set, diagnostics);
  if (diagnostics.has_errors()) {
    print(diagnostics);
    return 1;
  }
  std::cout << toml;
  return 0;
}

}  // namespace alternat::commands

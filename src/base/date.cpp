// SPDX-License-Identifier: EUPL-1.2
// Date on std::chrono's calendar types.
#include "base/date.h"

#include <array>
#include <cstdio>

#include "base/assert.h"

namespace alternat {

namespace {

namespace chrono = std::chrono;

constexpr int kYearMax = 9999;

chrono::year_month_day to_ymd(std::int32_t days) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(days)));
}

std::string ymd_text(int year, unsigned month, unsigned day) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s%04d-%02u-%02u", year < 0 ? "-" : "",
                year < 0 ? -year : year, month, day);
  return buffer.data();
}

Error impossible(int year, unsigned month, unsigned day) {
  return {Fault::kMalformed,
          "date.impossible",
          "There is no day " + ymd_text(year, month, day) + ".",
          {}};
}

Error malformed(std::string_view text) {
  return {Fault::kMalformed,
          "date.malformed",
          "'" + std::string(text.substr(0, 40)) +
              "' is not a date. Write it as YYYY-MM-DD, for example 2026-06-15.",
          {}};
}

// The value of `count` digits at `at`, or -1.
int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Result<Date> Date::from_iso(std::string_view text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  const std::string_view body = is_negative ? text.substr(1) : text;
  if (body.size() != 10 || body[4] != '-' || body[7] != '-') return malformed(text);
  const int year = digits_at(body, 0, 4);
  const int month = digits_at(body, 5, 2);
  const int day = digits_at(body, 8, 2);
  if (year < 0 || month < 0 || day < 0 || (is_negative && year == 0)) return malformed(text);
  return from_ymd(is_negative ? -year : year, static_cast<unsigned>(month),
                  static_cast<unsigned>(day));
}

Result<Date> Date::from_ymd(int year, unsigned month, unsigned day) {
  const chrono::year_month_day ymd{chrono::year(year), chrono::month(month), chrono::day(day)};
  if (year < -kYearMax || year > kYearMax || month > 12 || day > 31 || !ymd.ok()) {
    return impossible(year, month, day);
  }
  return Date(static_cast<std::int32_t>(chrono::sys_days(ymd).time_since_epoch().count()));
}

int Date::year() const {
  return static_cast<int>(to_ymd(days_).year());
}
unsigned Date::month() const {
  return static_cast<unsigned>(to_ymd(days_).month());
}
unsigned Date::day() const {
  return static_cast<unsigned>(to_ymd(days_).day());
}

unsigned Date::weekday() const {
  return chrono::weekday(chrono::sys_days(chrono::days(days_))).iso_encoding();
}

Result<Date> Date::plus_months(int months, MonthRounding rounding) const {
  const chrono::year_month_day start = to_ymd(days_);
  const std::int64_t index = static_cast<std::int64_t>(static_cast<int>(start.year())) * 12 +
                             (static_cast<unsigned>(start.month()) - 1) + months;
  const std::int64_t year = index >= 0 ? index / 12 : -((11 - index) / 12);
  const auto month = static_cast<unsigned>(index - year * 12) + 1;
  const auto day = static_cast<unsigned>(start.day());
  if (year < -kYearMax || year > kYearMax) {
    return impossible(year < 0 ? -kYearMax - 1 : kYearMax + 1, month, day);
  }
  const chrono::year_month_day target{chrono::year(static_cast<int>(year)), chrono::month(month),
                                      chrono::day(day)};
  if (target.ok()) return from_ymd(static_cast<int>(year), month, day);
  const chrono::year_month_day_last last{target.year(), chrono::month_day_last(target.month())};
  const Date last_day(static_cast<std::int32_t>(chrono::sys_days(last).time_since_epoch().count()));
  switch (rounding) {
    case MonthRounding::kDown:
      return last_day;
    case MonthRounding::kUp:
      return last_day.plus_days(1);
    case MonthRounding::kRefuse:
      break;
  }
  return Error{Fault::kRefused,
               "date.no_such_day",
               to_iso() + " plus " + std::to_string(months) + " months would be " +
                   ymd_text(static_cast<int>(year), month, day) +
                   ", which does not exist, and the rule names no rounding.",
               {}};
}

int Date::completed_months_until(Date later) const {
  if (later < *this) return -later.completed_months_until(*this);
  const chrono::year_month_day from = to_ymd(days_);
  const chrono::year_month_day to = to_ymd(later.days_);
  const int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(to.month())) -
                     static_cast<int>(static_cast<unsigned>(from.month()));
  // Whoever is born on the 29th of February completes the year with the end of the 28th, so on the
  // 1st of March: the number of the day decides (BGB s. 188(2)).
  return to.day() < from.day() ? months - 1 : months;
}

int Date::completed_years_until(Date later) const {
  return completed_months_until(later) / 12;
}

std::string Date::to_iso() const {
  const chrono::year_month_day ymd = to_ymd(days_);
  return ymd_text(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
}

}  // namespace alternat

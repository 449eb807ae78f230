// SPDX-License-Identifier: EUPL-1.2
#include "differential/value.h"

#include <cstdio>

namespace alternat::differential {

Naive null_value() {
  return {};
}
Naive truth_value(bool truth) {
  Naive value;
  value.kind = Kind::kBoolean;
  value.truth = truth;
  return value;
}
Naive number_value(const Decimal& number) {
  Naive value;
  value.kind = Kind::kNumber;
  value.number = number;
  return value;
}
Naive number_value(std::optional<Decimal> number) {
  return number ? number_value(*number) : null_value();
}
Naive whole_value(long long number) {
  return number_value(Decimal::from_int(number));
}
Naive text_value(std::string text) {
  Naive value;
  value.kind = Kind::kString;
  value.text = std::move(text);
  return value;
}
Naive date_value(const Day& day) {
  Naive value;
  value.kind = Kind::kDate;
  value.date = day;
  return value;
}
Naive days_value(long long days) {
  Naive value;
  value.kind = Kind::kDays;
  value.length = days;
  return value;
}
Naive months_value(long long months) {
  Naive value;
  value.kind = Kind::kMonths;
  value.length = months;
  return value;
}
Naive list_value(std::vector<Naive> items) {
  Naive value;
  value.kind = Kind::kList;
  value.items = std::move(items);
  return value;
}

bool is_leap(int year) {
  return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

int month_length(int year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_day(long long year, long long month, long long day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= month_length(static_cast<int>(year), static_cast<int>(month));
}

long long count_of(const Day& day) {
  long long count = day.day - 1;
  for (int month = 1; month < day.month; ++month) count += month_length(day.year, month);
  for (int year = 1970; year < day.year; ++year) count += is_leap(year) ? 366 : 365;
  for (int year = day.year; year < 1970; ++year) count -= is_leap(year) ? 366 : 365;
  return count;
}

Day day_of_count(long long count) {
  Day day;
  for (; count < 0; --day.year) count += is_leap(day.year - 1) ? 366 : 365;
  for (; count >= (is_leap(day.year) ? 366 : 365); ++day.year)
    count -= is_leap(day.year) ? 366 : 365;
  for (; count >= month_length(day.year, day.month); ++day.month)
    count -= month_length(day.year, day.month);
  day.day += static_cast<int>(count);
  return day;
}

std::optional<int> order(const Naive& a, const Naive& b) {
  if (a.kind != b.kind) return std::nullopt;
  const auto sign = [](auto x, auto y) { return x < y ? -1 : (y < x ? 1 : 0); };
  switch (a.kind) {
    case Kind::kNumber:
      return sign(a.number, b.number);
    case Kind::kString:
      return sign(a.text, b.text);  // bytes of UTF-8 are in the order of code points
    case Kind::kDate:
      return sign(count_of(a.date), count_of(b.date));
    case Kind::kDays:
    case Kind::kMonths:
      return sign(a.length, b.length);
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kList:
    case Kind::kContext:
      return std::nullopt;
  }
  return std::nullopt;
}

Naive equal(const Naive& a, const Naive& b) {
  if (a.is_null() || b.is_null()) return truth_value(a.is_null() && b.is_null());
  if (a.kind != b.kind) return null_value();
  if (a.kind == Kind::kBoolean) return truth_value(a.truth == b.truth);
  if (a.kind == Kind::kList) {
    if (a.items.size() != b.items.size()) return truth_value(false);
    for (std::size_t i = 0; i < a.items.size(); ++i)
      if (!equal(a.items[i], b.items[i]).is_true()) return truth_value(false);
    return truth_value(true);
  }
  if (a.kind == Kind::kContext) {
    if (a.entries.size() != b.entries.size()) return truth_value(false);
    for (const auto& [name, value] : a.entries) {
      bool found = false;
      for (const auto& [other, there] : b.entries)
        found = found || (other == name && equal(value, there).is_true());
      if (!found) return truth_value(false);
    }
    return truth_value(true);
  }
  return truth_value(order(a, b) == 0);
}

Naive both(const Naive& a, const Naive& b) {
  if (a.is_false() || b.is_false()) return truth_value(false);
  return a.is_true() && b.is_true() ? truth_value(true) : null_value();
}

Naive either(const Naive& a, const Naive& b) {
  if (a.is_true() || b.is_true()) return truth_value(true);
  return a.is_false() && b.is_false() ? truth_value(false) : null_value();
}

Naive opposite(const Naive& a) {
  return a.kind == Kind::kBoolean ? truth_value(!a.truth) : null_value();
}

bool same(const Naive& a, const Naive& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::kList) {
    bool all = a.items.size() == b.items.size();
    for (std::size_t i = 0; all && i < a.items.size(); ++i) all = same(a.items[i], b.items[i]);
    return all;
  }
  if (a.kind == Kind::kContext) {
    if (a.entries.size() != b.entries.size()) return false;
    for (const auto& [name, value] : a.entries) {
      bool found = false;
      for (const auto& [other, there] : b.entries)
        found = found || (other == name && same(value, there));
      if (!found) return false;
    }
    return true;
  }
  return a.is_null() || equal(a, b).is_true();
}

std::string print(const Naive& value) {
  char buffer[64];
  std::string text;
  switch (value.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return value.truth ? "true" : "false";
    case Kind::kNumber:
      return value.number.to_text();
    case Kind::kString:
      return "\"" + value.text + "\"";
    case Kind::kDate:
      std::snprintf(buffer, sizeof buffer, "date(\"%04d-%02d-%02d\")", value.date.year,
                    value.date.month, value.date.day);
      return buffer;
    case Kind::kDays:
    case Kind::kMonths:
      text = value.length < 0 ? "-P" : "P";
      text += std::to_string(value.length < 0 ? -value.length : value.length);
      return "duration(\"" + text + (value.kind == Kind::kDays ? "D\")" : "M\")");
    case Kind::kList:
      for (const Naive& item : value.items) text += (text.empty() ? "" : ", ") + print(item);
      return "[" + text + "]";
    case Kind::kContext:
      for (const auto& [name, entry] : value.entries)
        text += (text.empty() ? "" : ", ") + name + ": " + print(entry);
      return "{" + text + "}";
  }
  return text;
}

}  // namespace alternat::differential

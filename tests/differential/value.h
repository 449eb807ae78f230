// SPDX-License-Identifier: EUPL-1.2
// The values of the naive evaluator: its own null, dates, durations, equality and order, written
// from DMN 1.5 clause 10.3.2. Shares nothing with the engine but Decimal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"

namespace alternat::differential {

enum class Kind { kNull, kBoolean, kNumber, kString, kDate, kDays, kMonths, kList, kContext };

struct Day {
  int year = 1970, month = 1, day = 1;
  friend bool operator==(const Day&, const Day&) = default;
};

struct Entry;

struct Naive {
  Kind kind = Kind::kNull;
  bool truth = false;
  Decimal number;
  std::string text;
  Day date;
  long long length = 0;  // days of kDays, months of kMonths
  std::vector<Naive> items;
  std::vector<Entry> entries;

  bool is_null() const { return kind == Kind::kNull; }
  bool is_true() const { return kind == Kind::kBoolean && truth; }
  bool is_false() const { return kind == Kind::kBoolean && !truth; }
  bool is_number() const { return kind == Kind::kNumber; }
  bool is_list() const { return kind == Kind::kList; }
};

struct Entry {
  std::string name;
  Naive value;
};

Naive null_value();
Naive truth_value(bool truth);
Naive number_value(const Decimal& number);
Naive number_value(std::optional<Decimal> number);  // nothing is null
Naive whole_value(long long number);
Naive text_value(std::string text);
Naive date_value(const Day& day);
Naive days_value(long long days);
Naive months_value(long long months);
Naive list_value(std::vector<Naive> items);

bool is_leap(int year);
int month_length(int year, int month);
bool is_day(long long year, long long month, long long day);
// Days since 1970-01-01, counted year by year and month by month.
long long count_of(const Day& day);
Day day_of_count(long long count);

// Table 42: true, false or null.
Naive equal(const Naive& a, const Naive& b);
// -1, 0, 1; nothing if not comparable (table 43).
std::optional<int> order(const Naive& a, const Naive& b);
// Table 38 and 39.
Naive both(const Naive& a, const Naive& b);
Naive either(const Naive& a, const Naive& b);
Naive opposite(const Naive& a);

// The same value in every respect; contexts in any order.
bool same(const Naive& a, const Naive& b);
// For messages: 1.5, "a", date("2026-01-01"), [1, null], {a: 1}.
std::string print(const Naive& value);

}  // namespace alternat::differential

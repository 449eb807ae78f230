// SPDX-License-Identifier: EUPL-1.2
#include "terms/imprecise_date.h"

#include <algorithm>

namespace alternat::terms {

ImpreciseDate ImpreciseDate::from_day(Date day) {
  return {day, day, day.to_iso()};
}

Result<ImpreciseDate> ImpreciseDate::from_text(std::string_view text) {
  const std::string given(text);
  if (text.size() == 10) {
    Result<Date> day = Date::from_iso(text);
    if (!day) return day.error();
    return from_day(*day);
  }
  const bool month = text.size() == 7;
  const bool digits = std::all_of(text.begin(), text.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
  if (!digits || (text.size() != 4 && !month)) {
    return Error{Fault::kMalformed,
                 "date.malformed",
                 "\"" + given + "\" is no day (2024-03-05), month (2024-03) or year (2024)",
                 {}};
  }
  Result<Date> first = Date::from_iso(given + (month ? "-01" : "-01-01"));
  if (!first) return first.error();
  const Date next = first->plus_months(month ? 1 : 12, MonthRounding::kDown).value();
  return ImpreciseDate(*first, next.plus_days(-1), given);
}

std::optional<Date> ImpreciseDate::day() const {
  if (first_ != last_) return std::nullopt;
  return first_;
}

std::optional<ImpreciseDate> find_imprecise_date(TomlReader& reader, std::string_view key,
                                                 Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node(key);
  if (!node) return std::nullopt;
  if (const Date* day = node->as_date()) return ImpreciseDate::from_day(*day);
  if (const std::string* text = node->as_string()) {
    Result<ImpreciseDate> date = ImpreciseDate::from_text(*text);
    if (date) return *date;
    diagnostics.error(date.error().code, std::string(key) + ": " + date.error().message,
                      node->span());
    return std::nullopt;
  }
  diagnostics.error("toml.wrong_type",
                    std::string(key) + " is a date (2024-03-05) or a text (\"2024-03\", \"2024\")",
                    node->span());
  return std::nullopt;
}

}  // namespace alternat::terms

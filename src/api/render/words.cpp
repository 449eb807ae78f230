// SPDX-License-Identifier: EUPL-1.2
// Words of a language.
#include "api/render/words.h"

#include "api/render/format.h"

namespace alternat::api {

std::string Words::text(std::string_view key, Values values) const {
  std::optional<std::string> text = find_text(key);
  if (!text) return "[" + std::string(key) + "]";
  return values.size() == 0 ? std::move(*text) : fill_in(std::move(*text), values);
}

std::optional<std::string> Words::find_text(std::string_view key) const {
  return (*texts_)(language_, key);
}

std::string Words::label(std::string_view list, std::string_view word) const {
  if (word.empty()) return {};
  const std::string key = "label." + std::string(list) + "." + std::string(word);
  if (std::optional<std::string> text = find_text(key)) return std::move(*text);
  std::string out(word);
  for (char& c : out) c = c == '_' ? ' ' : c;
  return out;
}

std::string Words::country(std::string_view code) const {
  if (std::optional<std::string> text = find_text("country." + std::string(code))) {
    return std::move(*text);
  }
  const std::string name = country_name(code, language_);
  return name.empty() ? std::string(code) : name;
}

std::string Words::date(Date date) const {
  return format_date(date, language_);
}

std::string Words::date(const terms::ImpreciseDate& date) const {
  if (const std::optional<Date> day = date.day()) return format_date(*day, language_);
  const std::string text = format_date(date.first_day(), language_);
  // "1 March 2024" or "1. März 2024": without the day, or the year alone.
  const bool month_known = date.to_text().size() > 4;
  return month_known ? text.substr(text.find(' ') + 1) : date.to_text();
}

std::string Words::date(const std::optional<terms::ImpreciseDate>& date) const {
  return date ? this->date(*date) : std::string();
}

std::string Words::deadline(Date date) const {
  return format_deadline(date, today_, language_);
}

std::string Words::quantity(std::string_view decimal, std::string_view unit) const {
  return format_quantity(decimal, unit, language_);
}

}  // namespace alternat::api

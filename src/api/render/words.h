// SPDX-License-Identifier: EUPL-1.2
// Words: everything a view model needs to speak one language on one day: sentences of the
// catalogue, labels of closed lists, names of countries, dates.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/render/compose.h"
#include "base/date.h"
#include "terms/imprecise_date.h"
#include "terms/local_text.h"

namespace alternat::api {

class Words {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Words(const TextSource& texts, std::string language, Date today)
      : texts_(&texts), language_(std::move(language)), today_(today) {}

  const std::string& language() const { return language_; }
  Date today() const { return today_; }

  // The sentence with {name} replaced; "[key]" if it is missing, so that it is seen.
  std::string text(std::string_view key, Values values = {}) const;
  std::optional<std::string> find_text(std::string_view key) const;
  // The sentence [label.<list>.<word>]; the word with spaces for underscores if it is missing.
  std::string label(std::string_view list, std::string_view word) const;
  const std::string& in(const terms::LocalText& text) const { return text.in(language_); }
  // The country's name; "EU" is the Union's.
  std::string country(std::string_view code) const;

  std::string date(Date date) const;
  // "15 June 2026", "June 2026", "2026": never more exact than the source.
  std::string date(const terms::ImpreciseDate& date) const;
  std::string date(const std::optional<terms::ImpreciseDate>& date) const;  // "" if absent
  std::string deadline(Date date) const;
  // `decimal` is a plain number as text; the unit as in the content.
  std::string quantity(std::string_view decimal, std::string_view unit) const;

 private:
  const TextSource* texts_;
  std::string language_;
  Date today_;
};

// The name of an ISO 3166 country in a language, "" if it has none (fictitious codes).
std::string country_name(std::string_view code, std::string_view language);

}  // namespace alternat::api

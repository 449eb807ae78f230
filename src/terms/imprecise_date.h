// SPDX-License-Identifier: EUPL-1.2
// ImpreciseDate: a day, a month or a year, as sources give it ("2024-03"). Written in content as a
// TOML date (2024-03-05) or as text ("2024-03", "2024"). It is never made more exact than its
// source.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/toml.h"

namespace alternat::terms {

class ImpreciseDate {
 public:
  static ImpreciseDate from_day(Date day);
  // "2024", "2024-03", "2024-03-05"; error date.malformed, date.impossible.
  static Result<ImpreciseDate> from_text(std::string_view text);

  // Present only if the day is known.
  std::optional<Date> day() const;
  Date first_day() const { return first_; }
  // The last day it may have been.
  Date last_day() const { return last_; }
  std::string to_text() const { return text_; }
  friend bool operator==(const ImpreciseDate&, const ImpreciseDate&) = default;

 private:
  ImpreciseDate(Date first, Date last, std::string text)
      : first_(first), last_(last), text_(std::move(text)) {}
  Date first_;
  Date last_;
  std::string text_;
};

// Absent: nullopt. Otherwise a date or a text as above (date.malformed, date.impossible at its
// place).
std::optional<ImpreciseDate> find_imprecise_date(TomlReader& reader, std::string_view key,
                                                 Diagnostics& diagnostics);

}  // namespace alternat::terms

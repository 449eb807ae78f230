// SPDX-License-Identifier: EUPL-1.2
// Date: a proleptic Gregorian day without a zone. Constructed only valid; years -9999 to 9999.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

// What adding months does when the target month is too short (31 January + 1 month).
enum class MonthRounding {
  kDown,
  kUp,
  kRefuse
};  // last day of the month; first of the next; error

class Date {
 public:
  // Errors: date.malformed (not YYYY-MM-DD), date.impossible (no such day).
  static Result<Date> from_iso(std::string_view text);
  static Result<Date> from_ymd(int year, unsigned month, unsigned day);
  // Days since 1970-01-01.
  static Date from_days(std::int32_t days) { return Date(days); }

  std::int32_t days() const { return days_; }
  int year() const;
  unsigned month() const;
  unsigned day() const;
  // 1 = Monday … 7 = Sunday (ISO 8601).
  unsigned weekday() const;

  Date plus_days(std::int32_t days) const { return Date(days_ + days); }
  // Error date.no_such_day only with kRefuse.
  Result<Date> plus_months(int months, MonthRounding rounding) const;
  // Completed years from this date to `later` (birthdays: completed on the birthday itself,
  // BGB ss. 187(2), 188(2)); negative if `later` is earlier.
  int completed_years_until(Date later) const;
  // Completed months, by the same count.
  int completed_months_until(Date later) const;

  std::string to_iso() const;
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::int32_t days) : days_(days) {}
  std::int32_t days_;
};

// [from, until): until is the first day outside. No until = open.
struct Period {
  Date from;
  std::optional<Date> until;

  bool contains(Date day) const { return day >= from && (!until || day < *until); }
  bool overlaps(const Period& other) const {
    return (!until || other.from < *until) && (!other.until || from < *other.until);
  }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
#include "calendar/counting_text.h"

namespace alternat::calendar {

namespace {

Error bad_period(std::string_view text) {
  return {Fault::kMalformed,
          "calendar.bad_period",
          "'" + std::string(text) +
              "' is no period that can be counted: write P14D, P2W, P3M, P1Y or PT24H, one part "
              "in whole numbers from 1 to 40000.",
          {}};
}

Error bad_counting(std::string message) {
  return {Fault::kMalformed, "calendar.bad_counting", std::move(message), {}};
}

std::optional<PeriodUnit> unit_of(char letter, bool is_time) {
  if (is_time) return letter == 'H' ? std::optional(PeriodUnit::kHours) : std::nullopt;
  switch (letter) {
    case 'D':
      return PeriodUnit::kCalendarDays;
    case 'W':
      return PeriodUnit::kWeeks;
    case 'M':
      return PeriodUnit::kMonths;
    case 'Y':
      return PeriodUnit::kYears;
    default:
      return std::nullopt;
  }
}

// Weeks, months and years stand in the period itself.
bool is_counting_unit(PeriodUnit unit) {
  return unit == PeriodUnit::kCalendarDays || unit == PeriodUnit::kWorkingDays ||
         unit == PeriodUnit::kWerktage || unit == PeriodUnit::kHours;
}

}  // namespace

Result<StatedPeriod> parse_period(std::string_view text) {
  const std::string_view whole = text;
  if (!text.starts_with("P")) return bad_period(whole);
  const bool is_time = text.starts_with("PT");
  text.remove_prefix(is_time ? 2 : 1);
  if (text.size() < 2 || text.size() > 6) return bad_period(whole);
  StatedPeriod period;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return bad_period(whole);
    period.length = period.length * 10 + (c - '0');
  }
  const std::optional<PeriodUnit> unit = unit_of(text.back(), is_time);
  if (!unit || period.length < 1 || period.length > 40'000) return bad_period(whole);
  period.unit = *unit;
  return period;
}

std::optional<std::int32_t> find_minutes(std::string_view text) {
  if (!text.starts_with("PT") || !text.ends_with("M") || text.size() < 4 || text.size() > 8)
    return std::nullopt;
  std::int32_t minutes = 0;
  for (const char c : text.substr(2, text.size() - 3)) {
    if (c < '0' || c > '9') return std::nullopt;
    minutes = minutes * 10 + (c - '0');
  }
  return minutes > 0 ? std::optional(minutes) : std::nullopt;
}

Result<Counting> parse_counting(std::string_view text, const CalendarSet& set) {
  Counting counting;
  for (std::string_view rest = text;;) {
    const std::size_t colon = rest.find(':');
    const std::string_view word = rest.substr(0, colon);
    if (const auto unit = find_period_unit(word); unit && is_counting_unit(*unit)) {
      if (counting.unit)
        return bad_counting("'" + std::string(text) + "' names two units; one is enough.");
      counting.unit = unit;
    } else if (unit) {
      return bad_counting("'" + std::string(word) +
                          "' stands in the period itself (P2W, P3M, P1Y), not behind it.");
    } else {
      const Result<const CountingRule*> rule = set.look_up_rule(word);
      if (!rule) return rule.error();
      if (!counting.rule.empty())
        return bad_counting("'" + std::string(text) + "' names two rules; one decides.");
      counting.rule = std::string(word);
    }
    if (colon == std::string_view::npos) return counting;
    rest.remove_prefix(colon + 1);
  }
}

Result<CountedPeriod> counted(StatedPeriod period, const Counting& counting) {
  if (counting.unit && *counting.unit != period.unit) {
    const bool is_default = *counting.unit == PeriodUnit::kCalendarDays;
    const bool in_days = period.unit == PeriodUnit::kCalendarDays;
    if (in_days && *counting.unit != PeriodUnit::kHours) {
      period.unit = *counting.unit;
    } else if (!is_default) {
      return bad_counting("A period in " + std::string(word_of(period.unit)) +
                          " is not counted in " + std::string(word_of(*counting.unit)) +
                          ": write a number of days (P10D:working_days) or leave the unit out.");
    }
  }
  return CountedPeriod{period, counting.rule};
}

Result<CountedPeriod> parse_counted_period(std::string_view text, const CalendarSet& set) {
  const std::size_t colon = text.find(':');
  const Result<StatedPeriod> period = parse_period(text.substr(0, colon));
  if (!period) return period.error();
  if (colon == std::string_view::npos) return CountedPeriod{*period, ""};
  const Result<Counting> counting = parse_counting(text.substr(colon + 1), set);
  if (!counting) return counting.error();
  return counted(*period, *counting);
}

}  // namespace alternat::calendar

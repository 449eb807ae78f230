// SPDX-License-Identifier: EUPL-1.2
// Counting: first day, last day, and what a weekend or a holiday does to it (BGB ss.186-193 and the
// rules of agreements).
#include "calendar/deadline.h"

#include <algorithm>
#include <array>
#include <optional>

namespace alternat::calendar {

namespace {

constexpr std::int32_t kLengthMax = 40'000;

std::string weekday_word(Date day) {
  constexpr std::array<const char*, 7> kWords = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
  return kWords[day.weekday() - 1];
}

Error bad_length(std::int32_t length) {
  return {Fault::kMalformed,
          "calendar.bad_length",
          "A period of " + std::to_string(length) + " is not between 1 and 40000.",
          {}};
}

// One computation: holds the steps while they are found.
class Counting {
 public:
  Counting(const StatedPeriod& period, const CountingRule& rule, const HolidayCalendar& calendar)
      : period_(period), rule_(rule), calendar_(calendar) {}

  Result<Deadline> run(Date event_day) {
    add("event", {{"event", std::string(word_of(period_.event))},
                  {"day", event_day.to_iso()},
                  {"weekday", weekday_word(event_day)}});
    const bool is_counted = rule_.event_day == EventDay::kCounted;
    const Date first = is_counted ? event_day : event_day.plus_days(1);
    add(is_counted ? "event_day_counted" : "event_day_not_counted",
        {{"first_day", first.to_iso()}, {"citation", rule_.start_citation}});
    const Result<Date> counted = count(event_day, first);
    if (!counted) return counted.error();
    const Result<Date> last = settle(*counted);
    if (!last) return last.error();
    note_provisional(first, *counted, *last);
    add("ends",
        {{"day", last->to_iso()}, {"weekday", weekday_word(*last)}, {"zone", calendar_.zone()}});
    return Deadline{*last, calendar_.zone(), is_provisional_, std::move(steps_)};
  }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;

  void add(const char* code, Values values) { steps_.push_back({code, std::move(values)}); }

  bool counts_days_off() const {
    return period_.unit == PeriodUnit::kWorkingDays || period_.unit == PeriodUnit::kWerktage;
  }

  // The last day before weekends and holidays are looked at.
  Result<Date> count(Date event_day, Date first) {
    std::optional<Result<Date>> last;
    switch (period_.unit) {
      case PeriodUnit::kHours:
        return Error{Fault::kMalformed,
                     "calendar.hours",
                     "A period of hours ends at a moment, not on a day.",
                     {}};
      case PeriodUnit::kCalendarDays:
        last = first.plus_days(period_.length - 1);
        break;
      case PeriodUnit::kWeeks:
        last = first.plus_days(7 * period_.length - 1);
        break;
      case PeriodUnit::kWorkingDays:
      case PeriodUnit::kWerktage:
        last = count_days_off(first);
        break;
      case PeriodUnit::kMonths:
        last = count_months(event_day, period_.length);
        break;
      case PeriodUnit::kYears:
        last = count_months(event_day, 12 * period_.length);
        break;
    }
    if (last->ok()) {
      add("counted", {{"length", std::to_string(period_.length)},
                      {"unit", std::string(word_of(period_.unit))},
                      {"last_day", (*last)->to_iso()},
                      {"weekday", weekday_word(**last)},
                      {"citation", rule_.end_citation}});
    }
    return *last;
  }

  Result<Date> count_days_off(Date first) {
    std::int32_t weekend_days = 0;
    std::int32_t left = period_.length;
    for (Date day = first;; day = day.plus_days(1)) {
      const Result<bool> counts = period_.unit == PeriodUnit::kWerktage
                                      ? calendar_.is_werktag(day)
                                      : calendar_.is_working_day(day);
      if (!counts) return counts.error();
      if (*counts && --left == 0) {
        if (weekend_days > 0) {
          add("weekend_days_skipped", {{"count", std::to_string(weekend_days)}});
        }
        return day;
      }
      if (*counts) continue;
      const bool is_weekly_day_off =
          period_.unit == PeriodUnit::kWerktage ? day.weekday() == 7 : calendar_.is_weekend(day);
      if (is_weekly_day_off) {
        ++weekend_days;
      } else {
        const Holiday& holiday = **calendar_.find_holiday(day);
        add("holiday_skipped", holiday_values(holiday));
      }
    }
  }

  // BGB s.188(2): the day of the last month that bears the number of the event day; where the event
  // day itself counts, the day before it. s.188(3): where the month has no such day, its last day.
  Result<Date> count_months(Date event_day, int months) {
    Date from = event_day;
    if (rule_.event_day == EventDay::kCounted) {
      // From the 1st, the day before is the last of the month before, whatever its number.
      if (event_day.day() == 1) {
        const Result<Date> next = event_day.plus_months(months, MonthRounding::kRefuse);
        if (!next) return next.error();
        return next->plus_days(-1);
      }
      from = event_day.plus_days(-1);
    }
    const Result<Date> last = from.plus_months(months, rule_.month_rounding);
    if (!last) return last.error();
    if (last->day() != from.day()) {
      add("no_such_day", {{"day", std::to_string(from.day())},
                          {"last_day", last->to_iso()},
                          {"citation", rule_.end_citation}});
    }
    return last;
  }

  static Values holiday_values(const Holiday& holiday) {
    return {{"day", holiday.date.to_iso()},
            {"weekday", weekday_word(holiday.date)},
            {"name_de", holiday.name_de},
            {"name_en", holiday.name_en}};
  }

  // What becomes of a last day on a weekend or a holiday.
  Result<Date> settle(Date counted) {
    const bool moves = rule_.last_day_off != LastDayOff::kStays;
    const Result<const Holiday*> holiday = calendar_.find_holiday(counted);
    if (!holiday && (moves || counts_days_off())) return holiday.error();
    if (!holiday) {
      add("holidays_not_known",
          {{"year", std::to_string(counted.year())}, {"calendar", calendar_.id()}});
    }
    note_local_holiday(counted);
    if (counts_days_off()) return counted;  // a working day by construction
    const bool is_holiday = holiday.ok() && *holiday != nullptr;
    if (is_holiday) {
      add("last_day_holiday", holiday_values(**holiday));
    } else if (calendar_.is_weekend(counted)) {
      add("last_day_weekend", {{"day", counted.to_iso()}, {"weekday", weekday_word(counted)}});
    } else {
      return counted;
    }
    if (moves) return move(counted);
    add("stays", {{"day", counted.to_iso()}, {"citation", rule_.move_citation}});
    return counted;
  }

  Result<Date> move(Date counted) {
    const int step = rule_.last_day_off == LastDayOff::kNextWorkingDay ? 1 : -1;
    Date day = counted;
    for (;;) {
      day = day.plus_days(step);
      const Result<bool> is_working = calendar_.is_working_day(day);
      if (!is_working) return is_working.error();
      if (*is_working) break;
    }
    add("moved", {{"from", counted.to_iso()},
                  {"to", day.to_iso()},
                  {"weekday", weekday_word(day)},
                  {"citation", rule_.move_citation}});
    note_local_holiday(day);
    return day;
  }

  void note_local_holiday(Date day) {
    const Holiday* local = calendar_.find_local_holiday(day);
    if (local == nullptr) return;
    add("local_holiday",
        {{"day", day.to_iso()}, {"name_de", local->name_de}, {"name_en", local->name_en}});
  }

  // A holiday that may shift by a day matters if it lies within a day of what decided the result.
  void note_provisional(Date first, Date counted, Date last) {
    const bool moves = rule_.last_day_off != LastDayOff::kStays;
    if (!moves && !counts_days_off()) return;
    const Date from = (counts_days_off() ? first : std::min(counted, last)).plus_days(-1);
    const Date until = std::max(counted, last).plus_days(1);
    if (!calendar_.has_provisional(from, until)) return;
    is_provisional_ = true;
    add("provisional_holidays", {});
  }

  const StatedPeriod& period_;
  const CountingRule& rule_;
  const HolidayCalendar& calendar_;
  bool is_provisional_ = false;
  std::vector<DeadlineStep> steps_;
};

}  // namespace

std::string DeadlineStep::value(std::string_view name) const {
  for (const auto& [known, text] : values) {
    if (known == name) return text;
  }
  return {};
}

Result<Instant> Deadline::end_moment() const {
  return Instant::start_of(last_day.plus_days(1), zone);
}

Result<Deadline> compute_deadline(Date event_day, const StatedPeriod& period,
                                  const CountingRule& rule, const HolidayCalendar& calendar) {
  if (period.length < 1 || period.length > kLengthMax) return bad_length(period.length);
  return Counting(period, rule, calendar).run(event_day);
}

Result<Instant> compute_hour_deadline(Instant event, std::int32_t hours, HourStart start) {
  constexpr std::int64_t kHour = 3'600'000'000;
  if (hours < 1 || hours > kLengthMax) return bad_length(hours);
  std::int64_t from = event.micros();
  if (start == HourStart::kNextFullHour) {
    // The hour in which the event lies is not counted, even if it lies on its first moment.
    const std::int64_t into_hour = ((from % kHour) + kHour) % kHour;
    from += kHour - into_hour;
  }
  return Instant::from_micros(from + hours * kHour);
}

}  // namespace alternat::calendar

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
constexpr std::int64_t kHourMicros = 3'600'000'000;

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

Error bad_suspension(const Suspension& one, const char* why) {
  return {
      Fault::kMalformed,
      "calendar.bad_suspension",
      "The suspension from " + one.from.to_iso() + " to " + one.until.to_iso() + " " + why + ".",
      {}};
}

// One computation: holds the steps while they are found.
class Counting {
 public:
  Counting(const DeadlineQuestion& question, const CountingRule& rule,
           const HolidayCalendar& calendar)
      : question_(question), rule_(rule), calendar_(calendar) {}

  Result<Deadline> run() {
    const Date event = question_.event_day;
    add("event", {{"event", std::string(word_of(question_.period.event))},
                  {"day", event.to_iso()},
                  {"weekday", weekday_word(event)}});
    const bool is_counted = rule_.event_day == EventDay::kCounted;
    const Date first = is_counted ? event : event.plus_days(1);
    add(is_counted ? "event_day_counted" : "event_day_not_counted",
        {{"first_day", first.to_iso()}, {"citation", rule_.start_citation}});
    if (Status status = check_suspensions(first); !status) return status.error();
    Result<Date> last = count_leg({question_.period, event, first, rule_.event_day});
    for (const Extension& extension : question_.extensions) {
      if (!last) return last.error();
      add("extended", {{"from", last->plus_days(1).to_iso()},
                       {"length", std::to_string(extension.period.length)},
                       {"unit", std::string(word_of(extension.period.unit))},
                       {"reason", extension.reason},
                       {"citation", rule_.extension_citation}});
      last = count_leg({extension.period, *last, last->plus_days(1), EventDay::kNotCounted});
    }
    if (!last) return last.error();
    if (!question_.suspensions.empty() && question_.suspensions.back().from > *last)
      return Error{Fault::kRefused,
                   "calendar.suspended_too_late",
                   "The period ended on " + last->to_iso() + "; it cannot be suspended from " +
                       question_.suspensions.back().from.to_iso() + ".",
                   {}};
    add("ends",
        {{"day", last->to_iso()}, {"weekday", weekday_word(*last)}, {"zone", calendar_.zone()}});
    return Deadline{*last, calendar_.zone(), is_provisional_, std::move(steps_), std::nullopt};
  }

  // Put before everything else.
  void note_sides(const char* code, const HolidayCalendar& both) {
    add(code, {{"name_de", both.name_de()}, {"name_en", both.name_en()}});
  }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;

  // The period itself or an extension: what is counted, and from where.
  struct Leg {
    const StatedPeriod& period;
    Date event;
    Date first;
    EventDay event_day;

    bool counts_days_off() const {
      return period.unit == PeriodUnit::kWorkingDays || period.unit == PeriodUnit::kWerktage;
    }
  };

  void add(const char* code, Values values) { steps_.push_back({code, std::move(values)}); }

  Status check_suspensions(Date first) const {
    const Suspension* before = nullptr;
    for (const Suspension& one : question_.suspensions) {
      if (one.until < one.from) return bad_suspension(one, "ends before it begins");
      if (one.until < first) return bad_suspension(one, "ends before the period begins");
      if (before != nullptr && one.from <= before->until)
        return bad_suspension(one, "begins before the one before it has ended");
      before = &one;
    }
    return {};
  }

  Result<Date> count_leg(const Leg& leg) {
    if (leg.period.length < 1 || leg.period.length > kLengthMax)
      return bad_length(leg.period.length);
    const Result<Date> counted = count(leg);
    if (!counted) return counted.error();
    const Result<Date> settled = settle(leg, *counted);
    if (!settled) return settled.error();
    const Result<Date> last = with_least_working_days(leg, *settled);
    if (!last) return last.error();
    note_provisional(leg, *counted, *last);
    return last;
  }

  // The last day before weekends and holidays are looked at.
  Result<Date> count(const Leg& leg) {
    const std::int32_t length = leg.period.length;
    std::optional<Result<Date>> last;
    switch (leg.period.unit) {
      case PeriodUnit::kHours:
        return Error{Fault::kMalformed,
                     "calendar.hours",
                     "A period of hours ends at a moment, not on a day.",
                     {}};
      case PeriodUnit::kCalendarDays:
        last = leg.first.plus_days(length - 1);
        break;
      case PeriodUnit::kWeeks:
        last = leg.first.plus_days(7 * length - 1);
        break;
      case PeriodUnit::kWorkingDays:
      case PeriodUnit::kWerktage:
        last = count_days_off(leg);
        break;
      case PeriodUnit::kMonths:
        last = count_months(leg, length);
        break;
      case PeriodUnit::kYears:
        last = count_months(leg, 12 * length);
        break;
    }
    if (!last->ok()) return *last;
    const Date end = leg.counts_days_off() ? **last : without_suspended(leg, **last);
    add("counted", {{"length", std::to_string(length)},
                    {"unit", std::string(word_of(leg.period.unit))},
                    {"last_day", end.to_iso()},
                    {"weekday", weekday_word(end)},
                    {"citation", rule_.end_citation}});
    return end;
  }

  void note_suspended(const Suspension& one, Date from) {
    add("suspended", {{"from", from.to_iso()},
                      {"until", one.until.to_iso()},
                      {"days", std::to_string(one.until.days() - from.days() + 1)},
                      {"citation", rule_.suspension_citation},
                      {"reason", one.reason}});
  }

  // The time of a suspension is not counted into the period: it ends so much later.
  Date without_suspended(const Leg& leg, Date last) {
    for (const Suspension& one : question_.suspensions) {
      if (one.until < leg.first || one.from > last) continue;
      const Date from = std::max(one.from, leg.first);
      note_suspended(one, from);
      last = last.plus_days(one.until.days() - from.days() + 1);
    }
    return last;
  }

  // Whether the day lies in a suspension; said once for each.
  bool is_suspended(const Leg& leg, Date day) {
    for (const Suspension& one : question_.suspensions) {
      if (day < one.from || day > one.until) continue;
      if (day == std::max(one.from, leg.first)) note_suspended(one, day);
      return true;
    }
    return false;
  }

  Result<Date> count_days_off(const Leg& leg) {
    std::int32_t weekend_days = 0;
    std::int32_t left = leg.period.length;
    const bool werktage = leg.period.unit == PeriodUnit::kWerktage;
    for (Date day = leg.first;; day = day.plus_days(1)) {
      if (is_suspended(leg, day)) continue;
      const Result<bool> counts =
          werktage ? calendar_.is_werktag(day) : calendar_.is_working_day(day);
      if (!counts) return counts.error();
      if (*counts && --left == 0) {
        if (weekend_days > 0) {
          add("weekend_days_skipped", {{"count", std::to_string(weekend_days)}});
        }
        return day;
      }
      if (*counts) continue;
      const bool is_weekly_day_off = werktage ? day.weekday() == 7 : calendar_.is_weekend(day);
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
  Result<Date> count_months(const Leg& leg, int months) {
    Date from = leg.event;
    if (leg.event_day == EventDay::kCounted) {
      // From the 1st, the day before is the last of the month before, whatever its number.
      if (from.day() == 1) {
        const Result<Date> next = from.plus_months(months, MonthRounding::kRefuse);
        if (!next) return next.error();
        return next->plus_days(-1);
      }
      from = from.plus_days(-1);
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
  Result<Date> settle(const Leg& leg, Date counted) {
    const bool moves = rule_.last_day_off != LastDayOff::kStays;
    const Result<const Holiday*> holiday = calendar_.find_holiday(counted);
    if (!holiday && (moves || leg.counts_days_off())) return holiday.error();
    if (!holiday) {
      add("holidays_not_known",
          {{"year", std::to_string(counted.year())}, {"calendar", calendar_.id()}});
    }
    note_local_holiday(counted);
    if (leg.counts_days_off()) return counted;  // a working day by construction
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

  // Regulation 1182/71 art. 3(5): any period of two days or more has at least two working days.
  Result<Date> with_least_working_days(const Leg& leg, Date last) {
    const bool in_days = leg.period.unit == PeriodUnit::kCalendarDays || leg.counts_days_off();
    if (rule_.working_days_min == 0 || (in_days && leg.period.length < 2)) return last;
    std::int32_t count = 0;
    Date day = leg.first;
    for (; day <= last && count < rule_.working_days_min; day = day.plus_days(1)) {
      const Result<bool> counts = calendar_.is_working_day(day);
      if (!counts) return counts.error();
      if (*counts) ++count;
    }
    if (count >= rule_.working_days_min) return last;
    const std::int32_t found = count;
    for (day = last; count < rule_.working_days_min;) {
      day = day.plus_days(1);
      const Result<bool> counts = calendar_.is_working_day(day);
      if (!counts) return counts.error();
      if (*counts) ++count;
    }
    add("too_few_working_days", {{"count", std::to_string(found)},
                                 {"least", std::to_string(rule_.working_days_min)},
                                 {"to", day.to_iso()},
                                 {"weekday", weekday_word(day)},
                                 {"citation", rule_.least_citation}});
    return day;
  }

  void note_local_holiday(Date day) {
    const Holiday* local = calendar_.find_local_holiday(day);
    if (local == nullptr) return;
    add("local_holiday",
        {{"day", day.to_iso()}, {"name_de", local->name_de}, {"name_en", local->name_en}});
  }

  // A holiday that may shift by a day matters if it lies within a day of what decided the result.
  void note_provisional(const Leg& leg, Date counted, Date last) {
    const bool moves = rule_.last_day_off != LastDayOff::kStays;
    const bool all = leg.counts_days_off() || rule_.working_days_min > 0;
    if ((!moves && !all) || is_provisional_) return;
    const Date from = (all ? leg.first : std::min(counted, last)).plus_days(-1);
    const Date until = std::max(counted, last).plus_days(1);
    if (!calendar_.has_provisional(from, until)) return;
    is_provisional_ = true;
    add("provisional_holidays", {});
  }

  const DeadlineQuestion& question_;
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
  if (moment) return *moment;
  return Instant::start_of(last_day.plus_days(1), zone);
}

Result<Deadline> compute_deadline(const DeadlineQuestion& question, const CountingRule& rule,
                                  const Place& place) {
  if (place.second == nullptr) {
    if (rule.sides != Sides::kGiven)
      return Error{Fault::kRefused,
                   "calendar.two_sides",
                   "The rule '" + rule.id +
                       "' counts by the calendars of both sides: name two, as '" +
                       place.first->id() + "+…'.",
                   {}};
    return Counting(question, rule, *place.first).run();
  }
  const bool either = rule.sides == Sides::kEither;
  const HolidayCalendar both =
      joined(*place.first, *place.second, either ? JoinedDays::kEither : JoinedDays::kBoth);
  Counting counting(question, rule, both);
  counting.note_sides(either ? "either_side" : "both_sides", both);
  return counting.run();
}

Result<Deadline> compute_deadline(Date event_day, const StatedPeriod& period,
                                  const CountingRule& rule, const HolidayCalendar& calendar) {
  return Counting({event_day, period, {}, {}}, rule, calendar).run();
}

Result<Deadline> compute_hours(Instant event, const StatedPeriod& period, const CountingRule& rule,
                               const HolidayCalendar& calendar) {
  if (period.unit != PeriodUnit::kHours)
    return Error{Fault::kMalformed,
                 "calendar.hours",
                 "A period in " + std::string(word_of(period.unit)) + " is not one of hours.",
                 {}};
  const Result<Instant> end = compute_hour_deadline(event, period.length, rule.hours);
  if (!end) return end.error();
  const Result<Date> day = end->plus_micros(-1).day_in(calendar.zone());
  if (!day) return day.error();
  Deadline deadline{*day, calendar.zone(), false, {}, *end};
  const std::string what(word_of(period.event));
  if (rule.hours == HourStart::kNextFullHour) {
    const Instant first = end->plus_micros(-period.length * kHourMicros);
    deadline.steps.push_back({"hour_event_next",
                              {{"event", what},
                               {"moment", event.to_iso()},
                               {"first_hour", first.to_iso()},
                               {"citation", rule.start_citation}}});
  } else {
    deadline.steps.push_back({"hour_event", {{"event", what}, {"moment", event.to_iso()}}});
  }
  deadline.steps.push_back({"hours_counted",
                            {{"length", std::to_string(period.length)},
                             {"moment", end->to_iso()},
                             {"citation", rule.end_citation}}});
  deadline.steps.push_back({"ends_at", {{"moment", end->to_iso()}, {"zone", calendar.zone()}}});
  return deadline;
}

Result<Instant> compute_hour_deadline(Instant event, std::int32_t hours, HourStart start) {
  if (hours < 1 || hours > kLengthMax) return bad_length(hours);
  std::int64_t from = event.micros();
  if (start == HourStart::kNextFullHour) {
    // The hour in which the event lies is not counted, even if it lies on its first moment.
    const std::int64_t into_hour = ((from % kHourMicros) + kHourMicros) % kHourMicros;
    from += kHourMicros - into_hour;
  }
  return Instant::from_micros(from + hours * kHourMicros);
}

}  // namespace alternat::calendar

// SPDX-License-Identifier: EUPL-1.2
// deadline(start, rule, calendar): Alternat's own function beside the library of DMN 1.5. Counts a
// period as the law counts it, by the calendars of the context (calendar/ask_deadline.h).
#include <array>

#include "calendar/ask_deadline.h"
#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

// A duration as the period it is: P14D, P3M; hours only if they make no whole days. nullopt for
// anything else, and for what is not positive.
std::optional<std::string> written(const Value& duration) {
  if (duration.kind() == Kind::kYearsMonths && duration.months() > 0)
    return "P" + std::to_string(duration.months()) + "M";
  if (duration.kind() != Kind::kDaysTime || duration.days_time().nanos != 0) return std::nullopt;
  const std::int64_t seconds = duration.days_time().seconds;
  if (seconds > 0 && seconds % kSecondsPerDay == 0)
    return "P" + std::to_string(seconds / kSecondsPerDay) + "D";
  if (seconds > 0 && seconds % 3600 == 0) return "PT" + std::to_string(seconds / 3600) + "H";
  return std::nullopt;
}

// The moment of a start that states one; a local one is read in the zone of the calendar.
std::optional<Instant> moment_of(const Value& start, const calendar::Place& place) {
  DateAndTime moment = start.date_time();
  if (moment.zone.mode == Zone::Mode::kLocal) {
    const std::optional<Zone> zone = find_zone(place.first->zone());
    if (!zone) return std::nullopt;
    moment.zone = *zone;
  }
  const Wide micros = instant_of(moment) / 1000;
  if (micros > INT64_MAX || micros < INT64_MIN) return std::nullopt;
  return Instant::from_micros(static_cast<std::int64_t>(micros));
}

Value moment_value(Instant moment, const std::string& zone_name) {
  const std::optional<Zone> zone = find_zone(zone_name);
  constexpr std::int64_t kMicrosPerDay = kSecondsPerDay * 1'000'000;
  const std::int64_t micros = moment.micros();
  const std::int64_t day = micros / kMicrosPerDay - (micros % kMicrosPerDay < 0 ? 1 : 0);
  const DateAndTime utc{day, (micros - day * kMicrosPerDay) * 1000,
                        Zone{Zone::Mode::kOffset, 0, nullptr}};
  if (!zone) return Value::from_date_time(utc);
  // The same moment as the clocks of the zone show it.
  const std::int32_t offset = offset_at(*zone, utc.day, utc.nanos).value_or(0);
  std::optional<DateAndTime> there = move(utc, Wide{offset} * kNanosPerSecond);
  if (!there) return Value::from_date_time(utc);
  there->zone = Zone{Zone::Mode::kOffset, offset, nullptr};
  return Value::from_date_time(*there);
}

Value deadline(const Invocation& call) {
  const calendar::CalendarSet* set = call.context().calendars();
  if (set == nullptr)
    return call.warn("feel.no_calendars", "deadline(): there are no holiday calendars here.");
  const bool is_day = call[0].kind() == Kind::kDate;
  if (!is_day && call[0].kind() != Kind::kDateTime)
    return call.warn("feel.wrong_arguments",
                     "deadline(): 'start' must be a date or a date and time.");
  const std::optional<std::string> rule =
      call[1].is_string() ? std::string(call[1].string()) : written(call[1]);
  if (!rule)
    return call.warn("feel.wrong_arguments",
                     "deadline(): 'rule' must be text such as \"P12D:treaty\", or a positive "
                     "duration of whole days, months or hours.");
  const std::string name(call[2].string());
  const Result<calendar::Place> place = calendar::look_up_place(name, *set);
  if (!place) return call.fail("deadline(): " + place.error().message);
  const std::optional<Instant> moment = is_day ? std::nullopt : moment_of(call[0], *place);
  std::optional<Date> start = is_day ? call[0].date() : std::nullopt;
  if (!is_day && moment) {
    const Result<Date> day = moment->day_in(place->first->zone());
    start = day ? std::optional(*day) : std::nullopt;
  }
  if (!start) return call.fail("deadline(): 'start' lies beyond the years that are counted.");
  const Result<calendar::DeadlineAnswer> answer = calendar::ask_deadline(
      {*start, moment, *rule, name, calendar::PeriodEvent::kOther, {}, {}}, *set);
  if (!answer) return call.fail("deadline(): " + answer.error().message);
  const calendar::Deadline& found = answer->deadline;
  return found.moment ? moment_value(*found.moment, found.zone) : Value::from_date(found.last_day);
}

constexpr std::array kRows{
    BuiltinRow{"deadline", "start:a, rule:a, calendar:s", deadline},
};

}  // namespace

std::span<const BuiltinRow> deadline_builtins() {
  return kRows;
}

}  // namespace alternat::feel

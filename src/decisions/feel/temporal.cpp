// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/temporal.h"

#include <limits>

namespace alternat::feel {

// Days from civil and back: the era of 400 years has 146,097 days; years start in March.
CivilDay civil_of(std::int64_t day) {
  day += 719'468;
  const std::int64_t era = (day >= 0 ? day : day - 146'096) / 146'097;
  const std::int64_t of_era = day - era * 146'097;
  const std::int64_t year_of_era =
      (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t from_march = (5 * of_year + 2) / 153;
  const auto month = static_cast<unsigned>(from_march < 10 ? from_march + 3 : from_march - 9);
  const auto day_of_month = static_cast<unsigned>(of_year - (153 * from_march + 2) / 5 + 1);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_month};
}

std::int64_t day_of(const CivilDay& civil) {
  const std::int64_t year = civil.year - (civil.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t from_march = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const std::int64_t of_year = (153 * from_march + 2) / 5 + civil.day - 1;
  const std::int64_t of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
  return era * 146'097 + of_era - 719'468;
}

unsigned days_in_month(std::int64_t year, unsigned month) {
  if (month == 2) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<std::int64_t> make_day(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -kYearMax || year > kYearMax || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  const auto month_number = static_cast<unsigned>(month);
  if (day > days_in_month(year, month_number)) return std::nullopt;
  return day_of({year, month_number, static_cast<unsigned>(day)});
}

bool is_day_in_bounds(std::int64_t day) {
  static const std::int64_t kFirst = day_of({-kYearMax, 1, 1});
  static const std::int64_t kLast = day_of({kYearMax, 12, 31});
  return day >= kFirst && day <= kLast;
}

std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months) {
  if (months > kYearMax * 24 || months < -kYearMax * 24) return std::nullopt;
  const CivilDay civil = civil_of(day);
  const std::int64_t total = civil.year * 12 + (civil.month - 1) + months;
  const std::int64_t year = total >= 0 ? total / 12 : (total - 11) / 12;
  const auto month = static_cast<unsigned>(total - year * 12 + 1);
  const unsigned last = days_in_month(year, month);
  return make_day(year, month, civil.day < last ? civil.day : last);
}

unsigned weekday_of(std::int64_t day) {
  const std::int64_t from_monday = (day + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<unsigned>((from_monday + 7) % 7 + 1);
}

Wide total_nanos(DaysTime duration) {
  return static_cast<Wide>(duration.seconds) * kNanosPerSecond + duration.nanos;
}

std::optional<DaysTime> days_time_of(Wide nanos) {
  Wide seconds = nanos / kNanosPerSecond;
  Wide rest = nanos % kNanosPerSecond;
  if (rest < 0) {
    rest += kNanosPerSecond;
    seconds -= 1;
  }
  constexpr Wide kMax = std::numeric_limits<std::int64_t>::max() / 4;
  if (seconds > kMax || seconds < -kMax) return std::nullopt;
  return DaysTime{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest)};
}

Decimal seconds_of(DaysTime duration) {
  const Decimal whole = Decimal::from_int(duration.seconds);
  if (duration.nanos == 0) return whole;
  return whole.plus(Decimal::from_scaled(duration.nanos, 9)).value_or(whole);
}

std::optional<DaysTime> days_time_of_seconds(const Decimal& seconds) {
  const auto rounded = seconds.rounded(9, Decimal::Rounding::kHalfEven);
  if (!rounded) return std::nullopt;
  const auto whole = rounded->rounded(0, Decimal::Rounding::kFloor);
  if (!whole || !whole->to_int()) return std::nullopt;
  const auto part = rounded->minus(*whole);
  const auto nanos = part ? part->times(Decimal::from_int(kNanosPerSecond)) : std::nullopt;
  if (!nanos || !nanos->to_int()) return std::nullopt;
  return days_time_of(static_cast<Wide>(*whole->to_int()) * kNanosPerSecond + *nanos->to_int());
}

Wide instant_of(const DateAndTime& moment) {
  const std::int32_t offset = offset_at(moment.zone, moment.day, moment.nanos).value_or(0);
  return static_cast<Wide>(moment.day) * kNanosPerDay + moment.nanos -
         static_cast<Wide>(offset) * kNanosPerSecond;
}

std::optional<DateAndTime> move(const DateAndTime& moment, Wide nanos) {
  const Wide total = static_cast<Wide>(moment.day) * kNanosPerDay + moment.nanos + nanos;
  Wide day = total / kNanosPerDay;
  Wide rest = total % kNanosPerDay;
  if (rest < 0) {
    rest += kNanosPerDay;
    day -= 1;
  }
  if (day > static_cast<Wide>(kYearMax) * 366 || day < -static_cast<Wide>(kYearMax) * 366 ||
      !is_day_in_bounds(static_cast<std::int64_t>(day))) {
    return std::nullopt;
  }
  return DateAndTime{static_cast<std::int64_t>(day), static_cast<std::int64_t>(rest), moment.zone};
}

std::int64_t months_between(std::int64_t from, std::int64_t to) {
  if (to < from) return -months_between(to, from);
  const CivilDay a = civil_of(from);
  const CivilDay b = civil_of(to);
  const std::int64_t months = (b.year - a.year) * 12 + b.month - a.month;
  return b.day < a.day ? months - 1 : months;
}

namespace {

Value number(std::int64_t value) {
  return Value::from_int(value);
}

std::optional<Value> day_component(std::int64_t day, std::string_view name) {
  const CivilDay civil = civil_of(day);
  if (name == "year") return number(civil.year);
  if (name == "month") return number(civil.month);
  if (name == "day") return number(civil.day);
  if (name == "weekday") return number(weekday_of(day));
  return std::nullopt;
}

std::optional<Value> time_component(const DateAndTime& moment, std::string_view name) {
  const std::int64_t seconds = moment.nanos / kNanosPerSecond;
  if (name == "hour") return number(seconds / 3600);
  if (name == "minute") return number(seconds / 60 % 60);
  if (name == "second") {
    const std::int64_t nanos = moment.nanos % (60 * kNanosPerSecond);
    if (nanos % kNanosPerSecond == 0) return number(nanos / kNanosPerSecond);
    return Value::from_number(Decimal::from_scaled(nanos, 9));
  }
  if (name == "time offset") {
    const auto offset = offset_at(moment.zone, moment.day, moment.nanos);
    return offset ? Value::from_days_time({*offset, 0}) : Value();
  }
  if (name == "timezone") {
    if (moment.zone.mode != Zone::Mode::kNamed) return Value();
    return Value::from_string(zone_name(moment.zone));
  }
  return std::nullopt;
}

std::optional<Value> days_time_component(DaysTime duration, std::string_view name) {
  const Wide nanos = total_nanos(duration);
  const auto seconds = static_cast<std::int64_t>(nanos / kNanosPerSecond);  // towards zero
  if (name == "days") return number(seconds / kSecondsPerDay);
  if (name == "hours") return number(seconds / 3600 % 24);
  if (name == "minutes") return number(seconds / 60 % 60);
  if (name == "seconds") {
    const auto part = static_cast<std::int64_t>(nanos % (60 * static_cast<Wide>(kNanosPerSecond)));
    if (part % kNanosPerSecond == 0) return number(part / kNanosPerSecond);
    return Value::from_number(Decimal::from_scaled(part, 9));
  }
  return std::nullopt;
}

}  // namespace

// DMN 1.5 table 65: properties of temporal values.
std::optional<Value> temporal_component(const Value& value, std::string_view name) {
  switch (value.kind()) {
    case Kind::kDate: {
      if (auto component = day_component(value.day(), name)) return component;
      // A date is read as midnight UTC where a time is asked of it (clause 10.3.2.3.5).
      return time_component({value.day(), 0, Zone{Zone::Mode::kOffset, 0, nullptr}}, name);
    }
    case Kind::kTime:
      return time_component({0, value.time().nanos, value.time().zone}, name);
    case Kind::kDateTime: {
      if (auto component = day_component(value.date_time().day, name)) return component;
      return time_component(value.date_time(), name);
    }
    case Kind::kYearsMonths:
      if (name == "years") return number(value.months() / 12);
      if (name == "months") return number(value.months() % 12);
      return std::nullopt;
    case Kind::kDaysTime:
      return days_time_component(value.days_time(), name);
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kString:
    case Kind::kList:
    case Kind::kContext:
    case Kind::kRange:
    case Kind::kFunction:
    case Kind::kUnknown:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Temporal values from ISO 8601 text as FEEL restricts it (DMN 1.5 clauses 10.3.2.3.4
// to 10.3.2.3.8): years of four to nine digits, offsets to 18 hours, zones after `@`.
#include <algorithm>
#include <cctype>

#include "decisions/feel/convert.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

// Reads a text from left to right; every read_… moves on only if it succeeds.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  std::string_view rest() const { return text_; }
  bool skip(char expected) {
    if (text_.empty() || text_.front() != expected) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (count < text_.size() && std::isdigit(static_cast<unsigned char>(text_[count])) != 0) {
      ++count;
    }
    return count;
  }
  // Between `least` and `most` digits, all that stand there.
  std::optional<std::int64_t> read_number(std::size_t least, std::size_t most) {
    const std::size_t count = digits_ahead();
    if (count < least || count > most || count > 18) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }
  // Digits after a point, as nanoseconds; more than nine are cut off. No digits are zero.
  std::int64_t read_fraction() {
    const std::size_t count = digits_ahead();
    std::int64_t nanos = 0;
    for (std::size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < count ? text_[i] - '0' : 0);
    text_.remove_prefix(count);
    return nanos;
  }

 private:
  std::string_view text_;
};

std::optional<std::int64_t> read_day(Reader& reader) {
  const bool negative = reader.skip('-');
  const std::size_t year_digits = reader.digits_ahead();
  if (year_digits > 4 && reader.rest().front() == '0') return std::nullopt;
  const auto year = reader.read_number(4, 9);
  if (!year || !reader.skip('-')) return std::nullopt;
  const auto month = reader.read_number(2, 2);
  if (!month || !reader.skip('-')) return std::nullopt;
  const auto day = reader.read_number(2, 2);
  if (!day) return std::nullopt;
  return make_day(negative ? -*year : *year, *month, *day);
}

std::optional<Zone> read_zone(Reader& reader) {
  if (reader.done()) return Zone{};
  if (reader.skip('Z')) return Zone{Zone::Mode::kOffset, 0, nullptr};
  if (reader.skip('@')) {
    const auto zone = find_zone(reader.rest());
    reader = Reader({});
    return zone;
  }
  const bool negative = reader.rest().front() == '-';
  if (!reader.skip('+') && !reader.skip('-')) return std::nullopt;
  const auto hours = reader.read_number(2, 2);
  if (!hours || !reader.skip(':')) return std::nullopt;
  const auto minutes = reader.read_number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t seconds = 0;
  if (reader.skip(':')) {
    const auto read = reader.read_number(2, 2);
    if (!read || *read > 59) return std::nullopt;
    seconds = *read;
  }
  const std::int64_t total = *hours * 3600 + *minutes * 60 + seconds;
  if (total > 18 * 3600) return std::nullopt;
  return Zone{Zone::Mode::kOffset, static_cast<std::int32_t>(negative ? -total : total), nullptr};
}

// Nanoseconds since midnight: 24:00:00 is the midnight after.
std::optional<std::int64_t> read_clock(Reader& reader) {
  const auto hour = reader.read_number(2, 2);
  if (!hour || !reader.skip(':')) return std::nullopt;
  const auto minute = reader.read_number(2, 2);
  if (!minute || !reader.skip(':')) return std::nullopt;
  const auto second = reader.read_number(2, 2);
  if (!second || *hour > 24 || *minute > 59 || *second > 59) return std::nullopt;
  std::int64_t nanos = 0;
  if (reader.skip('.')) {
    if (reader.digits_ahead() == 0) return std::nullopt;
    nanos = reader.read_fraction();
  }
  const std::int64_t total = (*hour * 3600 + *minute * 60 + *second) * kNanosPerSecond + nanos;
  if (total > kNanosPerDay) return std::nullopt;
  return total;
}

// Adds `count` of the unit to the duration; false where the unit may not stand.
struct DurationParts {
  Wide months = 0;
  Wide nanos = 0;
  bool has_months = false;
  bool has_time = false;
};

bool read_months_and_days(Reader& reader, DurationParts& parts) {
  std::string_view units = "YMD";
  while (!reader.done() && reader.rest().front() != 'T') {
    const auto count = reader.read_number(1, 18);
    if (!count || reader.done()) return false;
    const std::size_t at = units.find(reader.rest().front());
    if (at == std::string_view::npos) return false;
    const char unit = units[at];
    reader.skip(unit);
    units.remove_prefix(at + 1);
    if (unit == 'D') {
      parts.nanos += static_cast<Wide>(*count) * kNanosPerDay;
      parts.has_time = true;
    } else {
      parts.months += static_cast<Wide>(*count) * (unit == 'Y' ? 12 : 1);
      parts.has_months = true;
    }
  }
  return true;
}

bool read_hours_to_seconds(Reader& reader, DurationParts& parts) {
  if (!reader.skip('T')) return true;
  if (reader.done()) return false;
  std::string_view units = "HMS";
  while (!reader.done()) {
    const auto count = reader.read_number(1, 18);
    if (!count || reader.done()) return false;
    std::int64_t fraction = 0;
    const bool has_fraction = reader.skip('.');
    if (has_fraction) fraction = reader.read_fraction();
    if (reader.done()) return false;
    const std::size_t at = units.find(reader.rest().front());
    if (at == std::string_view::npos || (has_fraction && units[at] != 'S')) return false;
    const char unit = units[at];
    reader.skip(unit);
    units.remove_prefix(at + 1);
    const std::int64_t seconds = unit == 'H' ? 3600 : unit == 'M' ? 60 : 1;
    parts.nanos += static_cast<Wide>(*count) * seconds * kNanosPerSecond + fraction;
    parts.has_time = true;
  }
  return true;
}

}  // namespace

std::optional<Value> parse_date(std::string_view text) {
  Reader reader(text);
  const auto day = read_day(reader);
  if (!day || !reader.done()) return std::nullopt;
  return Value::from_day(*day);
}

std::optional<Value> parse_time(std::string_view text) {
  Reader reader(text);
  reader.skip('T');
  const auto nanos = read_clock(reader);
  if (!nanos) return std::nullopt;
  const auto zone = read_zone(reader);
  if (!zone || !reader.done()) return std::nullopt;
  return Value::from_time({*nanos % kNanosPerDay, *zone});
}

std::optional<Value> parse_date_time(std::string_view text) {
  Reader reader(text);
  const auto day = read_day(reader);
  if (!day) return std::nullopt;
  if (reader.done()) return Value::from_date_time({*day, 0, {}});
  if (!reader.skip('T')) return std::nullopt;
  const auto nanos = read_clock(reader);
  if (!nanos) return std::nullopt;
  const auto zone = read_zone(reader);
  if (!zone || !reader.done()) return std::nullopt;
  const auto moment = move({*day, 0, *zone}, *nanos);
  if (!moment) return std::nullopt;
  return Value::from_date_time(*moment);
}

std::optional<Value> parse_duration(std::string_view text) {
  Reader reader(text);
  const bool negative = reader.skip('-');
  if (!reader.skip('P') || reader.done()) return std::nullopt;
  DurationParts parts;
  if (!read_months_and_days(reader, parts)) return std::nullopt;
  if (!read_hours_to_seconds(reader, parts)) return std::nullopt;
  if (parts.has_months == parts.has_time) return std::nullopt;  // one kind, never both
  if (parts.has_months) {
    constexpr Wide kMonthsMax = static_cast<Wide>(1) << 62;
    if (parts.months > kMonthsMax) return std::nullopt;
    const auto months = static_cast<std::int64_t>(parts.months);
    return Value::from_months(negative ? -months : months);
  }
  const auto duration = days_time_of(negative ? -parts.nanos : parts.nanos);
  if (!duration) return std::nullopt;
  return Value::from_days_time(*duration);
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Instants in words, and days in named zones (date-tz on the system's own zone files).
#include "base/instant.h"

#include "base/local_time.h"

// As Debian builds the library: the layout of its types depends on it.
#define USE_OS_TZDB 1
#define ONLY_C_LOCALE 1
#include <date/tz.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace alternat {

namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

Error malformed(std::string_view text) {
  return {Fault::kMalformed,
          "instant.malformed",
          "'" + std::string(text.substr(0, 40)) +
              "' is not a moment in UTC. Write it as 2026-06-15T08:30:00Z.",
          {}};
}

// Two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
  const auto is_digit = [text](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (!is_digit(at) || !is_digit(at + 1)) return -1;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// The micros of a fraction of one to six digits, or -1.
std::int64_t read_fraction(std::string_view digits) {
  if (digits.empty() || digits.size() > 6) return -1;
  std::int64_t micros = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const char c = i < digits.size() ? digits[i] : '0';
    if (c < '0' || c > '9') return -1;
    micros = micros * 10 + (c - '0');
  }
  return micros;
}

Result<const date::time_zone*> find_zone(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::runtime_error&) {
    return Error{Fault::kMalformed,
                 "instant.unknown_zone",
                 "'" + std::string(zone.substr(0, 60)) +
                     "' is not a time zone. Write a name of the IANA list, for example UTC.",
                 {}};
  }
}

}  // namespace

Result<Instant> Instant::from_iso(std::string_view text) {
  // YYYY-MM-DD T HH : MM : SS [. f{1,6}] Z
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z') {
    return malformed(text);
  }
  const Result<Date> day = Date::from_iso(text.substr(0, 10));
  const int hour = two_digits(text, 11);
  const int minute = two_digits(text, 14);
  const int second = two_digits(text, 17);
  std::int64_t micros = 0;
  if (text.size() > 20) {
    micros = text[19] == '.' ? read_fraction(text.substr(20, text.size() - 21)) : -1;
  }
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      micros < 0) {
    return malformed(text);
  }
  return Instant(day->days() * kMicrosPerDay +
                 ((hour * 60 + minute) * 60 + second) * kMicrosPerSecond + micros);
}

Result<Instant> Instant::start_of(Date day, std::string_view zone) {
  const auto found = find_zone(zone);
  if (!found) return found.error();
  // Where the clock jumps over midnight, the day starts at the jump; where midnight comes twice, at
  // the first.
  const date::local_days local{date::days(day.days())};
  const auto start = (*found)->to_sys(local, date::choose::earliest);
  return Instant(
      std::chrono::duration_cast<std::chrono::microseconds>(start.time_since_epoch()).count());
}

std::string Instant::to_iso() const {
  std::int64_t days = micros_ / kMicrosPerDay;
  std::int64_t rest = micros_ % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  const auto seconds = static_cast<int>(rest / kMicrosPerSecond);
  std::array<char, 40> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d.%06dZ", seconds / 3600,
                seconds / 60 % 60, seconds % 60, static_cast<int>(rest % kMicrosPerSecond));
  return Date::from_days(static_cast<std::int32_t>(days)).to_iso() + time.data();
}

Result<Date> Instant::day_in(std::string_view zone) const {
  const auto found = find_zone(zone);
  if (!found) return found.error();
  const date::sys_time<std::chrono::microseconds> moment{std::chrono::microseconds(micros_)};
  const auto local = date::floor<date::days>((*found)->to_local(moment));
  return Date::from_days(static_cast<std::int32_t>(local.time_since_epoch().count()));
}

Result<int> minutes_of_day(Instant moment, std::string_view zone) {
  const auto found = find_zone(zone);
  if (!found) return found.error();
  const date::sys_time<std::chrono::microseconds> at{std::chrono::microseconds(moment.micros())};
  const auto local = (*found)->to_local(at);
  const auto since_midnight = local - date::floor<date::days>(local);
  return static_cast<int>(std::chrono::floor<std::chrono::minutes>(since_midnight).count());
}

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_micros(std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

}  // namespace alternat

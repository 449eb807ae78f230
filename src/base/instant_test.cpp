// SPDX-License-Identifier: EUPL-1.2
// Moments in UTC, and the days they fall on in named zones.
#include "base/instant.h"

#include <doctest/doctest.h>

using alternat::Date;
using alternat::FixedClock;
using alternat::Instant;
using alternat::SystemClock;

namespace {

Instant at(const char* text) {
  return Instant::from_iso(text).value();
}
std::string day_in(const char* text, const char* zone) {
  return at(text).day_in(zone)->to_iso();
}
std::string start_of(const char* day, const char* zone) {
  return Instant::start_of(Date::from_iso(day).value(), zone)->to_iso();
}

}  // namespace

TEST_CASE("a moment reads and prints in UTC to the microsecond") {
  CHECK(at("1970-01-01T00:00:01Z").micros() == 1'000'000);
  CHECK(at("2026-06-15T08:30:00Z").to_iso() == "2026-06-15T08:30:00.000000Z");
  CHECK(at("2026-06-15T08:30:00.25Z").to_iso() == "2026-06-15T08:30:00.250000Z");
  CHECK(at("2026-06-15T23:59:59.999999Z").plus_micros(1).to_iso() == "2026-06-16T00:00:00.000000Z");
  CHECK(at("1969-12-31T23:59:59.5Z").micros() == -500'000);
  CHECK(at("1969-12-31T23:59:59.5Z").to_iso() == "1969-12-31T23:59:59.500000Z");
}

TEST_CASE("instant.malformed") {
  for (const char* text :
       {"", "2026-06-15", "2026-06-15T08:30:00", "2026-06-15T08:30Z", "2026-06-15T24:00:00Z",
        "2026-06-15T08:60:00Z", "2026-06-15T08:30:60Z", "2026-02-29T08:30:00Z",
        "2026-06-15T08:30:00+02:00", "2026-06-15T08:30:00.Z", "2026-06-15T08:30:00.1234567Z",
        "2026-06-15 08:30:00Z", "2026-06-15T08:30:00,5Z", "2026-06-15T08:3x:00Z"}) {
    CAPTURE(text);
    CHECK(Instant::from_iso(text).error().code == "instant.malformed");
  }
  CHECK(Instant::from_iso("yesterday").error().message ==
        "'yesterday' is not a moment in UTC. Write it as 2026-06-15T08:30:00Z.");
}

TEST_CASE("the day of a moment is the day of the named zone") {
  CHECK(day_in("2026-06-15T21:59:59Z", "Europe/Berlin") == "2026-06-15");
  CHECK(day_in("2026-06-15T22:00:00Z", "Europe/Berlin") == "2026-06-16");
  CHECK(day_in("2026-01-15T22:59:59Z", "Europe/Berlin") == "2026-01-15");
  CHECK(day_in("2026-01-15T23:00:00Z", "Europe/Berlin") == "2026-01-16");
  CHECK(day_in("2026-06-15T23:00:00Z", "UTC") == "2026-06-15");
}

TEST_CASE("the first moment of a day, also where the clock jumps over midnight") {
  CHECK(start_of("2026-06-15", "Europe/Berlin") == "2026-06-14T22:00:00.000000Z");
  CHECK(start_of("2026-03-29", "Europe/Berlin") == "2026-03-28T23:00:00.000000Z");
  CHECK(start_of("2026-03-30", "Europe/Berlin") == "2026-03-29T22:00:00.000000Z");
  // Cairo, 28 April 2023: at 00:00 the clock went to 01:00.
  CHECK(start_of("2023-04-28", "Africa/Cairo") == "2023-04-27T22:00:00.000000Z");
}

TEST_CASE("instant.unknown_zone") {
  CHECK(at("2026-06-15T23:00:00Z").day_in("Europe/Nowhere").error().message ==
        "'Europe/Nowhere' is not a time zone. Write a name of the IANA list, for example UTC.");
  CHECK(Instant::start_of(Date::from_days(0), "").error().code == "instant.unknown_zone");
}

TEST_CASE("a fixed clock moves only when told, the system's clock is past 2020") {
  FixedClock clock(at("2026-06-15T08:30:00Z"));
  CHECK(clock.now() == at("2026-06-15T08:30:00Z"));
  clock.set(at("2026-06-16T08:30:00Z"));
  CHECK(clock.now() == at("2026-06-16T08:30:00Z"));
  CHECK(SystemClock().now() > at("2020-01-01T00:00:00Z"));
}

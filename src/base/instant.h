// SPDX-License-Identifier: EUPL-1.2
// Instant: microseconds of UTC since 1970. Clock: where "now" comes from; passed in, never global.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace alternat {

class Instant {
 public:
  static Instant from_micros(std::int64_t micros) { return Instant(micros); }
  // "2026-06-15T08:30:00Z", fractions to the microsecond; error instant.malformed.
  static Result<Instant> from_iso(std::string_view text);
  // The first moment of `day` in the zone ("Europe/Berlin"); error instant.unknown_zone.
  static Result<Instant> start_of(Date day, std::string_view zone);

  std::int64_t micros() const { return micros_; }
  Instant plus_micros(std::int64_t micros) const { return Instant(micros_ + micros); }
  // Always "YYYY-MM-DDTHH:MM:SS.ffffffZ".
  std::string to_iso() const;
  // The calendar day in the zone; error instant.unknown_zone.
  Result<Date> day_in(std::string_view zone) const;
  friend auto operator<=>(const Instant&, const Instant&) = default;

 private:
  explicit Instant(std::int64_t micros) : micros_(micros) {}
  std::int64_t micros_;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// Tests and demo: moves only when told.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Named time zones, from the system's zone data. The only file here that reads the zone library.
#include <date/tz.h>

#include <algorithm>
#include <exception>

#include "decisions/feel/temporal.h"

namespace alternat::feel {

std::optional<Zone> find_zone(std::string_view name) {
  if (name.empty()) return std::nullopt;
  try {
    return Zone{Zone::Mode::kNamed, 0, date::locate_zone(std::string(name))};
  } catch (const std::exception&) {  // The library reports an unknown zone by throwing.
    return std::nullopt;
  }
}

std::string zone_name(const Zone& zone) {
  return zone.named == nullptr ? std::string() : zone.named->name();
}

std::optional<std::int32_t> offset_at(const Zone& zone, std::int64_t day, std::int64_t nanos) {
  if (zone.mode == Zone::Mode::kLocal) return std::nullopt;
  if (zone.mode == Zone::Mode::kOffset) return zone.offset_seconds;
  // Beyond the years the zone data speaks of, its last (first) rule holds.
  constexpr std::int64_t kFirst = -690'000;  // about the year 80
  constexpr std::int64_t kLast = 2'932'896;  // 9999-12-31
  const std::int64_t asked = std::clamp(day, kFirst, kLast);
  const date::local_seconds local{
      std::chrono::seconds(asked * kSecondsPerDay + nanos / kNanosPerSecond)};
  try {
    return static_cast<std::int32_t>(zone.named->get_info(local).first.offset.count());
  } catch (const std::exception&) {
    return 0;
  }
}

}  // namespace alternat::feel

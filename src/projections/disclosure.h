// SPDX-License-Identifier: EUPL-1.2
// Disclosure control: what a count looks like to the public. Numbers below the minimum cell are
// never shown; larger ones are rounded to the nearest five, the same way every time.
#pragma once

#include <cstdint>
#include <optional>

namespace alternat::projections {

inline constexpr std::int64_t kCellMinimum = 5;
inline constexpr std::int64_t kSensitiveCellMinimum = 10;
inline constexpr std::int64_t kRoundingBase = 5;

// nullopt = "fewer than `minimum`" (also for 0: only what cannot occur is shown as 0).
std::optional<std::int64_t> disclosed(std::int64_t count, std::int64_t minimum = kCellMinimum);

}  // namespace alternat::projections

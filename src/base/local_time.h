// SPDX-License-Identifier: EUPL-1.2
// What the clocks of a zone show at a moment.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/instant.h"

namespace alternat {

// Minutes since midnight on the clocks of the zone (0 to 1439); error instant.unknown_zone.
Result<int> minutes_of_day(Instant moment, std::string_view zone);

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Powers with a whole exponent, rounded once: the function of the library beneath is off by
// hundreds of units in the last place (1.0001 ** 10000). Private to base.
#pragma once

#include <cstdint>
#include <optional>

#include "base/decimal.h"

namespace alternat {

// left ** exponent to 34 digits, half-even, from 70 digits and more; nullopt if it is too large or
// not defined.
std::optional<Decimal> whole_power(const Decimal& left, std::int64_t exponent);

}  // namespace alternat

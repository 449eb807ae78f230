// SPDX-License-Identifier: EUPL-1.2
#include "projections/disclosure.h"

namespace alternat::projections {

std::optional<std::int64_t> disclosed(std::int64_t count, std::int64_t minimum) {
  if (count < minimum) return std::nullopt;
  return (count + kRoundingBase / 2) / kRoundingBase * kRoundingBase;
}

}  // namespace alternat::projections

// SPDX-License-Identifier: EUPL-1.2
// Where each value of a JSON text stands, so that a message about a fact can name line and column.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/span.h"

namespace alternat {

using JsonPlaces = std::map<std::string, SourceSpan, std::less<>>;

// Path ("on", "exp_periods[0].to") to the place of its key, or of the item in a list. For text that
// parse_json has accepted; of other text what could be read. Cost: one pass.
JsonPlaces places_in_json(std::string_view text, const std::string& file);

}  // namespace alternat

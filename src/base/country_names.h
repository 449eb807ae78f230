// SPDX-License-Identifier: EUPL-1.2
// What country somebody meant who did not write its ISO 3166-1 alpha-2 code: by name in German,
// English or French, by the three-letter code, by a slip in the capitals. Names are Unicode data.
#pragma once

#include <string>
#include <string_view>

namespace alternat {

// The alpha-2 code, or "" where nothing is near. Cost: some milliseconds; for messages only.
std::string suggest_country(std::string_view typed);

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Json: the JSON of view models, configuration and command line. Objects keep their keys sorted, so
// the same value always prints the same bytes. Include this only where JSON is built or read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

using Json = nlohmann::json;

// Error json.malformed with line and column; json.too_deep beyond 200 levels; json.duplicate_key.
// `name` is the file or "request body" that the message names.
Result<Json> parse_json(std::string_view text, std::string_view name);

}  // namespace alternat

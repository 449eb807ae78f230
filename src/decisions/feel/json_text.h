// SPDX-License-Identifier: EUPL-1.2
// JSON text whose numbers keep every digit: 0.1, 1e400, 34 digits. The usual reader turns a number
// with a point into a binary fraction; here no number ever passes through one.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "decisions/feel/type.h"
#include "decisions/feel/value.h"

namespace alternat::feel {

// A number that is no 64-bit integer becomes a binary that holds its text; from_json reads it.
// Errors json.malformed, json.duplicate_key, json.too_deep with the place.
Result<Json> parse_json_exact(std::string_view text, std::string_view name);
// Such a binary as JSON text, and all else as usual, indented by two.
std::string dump_json_exact(const Json& json);
// to_json(), but every number with all its digits, for dump_json_exact.
Json to_json_exact(const Value& value);
// from_json(), with the name of what is read before the path of an error.
Result<Value> from_json_named(const Json& json, const Type& type, const std::string& name);

}  // namespace alternat::feel

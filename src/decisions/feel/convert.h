// SPDX-License-Identifier: EUPL-1.2
// FEEL values to and from text, JSON and types: what string() prints, what facts files hold, what a
// typeRef accepts (DMN 1.5 clauses 10.3.2.9.4 conversions, 10.3.4.1 string()).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "decisions/feel/value.h"

namespace alternat::feel {

// string(value) of FEEL: 1.5, abc, 2026-06-15, P1Y2M, [1, "a"], {a: 1}. Null prints "null".
std::string to_text(const Value& value);
// The same, but a string at the top is quoted: for messages and traces.
std::string to_literal(const Value& value);

// The kind in words ("number", "days and time duration", "unknown").
std::string_view kind_name(Kind kind);
// The most special type of a value.
Type type_of(const Value& value);

// ISO text to temporal values; nullopt if malformed or impossible.
std::optional<Value> parse_date(std::string_view text);
std::optional<Value> parse_time(std::string_view text);
std::optional<Value> parse_date_time(std::string_view text);
std::optional<Value> parse_duration(std::string_view text);

// JSON to a value of the type: dates, times and durations are ISO strings, known from the type;
// with Any, strings stay strings. JSON null is null. Error feel.json_type names the path inside.
Result<Value> from_json(const nlohmann::json& json, const Type& type);
// Temporal values as ISO strings; numbers exact (integers as integers, others as the nearest JSON
// number if it prints the same, else as string); functions, ranges as text; Unknown as
// {"unknown": [names]}.
nlohmann::json to_json(const Value& value);

// Null conforms to every type; Unknown conforms to every type.
bool conforms(const Value& value, const Type& type);
// The implicit conversions (singleton list to item, item to singleton list, date to date and time),
// then conforms; nullopt if the value cannot be of the type.
std::optional<Value> coerce(const Value& value, const Type& type);

}  // namespace alternat::feel

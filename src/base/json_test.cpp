// SPDX-License-Identifier: EUPL-1.2
// JSON: one value, or one error with its place.
#include "base/json.h"

#include <doctest/doctest.h>

using alternat::Json;
using alternat::parse_json;

namespace {

std::string error_of(std::string_view text) {
  const auto result = parse_json(text, "x.json");
  REQUIRE_FALSE(result.ok());
  return result.error().code + ": " + result.error().message;
}

}  // namespace

TEST_CASE("JSON is read with sorted keys") {
  const Json json =
      parse_json(R"({"b":[1,-2,true,null,"x\"y"],"a":{"c":{}}, "d":[[],[{}]]})", "x").value();
  CHECK(json.dump() == R"({"a":{"c":{}},"b":[1,-2,true,null,"x\"y"],"d":[[],[{}]]})");
  CHECK(parse_json("7", "x").value() == 7);
}

TEST_CASE("json.malformed names the place") {
  CHECK(error_of("{\n \"a\": x}") ==
        "json.malformed: This is not JSON: 'x' is not expected (x.json, line 2, column 7).");
  CHECK(error_of("{\"a\": 1") ==
        "json.malformed: The JSON ends too early (x.json, line 1, column 8).");
  CHECK(error_of("") == "json.malformed: The JSON ends too early (x.json, line 1, column 1).");
  CHECK(error_of("1 2").starts_with("json.malformed: "));
}

TEST_CASE("json.duplicate_key names the second key") {
  CHECK(error_of("{\"a\": 1,\n  \"a\": 2}") ==
        "json.duplicate_key: The key \"a\" stands twice in one object (x.json, line 2, column 3).");
  CHECK(error_of(R"({"q\"":1,"q\"":2})").ends_with("(x.json, line 1, column 10)."));
}

TEST_CASE("json.too_deep beyond 200 levels, not at 200") {
  CHECK(parse_json(std::string(200, '[') + std::string(200, ']'), "x").ok());
  CHECK(error_of(std::string(201, '[') + std::string(201, ']')) ==
        "json.too_deep: The JSON is nested deeper than 200 levels (x.json, line 1, column 201).");
}

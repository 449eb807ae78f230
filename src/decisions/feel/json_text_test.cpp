// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/json_text.h"

#include <doctest/doctest.h>

#include "decisions/feel/convert.h"

namespace alternat::feel {
namespace {

// Read as JSON, made a value, written as JSON again.
std::string through(const std::string& text, const Type& type = Type::any()) {
  const Result<Json> json = parse_json_exact(text, "f.json");
  if (!json) return json.error().code;
  const Result<Value> value = from_json(*json, type);
  if (!value) return value.error().code;
  return dump_json_exact(to_json_exact(*value));
}

}  // namespace

TEST_CASE("numbers keep every digit") {
  CHECK(through("0.1") == "0.1");
  CHECK(through("-12.50") == "-12.5");
  CHECK(through("12345678901234567890") == "12345678901234567890");
  CHECK(through("0.1234567890123456789012345678901234") == "0.1234567890123456789012345678901234");
  CHECK(through("-0") == "0");
  CHECK(through("-0.0") == "0");
  // 10^400: one and 400 zeros, far beyond a binary fraction of 64 bits.
  CHECK(through("1e400") == "1" + std::string(400, '0'));
  CHECK(through("1e7000") == "feel.json_type");
}

TEST_CASE("everything else is as usual") {
  CHECK(through("{\"b\": [1, true, null, \"\\u00e4\\n\"], \"a\": {}}") ==
        "{\n  \"a\": {},\n  \"b\": [\n    1,\n    true,\n    null,\n    \"ä\\n\"\n  ]\n}");
  CHECK(through("\"2026-06-15\"", Type::simple(TypeKind::kDate)) == "\"2026-06-15\"");
}

TEST_CASE("what is no JSON is refused with its place") {
  const auto message = [](const std::string& text) {
    const Result<Json> json = parse_json_exact(text, "f.json");
    REQUIRE(!json);
    return json.error().code + " " + json.error().message;
  };
  CHECK(message("{\"a\": 01}") ==
        "json.malformed This is not JSON: '}' is not expected (f.json, line 1, column 9).");
  CHECK(message("[1,\n 2") == "json.malformed The JSON ends too early (f.json, line 2, column 3).");
  CHECK(message("{\"a\": 1, \"a\": 2}") ==
        "json.duplicate_key The key \"a\" stands twice in one object (f.json, line 1, column 10).");
  CHECK(message("\"\\x\"") ==
        "json.malformed This is not JSON: the string is not well formed (f.json, line 1, column "
        "1).");
  CHECK(message(std::string(300, '[')).substr(0, 13) == "json.too_deep");
  CHECK(message("1 2").substr(0, 14) == "json.malformed");
  CHECK(message("nul").substr(0, 14) == "json.malformed");
}

TEST_CASE("an error names what is read and the place inside") {
  const Result<Value> value = from_json_named(*parse_json_exact("[1, \"x\"]", "f.json"),
                                              Type::list_of(Type::simple(TypeKind::kNumber)), "n");
  REQUIRE(!value);
  CHECK(value.error().message == "'n[2]' must be a number, not \"x\".");
}

}  // namespace alternat::feel

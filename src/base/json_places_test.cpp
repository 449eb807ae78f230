// SPDX-License-Identifier: EUPL-1.2
// Places of JSON values; what country was meant.
#include "base/json_places.h"

#include <doctest/doctest.h>

#include "base/country_names.h"

namespace alternat {
namespace {

TEST_CASE("each key and each item of a list has its line and column") {
  const auto places = places_in_json(
      "{\n  \"on\": \"2026-06-15\",\n  \"list\": [1, {\"to\": \"a,\\\"b\"}],\n  \"x\": null\n}",
      "facts.json");
  const auto place = [&](const char* path) {
    const auto found = places.find(path);
    return found == places.end()
               ? std::string("none")
               : std::to_string(found->second.line) + ":" + std::to_string(found->second.column);
  };
  CHECK(place("on") == "2:3");
  CHECK(place("list") == "3:3");
  CHECK(place("list[0]") == "3:12");
  CHECK(place("list[1]") == "3:15");
  CHECK(place("list[1].to") == "3:16");
  CHECK(place("x") == "4:3");
  CHECK(places.size() == 6);
  CHECK(places_in_json("{\"a", "f").size() == 1);
  CHECK(places_in_json("", "f").empty());
  CHECK(places_in_json("]]}},,", "f").empty());
}

TEST_CASE("a code in small letters is meant in capitals, and nonsense means no country") {
  CHECK(suggest_country("xa") == "XA");
  CHECK(suggest_country(" xb ") == "XB");
  CHECK(suggest_country("").empty());
  CHECK(suggest_country("qqqqqqqqqqqq").empty());
  CHECK(suggest_country("q9").empty());
}

}  // namespace
}  // namespace alternat

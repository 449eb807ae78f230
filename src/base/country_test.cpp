// SPDX-License-Identifier: EUPL-1.2
// Country codes: assigned ones and the fictitious range, nothing else.
#include "base/country.h"

#include <doctest/doctest.h>

using alternat::Country;

TEST_CASE("assigned and user-assigned codes are countries") {
  CHECK(Country::from_code("XA").value().code() == "XA");
  CHECK(Country::from_code("XA").value() < Country::from_code("XB").value());
  int assigned = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      if (Country::from_code(std::string{first, second}).ok()) ++assigned;
    }
  }
  CHECK(assigned == 249 + 26);  // ISO 3166-1:2020 has 249; XA to XZ, XK among them
}

TEST_CASE("country.unknown") {
  CHECK(Country::from_code("AA").error().message ==
        "'AA' is not a country code of ISO 3166-1 (two capital letters).");
  CHECK(Country::from_code("xb").error().message ==
        "'xb' is not a country code of ISO 3166-1 (two capital letters). Did you mean 'XB'?");
  for (const char* text : {"", "X", "XAB", "X1", "EU", "  "}) {
    CHECK(Country::from_code(text).error().code == "country.unknown");
  }
}

// SPDX-License-Identifier: EUPL-1.2
// Amounts: exact in minor units, written for people in German and English.
#include "base/money.h"

#include <doctest/doctest.h>

#include <limits>

using alternat::Money;

namespace {
Money money(std::int64_t minor, const char* currency = "EUR") {
  return Money::from_minor(minor, currency).value();
}
}  // namespace

TEST_CASE("amounts add, subtract and compare within a currency") {
  CHECK(money(150) + money(250) == money(400));
  CHECK(money(150) - money(250) == money(-100));
  CHECK(money(1).compare(money(2)) == std::strong_ordering::less);
  CHECK(money(1) != money(1, "XTS"));
}

TEST_CASE("amounts are written as the language writes them") {
  CHECK(money(4593420).format("en") == "45,934.20 EUR");
  CHECK(money(4593420).format("de") == "45.934,20 EUR");
  CHECK(money(0).format("en") == "0.00 EUR");
  CHECK(money(-5).format("de") == "-0,05 EUR");
  CHECK(money(100000).format("en") == "1,000.00 EUR");
  CHECK(money(99999).format("en") == "999.99 EUR");
  CHECK(money(-123456789).format("en") == "-1,234,567.89 EUR");
  CHECK(money(1234567, "JPY").format("en") == "1,234,567 JPY");
  CHECK(money(1234567, "TND").format("de") == "1.234,567 TND");
  CHECK(money(std::numeric_limits<std::int64_t>::min()).format("en") ==
        "-92,233,720,368,547,758.08 EUR");
}

TEST_CASE("money.currency") {
  CHECK(Money::from_minor(1, "eur").error().message ==
        "'eur' is not a currency code of ISO 4217 (three capital letters).");
  for (const char* text : {"", "EU", "EURO", "E1R"}) {
    CHECK(Money::from_minor(1, text).error().code == "money.currency");
  }
}

// SPDX-License-Identifier: EUPL-1.2
// Expected values: computed to 60 digits by another arithmetic, then rounded half-even to 34.
#include "base/decimal_power.h"

#include <doctest/doctest.h>

namespace alternat {
namespace {

std::string power(const std::string& left, std::int64_t exponent) {
  const std::optional<Decimal> result =
      Decimal::from_text(left)->to_power(Decimal::from_int(exponent));
  return result ? result->to_text() : "none";
}

}  // namespace

TEST_CASE("powers with a whole exponent are rounded once") {
  CHECK(power("1.003125", -360) == "0.3252224591723127419700637978073457");
  CHECK(power("1.003125", 360) == "3.074818395214733959257585890969019");
  CHECK(power("1.0001", 10000) == "2.718145926825224864037664674913147");
  CHECK(power("-1.0001", 10001)[0] == '-');
  CHECK(power("3", -3) == "0.03703703703703703703703703703703704");
  CHECK(power("7", -1) == "0.1428571428571428571428571428571429");
}

TEST_CASE("what is exact stays exact, and the bounds hold") {
  CHECK(power("1.1", 10) == "2.5937424601");
  CHECK(power("2", 100) == "1267650600228229401496703205376");
  CHECK(power("0", 0) == "1");
  CHECK(power("0", -1) == "none");
  CHECK(power("10", 6144).size() == 6145);
  CHECK(power("10", 6145) == "none");
  CHECK(power("1.5", 9'000'000'000'000'000'000) == "none");
  CHECK(power("0.5", 9'000'000'000'000'000'000) == "0");
  CHECK(power("1", -9'000'000'000'000'000'000) == "1");
  CHECK(power("-1", 9'000'000'000'000'000'001) == "-1");
}

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Easter against published dates, with the earliest and the latest possible one.
#include "calendar/easter.h"

#include <doctest/doctest.h>

using alternat::calendar::easter_sunday;

TEST_CASE("Easter Sunday falls where the tables say") {
  CHECK(easter_sunday(2024).to_iso() == "2024-03-31");
  CHECK(easter_sunday(2025).to_iso() == "2025-04-20");
  CHECK(easter_sunday(2026).to_iso() == "2026-04-05");
  CHECK(easter_sunday(2027).to_iso() == "2027-03-28");
  CHECK(easter_sunday(2000).to_iso() == "2000-04-23");
  CHECK(easter_sunday(1818).to_iso() == "1818-03-22");  // the earliest
  CHECK(easter_sunday(2038).to_iso() == "2038-04-25");  // the latest
  CHECK(easter_sunday(1954).to_iso() == "1954-04-18");  // the exception of the 19-year cycle
  CHECK(easter_sunday(1981).to_iso() == "1981-04-19");  // the other one
}

TEST_CASE("it is always a Sunday between 22 March and 25 April") {
  for (int year = 1583; year <= 9999; ++year) {
    const auto easter = easter_sunday(year);
    if (easter.weekday() != 7 || easter.month() < 3 || easter.month() > 4) FAIL(year);
    if (easter.month() == 3 ? easter.day() < 22 : easter.day() > 25) FAIL(year);
  }
}

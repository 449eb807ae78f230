// SPDX-License-Identifier: EUPL-1.2
// Parameters: in force on, known as of, exact ratios.
#include "terms/parameter.h"

#include <doctest/doctest.h>

#include "terms/testing.h"

namespace alternat::terms {
namespace {

Date day(const char* iso) {
  return Date::from_iso(iso).value();
}

ParameterTable good_table() {
  Diagnostics diagnostics;
  ParameterTable table;
  table.read(testing::good_file("parameters.toml"), diagnostics);
  table.check_ratios(diagnostics);
  REQUIRE(testing::messages(diagnostics) == "");
  return table;
}

TEST_CASE("a parameter has the value of its day, and none outside its periods") {
  const ParameterTable table = good_table();
  const Date later = day("2030-01-01");
  CHECK(table.value_on("ceiling_cents", day("2024-12-31"), later) == std::nullopt);
  CHECK(table.value_on("ceiling_cents", day("2025-01-01"), later) == Decimal::from_int(9660000));
  CHECK(table.value_on("ceiling_cents", day("2025-12-31"), later) == Decimal::from_int(9660000));
  CHECK(table.value_on("ceiling_cents", day("2026-01-01"), later) == Decimal::from_int(10140000));
  CHECK(table.value_on("ceiling_cents", day("2027-01-01"), later) == std::nullopt);
  CHECK(table.value_on("no_such", day("2026-01-01"), later) == std::nullopt);
}

TEST_CASE("a value is not known before it was promulgated") {
  const ParameterTable table = good_table();
  const Date on = day("2026-06-15");
  CHECK(table.value_on("ceiling_cents", on, day("2025-10-14")) == std::nullopt);
  CHECK(table.value_on("ceiling_cents", on, day("2025-10-15")) == Decimal::from_int(10140000));
  CHECK(table.value_on("shortage_cents", on, day("2025-10-14")) == std::nullopt);
}

TEST_CASE("a ratio is computed exactly on each day") {
  const ParameterTable table = good_table();
  const Date later = day("2030-01-01");
  // 45.3 % of 96,600.00 and of 101,400.00.
  CHECK(table.value_on("shortage_cents", day("2025-06-01"), later) == Decimal::from_int(4375980));
  CHECK(table.value_on("shortage_cents", day("2026-06-01"), later) == Decimal::from_int(4593420));
  const ParameterValue* row = table.find_on("shortage_cents", day("2026-06-01"), later);
  REQUIRE(row);
  CHECK(row->citation == "Residence Act XA s. 9(2)");
}

TEST_CASE("each mistake in a parameter file has its message") {
  testing::check_bad_files("parameter_", [](const TomlNode& file, Diagnostics& diagnostics) {
    ParameterTable table;
    table.read(file, diagnostics);
    table.check_ratios(diagnostics);
  });
}

}  // namespace
}  // namespace alternat::terms

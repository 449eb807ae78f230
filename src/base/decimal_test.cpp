// SPDX-License-Identifier: EUPL-1.2
// Decimal: exact where it must be, half-even at the 34th digit, null instead of infinity.
#include "base/decimal.h"

#include <doctest/doctest.h>

#include <limits>

using alternat::Decimal;

namespace {

Decimal number(std::string_view text) {
  return Decimal::from_text(text).value();
}

std::string show(const std::optional<Decimal>& value) {
  return value ? value->to_text() : "null";
}

std::string round_to(std::string_view text, int scale, Decimal::Rounding rounding) {
  return show(number(text).rounded(scale, rounding));
}

}  // namespace

TEST_CASE("numbers print plainly, without exponent and without trailing zeros") {
  CHECK(Decimal().to_text() == "0");
  CHECK(Decimal::from_int(1200).to_text() == "1200");
  CHECK(Decimal::from_scaled(-325, 2).to_text() == "-3.25");
  CHECK(Decimal::from_scaled(50, 2).to_text() == "0.5");
  CHECK(Decimal::from_scaled(5, -3).to_text() == "5000");
  CHECK(Decimal::from_scaled(5, 25).to_text() == "0.0000000000000000000000005");
  CHECK(number("1e3").to_text() == "1000");
  CHECK(number(".5").to_text() == "0.5");
  CHECK(number("-12.50").to_text() == "-12.5");
  CHECK(number("-0").to_text() == "0");
  CHECK(number("1E-3").to_text() == "0.001");
  CHECK(number("1e30").to_text() == "1" + std::string(30, '0'));
  CHECK(number("0.001e+3").to_text() == "1");
}

TEST_CASE("the 35th digit is rounded half-even, once") {
  CHECK(number("1234567890123456789012345678901234.5").to_text() ==
        "1234567890123456789012345678901234");
  CHECK(number("1234567890123456789012345678901235.5").to_text() ==
        "1234567890123456789012345678901236");
  CHECK(number("1234567890123456789012345678901234.50000000001").to_text() ==
        "1234567890123456789012345678901235");
  CHECK(number("9999999999999999999999999999999999.5").to_text() == "1" + std::string(34, '0'));
  CHECK(number("1e-7000").is_zero());
  CHECK(number("5e-6177").is_zero());  // a tie goes to the even neighbour
  CHECK(number("5.1e-6177") == number("1e-6176"));
  CHECK(number("1e6144").to_text().size() == 6145);
}

TEST_CASE("decimal.malformed and decimal.too_large") {
  for (const char* text : {"", "-", ".", "1.", "1e", "e3", "+1", " 1", "1 ", "1,5", "0x10", "1.2.3",
                           "NaN", "Infinity", "--1", "1e+", "1e5x"}) {
    CAPTURE(text);
    CHECK(Decimal::from_text(text).error().code == "decimal.malformed");
  }
  CHECK(Decimal::from_text("12,50").error().message ==
        "'12,50' is not a number. Write digits with a point, for example -12.50.");
  CHECK(Decimal::from_text("1e6145").error().code == "decimal.too_large");
  CHECK(Decimal::from_text("1e99999999999999999999").error().message ==
        "'1e99999999999999999999' is larger than the largest decimal128 number (about 10^6145).");
}

TEST_CASE("addition, subtraction and multiplication are exact in and beyond int64") {
  CHECK(show(number("0.1").plus(number("0.2"))) == "0.3");
  CHECK(show(number("9223372036854775807").plus(number("1"))) == "9223372036854775808");
  CHECK(show(number("-9223372036854775807").minus(number("2"))) == "-9223372036854775809");
  CHECK(show(number("10").minus(number("0.01"))) == "9.99");
  CHECK(show(number("9223372036854775807").times(number("10"))) == "92233720368547758070");
  CHECK(show(number("1.5").times(number("-1.5"))) == "-2.25");
  CHECK(show(number("0.000000001").times(number("0.0000000001"))) == "0.0000000000000000001");
  CHECK(show(number("9e6144").plus(number("9e6144"))) == "null");
  CHECK(show(number("1e4000").times(number("1e4000"))) == "null");
  const auto min = std::numeric_limits<std::int64_t>::min();
  CHECK(Decimal::from_int(min).to_text() == "-9223372036854775808");
  CHECK(Decimal::from_int(min).to_int() == min);
  CHECK(Decimal::from_int(min).negated().to_text() == "9223372036854775808");
  CHECK(number("9223372036854775808").negated().to_int() == min);
}

TEST_CASE("division keeps 34 digits and is null by zero") {
  CHECK(show(number("1").divided_by(number("3"))) == "0.3333333333333333333333333333333333");
  CHECK(show(number("2").divided_by(number("3"))) == "0.6666666666666666666666666666666667");
  CHECK(show(number("1").divided_by(number("8"))) == "0.125");
  CHECK(show(number("4593420").divided_by(number("12"))) == "382785");
  CHECK(show(number("-7").divided_by(number("0.5"))) == "-14");
  CHECK(show(number("1").divided_by(Decimal())) == "null");
}

TEST_CASE("modulo has the sign of the divisor (DMN 1.5, 10.3.4.5)") {
  CHECK(show(number("12").modulo(number("5"))) == "2");
  CHECK(show(number("-12").modulo(number("5"))) == "3");
  CHECK(show(number("12").modulo(number("-5"))) == "-3");
  CHECK(show(number("-12").modulo(number("-5"))) == "-2");
  CHECK(show(number("10.1").modulo(number("4.5"))) == "1.1");
  CHECK(show(number("-10.1").modulo(number("4.5"))) == "3.4");
  CHECK(show(number("10.1").modulo(number("-4.5"))) == "-3.4");
  CHECK(show(number("-10.1").modulo(number("-4.5"))) == "-1.1");
  CHECK(show(number("1e20").modulo(number("7"))) == "2");  // 10^6 = 1 (mod 7), 10^20 = 10^2 = 2
  CHECK(show(number("-1e20").modulo(number("7"))) == "5");
  CHECK(show(number("1").modulo(Decimal())) == "null");
}

TEST_CASE("powers of whole exponents are exact, roots and logarithms rounded") {
  CHECK(show(number("2").to_power(number("10"))) == "1024");
  CHECK(show(number("2").to_power(number("-2"))) == "0.25");
  CHECK(show(number("1.1").to_power(number("20"))) == "6.72749994932560009201");
  CHECK(show(number("0").to_power(number("0"))) == "1");
  CHECK(show(number("0").to_power(number("-1"))) == "null");
  CHECK(show(number("-8").to_power(number("3"))) == "-512");
  CHECK(show(number("4").to_power(number("0.5"))) == "2");
  CHECK(show(number("-4").to_power(number("0.5"))) == "null");
  CHECK(show(number("10").to_power(number("7000"))) == "null");
  CHECK(show(number("16").square_root()) == "4");
  CHECK(show(number("2").square_root()) == "1.414213562373095048801688724209698");
  CHECK(show(number("-1").square_root()) == "null");
  CHECK(show(number("1").natural_log()) == "0");
  CHECK(show(number("10").natural_log()) == "2.302585092994045684017991454684364");
  CHECK(show(number("0").natural_log()) == "null");
  CHECK(show(number("-1").natural_log()) == "null");
  CHECK(show(Decimal().exponential()) == "1");
  CHECK(show(number("1").exponential()) == "2.718281828459045235360287471352662");
  CHECK(show(number("1e6").exponential()) == "null");
}

TEST_CASE("rounding in every way that FEEL names") {
  using R = Decimal::Rounding;
  struct Row {
    const char* text;
    const char* floor;
    const char* ceiling;
    const char* half_even;
    const char* half_up;
    const char* half_down;
    const char* up;
    const char* down;
  };
  const Row rows[] = {
      {"5.5", "5", "6", "6", "6", "5", "6", "5"},
      {"2.5", "2", "3", "2", "3", "2", "3", "2"},
      {"1.1", "1", "2", "1", "1", "1", "2", "1"},
      {"1.6", "1", "2", "2", "2", "2", "2", "1"},
      {"-1.1", "-2", "-1", "-1", "-1", "-1", "-2", "-1"},
      {"-2.5", "-3", "-2", "-2", "-3", "-2", "-3", "-2"},
      {"-5.5", "-6", "-5", "-6", "-6", "-5", "-6", "-5"},
      {"7", "7", "7", "7", "7", "7", "7", "7"},
      {"1e-40", "0", "1", "0", "0", "0", "1", "0"},
      {"-1e-40", "-1", "0", "0", "0", "0", "-1", "0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(round_to(row.text, 0, R::kFloor) == row.floor);
    CHECK(round_to(row.text, 0, R::kCeiling) == row.ceiling);
    CHECK(round_to(row.text, 0, R::kHalfEven) == row.half_even);
    CHECK(round_to(row.text, 0, R::kHalfUp) == row.half_up);
    CHECK(round_to(row.text, 0, R::kHalfDown) == row.half_down);
    CHECK(round_to(row.text, 0, R::kUp) == row.up);
    CHECK(round_to(row.text, 0, R::kDown) == row.down);
  }
  CHECK(round_to("1.125", 2, R::kHalfUp) == "1.13");
  CHECK(round_to("1250", -2, R::kHalfEven) == "1200");
  CHECK(round_to("1350", -2, R::kHalfEven) == "1400");
  CHECK(round_to("12345678901234567890.55", 1, R::kHalfUp) == "12345678901234567890.6");
  CHECK(round_to("1", 6111, R::kFloor) == "1");
  CHECK(round_to("1", 6112, R::kFloor) == "null");
  CHECK(round_to("1", -6112, R::kFloor) == "null");
}

TEST_CASE("equal by value, ordered across both forms, equal hash for equal values") {
  CHECK(number("1.0") == number("1.00"));
  CHECK(Decimal::from_scaled(100, 2).hash() == Decimal::from_int(1).hash());
  CHECK(number("1e25").hash() == Decimal::from_scaled(10, -24).hash());
  CHECK(Decimal::from_scaled(0, 5) == Decimal());
  CHECK(number("0.5") < number("0.51"));
  CHECK(number("-1e30") < number("-1"));
  CHECK(number("1e30") > number("9223372036854775807"));
  CHECK(number("1e-30") > Decimal());
  CHECK(number("9.99") < number("10"));
}

TEST_CASE("what is an integer") {
  CHECK(number("3.00").is_integer());
  CHECK(number("1e30").is_integer());
  CHECK_FALSE(number("3.01").is_integer());
  CHECK_FALSE(number("12345678901234567890.5").is_integer());
  CHECK(Decimal::from_scaled(300, 2).to_int() == 3);
  CHECK_FALSE(number("0.5").to_int().has_value());
  CHECK_FALSE(number("1e30").to_int().has_value());
  CHECK(number("-1e30").is_negative());
}

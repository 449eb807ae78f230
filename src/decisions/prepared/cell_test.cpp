// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/cell.h"

#include <doctest/doctest.h>

#include "decisions/prepared/execute.h"

namespace alternat::prepared {
namespace {

Decimal decimal(const char* text) {
  return *Decimal::from_text(text);
}

TEST_CASE("cells keep the order of numbers, and of what lies between two steps of the scale") {
  CHECK(cell_of_number(decimal("1.0"), 2) == 200);
  CHECK(cell_of_number(decimal("1.00"), 2) == 200);
  CHECK(cell_of_number(decimal("1.001"), 2) == 201);
  CHECK(cell_of_number(decimal("1.009999999999999999999999999999999"), 2) == 201);
  CHECK(cell_of_number(decimal("1.01"), 2) == 202);
  CHECK(cell_of_number(decimal("-1.001"), 2) == -201);
  CHECK(cell_of_number(decimal("-1"), 2) == -200);
  CHECK(cell_of_number(decimal("0"), 2) == 0);
  // Beyond what cells hold: beyond all constants, and odd.
  CHECK(cell_of_number(decimal("1e30"), 2) == kCellMax);
  CHECK(cell_of_number(decimal("-1e30"), 2) == -kCellMax);
  CHECK(kCellMax % 2 == 1);
  CHECK(number_of_cell(-250, 2) == decimal("-1.25"));
  CHECK(kUnknownCell < kNullCell);
  CHECK(kNullCell < kEscapeCell);
  CHECK(kEscapeCell < -kCellMax);
}

TEST_CASE("two numbers between the same steps are left to the interpreter") {
  CHECK(compare_place(201, 201) == -1);
  CHECK(compare_place(200, 201) == 9);
  CHECK(compare_place(200, 200) == 10);
  CHECK(compare_place(203, 201) == 11);
  CHECK(compare_place(kUnknownCell, kNullCell) == 1);
  CHECK(compare_place(kEscapeCell, 2) == -1);
}

TEST_CASE("arithmetic on cells is exact or escapes") {
  ScalarStep step;
  step.scale = 2;
  const auto result = [&](ScalarOp op, Cell a, Cell b) {
    step.op = op;
    return operate(step, a, b);
  };
  CHECK(result(ScalarOp::kAdd, 250, -50) == 200);
  CHECK(result(ScalarOp::kAdd, 251, 2) == kEscapeCell);
  // 1.25 * 0.08 = 0.10; 0.01 * 0.01 is finer than the scale.
  CHECK(result(ScalarOp::kMultiply, 250, 16) == 20);
  CHECK(result(ScalarOp::kMultiply, 2, 2) == kEscapeCell);
  // 1 / 4 = 0.25; 1 / 3 and -1 / 3 lie between 0.33 and 0.34, -0.34 and -0.33; 1 / 0 is null.
  CHECK(result(ScalarOp::kDivide, 200, 800) == 50);
  CHECK(result(ScalarOp::kDivide, 200, 600) == 67);
  CHECK(result(ScalarOp::kDivide, -200, 600) == -67);
  CHECK(result(ScalarOp::kDivide, 200, 0) == kNullCell);
  // Born on 29 February 2024 (day 19782): one year on 1 March 2025 (day 20148).
  CHECK(result(ScalarOp::kCompletedYears, 2 * 19782, 2 * 20147) == 0);
  CHECK(result(ScalarOp::kCompletedYears, 2 * 19782, 2 * 20148) == 200);
}

}  // namespace
}  // namespace alternat::prepared

// SPDX-License-Identifier: EUPL-1.2
// Numbers and days of one person.
#include <algorithm>

#include "base/date.h"
#include "decisions/feel/temporal.h"
#include "decisions/prepared/execute.h"

namespace alternat::prepared {
namespace {

__extension__ typedef __int128 Wide;

int state_of(Cell cell) {
  return cell == kUnknownCell ? 0 : cell == kNullCell ? 1 : 2;
}

Cell power(int scale) {
  Cell power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  return power;
}

Cell whole(std::int64_t number, int scale) {
  return 2 * number * power(scale);
}

Cell held(Wide cell) {
  return cell < kCellMax && cell > -kCellMax ? static_cast<Cell>(cell) : kEscapeCell;
}

Cell multiply(Cell a, Cell b, int scale) {
  const Wide product = static_cast<Wide>(a / 2) * (b / 2);
  if (product % power(scale) != 0) return kEscapeCell;
  return held(product / power(scale) * 2);
}

// Between two steps of the scale where it does not come out even. 34 digits never round it onto a
// step: numerator and divisor together have fewer.
Cell divide(Cell a, Cell b, int scale) {
  if (b == 0) return kNullCell;
  const Wide numerator = static_cast<Wide>(a / 2) * power(scale);
  const Cell divisor = b / 2;
  Wide quotient = numerator / divisor;
  const Wide rest = numerator % divisor;
  if (rest != 0 && (rest < 0) != (divisor < 0)) --quotient;
  return held(2 * quotient + (rest != 0 ? 1 : 0));
}

Cell completed(const ScalarStep& step, Cell a, Cell b) {
  if (std::max(a, b) > 2 * kDayMax || std::min(a, b) < -2 * kDayMax) return kEscapeCell;
  const Date from = Date::from_days(static_cast<std::int32_t>(a / 2));
  const Date to = Date::from_days(static_cast<std::int32_t>(b / 2));
  return whole(step.op == ScalarOp::kCompletedYears ? from.completed_years_until(to)
                                                    : from.completed_months_until(to),
               step.scale);
}

}  // namespace

Cell operate(const ScalarStep& step, Cell a, Cell b) {
  if (a == kEscapeCell || b == kEscapeCell) return kEscapeCell;
  const int state_a = state_of(a), state_b = state_of(b);
  if (state_a + state_b != 4) return step.special[static_cast<std::size_t>(state_a * 3 + state_b)];
  switch (step.op) {
    case ScalarOp::kAdd:
      return ((a | b) & 1) != 0 ? kEscapeCell : held(static_cast<Wide>(a) + b);
    case ScalarOp::kSubtract:
      return ((a | b) & 1) != 0 ? kEscapeCell : held(static_cast<Wide>(a) - b);
    case ScalarOp::kMultiply:
      return ((a | b) & 1) != 0 ? kEscapeCell : multiply(a, b, step.scale);
    case ScalarOp::kDivide:
      return ((a | b) & 1) != 0 ? kEscapeCell : divide(a, b, step.scale);
    case ScalarOp::kMin:
      return a == b && (a & 1) != 0 ? kEscapeCell : std::min(a, b);
    case ScalarOp::kMax:
      return a == b && (a & 1) != 0 ? kEscapeCell : std::max(a, b);
    case ScalarOp::kAddMonths: {
      const auto day = feel::add_months(a / 2, b);
      return day ? 2 * *day : kNullCell;
    }
    case ScalarOp::kCompletedMonths:
    case ScalarOp::kCompletedYears:
      return completed(step, a, b);
    case ScalarOp::kYear:
      return whole(feel::civil_of(a / 2).year, step.scale);
    case ScalarOp::kMonth:
      return whole(feel::civil_of(a / 2).month, step.scale);
    case ScalarOp::kDay:
      return whole(feel::civil_of(a / 2).day, step.scale);
  }
  return kEscapeCell;
}

int compare_place(Cell a, Cell b) {
  if (a == kEscapeCell || b == kEscapeCell) return -1;
  const int state_a = state_of(a), state_b = state_of(b);
  if (state_a + state_b != 4) return state_a * 3 + state_b;
  // Two numbers between the same steps of the scale.
  if (a == b && (a & 1) != 0) return -1;
  return a < b ? 9 : a == b ? 10 : 11;
}

Cell select(SelectStep::Take take, Cell then, Cell otherwise) {
  switch (take) {
    case SelectStep::Take::kThen:
      return then;
    case SelectStep::Take::kOtherwise:
      return otherwise;
    case SelectStep::Take::kEscape:
      return kEscapeCell;
    case SelectStep::Take::kJoin:
      break;
  }
  if (then == kEscapeCell || otherwise == kEscapeCell) return kEscapeCell;
  if (then != otherwise) return kUnknownCell;
  return then > kEscapeCell && (then & 1) != 0 ? kEscapeCell : then;
}

}  // namespace alternat::prepared

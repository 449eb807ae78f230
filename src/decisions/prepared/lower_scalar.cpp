// SPDX-License-Identifier: EUPL-1.2
// Numbers and days: arithmetic, ages, parts of dates, the larger and the smaller of two.
#include <algorithm>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"
#include "decisions/prepared/lowering.h"

namespace alternat::prepared {

using feel::Kind;
using feel::Value;

namespace {

constexpr std::int64_t kMonthsMax = 24'000;
constexpr std::int64_t kDaysMax = 1'000'000;

Value arithmetic(feel::Arithmetic::Operator op, const Value& a, const Value& b) {
  switch (op) {
    case feel::Arithmetic::Operator::kAdd:
      return feel::add(a, b);
    case feel::Arithmetic::Operator::kSubtract:
      return feel::subtract(a, b);
    case feel::Arithmetic::Operator::kMultiply:
      return feel::multiply(a, b);
    case feel::Arithmetic::Operator::kDivide:
      return feel::divide(a, b);
    case feel::Arithmetic::Operator::kPower:
      return feel::power(a, b);
  }
  return Value();
}

// A constant duration as what is added to a day: months, or whole days.
struct Shift {
  ScalarOp op = ScalarOp::kAddMonths;
  Cell amount = 0;
};
std::optional<Shift> shift_of(const Value& duration, bool is_negative) {
  const std::int64_t sign = is_negative ? -1 : 1;
  if (duration.kind() == Kind::kYearsMonths && std::abs(duration.months()) <= kMonthsMax)
    return Shift{ScalarOp::kAddMonths, sign * duration.months()};
  if (duration.kind() != Kind::kDaysTime) return std::nullopt;
  const feel::DaysTime time = duration.days_time();
  constexpr std::int64_t kSecondsPerDay = 86'400;
  if (time.nanos != 0 || time.seconds % kSecondsPerDay != 0) return std::nullopt;
  const std::int64_t days = time.seconds / kSecondsPerDay;
  if (std::abs(days) > kDaysMax) return std::nullopt;
  return Shift{ScalarOp::kAdd, sign * 2 * days};
}

}  // namespace

std::optional<Column> Lowering::as_scalar(const Column& column) {
  if (column.is_scalar()) return column;
  const auto is_kind = [&](const Value& value, Kind kind) {
    return value.is_null() || value.is_unknown() || value.kind() == kind;
  };
  if (column.is_constant()) {
    const bool is_day = column.value.kind() == Kind::kDate;
    const auto cell = cell_of_value(column.value, is_day, program_.scale);
    if (!cell) return std::nullopt;
    return Column::of(ScalarRef{ScalarRef::Kind::kConstant, 0, *cell}, is_day);
  }
  if (!column.is_finite()) return std::nullopt;
  const auto& classes = column.finite.classes;
  const auto all_are = [&](Kind kind) {
    return std::all_of(classes.begin(), classes.end(),
                       [&](const Class& one) { return is_kind(one.value, kind); });
  };
  const bool is_day = !all_are(Kind::kNumber);
  if (is_day && !all_are(Kind::kDate)) return std::nullopt;
  ToScalarStep step;
  step.source = column.finite.lookup;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    // The mark of a table without answer would be lost.
    const bool escapes =
        classes[i].undecided || static_cast<std::int32_t>(i) == column.finite.escape;
    const auto cell = cell_of_value(classes[i].value, is_day, program_.scale);
    if (!cell) return std::nullopt;
    step.cells.push_back(escapes ? kEscapeCell : *cell);
  }
  step.result = program_.scalar_registers++;
  const ScalarRef result{ScalarRef::Kind::kRegister, step.result, 0};
  program_.steps.push_back(std::move(step));
  return Column::of(result, is_day);
}

Column Lowering::lower_scalar_op(ScalarOp op, const Column& left, const Column& right, bool is_day,
                                 const Answer& answer) {
  ScalarStep step{op, left.scalar, right.scalar, {}, program_.scale, 0};
  const auto states = [](const Column& side) {
    const Value sample = side.is_day ? Value::from_day(1) : Value::from_int(1);
    return std::array<Value, 3>{Value::unknown("?"), Value::null(), sample};
  };
  const auto a = states(left), b = states(right);
  const auto is_value = [](const Column& side) {
    return side.scalar.kind == ScalarRef::Kind::kConstant && side.scalar.constant > kEscapeCell;
  };
  for (std::size_t i = 0; i < 8; ++i) {
    // A constant is never without a value.
    if ((is_value(left) && i / 3 != 2) || (is_value(right) && i % 3 != 2)) continue;
    const std::array<Value, 2> values = {a[i / 3], b[i % 3]};
    const Value result = answer(values);
    if (!result.is_unknown() && !result.is_null())
      return Column::fail("an operation that has a result without values");
    step.special[i] = result.is_unknown() ? kUnknownCell : kNullCell;
  }
  step.result = program_.scalar_registers++;
  const ScalarRef result{ScalarRef::Kind::kRegister, step.result, 0};
  program_.steps.push_back(step);
  return Column::of(result, is_day);
}

Column Lowering::lower_arithmetic(const feel::Arithmetic& form, const Tree& tree,
                                  const Names& names) {
  const Column left = lower({tree.source, form.left.get()}, names);
  if (left.failed()) return left;
  const Column right = lower({tree.source, form.right.get()}, names);
  if (right.failed()) return right;
  using Operator = feel::Arithmetic::Operator;
  const auto answer = [&](std::span<const Value> values) {
    return arithmetic(form.op, values[0], values[1]);
  };
  // A day and a constant duration.
  if (left.is_scalar() && left.is_day && right.is_constant() &&
      (form.op == Operator::kAdd || form.op == Operator::kSubtract)) {
    const auto shift = shift_of(right.value, form.op == Operator::kSubtract);
    if (!shift) return Column::fail("a date and what is no constant whole duration");
    const Column amount =
        Column::of(ScalarRef{ScalarRef::Kind::kConstant, 0, shift->amount}, false);
    return lower_scalar_op(shift->op, left, amount, true, [&](std::span<const Value> values) {
      return arithmetic(form.op, values[0], right.value);
    });
  }
  const auto is_simple = [](const Column& side) { return side.is_constant() || side.is_finite(); };
  if (is_simple(left) && is_simple(right)) {
    const Column product = lower_product({&left, &right}, answer);
    if (!product.failed()) return product;
  }
  const auto a = as_scalar(left), b = as_scalar(right);
  if (!a || !b || a->is_day || b->is_day) return Column::fail("arithmetic of no numbers");
  switch (form.op) {
    case Operator::kAdd:
      return lower_scalar_op(ScalarOp::kAdd, *a, *b, false, answer);
    case Operator::kSubtract:
      return lower_scalar_op(ScalarOp::kSubtract, *a, *b, false, answer);
    case Operator::kMultiply:
      return lower_scalar_op(ScalarOp::kMultiply, *a, *b, false, answer);
    case Operator::kDivide:
      return lower_scalar_op(ScalarOp::kDivide, *a, *b, false, answer);
    case Operator::kPower:
      break;
  }
  return Column::fail("powers");
}

Column Lowering::lower_component(const Column& owner, const std::string& name) {
  if (!owner.is_scalar() || !owner.is_day) return Column::fail("a part of what is no date");
  const std::optional<ScalarOp> op = name == "year"    ? std::optional(ScalarOp::kYear)
                                     : name == "month" ? std::optional(ScalarOp::kMonth)
                                     : name == "day"   ? std::optional(ScalarOp::kDay)
                                                       : std::nullopt;
  if (!op) return Column::fail("a part of a date that is not prepared");
  const Column none = Column::of(ScalarRef{}, false);
  return lower_scalar_op(*op, owner, none, false,
                         [](std::span<const Value> values) { return values[0]; });
}

Column Lowering::lower_call(const feel::BuiltinCall& form, const Tree& tree, const Names& names) {
  std::vector<const feel::Node*> nodes;
  for (const feel::NodePtr& argument : form.arguments) {
    if (!argument) return Column::fail("a call with absent arguments");
    nodes.push_back(argument.get());
  }
  const std::string_view name = form.builtin->name;
  const bool is_extreme = name == "min" || name == "max";
  if (is_extreme && nodes.size() == 1) {
    const auto* list = std::get_if<feel::ListLiteral>(&nodes[0]->form);
    if (!list) return Column::fail("min or max of a list that is not written out");
    nodes.clear();
    for (const feel::NodePtr& item : list->items) nodes.push_back(item.get());
  }
  std::vector<Column> arguments;
  bool all_simple = true;
  for (const feel::Node* node : nodes) {
    arguments.push_back(lower({tree.source, node}, names));
    if (arguments.back().failed()) return arguments.back();
    all_simple = all_simple && (arguments.back().is_finite() || arguments.back().is_constant());
  }
  const auto call = [&](std::span<const Value> values) {
    const feel::EvaluationContext::Muted muted(context_);
    return feel::invoke_positional(*form.builtin, values,
                                   feel::Invocation({}, context_, tree.source, tree.node->at));
  };
  if (all_simple && !arguments.empty()) {
    std::vector<const Column*> sources;
    for (const Column& argument : arguments) sources.push_back(&argument);
    const Column product = lower_product(sources, call);
    if (!product.failed()) return product;
  }
  const bool is_age = name == "completed years" || name == "completed months";
  if (!(is_age && arguments.size() == 2) && !(is_extreme && arguments.size() >= 2))
    return Column::fail("the function " + std::string(name) + "()");
  std::vector<Column> scalars;
  for (const Column& argument : arguments) {
    const auto scalar = as_scalar(argument);
    if (!scalar ||
        scalar->is_day != (is_age || scalars.empty() ? scalar->is_day : scalars.front().is_day))
      return Column::fail("arguments that are neither all numbers nor all dates");
    if (is_age && !scalar->is_day) return Column::fail("an age between what are no dates");
    scalars.push_back(*scalar);
  }
  if (is_age)
    return lower_scalar_op(
        name == "completed years" ? ScalarOp::kCompletedYears : ScalarOp::kCompletedMonths,
        scalars[0], scalars[1], false, call);
  Column result = scalars[0];
  for (std::size_t i = 1; i < scalars.size() && !result.failed(); ++i)
    result = lower_scalar_op(name == "min" ? ScalarOp::kMin : ScalarOp::kMax, result, scalars[i],
                             result.is_day, call);
  return result;
}

}  // namespace alternat::prepared

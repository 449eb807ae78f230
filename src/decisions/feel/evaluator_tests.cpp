// SPDX-License-Identifier: EUPL-1.2
// Unary tests, and the entry points of evaluation.
#include "base/assert.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluator.h"

namespace alternat::feel {

Value Evaluator::test(const Test& test, const Value& input) {
  if (test.op == TestOperator::kInterval) {
    const auto& range = std::get<RangeLiteral>(test.operand->form);
    Value low_place;
    Value high_place;
    const Value& low = peek(*range.low, low_place);
    const Value& high = peek(*range.high, high_place);
    const Value above =
        compared(range.ends.low_included ? TestOperator::kGreaterEqual : TestOperator::kGreater,
                 input, low, *range.low);
    const Value below =
        compared(range.ends.high_included ? TestOperator::kLessEqual : TestOperator::kLess, input,
                 high, *range.high);
    return logical_and(above, below);
  }
  Value operand_place;
  const Value& operand = peek(*test.operand, operand_place);
  if (test.op == TestOperator::kCondition) {
    if (operand.is_boolean() || operand.is_unknown() || operand.is_null()) return operand;
    return is_in(input, operand);
  }
  if (test.op != TestOperator::kEqual) return compared(test.op, input, operand, *test.operand);
  const bool input_decides = input.is_boolean() || input.is_null() || input.is_unknown();
  // A condition by its value; but a literal or a name is compared (DMN 1.5 table 55).
  const bool is_compared = std::holds_alternative<Literal>(test.operand->form) ||
                           std::holds_alternative<Variable>(test.operand->form);
  if (operand.is_boolean() && !input_decides && !is_compared) return operand;
  Value value = is_in(input, operand);
  return value.is_null() ? type_error("=", input, operand, *test.operand) : value;
}

Value Evaluator::any_test(const std::vector<Test>& tests, const Value& input) {
  Value result = Value::from_bool(false);
  for (const Test& each : tests) {
    result = logical_or(result, test(each, input));
    if (result.is_true()) break;
  }
  return result;
}

Value Evaluator::form_value(const Tests& form, const Node& /*node*/) {
  if (form.any) return Value::from_bool(true);
  const Value result = any_test(form.tests, locals_[0]);
  return form.negated ? logical_not(result) : result;
}

Value evaluate(const ExpressionView& expression, std::span<const Value> slots,
               EvaluationContext& context) {
  Locals locals(expression.source()->frame_size);
  return Evaluator(*expression.source(), slots, locals.data(), context)
      .value_of(*expression.node());
}

Value evaluate_tests(const UnaryTests& tests, const Value& input, std::span<const Value> slots,
                     EvaluationContext& context) {
  const Tree& tree = tests.tree();
  Locals locals(tree.source.frame_size);
  locals.data()[0] = input;
  const auto& form = std::get<Tests>(tree.root->form);
  if (form.any) return Value::from_bool(true);
  const Value result =
      Evaluator(tree.source, slots, locals.data(), context).any_test(form.tests, input);
  return form.negated ? logical_not(result) : result;
}

Value evaluate_test(const UnaryTests& tests, std::size_t index, const Value& input,
                    std::span<const Value> slots, EvaluationContext& context) {
  const Tree& tree = tests.tree();
  const auto& list = std::get<Tests>(tree.root->form).tests;
  ALTERNAT_ASSERT(index < list.size());
  Locals locals(tree.source.frame_size);
  locals.data()[0] = input;
  return Evaluator(tree.source, slots, locals.data(), context).test(list[index], input);
}

void EvaluationContext::warn(std::string_view code, std::string message, SourceSpan span) {
  if (muted_ > 0) return;
  ++warning_count_;
  if (warnings_.size() < kWarningsMax) {
    warnings_.push_back({std::string(code), std::move(message), std::move(span)});
  }
}

void EvaluationContext::clear_warnings() {
  warnings_.clear();
  warning_count_ = 0;
}

}  // namespace alternat::feel

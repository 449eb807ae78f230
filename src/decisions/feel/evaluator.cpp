// SPDX-License-Identifier: EUPL-1.2
// Operators, names, paths and literals.
#include "decisions/feel/evaluator.h"

#include "decisions/feel/convert.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

Value Evaluator::value_of(const Node& node) {
  if (context_.depth >= EvaluationContext::kDepthMax) {
    return warn("feel.too_deep", "The evaluation nests too deep.", node);
  }
  ++context_.depth;
  Value value = std::visit([&](const auto& form) { return form_value(form, node); }, node.form);
  --context_.depth;
  return value;
}

Value Evaluator::warn(std::string_view code, std::string message, const Node& node) {
  if (!context_.is_muted()) context_.warn(code, std::move(message), source_.span_at(node.at));
  return Value();
}

Value Evaluator::type_error(std::string_view sign, const Value& left, const Value& right,
                            const Node& node) {
  if (context_.is_muted()) return Value();
  return warn("feel.type_error",
              "'" + std::string(sign) + "' has no result for " +
                  std::string(kind_name(left.kind())) + " and " +
                  std::string(kind_name(right.kind())) + ".",
              node);
}

Value Evaluator::form_value(const Literal& form, const Node& /*node*/) {
  return form.value;
}

Value Evaluator::form_value(const Variable& form, const Node& /*node*/) {
  return read(form);
}

Value Evaluator::form_value(const Trouble& form, const Node& node) {
  return warn(form.code, form.message, node);
}

Value Evaluator::form_value(const Member& form, const Node& node) {
  for (const Variable& item : form.items) {
    const Value& value = read(item);
    // An unknown item may or may not have the entry.
    if (value.is_unknown()) {
      return form.otherwise ? merge_unknown(value, value_of(*form.otherwise)) : value;
    }
    if (!value.is_context()) continue;
    if (const Value* entry = value.find_entry(form.name)) return *entry;
  }
  if (form.otherwise) return value_of(*form.otherwise);
  return warn("feel.unknown_name", "No item here has an entry '" + form.name + "'.", node);
}

Value Evaluator::form_value(const Negation& form, const Node& node) {
  const Value operand = value_of(*form.operand);
  Value value = negate(operand);
  if (!value.is_null()) return value;
  return warn("feel.type_error",
              "'-' has no result for " + std::string(kind_name(operand.kind())) + ".", node);
}

Value Evaluator::form_value(const Arithmetic& form, const Node& node) {
  Value left_place;
  Value right_place;
  const Value& left = peek(*form.left, left_place);
  const Value& right = peek(*form.right, right_place);
  std::string_view sign;
  Value value;
  switch (form.op) {
    case Arithmetic::Operator::kAdd:
      value = add(left, right);
      sign = "+";
      break;
    case Arithmetic::Operator::kSubtract:
      value = subtract(left, right);
      sign = "-";
      break;
    case Arithmetic::Operator::kMultiply:
      value = multiply(left, right);
      sign = "*";
      break;
    case Arithmetic::Operator::kDivide:
      value = divide(left, right);
      sign = "/";
      break;
    case Arithmetic::Operator::kPower:
      value = power(left, right);
      sign = "**";
      break;
  }
  if (value.weight() > 1) context_.take_steps(value.weight() / 4);  // a long text
  if (!value.is_null()) return value;
  if (left.is_number() && right.is_number()) {
    return warn("feel.undefined",
                to_text(left) + " " + std::string(sign) + " " + to_text(right) +
                    " is not defined or too large.",
                node);
  }
  return type_error(sign, left, right, node);
}

Value Evaluator::form_value(const Logic& form, const Node& node) {
  const Value left = value_of(*form.left);
  if (form.is_and ? left.is_false() : left.is_true()) return left;
  const Value right = value_of(*form.right);
  Value value = form.is_and ? logical_and(left, right) : logical_or(left, right);
  const auto is_odd = [](const Value& operand) {
    return !operand.is_null() && !operand.is_boolean() && !operand.is_unknown();
  };
  if (value.is_null() && (is_odd(left) || is_odd(right))) {
    return type_error(form.is_and ? "and" : "or", left, right, node);
  }
  return value;
}

namespace {

std::string_view sign_of(TestOperator op) {
  switch (op) {
    case TestOperator::kEqual:
      return "=";
    case TestOperator::kNotEqual:
      return "!=";
    case TestOperator::kLess:
      return "<";
    case TestOperator::kLessEqual:
      return "<=";
    case TestOperator::kGreater:
      return ">";
    case TestOperator::kGreaterEqual:
      return ">=";
    case TestOperator::kInterval:
      return "in";
    case TestOperator::kCondition:
      return "?";
  }
  return {};
}

Value compare_by(TestOperator op, const Value& left, const Value& right) {
  switch (op) {
    case TestOperator::kEqual:
      return equal(left, right);
    case TestOperator::kNotEqual:
      return not_equal(left, right);
    case TestOperator::kLess:
      return compare(left, Order::kLess, right);
    case TestOperator::kLessEqual:
      return compare(left, Order::kLessEqual, right);
    case TestOperator::kGreater:
      return compare(left, Order::kGreater, right);
    case TestOperator::kGreaterEqual:
      return compare(left, Order::kGreaterEqual, right);
    case TestOperator::kInterval:
    case TestOperator::kCondition:
      break;
  }
  return Value();
}

}  // namespace

Value Evaluator::compared(TestOperator op, const Value& left, const Value& right,
                          const Node& node) {
  Value value = compare_by(op, left, right);
  if (value.is_null()) return type_error(sign_of(op), left, right, node);
  return value;
}

Value Evaluator::form_value(const Comparison& form, const Node& node) {
  Value left_place;
  Value right_place;
  const Value& left = peek(*form.left, left_place);
  return compared(form.op, left, peek(*form.right, right_place), node);
}

Value Evaluator::form_value(const Between& form, const Node& node) {
  const Value value = value_of(*form.value);
  const Value low = compared(TestOperator::kGreaterEqual, value, value_of(*form.low), *form.low);
  const Value high = compared(TestOperator::kLessEqual, value, value_of(*form.high), *form.high);
  // DMN 1.5 table 55: e1 >= e2 and e1 <= e3, in the logic of three values.
  const Value both = logical_and(low, high);
  return both.is_null() ? warn("feel.undefined", "Not comparable.", node) : both;
}

Value Evaluator::form_value(const In& form, const Node& /*node*/) {
  Value value = value_of(*form.value);
  locals_[form.input] = value;
  return any_test(form.tests, value);
}

Value Evaluator::form_value(const If& form, const Node& node) {
  const Value condition = value_of(*form.condition);
  if (condition.is_true()) return value_of(*form.then);
  if (condition.is_unknown()) {
    const EvaluationContext::Muted muted(context_);
    const Value then = value_of(*form.then);
    return join(then, value_of(*form.otherwise), condition);
  }
  if (!condition.is_boolean() && !condition.is_null()) {
    warn("feel.type_error",
         "The condition is no boolean but a " + std::string(kind_name(condition.kind())) + ".",
         node);
  }
  return value_of(*form.otherwise);
}

Value Evaluator::form_value(const Path& form, const Node& node) {
  return property(value_of(*form.operand), form.name, node);
}

Value Evaluator::property(const Value& owner, const std::string& name, const Node& node) {
  if (owner.is_unknown() || owner.is_null()) return owner;
  if (owner.is_context()) {
    if (const Value* entry = owner.find_entry(name)) return *entry;
    return warn("feel.unknown_member", "The context has no entry '" + name + "'.", node);
  }
  if (owner.is_list()) {
    std::vector<Value> values;
    values.reserve(owner.items().size());
    for (const Value& item : owner.items()) values.push_back(property(item, name, node));
    return Value::from_items(std::move(values));
  }
  if (owner.is_range()) {
    const RangeEnds ends = owner.ends();
    const bool is_point = !ends.low_present && !ends.high_present;  // (= e) starts and ends at e
    if (is_point && (name == "start" || name == "end")) return owner.low();
    if (is_point && (name == "start included" || name == "end included")) {
      return Value::from_bool(true);
    }
    if (name == "start") return owner.low();
    if (name == "end") return owner.high();
    if (name == "start included") return Value::from_bool(ends.low_present && ends.low_included);
    if (name == "end included") return Value::from_bool(ends.high_present && ends.high_included);
  }
  if (auto component = temporal_component(owner, name)) return *component;
  return warn("feel.unknown_member",
              "A " + std::string(kind_name(owner.kind())) + " has no '" + name + "'.", node);
}

Value Evaluator::form_value(const ListLiteral& form, const Node& node) {
  std::vector<Value> items;
  items.reserve(form.items.size());
  for (const NodePtr& item : form.items) items.push_back(value_of(*item));
  Value list = Value::from_items(std::move(items));
  return list.is_null() ? warn("feel.too_deep", "The list nests too deep.", node) : list;
}

Value Evaluator::form_value(const ContextLiteral& form, const Node& node) {
  std::vector<Value::Entry> entries;
  entries.reserve(form.parts.size());
  for (const ContextLiteral::Part& part : form.parts) {
    Value value = value_of(*part.value);
    locals_[part.slot] = value;
    entries.push_back({part.name, std::move(value)});
  }
  Value context = Value::from_entries(std::move(entries));
  return context.is_null() ? warn("feel.too_deep", "The context nests too deep.", node) : context;
}

Value Evaluator::form_value(const RangeLiteral& form, const Node& node) {
  Value low = form.low ? value_of(*form.low) : Value();
  Value high = form.high ? value_of(*form.high) : Value();
  Value range = Value::from_range(std::move(low), std::move(high), form.ends);
  return range.is_null() ? warn("feel.too_deep", "The range nests too deep.", node) : range;
}

Value Evaluator::form_value(const InstanceOf& form, const Node& /*node*/) {
  return instance_of(value_of(*form.value), form.type);
}

Value instance_of(const Value& value, const Type& type) {
  if (value.is_unknown()) return value;
  if (value.is_null()) return Value::from_bool(type.kind == TypeKind::kNull);
  if (value.has_unknown() && !(type.of.empty() && type.fields.empty())) {
    // Whether the parts fit is not known; whether the whole can fit at all may be.
    const bool may_fit = conforms(value, type);
    return may_fit ? Value::unknown(value.unknown_names()) : Value::from_bool(false);
  }
  return Value::from_bool(conforms(value, type));
}

Value merge_all(std::span<const Value> values) {
  Value merged;
  for (const Value& value : values) {
    if (value.has_unknown()) merged = merge_unknown(merged, value);
  }
  return merged;
}

}  // namespace alternat::feel

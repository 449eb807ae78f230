// SPDX-License-Identifier: EUPL-1.2
// Boxed expressions (DMN 1.5 clause 10.2) but decision tables.
#include "decisions/dmn/interpret.h"

#include <algorithm>

#include "decisions/dmn/compiled.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"
#include "decisions/feel/value_nodes.h"

namespace alternat::dmn {
namespace {

using feel::Value;

// What to do with each kind of boxed expression. A class of its own so that the visitor stays here.
struct Visitor {
  Interpreter& self;
  const SlotValues& frame;

  Value operator()(const LiteralExpression& node) { return self.evaluate(node.text, frame); }
  Value operator()(const DecisionTable& node) { return self.table(node, frame); }
  Value operator()(const Invocation& node);
  Value operator()(const BoxedContext& node);
  Value operator()(const BoxedList& node);
  Value operator()(const Relation& node);
  Value operator()(const FunctionDefinition& node);
  Value operator()(const Conditional& node);
  Value operator()(const Filter& node);
  Value operator()(const Iteration& node);
};

// A larger frame: locals lie behind the names of the element. Frames of elements have room already.
Value value_or_null(Interpreter& self, const ExpressionPtr& expression, const SlotValues& frame) {
  return expression ? self.evaluate(*expression, frame) : Value::null();
}

// Arguments find their parameters by name (DMN 1.5 clause 10.2.1.5).
Value Visitor::operator()(const Invocation& node) {
  const Value function = value_or_null(self, node.function, frame);
  if (!function.is_function()) {
    if (function.is_unknown()) return function;
    self.context.warn("dmn.not_a_function", "what is invoked is not a function",
                      node.function ? node.function->span : SourceSpan{});
    return Value::null();
  }
  const std::vector<feel::FunctionParameter>& parameters =
      static_cast<const feel::FunctionNode*>(function.node())->parameters;
  std::vector<Value> arguments(parameters.size());
  for (std::size_t i = 0; i < node.bindings.size(); ++i) {
    const Binding& binding = node.bindings[i];
    Value value = self.typed(binding.parameter.type, value_or_null(self, binding.value, frame),
                             binding.parameter.name, binding.parameter.span);
    const auto found = std::find_if(
        parameters.begin(), parameters.end(),
        [&](const auto& parameter) { return parameter.name == binding.parameter.name; });
    if (found != parameters.end()) {
      arguments[static_cast<std::size_t>(found - parameters.begin())] = std::move(value);
    } else if (parameters.empty()) {
      arguments.push_back(std::move(value));  // a library function: by position
    } else {
      self.context.warn("dmn.unknown_parameter",
                        "the function has no parameter \"" + binding.parameter.name + "\"",
                        binding.parameter.span);
      return Value::null();
    }
  }
  return feel::call_function(function, arguments, self.context);
}

Value Visitor::operator()(const BoxedContext& node) {
  SlotValues inner = frame;
  std::vector<Value::Entry> entries;
  for (const ContextEntry& entry : node.entries) {
    Value value = value_or_null(self, entry.value, inner);
    if (!entry.variable) return value;
    value = self.typed(entry.variable->type, std::move(value), entry.variable->name,
                       entry.variable->span);
    inner[entry.variable->slot] = value;
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const Value::Entry& other) {
      return other.name == entry.variable->name;
    });
    if (same != entries.end()) {
      self.context.warn("dmn.duplicate_key",
                        "the context has two entries \"" + entry.variable->name + "\"",
                        entry.variable->span);
      return Value::null();
    }
    entries.push_back({entry.variable->name, std::move(value)});
  }
  return Value::from_entries(std::move(entries));
}

Value Visitor::operator()(const BoxedList& node) {
  std::vector<Value> items;
  for (const ExpressionPtr& item : node.items) items.push_back(value_or_null(self, item, frame));
  return Value::from_items(std::move(items));
}

Value Visitor::operator()(const Relation& node) {
  std::vector<Value> rows;
  for (const std::vector<ExpressionPtr>& row : node.rows) {
    std::vector<Value::Entry> entries;
    for (std::size_t i = 0; i < row.size() && i < node.columns.size(); ++i)
      entries.push_back({node.columns[i].name,
                         self.typed(node.columns[i].type, value_or_null(self, row[i], frame),
                                    node.columns[i].name, node.columns[i].span)});
    rows.push_back(Value::from_entries(std::move(entries)));
  }
  return Value::from_items(std::move(rows));
}

// A boxed function with the frame it closes over.
struct BoxedFunction {
  const ModelSet& models;
  const FunctionDefinition& node;
  SlotValues captured;

  static Value make(BoxedFunction function) {
    std::vector<feel::FunctionParameter> parameters;
    for (const InformationItem& parameter : function.node.parameters)
      parameters.push_back({parameter.name, parameter.type.type});
    return Value::from_function(std::move(parameters), std::move(function));
  }
  Value operator()(std::span<const Value> arguments, feel::EvaluationContext& context) const {
    SlotValues inner = captured;
    Interpreter interpreter{models, context};
    if (node.self_slot) inner[*node.self_slot] = make(*this);
    for (std::size_t i = 0; i < arguments.size() && i < node.parameters.size(); ++i)
      inner[node.parameters[i].slot] = interpreter.typed(
          node.parameters[i].type, arguments[i], node.parameters[i].name, node.parameters[i].span);
    return value_or_null(interpreter, node.body, inner);
  }
};

Value Visitor::operator()(const FunctionDefinition& node) {
  return BoxedFunction::make({self.models, node, frame});
}

Value Visitor::operator()(const Conditional& node) {
  const Value condition = value_or_null(self, node.condition, frame);
  if (condition.is_unknown()) {
    const feel::EvaluationContext::Muted muted(self.context);
    const Value then = value_or_null(self, node.then, frame);
    return feel::join(then, value_or_null(self, node.otherwise, frame), condition);
  }
  // Null is the else branch (DMN 1.5 table 50, if); another kind of value is an error.
  if (!condition.is_boolean() && !condition.is_null()) {
    self.context.warn("feel.type_error", "the condition is not a boolean",
                      node.condition ? node.condition->span : SourceSpan{});
    return Value::null();
  }
  return value_or_null(self, condition.is_true() ? node.then : node.otherwise, frame);
}

Value Visitor::operator()(const Filter& node) {
  SlotValues inner = frame;
  inner[node.list_slot] = value_or_null(self, node.in, frame);
  if (inner[node.list_slot].is_null()) return Value::null();
  const Value list = self.evaluate(node.items, inner);
  if (!list.is_list()) return list;
  std::vector<Value> kept;
  for (const Value& item : list.items()) {
    if (item.is_unknown()) return item;
    inner[node.item_slot] = item;
    const Value match = value_or_null(self, node.match, inner);
    if (match.is_unknown()) return match;
    if (match.is_true()) kept.push_back(item);
    if (!match.is_boolean() && !match.is_null()) {
      self.context.warn("feel.type_error", "the match of a filter is not a boolean",
                        node.match ? node.match->span : SourceSpan{});
      return Value::null();
    }
  }
  return Value::from_items(std::move(kept));
}

Value Visitor::operator()(const Iteration& node) {
  SlotValues inner = frame;
  inner[node.list_slot] = value_or_null(self, node.in, frame);
  const Value list = self.evaluate(node.items, inner);
  if (!list.is_list()) return list.is_unknown() ? list : Value::null();
  std::vector<Value> results;
  Value verdict = Value::from_bool(node.kind == IterationKind::kEvery);
  for (const Value& item : list.items()) {
    inner[node.item_slot] = item;
    if (node.kind == IterationKind::kFor) {
      inner[node.partial_slot] = Value::from_items(results);
      results.push_back(value_or_null(self, node.body, inner));
      continue;
    }
    const Value holds = value_or_null(self, node.body, inner);
    if (!holds.is_boolean() && !holds.is_unknown() && !holds.is_null()) {
      self.context.warn("feel.type_error", "what some or every item satisfies is not a boolean",
                        node.body ? node.body->span : SourceSpan{});
      return Value::null();
    }
    verdict = node.kind == IterationKind::kSome ? feel::logical_or(verdict, holds)
                                                : feel::logical_and(verdict, holds);
  }
  return node.kind == IterationKind::kFor ? Value::from_items(std::move(results)) : verdict;
}

}  // namespace

Value Interpreter::evaluate(const Text& text, const SlotValues& frame) {
  const feel::Expression* expression = find_expression(text);
  return expression ? feel::evaluate(*expression, frame, context) : Value::null();
}

Value Interpreter::evaluate(const Expression& expression, const SlotValues& frame) {
  Visitor visitor{*this, frame};
  Value value = std::visit(visitor, expression.node);
  if (!expression.declared) return value;
  return typed(*expression.declared, std::move(value), "the expression", expression.span);
}

Value Interpreter::typed(const ItemType& type, Value value, const std::string& what,
                         const SourceSpan& span) {
  std::optional<Value> taken = conform(type, value, context);
  if (!taken)
    context.warn("dmn.wrong_type",
                 what + " is " + feel::to_literal(value) + ", which is not of its type", span);
  return taken.value_or(Value::null());
}

Value Interpreter::knowledge_function(std::uint32_t index) {
  const KnowledgeNode& node = models.knowledge()[index];
  std::vector<feel::FunctionParameter> parameters;
  for (std::size_t i = 0; i < node.parameters.size(); ++i)
    parameters.push_back({node.knowledge->logic.parameters[i].name, node.parameters[i].type});
  return Value::from_function(
      std::move(parameters),
      [&set = models, index](std::span<const Value> arguments, feel::EvaluationContext& inner) {
        const KnowledgeNode& called = set.knowledge()[index];
        Interpreter interpreter{set, inner};
        SlotValues frame = interpreter.make_frame(called.frame, [&](const Link& link) {
          return link.source == Source::kService ? interpreter.service_function(link.index)
                                                 : interpreter.knowledge_function(link.index);
        });
        const FunctionDefinition& logic = called.knowledge->logic;
        for (std::size_t i = 0; i < arguments.size() && i < logic.parameters.size(); ++i)
          frame[logic.parameters[i].slot] =
              interpreter.typed(called.parameters[i], arguments[i], logic.parameters[i].name,
                                logic.parameters[i].span);
        if (!logic.body) {
          inner.warn("dmn.no_logic", "\"" + called.knowledge->name + "\" has no logic",
                     called.knowledge->span);
          return Value::null();
        }
        const Value result = interpreter.evaluate(*logic.body, frame);
        std::optional<Value> typed = conform(called.result, result, inner);
        if (!typed)
          inner.warn("dmn.wrong_type",
                     "the result of \"" + called.knowledge->name + "\" is not of its type",
                     called.knowledge->span);
        return typed.value_or(Value::null());
      });
}

Value Interpreter::service_function(std::uint32_t index) {
  const ServiceNode& node = models.services()[index];
  std::vector<feel::FunctionParameter> parameters;
  for (std::uint32_t input : node.inputs)
    parameters.push_back(
        {models.inputs()[input].data->variable.name, models.inputs()[input].type.type});
  for (std::uint32_t decision : node.input_decisions)
    parameters.push_back({models.decisions()[decision].decision->variable.name,
                          models.decisions()[decision].type.type});
  return Value::from_function(
      std::move(parameters),
      [&set = models, index](std::span<const Value> arguments, feel::EvaluationContext& caller) {
        Evaluation evaluation(set);
        evaluation.clear_inputs_to_null();
        // What has been used of the bounds counts on within.
        evaluation.context().depth = caller.depth;
        evaluation.context().calls = caller.calls;
        evaluation.context().stack_start = caller.stack_start;
        evaluation.context().steps = caller.steps;
        evaluation.context().set_today(caller.today());
        evaluation.context().set_now(caller.now());
        Value result = evaluation.call_service(index, arguments);
        caller.steps = evaluation.context().steps;
        for (const feel::Warning& warning : evaluation.context().warnings())
          caller.warn(warning.code, warning.message, warning.span);
        return result;
      });
}

}  // namespace alternat::dmn

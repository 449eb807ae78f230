// SPDX-License-Identifier: EUPL-1.2
// Functions: literals that close over values, calls by position and by name (DMN 1.5 table 62).
#include <utility>

#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluator.h"
#include "decisions/feel/value_nodes.h"

namespace alternat::feel {

namespace {

const FunctionNode& function_of(const Value& value) {
  return static_cast<const FunctionNode&>(*value.node());
}

Value make_builtin_value(const Builtin& builtin) {
  auto* node = new FunctionNode;
  node->builtin = &builtin;
  for (const BuiltinParameter& parameter : builtin.overloads.front().parameters) {
    node->parameters.push_back({std::string(parameter.name), Type::any()});
  }
  return Value::from_node(Kind::kFunction, node);
}

Value report(EvaluationContext& context, const Source* source, std::uint32_t at,
             std::string_view code, std::string message) {
  if (context.is_muted()) return Value();
  context.warn(code, std::move(message), source == nullptr ? SourceSpan{} : source->span_at(at));
  return Value();
}

// The unknown arguments that have a type to conform to, merged; null if there is none.
Value may_be_refused(std::span<const FunctionParameter> parameters,
                     std::span<const Value> arguments) {
  Value merged;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool open = parameters[i].type.is_any() || !arguments[i].has_unknown();
    if (!open) merged = merge_unknown(merged, arguments[i]);
  }
  return merged;
}

// A function literal with the values it closes over.
struct Closure {
  const Source* source;
  const FunctionLiteral* literal;
  std::vector<Value> captured;

  Value operator()(std::span<const Value> arguments, EvaluationContext& context) const {
    Locals locals(literal->frame_size);
    for (std::size_t i = 0; i < arguments.size(); ++i) locals.data()[i] = arguments[i];
    for (std::size_t i = 0; i < captured.size(); ++i) {
      locals.data()[literal->captured[i].slot] = captured[i];
    }
    if (literal->self) {
      locals.data()[*literal->self] =
          Value::from_function(literal->parameters, *this, literal->body->type);
    }
    return Evaluator(*source, {}, locals.data(), context).value_of(*literal->body);
  }
};

}  // namespace

Value Evaluator::form_value(const BuiltinName& form, const Node& /*node*/) {
  return make_builtin_value(*form.builtin);
}

Value Evaluator::form_value(const FunctionLiteral& form, const Node& /*node*/) {
  Closure closure{&source_, &form, {}};
  closure.captured.reserve(form.captured.size());
  for (const FunctionLiteral::Capture& each : form.captured) {
    closure.captured.push_back(read(each.from));
  }
  return Value::from_function(form.parameters, std::move(closure), form.body->type);
}

Value call_at(const Value& function, std::span<const Value> arguments, EvaluationContext& context,
              const Source* source, std::uint32_t at) {
  if (function.is_unknown()) return merge_unknown(function, merge_all(arguments));
  if (!function.is_function()) {
    return report(context, source, at, "feel.type_error",
                  "A " + std::string(kind_name(function.kind())) + " cannot be called.");
  }
  const FunctionNode& node = function_of(function);
  if (node.builtin != nullptr) {
    return invoke_positional(*node.builtin, arguments, Invocation({}, context, source, at));
  }
  if (node.parameters.size() != arguments.size()) {
    return report(context, source, at, "feel.wrong_arguments",
                  "The function takes " + std::to_string(node.parameters.size()) +
                      " arguments, not " + std::to_string(arguments.size()) + ".");
  }
  std::vector<Value> converted;
  converted.reserve(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto value = coerce(arguments[i], node.parameters[i].type);
    if (!value) {
      return report(context, source, at, "feel.wrong_arguments",
                    "The argument '" + node.parameters[i].name + "' is no " +
                        to_string(node.parameters[i].type) + ".");
    }
    converted.push_back(std::move(*value));
  }
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  if (context.calls == 0) context.stack_start = here;
  if (context.depth >= EvaluationContext::kDepthMax ||
      context.stack_start - here > EvaluationContext::kStackMax) {
    return report(context, source, at, "feel.too_deep", "The calls nest too deep.");
  }
  ++context.calls;
  Value result = node.function(converted, context);
  --context.calls;
  // A typed parameter refuses some completions of what is unknown: the result may then be null.
  const Value refusable = may_be_refused(node.parameters, converted);
  return refusable.is_unknown() ? join(result, Value(), refusable) : result;
}

Value call_function(const Value& function, std::span<const Value> arguments,
                    EvaluationContext& context) {
  return call_at(function, arguments, context, nullptr, 0);
}

// Named arguments in the order of the parameters; false if they do not fit.
static bool order_by_name(const Value& function, const std::vector<std::string>& names,
                          std::vector<Value>& arguments) {
  const auto& parameters = function_of(function).parameters;
  if (parameters.size() != names.size()) return false;
  std::vector<Value> ordered;
  for (const FunctionParameter& parameter : parameters) {
    std::size_t place = 0;
    while (place < names.size() && names[place] != parameter.name) ++place;
    if (place == names.size()) return false;
    ordered.push_back(arguments[place]);
  }
  arguments = std::move(ordered);
  return true;
}

Value Evaluator::form_value(const Call& form, const Node& node) {
  const Value function = value_of(*form.callee);
  std::vector<Value> arguments;
  arguments.reserve(form.arguments.size());
  for (const NodePtr& argument : form.arguments) arguments.push_back(value_of(*argument));
  if (function.is_function() && !form.names.empty() &&
      !order_by_name(function, form.names, arguments)) {
    return warn("feel.wrong_arguments", "The named arguments do not fit the function.", node);
  }
  return call_at(function, arguments, context_, &source_, node.at);
}

Value Evaluator::form_value(const BuiltinCall& form, const Node& node) {
  constexpr std::size_t kFew = 4;
  const Invocation place({}, context_, &source_, node.at);
  const std::size_t count = form.overload->parameters.size();
  const bool packs = count > 0 && form.overload->parameters.back().rest;
  if (!packs && count <= kFew) {
    std::array<Value, kFew> few;
    for (std::size_t i = 0; i < form.arguments.size(); ++i) {
      if (form.arguments[i]) few[i] = value_of(*form.arguments[i]);
    }
    return invoke(*form.builtin, *form.overload, std::span(few).first(count), place);
  }
  std::vector<Value> arguments;
  for (const NodePtr& argument : form.arguments) {
    arguments.push_back(argument ? value_of(*argument) : Value());
  }
  arguments = pack(*form.overload, arguments);
  return invoke(*form.builtin, *form.overload, arguments, place);
}

}  // namespace alternat::feel

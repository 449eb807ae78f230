// SPDX-License-Identifier: EUPL-1.2
// FEEL trees for every text of a boxed expression, each in its scope (DMN 1.5
// clause 10.2, 10.3.2.9).
#include <algorithm>

#include "decisions/dmn/compile.h"
#include "decisions/dmn/compiled.h"
#include "decisions/dmn/types.h"

namespace alternat::dmn {
namespace {

// The text stands right behind "<text>".
constexpr std::uint32_t kTextTagWidth = 6;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

feel::ParseOptions options_for(const Text& text, Strictness strictness) {
  feel::ParseOptions options;
  options.origin = {text.span.file, text.span.line, text.span.column + kTextTagWidth};
  options.unknown_names = strictness == Strictness::kConformance ? feel::UnknownNames::kNull
                                                                 : feel::UnknownNames::kRefuse;
  return options;
}

Text made_text(std::string text, const SourceSpan& span) {
  Text made;
  made.text = std::move(text);
  made.span = span;
  return made;
}

}  // namespace

void Compiler::note_reads(const std::vector<std::uint32_t>& slots, const Environment& environment) {
  for (std::uint32_t slot : slots) {
    if (environment.shadowed.contains(slot)) continue;
    for (Link& link : frame_->links)
      if (link.slot == slot) link.is_read = true;
    for (ImportSlot& import : frame_->imports)
      if (import.slot == slot) import.is_read = true;
  }
}

std::uint32_t Compiler::declare(Environment& environment, std::string_view name, feel::Type type) {
  const std::uint32_t slot = environment.scope.declare(name, std::move(type));
  if (slot < frame_->scope.size()) environment.shadowed.insert(slot);
  frame_->size = std::max(frame_->size, static_cast<std::uint32_t>(environment.scope.size()));
  return slot;
}

feel::Type Compiler::type_named(std::string_view type_ref, const SourceSpan& span) {
  return resolve_type(set_, *model_, type_ref, span, diagnostics_).type;
}

void Compiler::expect_type(const feel::Type& given, const feel::Type& wanted,
                           const std::string& what, const SourceSpan& span) {
  if (strictness_ == Strictness::kConformance || feel::may_become(given, wanted)) return;
  diagnostics_.error(
      "dmn.type_mismatch",
      what + " is a " + feel::to_string(given) + "; expected a " + feel::to_string(wanted), span);
}

void Compiler::resolve_item(InformationItem& item) {
  item.type = resolve_type(set_, *model_, item.type_ref, item.span, diagnostics_);
}

feel::Type Compiler::compile_text(Text& text, Environment& environment) {
  std::string_view source = trimmed(text.text);
  if (source.empty()) source = "null";  // an empty box has no value (DMN 1.5 clause 7.3.7)
  feel::ParseOptions options = options_for(text, strictness_);
  options.filter_item = environment.filter_item;
  std::optional<feel::Expression> expression = feel::parse_expression(
      source.size() == 4 && source == "null" ? source : std::string_view(text.text),
      environment.scope, options, diagnostics_);
  text.compiled = CompiledTextPtr(new CompiledText);
  if (!expression) return feel::Type::any();
  note_reads(expression->slots(), environment);
  const feel::Type type = expression->type();
  text.compiled->expression = std::move(expression);
  return type;
}

void Compiler::compile_tests(Text& text, Environment& environment, const feel::Type& input) {
  feel::ParseOptions options = options_for(text, strictness_);
  options.input_type = input;
  const bool is_empty = trimmed(text.text).empty();
  std::optional<feel::UnaryTests> tests =
      feel::parse_unary_tests(is_empty ? std::string_view("-") : std::string_view(text.text),
                              environment.scope, options, diagnostics_);
  text.compiled = CompiledTextPtr(new CompiledText);
  if (!tests) return;
  note_reads(tests->slots(), environment);
  text.compiled->tests = std::move(tests);
}

void Compiler::compile_allowed(ItemDefinition& item, feel::Type type) {
  Frame none;
  frame_ = &none;
  Environment empty;
  feel::Type tested = type;
  if (item.is_collection && type.kind == feel::TypeKind::kList && !type.of.empty())
    tested = type.of.front();
  if (item.allowed) compile_tests(*item.allowed, empty, tested);
  if (item.type_constraint) compile_tests(*item.type_constraint, empty, type);
  for (ItemDefinition& component : item.components)
    compile_allowed(component, type_of_item(set_, *model_, component));
  frame_ = nullptr;
}

feel::Type Compiler::compile_expression(Expression& expression, Environment& environment) {
  feel::Type type =
      std::visit([&](auto& node) { return compile_node(node, environment); }, expression.node);
  if (expression.type_ref.empty()) return type;
  expression.declared =
      resolve_type(set_, *model_, expression.type_ref, expression.span, diagnostics_);
  expect_type(type, expression.declared->type, "the expression", expression.span);
  return expression.declared->type.is_any() ? type : expression.declared->type;
}

feel::Type Compiler::compile_node(LiteralExpression& node, Environment& environment) {
  return compile_text(node.text, environment);
}

void Compiler::compile_output(Text& text, const OutputClause& clause, Environment& environment) {
  const feel::Type type = compile_text(text, environment);
  expect_type(type, clause.type.type, "the output entry", text.span);
}

feel::Type Compiler::compile_node(DecisionTable& node, Environment& environment) {
  std::vector<feel::Type> types;
  for (InputClause& input : node.inputs) {
    feel::Type type = compile_text(input.expression, environment);
    input.type = resolve_type(set_, *model_, input.type_ref, input.span, diagnostics_);
    expect_type(type, input.type.type, "the input expression", input.expression.span);
    if (!input.type_ref.empty()) type = input.type.type;
    if (input.allowed) compile_tests(*input.allowed, environment, type);
    types.push_back(std::move(type));
  }
  for (OutputClause& output : node.outputs) {
    output.type = resolve_type(set_, *model_, output.type_ref, output.span, diagnostics_);
    if (output.allowed) compile_tests(*output.allowed, environment, output.type.type);
    if (output.fallback) compile_output(*output.fallback, output, environment);
  }
  for (Rule& rule : node.rules) {
    for (std::size_t i = 0; i < rule.inputs.size(); ++i)
      compile_tests(rule.inputs[i], environment, i < types.size() ? types[i] : feel::Type::any());
    for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
      if (i < node.outputs.size())
        compile_output(rule.outputs[i], node.outputs[i], environment);
      else
        compile_text(rule.outputs[i], environment);
    }
  }
  if (node.outputs.size() == 1 && node.aggregation == Aggregation::kNone &&
      (node.hit_policy == HitPolicy::kUnique || node.hit_policy == HitPolicy::kAny ||
       node.hit_policy == HitPolicy::kFirst || node.hit_policy == HitPolicy::kPriority))
    return node.outputs.front().type.type;
  return feel::Type::any();
}

// The parameter exists, and may be of the argument's type.
void Compiler::check_binding(const Binding& binding, const feel::Type& function,
                             const feel::Type& given) {
  if (function.kind != feel::TypeKind::kFunction || function.fields.empty()) return;
  const std::string& name = binding.parameter.name;
  if (const feel::Type* wanted = function.find_field(name)) {
    expect_type(given, *wanted, "the argument \"" + name + "\"", binding.parameter.span);
    return;
  }
  if (strictness_ == Strictness::kConformance) return;  // null and a warning when it is called
  std::vector<std::string> known;
  for (const feel::Type::Field& field : function.fields) known.push_back(field.name);
  const std::string nearest = nearest_name(name, known);
  diagnostics_.error("dmn.unknown_parameter",
                     "the function has no parameter \"" + name + "\"" +
                         (nearest.empty() ? "" : ": did you mean \"" + nearest + "\"?"),
                     binding.parameter.span);
}

feel::Type Compiler::compile_node(Invocation& node, Environment& environment) {
  feel::Type function = feel::Type::any();
  if (node.function) function = compile_expression(*node.function, environment);
  for (Binding& binding : node.bindings) {
    resolve_item(binding.parameter);
    feel::Type given = feel::Type::any();
    if (binding.value) given = compile_expression(*binding.value, environment);
    expect_type(given, binding.parameter.type.type, "the argument", binding.parameter.span);
    check_binding(binding, function, given);
  }
  const bool is_known = function.kind == feel::TypeKind::kFunction && !function.of.empty();
  return is_known ? function.of.back() : feel::Type::any();
}

feel::Type Compiler::compile_node(BoxedContext& node, Environment& environment) {
  Environment inner = environment;
  std::vector<feel::Type::Field> fields;
  std::optional<feel::Type> result;
  for (ContextEntry& entry : node.entries) {
    feel::Type type = feel::Type::any();
    if (entry.variable) resolve_item(*entry.variable);
    // A function may call itself by the name of its entry.
    auto* function = entry.value ? std::get_if<FunctionDefinition>(&entry.value->node) : nullptr;
    Environment around = inner;
    if (function && entry.variable)
      function->self_slot = declare(around, entry.variable->name, feel::Type::any());
    if (entry.value) type = compile_expression(*entry.value, function ? around : inner);
    if (!entry.variable) {
      result = std::move(type);
      continue;
    }
    expect_type(type, entry.variable->type.type, "the entry \"" + entry.variable->name + "\"",
                entry.variable->span);
    if (!entry.variable->type.type.is_any()) type = entry.variable->type.type;
    entry.variable->slot = declare(inner, entry.variable->name, type);
    fields.push_back({entry.variable->name, std::move(type)});
  }
  return result ? *result : feel::Type::context_of(std::move(fields));
}

feel::Type Compiler::compile_node(BoxedList& node, Environment& environment) {
  for (ExpressionPtr& item : node.items)
    if (item) compile_expression(*item, environment);
  return feel::Type::list_of(feel::Type::any());
}

feel::Type Compiler::compile_node(Relation& node, Environment& environment) {
  std::vector<feel::Type::Field> fields;
  for (InformationItem& column : node.columns) {
    resolve_item(column);
    fields.push_back({column.name, column.type.type});
  }
  for (std::vector<ExpressionPtr>& row : node.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i]) continue;
      const feel::Type type = compile_expression(*row[i], environment);
      if (i < fields.size())
        expect_type(type, fields[i].type, "the cell of \"" + fields[i].name + "\"", row[i]->span);
    }
  }
  return feel::Type::list_of(feel::Type::context_of(std::move(fields)));
}

feel::Type Compiler::compile_node(FunctionDefinition& node, Environment& environment) {
  Environment inner = environment;
  feel::Type function = feel::Type::simple(feel::TypeKind::kFunction);
  for (InformationItem& parameter : node.parameters) {
    resolve_item(parameter);
    parameter.slot = declare(inner, parameter.name, parameter.type.type);
    function.of.push_back(parameter.type.type);
    function.fields.push_back({parameter.name, parameter.type.type});
  }
  function.of.push_back(node.body ? compile_expression(*node.body, inner) : feel::Type::any());
  return function;
}

feel::Type Compiler::compile_node(Conditional& node, Environment& environment) {
  if (node.condition) compile_expression(*node.condition, environment);
  feel::Type then = feel::Type::any(), otherwise = feel::Type::any();
  if (node.then) then = compile_expression(*node.then, environment);
  if (node.otherwise) otherwise = compile_expression(*node.otherwise, environment);
  return then == otherwise ? then : feel::Type::any();
}

// The match sees each item as `item`, and the fields of an item by name (DMN 1.5 clause 10.2.2.3).
feel::Type Compiler::compile_node(Filter& node, Environment& environment) {
  Environment inner = environment;
  feel::Type list = feel::Type::any();
  if (node.in) list = compile_expression(*node.in, environment);
  feel::Type item = feel::Type::any();
  if (list.kind == feel::TypeKind::kList && !list.of.empty()) item = list.of.front();
  node.list_slot = declare(inner, "filtered list", list);
  // FEEL makes a list of whatever is filtered (a single value is a list of one).
  node.items = made_text("filtered list[true]", node.in ? node.in->span : SourceSpan{});
  compile_text(node.items, inner);
  node.item_slot = declare(inner, "item", item);
  inner.filter_item = node.item_slot;
  if (node.match) compile_expression(*node.match, inner);
  return list;
}

feel::Type Compiler::compile_node(Iteration& node, Environment& environment) {
  Environment inner = environment;
  feel::Type list = feel::Type::any();
  if (node.in) list = compile_expression(*node.in, environment);
  feel::Type item = feel::Type::any();
  if (list.kind == feel::TypeKind::kList && !list.of.empty()) item = list.of.front();
  node.list_slot = declare(inner, "iterated list", list);
  node.items =
      made_text("for each in iterated list return each", node.in ? node.in->span : SourceSpan{});
  compile_text(node.items, inner);
  node.item_slot = declare(inner, node.variable, std::move(item));
  node.partial_slot = declare(inner, "partial", feel::Type::list_of(feel::Type::any()));
  feel::Type body = feel::Type::any();
  if (node.body) body = compile_expression(*node.body, inner);
  if (node.kind != IterationKind::kFor) return feel::Type::simple(feel::TypeKind::kBoolean);
  return feel::Type::list_of(std::move(body));
}

}  // namespace alternat::dmn

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

void Compiler::resolve_item(InformationItem& item) {
  item.type = resolve_type(set_, *model_, item.type_ref, item.span, diagnostics_);
}

feel::Type Compiler::compile_text(Text& text, Environment& environment) {
  std::string_view source = trimmed(text.text);
  if (source.empty()) source = "null";  // an empty box has no value (DMN 1.5 clause 7.3.7)
  std::optional<feel::Expression> expression = feel::parse_expression(
      source.size() == 4 && source == "null" ? source : std::string_view(text.text),
      environment.scope, options_for(text, strictness_), diagnostics_);
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
  return expression.declared->type.is_any() ? type : expression.declared->type;
}

feel::Type Compiler::compile_node(LiteralExpression& node, Environment& environment) {
  return compile_text(node.text, environment);
}

feel::Type Compiler::compile_node(DecisionTable& node, Environment& environment) {
  std::vector<feel::Type> types;
  for (InputClause& input : node.inputs) {
    feel::Type type = compile_text(input.expression, environment);
    if (!input.type_ref.empty()) type = type_named(input.type_ref, input.span);
    if (input.allowed) compile_tests(*input.allowed, environment, type);
    types.push_back(std::move(type));
  }
  for (OutputClause& output : node.outputs) {
    const feel::Type type = type_named(output.type_ref, output.span);
    if (output.allowed) compile_tests(*output.allowed, environment, type);
    if (output.fallback) compile_text(*output.fallback, environment);
  }
  for (Rule& rule : node.rules) {
    for (std::size_t i = 0; i < rule.inputs.size(); ++i)
      compile_tests(rule.inputs[i], environment, i < types.size() ? types[i] : feel::Type::any());
    for (Text& output : rule.outputs) compile_text(output, environment);
  }
  if (node.outputs.size() == 1 && node.aggregation == Aggregation::kNone &&
      (node.hit_policy == HitPolicy::kUnique || node.hit_policy == HitPolicy::kAny ||
       node.hit_policy == HitPolicy::kFirst || node.hit_policy == HitPolicy::kPriority))
    return type_named(node.outputs.front().type_ref, node.outputs.front().span);
  return feel::Type::any();
}

feel::Type Compiler::compile_node(Invocation& node, Environment& environment) {
  if (node.function) compile_expression(*node.function, environment);
  for (Binding& binding : node.bindings) {
    resolve_item(binding.parameter);
    if (binding.value) compile_expression(*binding.value, environment);
  }
  return feel::Type::any();
}

feel::Type Compiler::compile_node(BoxedContext& node, Environment& environment) {
  Environment inner = environment;
  std::vector<feel::Type::Field> fields;
  std::optional<feel::Type> result;
  for (ContextEntry& entry : node.entries) {
    feel::Type type = feel::Type::any();
    if (entry.value) type = compile_expression(*entry.value, inner);
    if (!entry.variable) {
      result = std::move(type);
      continue;
    }
    resolve_item(*entry.variable);
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
  for (const InformationItem& column : node.columns)
    fields.push_back({column.name, type_named(column.type_ref, column.span)});
  for (std::vector<ExpressionPtr>& row : node.rows)
    for (ExpressionPtr& cell : row)
      if (cell) compile_expression(*cell, environment);
  return feel::Type::list_of(feel::Type::context_of(std::move(fields)));
}

feel::Type Compiler::compile_node(FunctionDefinition& node, Environment& environment) {
  Environment inner = environment;
  for (InformationItem& parameter : node.parameters)
    parameter.slot = declare(inner, parameter.name, type_named(parameter.type_ref, parameter.span));
  if (node.body) compile_expression(*node.body, inner);
  return feel::Type::any();
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
  for (const feel::Type::Field& field : item.fields) {
    InformationItem named;
    named.name = field.name;
    named.slot = declare(inner, field.name, field.type);
    node.fields.push_back(std::move(named));
  }
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

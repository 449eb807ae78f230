// SPDX-License-Identifier: EUPL-1.2
#include "program/compiled_procedure.h"

#include <set>

#include "decisions/assessment/inputs.h"

namespace alternat::program {
namespace {

using feel::Type;
using feel::TypeKind;

// Result variables of the procedure: outcomes of decisions are strings, scripts give anything.
void declare_results(const procedures::Definition& definition, feel::Scope& scope) {
  for (const procedures::Node& node : definition.nodes) {
    if (node.result.empty() || scope.find_slot(node.result)) continue;
    scope.declare(node.result, node.kind == procedures::NodeKind::kBusinessRuleTask
                                   ? Type::simple(TypeKind::kString)
                                   : Type::any());
  }
}

// What loops and data associations of the procedure name.
void declare_variables(const procedures::Definition& definition, feel::Scope& scope) {
  const auto declare = [&](const std::string& name, const Type& type) {
    if (!name.empty() && !scope.find_slot(name)) scope.declare(name, type);
  };
  for (const procedures::Node& node : definition.nodes) {
    for (const procedures::Mapping& mapping : node.inputs) declare(mapping.to, Type::any());
    for (const procedures::Mapping& mapping : node.outputs) declare(mapping.to, Type::any());
    if (!node.loop) continue;
    for (const char* counter : {"loopCounter", "numberOfInstances", "numberOfActiveInstances",
                                "numberOfCompletedInstances", "numberOfTerminatedInstances"})
      declare(counter, Type::simple(TypeKind::kNumber));
    declare(node.loop->item, Type::any());
    declare(node.loop->outputs, Type::any());
  }
}

// Every condition that is evaluated has a place for each name in scope: hundreds of facts, of which
// a procedure reads a handful.
feel::Scope names_read(const CompiledProcedure& procedure) {
  std::set<std::uint32_t> slots;
  for (const std::optional<feel::Expression>& expression : procedure.expressions)
    if (expression)
      for (const std::uint32_t slot : expression->slots()) slots.insert(slot);
  feel::Scope scope;
  for (const std::uint32_t slot : slots)
    scope.declare(procedure.scope.names()[slot].name, procedure.scope.names()[slot].type);
  return scope;
}

class ExpressionCompiler {
 public:
  ExpressionCompiler(CompiledProcedure& procedure, Diagnostics& diagnostics)
      : procedure_(procedure), diagnostics_(diagnostics) {}

  void compile(const procedures::Expression& expression) {
    feel::ParseOptions options;
    options.origin = {expression.span.file, expression.span.line, expression.span.column};
    procedure_.expressions[expression.index] =
        feel::parse_expression(expression.text, procedure_.scope, options, diagnostics_);
  }

 private:
  CompiledProcedure& procedure_;
  Diagnostics& diagnostics_;
};

}  // namespace

CompiledProcedure compile_procedure(procedures::Definition definition,
                                    const terms::FactDictionary& facts, Diagnostics& diagnostics) {
  CompiledProcedure procedure;
  procedure.definition = std::move(definition);
  for (const terms::FactDefinition& fact : facts.all())
    procedure.scope.declare(fact.id, assessment::type_of_fact(fact));
  procedure.scope.declare("on", Type::simple(TypeKind::kDate));
  declare_results(procedure.definition, procedure.scope);
  declare_variables(procedure.definition, procedure.scope);
  for (const std::string& term : procedure.definition.terms) procedure.scope.declare(term);
  procedure.expressions.resize(procedure.definition.expression_count);
  ExpressionCompiler compiler(procedure, diagnostics);
  for (const procedures::Expression* expression : procedures::expressions_of(procedure.definition))
    compiler.compile(*expression);
  // Again, over the names they read; what is wrong was said above.
  procedure.scope = names_read(procedure);
  Diagnostics said;
  ExpressionCompiler again(procedure, said);
  for (const procedures::Expression* expression : procedures::expressions_of(procedure.definition))
    again.compile(*expression);
  return procedure;
}

feel::Value CompiledProcedure::evaluate(
    const procedures::Expression& expression,
    const std::function<feel::Value(const feel::Scope::Name&)>& value_of) const {
  if (expression.index >= expressions.size() || !expressions[expression.index]) return {};
  const feel::Expression& compiled = *expressions[expression.index];
  std::vector<feel::Value> slots(scope.size());
  for (const std::uint32_t slot : compiled.slots()) slots[slot] = value_of(scope.names()[slot]);
  feel::EvaluationContext context;
  context.set_calendars(calendars);
  return feel::evaluate(compiled, slots, context);
}

}  // namespace alternat::program

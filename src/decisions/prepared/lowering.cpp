// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/lowering.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/assert.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/dmn/interpret.h"
#include "decisions/dmn/types.h"

namespace alternat::prepared {

using feel::Value;

namespace {

// What a failed attempt has left behind.
struct Mark {
  explicit Mark(const Program& program)
      : steps(program.steps.size()),
        tables(program.tables.size()),
        classes(program.class_registers),
        scalars(program.scalar_registers) {
    for (const TextInput& text : program.texts)
      atoms.push_back({text.atoms.size(), text.constants.size()});
  }
  void restore(Program& program) const {
    program.steps.resize(steps);
    program.tables.resize(tables);
    program.class_registers = classes;
    program.scalar_registers = scalars;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      program.texts[i].atoms.resize(atoms[i].first);
      program.texts[i].constants.resize(atoms[i].second);
    }
  }
  std::size_t steps, tables;
  std::uint32_t classes, scalars;
  std::vector<std::pair<std::size_t, std::size_t>> atoms;
};

void collect_strings(const feel::Node& node, std::vector<Value>& values) {
  if (const auto* literal = std::get_if<feel::Literal>(&node.form))
    if (literal->value.is_string()) values.push_back(literal->value);
  feel::for_each_child(node, [&](const feel::Node& child) { collect_strings(child, values); });
}

// The string literals that a decision may give.
std::vector<Value> strings_of(const dmn::Decision& decision) {
  std::vector<Value> values;
  const auto add = [&](const dmn::Text& text) {
    if (const feel::Expression* expression = dmn::find_expression(text))
      collect_strings(*expression->tree().root, values);
  };
  if (!decision.expression) return values;
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&decision.expression->node))
    add(literal->text);
  if (const auto* table = std::get_if<dmn::DecisionTable>(&decision.expression->node))
    for (const dmn::Rule& rule : table->rules)
      for (const dmn::Text& output : rule.outputs) add(output);
  return values;
}

// What a decision without a declared type gives, as far as its expression says; a table gives one
// of its literals.
feel::TypeKind static_kind(const dmn::Decision& decision) {
  if (!decision.expression) return feel::TypeKind::kAny;
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&decision.expression->node)) {
    const feel::Expression* expression = dmn::find_expression(literal->text);
    return expression ? expression->type().kind : feel::TypeKind::kAny;
  }
  const auto* table = std::get_if<dmn::DecisionTable>(&decision.expression->node);
  const bool is_one = table && table->hit_policy != dmn::HitPolicy::kCollect &&
                      table->hit_policy != dmn::HitPolicy::kRuleOrder &&
                      table->hit_policy != dmn::HitPolicy::kOutputOrder &&
                      table->outputs.size() == 1;
  return is_one ? feel::TypeKind::kString : feel::TypeKind::kAny;
}

bool has_single_hit(const dmn::DecisionTable* table) {
  return table && (table->hit_policy == dmn::HitPolicy::kUnique ||
                   table->hit_policy == dmn::HitPolicy::kAny);
}

}  // namespace

Lowering::Lowering(Program& program) : program_(program) {
  context_.set_today(program.today);
  context_.set_now(program.now);
  context_.set_calendars(program.models->calendars());
  program_.texts.resize(program.inputs.size());
}

void Lowering::run() {
  for (std::uint32_t decision : program_.wanted_decisions) add_wanted(decision);
}

void Lowering::add_wanted(std::uint32_t decision) {
  const auto position = static_cast<std::uint32_t>(program_.wanted.size());
  Wanted wanted;
  wanted.decision = decision;
  const dmn::DecisionTable* table = assessment::find_table(*program_.models, decision);
  wanted.has_masks = table && table->rules.size() <= kRulesMax;
  // A table that gives a list has its masks only.
  const bool is_list = table && table->aggregation == dmn::Aggregation::kNone &&
                       (table->hit_policy == dmn::HitPolicy::kCollect ||
                        table->hit_policy == dmn::HitPolicy::kRuleOrder ||
                        table->hit_policy == dmn::HitPolicy::kOutputOrder);
  bool masks_made = false;
  if (wanted.has_masks && !is_list && program_.undecided == Undecided::kAsTable &&
      !decided_.contains(decision)) {
    // Masks and result in one.
    for (std::uint32_t earlier : program_.models->decisions()[decision].decision_closure)
      column_of_decision(earlier);
    masks_wanted_ = static_cast<std::int32_t>(position);
    column_of_decision(decision);
    masks_wanted_ = -1;
    masks_made = std::any_of(
        program_.tables.begin(), program_.tables.end(),
        [&](const Table& made) { return made.wanted == static_cast<std::int32_t>(position); });
  }
  if (wanted.has_masks && !masks_made) {
    const Mark mark(program_);
    if (const auto why = lower_masks(decision, *table, position)) {
      mark.restore(program_);
      wanted.is_table_bridged = true;
      ++program_.tables_bridged;
      program_.bridged.push_back({decision, *why});
    } else if (is_list) {
      explained_.decision = decision;
      program_.explained.push_back(std::move(explained_));
    }
  }
  if (!is_list) {
    Column column = column_of_decision(decision);
    if (column.is_scalar() && column.scalar.kind != ScalarRef::Kind::kRegister)
      column = Column::fail("an input");  // the interpreter gives it as well
    if (column.is_finite() && column.finite.lookup.kind != Lookup::Kind::kRegister)
      column = lower_product({&column}, [](std::span<const Value> values) { return values[0]; });
    if (column.is_scalar()) {
      wanted.kind = column.is_day ? ResultKind::kDate : ResultKind::kNumber;
      wanted.source = column.scalar.index;
    }
    if (column.is_finite()) {
      wanted.kind = ResultKind::kClass;
      wanted.source = column.finite.lookup.source;
      for (const Class& one : column.finite.classes) wanted.classes.push_back(one.value);
    }
  }
  program_.wanted.push_back(std::move(wanted));
}

Column Lowering::column_of_input(std::uint32_t input) {
  const dmn::InputNode& node = program_.models->inputs()[input];
  for (const Bound& bound : program_.bound) {
    if (bound.name != node.data->name) continue;
    const auto value = dmn::conform(node.type, bound.value, context_);
    return Column::constant(value.value_or(Value::null()));
  }
  const auto found =
      std::find_if(program_.inputs.begin(), program_.inputs.end(), [&](const PlanInput& each) {
        return std::find(each.model_inputs.begin(), each.model_inputs.end(), input) !=
               each.model_inputs.end();
      });
  ALTERNAT_ASSERT(found != program_.inputs.end());
  const auto index = static_cast<std::uint32_t>(found - program_.inputs.begin());
  switch (found->kind) {
    case InputKind::kNumber:
    case InputKind::kDate:
      return Column::of(ScalarRef{ScalarRef::Kind::kInput, index, 0},
                        found->kind == InputKind::kDate);
    case InputKind::kString:
    case InputKind::kOther:
      return Column::text(index);
    case InputKind::kBoolean:
      break;
  }
  Finite finite;
  finite.lookup.kind = Lookup::Kind::kDirect;
  finite.lookup.source = index;
  finite.lookup.limit = 1;
  finite.lookup.size = 5;
  finite.escape = 2;
  for (const Value& value : {Value::unknown("?"), Value::null(), Value::null(),
                             Value::from_bool(false), Value::from_bool(true)})
    finite.classes.push_back({value, false});
  return Column::of(std::move(finite));
}

Names Lowering::names_of(std::uint32_t decision, bool marks) {
  const dmn::Frame& frame = program_.models->decisions()[decision].frame;
  Names names;
  names.slots.assign(frame.size, Column::fail("a name of its own"));
  dmn::Interpreter interpreter{*program_.models, context_};
  for (const dmn::Link& link : frame.links) {
    if (!link.is_read) continue;
    Column column;
    switch (link.source) {
      case dmn::Source::kInput:
        column = column_of_input(link.index);
        break;
      case dmn::Source::kDecision:
        column = column_of_decision(link.index);
        break;
      case dmn::Source::kKnowledge:
        column = Column::constant(interpreter.knowledge_function(link.index));
        break;
      case dmn::Source::kService:
        column = Column::fail("a decision service");
        break;
    }
    if (!marks)
      for (Class& one : column.finite.classes) one.undecided = false;
    names.slots[link.slot] = std::move(column);
  }
  return names;
}

Column Lowering::conformed(Column column, const dmn::ItemType& type) {
  const auto conform = [&](const Value& value) {
    const feel::EvaluationContext::Muted muted(context_);
    return dmn::conform(type, value, context_).value_or(Value::null());
  };
  switch (column.kind) {
    case Column::Kind::kFail:
      return column;
    case Column::Kind::kConstant:
      return Column::constant(conform(column.value));
    case Column::Kind::kFinite:
      for (Class& one : column.finite.classes) one.value = conform(one.value);
      return column;
    case Column::Kind::kScalar: {
      const feel::TypeKind kind = column.is_day ? feel::TypeKind::kDate : feel::TypeKind::kNumber;
      const bool fits = type.type.is_any() || type.type.kind == kind;
      const bool constrained = type.item && type.item->constrained;
      return fits && !constrained ? column : Column::fail("a number held against a type");
    }
    case Column::Kind::kText: {
      const bool plain = type.type.is_any() || type.type == program_.inputs[column.input].type.type;
      const bool constrained = type.item && type.item->constrained;
      return plain && !constrained ? column : Column::fail("a text held against a type");
    }
  }
  return column;
}

const Column& Lowering::column_of_decision(std::uint32_t decision) {
  const auto found = decided_.find(decision);
  if (found != decided_.end()) return found->second;
  // Those it rests on first: what fails here must not take them along.
  for (std::uint32_t earlier : program_.models->decisions()[decision].decision_closure)
    column_of_decision(earlier);
  const Mark mark(program_);
  explained_ = {};
  Column column = lower_decision(decision);
  const dmn::DecisionNode& node = program_.models->decisions()[decision];
  if (!column.failed()) column = conformed(std::move(column), node.type);
  if (column.failed()) {
    mark.restore(program_);
    column = bridge(decision, column.why);
  } else {
    explained_.decision = decision;
    explained_.result = column;
    program_.explained.push_back(std::move(explained_));
  }
  return decided_.insert_or_assign(decision, std::move(column)).first->second;
}

Column Lowering::lower_decision(std::uint32_t decision) {
  const dmn::DecisionNode& node = program_.models->decisions()[decision];
  if (!node.decision->expression) return Column::constant(Value::null());
  const dmn::Expression& expression = *node.decision->expression;
  Column column = Column::fail("a boxed expression that is not prepared");
  if (const auto* table = std::get_if<dmn::DecisionTable>(&expression.node)) {
    column = lower_table(decision, *table, std::exchange(masks_wanted_, -1));
  } else if (const auto* literal = std::get_if<dmn::LiteralExpression>(&expression.node)) {
    const feel::Expression* compiled = dmn::find_expression(literal->text);
    if (!compiled) return Column::constant(Value::null());
    const feel::Tree& tree = compiled->tree();
    const Names names = names_of(decision, false);
    for (const dmn::Link& link : node.frame.links) {
      if (!link.is_read || link.source == dmn::Source::kKnowledge) continue;
      explained_.names.push_back(link.local_name);
      explained_.reads.push_back(names.slots[link.slot]);
    }
    column = lower({&tree.source, tree.root.get()}, names);
  } else {
    column = lower_whole(decision, names_of(decision, false));
  }
  return expression.declared ? conformed(std::move(column), *expression.declared) : column;
}

// Any boxed expression, if all it rests on is a class.
Column Lowering::lower_whole(std::uint32_t decision, const Names& names) {
  const dmn::DecisionNode& node = program_.models->decisions()[decision];
  std::vector<const Column*> sources;
  std::vector<std::uint32_t> slots;
  for (const dmn::Link& link : node.frame.links) {
    if (link.group >= 0 && node.frame.imports[link.group].is_read)
      return Column::fail("an import read as a whole");
    if (!link.is_read) continue;
    const Column& column = names.slots[link.slot];
    if (column.failed()) return column;
    if (!column.is_constant() && !column.is_finite())
      return Column::fail("a boxed expression over more than a few values");
    sources.push_back(&column);
    slots.push_back(link.slot);
  }
  const Column column = lower_product(sources, [&](std::span<const Value> values) {
    const feel::EvaluationContext::Muted muted(context_);
    dmn::SlotValues frame(node.frame.size);
    for (std::size_t i = 0; i < slots.size(); ++i) frame[slots[i]] = values[i];
    return dmn::Interpreter{*program_.models, context_}.evaluate(*node.decision->expression, frame);
  });
  return column;
}

Column Lowering::bridge(std::uint32_t decision, const std::string& why) {
  const dmn::DecisionNode& node = program_.models->decisions()[decision];
  program_.bridged.push_back({decision, why});
  BridgeStep step;
  step.decision = decision;
  step.tells_undecided = has_single_hit(assessment::find_table(*program_.models, decision));
  for (std::uint32_t i = 0; i < program_.inputs.size(); ++i)
    for (std::uint32_t input : program_.inputs[i].model_inputs)
      if (std::binary_search(node.input_closure.begin(), node.input_closure.end(), input)) {
        step.inputs.push_back(i);
        break;
      }
  feel::TypeKind kind = node.type.type.kind;
  if (kind == feel::TypeKind::kAny) kind = static_kind(*node.decision);
  if (kind == feel::TypeKind::kNumber || kind == feel::TypeKind::kDate) {
    step.kind = kind == feel::TypeKind::kDate ? ResultKind::kDate : ResultKind::kNumber;
    step.result = program_.scalar_registers++;
    const ScalarRef result{ScalarRef::Kind::kRegister, step.result, 0};
    program_.steps.push_back(std::move(step));
    return Column::of(result, kind == feel::TypeKind::kDate);
  }
  if (kind != feel::TypeKind::kBoolean && kind != feel::TypeKind::kString)
    return Column::fail("rests on a value that has no cell");
  ClassSet set;
  for (const Value& value :
       {Value::unknown("?"), Value::null(), Value::from_bool(false), Value::from_bool(true)})
    set.number_of(value, false);
  set.number_of(Value::null(), true);
  for (const Value& value : strings_of(*node.decision))
    if (!set.number_of(value, false)) return Column::fail("too many results");
  Finite finite;
  step.result = program_.class_registers++;
  step.classes = set.classes;
  finite.lookup.source = step.result;
  finite.lookup.size = static_cast<std::uint32_t>(set.classes.size());
  finite.classes = std::move(set.classes);
  program_.steps.push_back(std::move(step));
  return Column::of(std::move(finite));
}

}  // namespace alternat::prepared

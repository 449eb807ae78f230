// SPDX-License-Identifier: EUPL-1.2
// FEEL trees. A tree that reads only constants and classes is one table of answers; one that reads
// a single text is an atom of its dictionary; anything else is taken apart.
#include <algorithm>

#include "base/assert.h"
#include "decisions/feel/operations.h"
#include "decisions/prepared/lowering.h"

namespace alternat::prepared {

using feel::Value;

namespace {

Value compare_by(feel::TestOperator op, const Value& left, const Value& right) {
  switch (op) {
    case feel::TestOperator::kEqual:
      return feel::equal(left, right);
    case feel::TestOperator::kNotEqual:
      return feel::not_equal(left, right);
    case feel::TestOperator::kLess:
      return feel::compare(left, feel::Order::kLess, right);
    case feel::TestOperator::kLessEqual:
      return feel::compare(left, feel::Order::kLessEqual, right);
    case feel::TestOperator::kGreater:
      return feel::compare(left, feel::Order::kGreater, right);
    case feel::TestOperator::kGreaterEqual:
      return feel::compare(left, feel::Order::kGreaterEqual, right);
    case feel::TestOperator::kInterval:
    case feel::TestOperator::kCondition:
      break;
  }
  ALTERNAT_ASSERT(false);
  return Value();
}

// The literals of a tree: what it can give, if it picks one of them.
void collect_literals(const feel::Node& node, std::vector<Value>& values) {
  if (const auto* literal = std::get_if<feel::Literal>(&node.form))
    values.push_back(literal->value);
  feel::for_each_child(node, [&](const feel::Node& child) { collect_literals(child, values); });
}

}  // namespace

std::vector<std::uint32_t> Names::bound_locals() const {
  std::vector<std::uint32_t> bound;
  for (const auto& [slot, column] : locals) bound.push_back(slot);
  return bound;
}

const Column& Names::at(const Place& place) const {
  return place.is_local ? locals.at(place.index) : slots.at(place.index);
}

Column Lowering::lower_product(std::vector<const Column*> sources, const Answer& answer) {
  std::size_t size = 1;
  std::vector<const Finite*> finite;
  for (const Column* source : sources) {
    if (source->is_constant()) continue;
    ALTERNAT_ASSERT(source->is_finite());
    finite.push_back(&source->finite);
    size *= source->finite.classes.size();
    if (size > kProductMax) return Column::fail("too many combinations");
  }
  ProductStep step;
  std::uint32_t stride = 1;
  for (const Finite* each : finite) {
    step.sources.push_back(each->lookup);
    step.strides.push_back(stride);
    stride *= each->lookup.size;
  }
  ClassSet set;
  std::vector<Value> values(sources.size());
  for (std::size_t index = 0; index < size; ++index) {
    bool escapes = false, undecided = false;
    std::size_t rest = index;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i]->is_constant()) {
        values[i] = sources[i]->value;
        continue;
      }
      const Finite& each = sources[i]->finite;
      const std::size_t at = rest % each.classes.size();
      rest /= each.classes.size();
      escapes |= static_cast<std::int32_t>(at) == each.escape;
      undecided |= each.classes[at].undecided;
      values[i] = each.classes[at].value;
    }
    if (escapes) {
      step.answers.push_back(kEscapeClass);
      continue;
    }
    const Value value = answer(values);
    if (value.has_unknown() && !value.is_unknown()) return Column::fail("partly unknown result");
    const auto number = set.number_of(value, undecided);
    if (!number) return Column::fail("too many results");
    step.answers.push_back(*number);
  }
  if (finite.empty()) return Column::constant(answer(values));
  Finite result;
  step.result = program_.class_registers++;
  result.lookup.kind = Lookup::Kind::kRegister;
  result.lookup.source = step.result;
  result.lookup.size = static_cast<std::uint32_t>(set.classes.size());
  result.classes = std::move(set.classes);
  program_.steps.push_back(std::move(step));
  return Column::of(std::move(result));
}

Column Lowering::lower_cuts(const Column& scalar, const std::vector<Cell>& constants,
                            const std::function<Value(const Value&)>& answer) {
  ALTERNAT_ASSERT(scalar.is_scalar() && scalar.scalar.kind != ScalarRef::Kind::kConstant);
  const auto boxes = boxes_of(constants, scalar.is_day, program_.scale);
  if (!boxes) return Column::fail("a constant has more digits than the plan's scale");
  Finite finite;
  finite.lookup.kind = Lookup::Kind::kCuts;
  finite.lookup.of_scalar = scalar.scalar.kind == ScalarRef::Kind::kRegister;
  finite.lookup.source = scalar.scalar.index;
  finite.lookup.cuts = boxes->cuts;
  finite.lookup.size = static_cast<std::uint32_t>(boxes->values.size());
  finite.escape = 2;
  for (const Value& value : boxes->values) finite.classes.push_back({value, false});
  const Column column = Column::of(std::move(finite));
  return lower_product({&column}, [&](std::span<const Value> values) { return answer(values[0]); });
}

Column Lowering::lower_atom(std::uint32_t input, bool is_boolean,
                            const std::vector<Value>& literals,
                            std::function<Value(const Value&, feel::EvaluationContext&)> ask) {
  Atom atom;
  atom.ask = std::move(ask);
  const auto number = static_cast<std::uint32_t>(program_.texts[input].atoms.size());
  // What may come out: the literals, and what comes out for them; anything else escapes.
  std::vector<Value> outcomes;
  if (!is_boolean) outcomes = literals;
  for (const Value& literal : literals)
    if (literal.is_string()) outcomes.push_back(atom.ask(literal, context_));
  outcomes.push_back(atom.ask(Value::from_string("\x01"), context_));
  ClassSet set;
  for (const Value& value :
       {Value::unknown("?"), Value::null(), Value::from_bool(false), Value::from_bool(true)})
    set.number_of(value, false);
  for (const Value& value : outcomes)
    if (!value.has_unknown() && !set.number_of(value, false))
      return Column::fail("too many results");
  atom.classes = set.classes;
  Finite finite;
  finite.lookup.kind = Lookup::Kind::kAtom;
  finite.lookup.source = input;
  finite.lookup.atom = number;
  finite.lookup.size = static_cast<std::uint32_t>(set.classes.size());
  finite.classes = std::move(set.classes);
  program_.texts[input].atoms.push_back(std::move(atom));
  return Column::of(std::move(finite));
}

Column Lowering::lower(const Tree& tree, const Names& names) {
  if (const auto* variable = std::get_if<feel::Variable>(&tree.node->form)) {
    const bool is_local = variable->where == feel::Variable::Where::kLocal;
    if (is_local && !names.locals.contains(variable->index)) return Column::fail("a local name");
    return names.at({is_local, variable->index});
  }
  const std::vector<Place> places = places_read(*tree.node, names.bound_locals());
  Reading reading;
  reading.slots.resize(names.slots.size());
  std::vector<const Column*> sources;
  std::vector<Place> varying;
  bool all_finite = true;
  std::size_t size = 1;
  for (const Place& place : places) {
    const Column& column = names.at(place);
    if (column.failed()) return column;
    if (column.is_constant()) {
      (place.is_local ? reading.locals[place.index] : reading.slots[place.index]) = column.value;
      continue;
    }
    varying.push_back(place);
    sources.push_back(&column);
    all_finite = all_finite && column.is_finite();
    if (column.is_finite()) size = std::min(size * column.finite.classes.size(), kProductMax + 1);
  }
  const auto put = [](Reading& into, const Place& place, const Value& value) {
    (place.is_local ? into.locals[place.index] : into.slots[place.index]) = value;
  };
  if (all_finite && size <= kProductMax) {
    return lower_product(sources, [&](std::span<const Value> values) {
      for (std::size_t i = 0; i < varying.size(); ++i) put(reading, varying[i], values[i]);
      return probe_node(*tree.source, *tree.node, reading, context_);
    });
  }
  if (varying.size() == 1 && sources[0]->kind == Column::Kind::kText) {
    std::vector<Value> literals;
    collect_literals(*tree.node, literals);
    return lower_atom(sources[0]->input, tree.node->type.kind == feel::TypeKind::kBoolean, literals,
                      [tree, reading, place = varying[0], put](const Value& value,
                                                               feel::EvaluationContext& context) {
                        Reading with = reading;
                        put(with, place, value);
                        return probe_node(*tree.source, *tree.node, with, context);
                      });
  }
  return lower_form(tree, names);
}

Column Lowering::lower_form(const Tree& tree, const Names& names) {
  const auto part = [&](const feel::NodePtr& node) {
    return lower({tree.source, node.get()}, names);
  };
  const auto& form = tree.node->form;
  if (const auto* comparison = std::get_if<feel::Comparison>(&form))
    return lower_comparison(comparison->op, part(comparison->left), part(comparison->right));
  if (const auto* logic = std::get_if<feel::Logic>(&form)) {
    const Column left = part(logic->left), right = part(logic->right);
    for (const Column* side : {&left, &right}) {
      if (side->failed()) return *side;
      if (!side->is_constant() && !side->is_finite()) return Column::fail("logic of no boolean");
    }
    return lower_product({&left, &right}, [&](std::span<const Value> values) {
      return logic->is_and ? feel::logical_and(values[0], values[1])
                           : feel::logical_or(values[0], values[1]);
    });
  }
  if (const auto* between = std::get_if<feel::Between>(&form))
    return lower_between(part(between->value), part(between->low), part(between->high), {});
  if (const auto* in = std::get_if<feel::In>(&form)) {
    const Column value = part(in->value);
    if (value.failed()) return value;
    Names with = names;
    with.locals.insert_or_assign(in->input, value);
    return lower_any_test(in->tests, *tree.source, value, with);
  }
  if (const auto* choice = std::get_if<feel::If>(&form)) return lower_if(*choice, tree, names);
  if (const auto* arithmetic = std::get_if<feel::Arithmetic>(&form))
    return lower_arithmetic(*arithmetic, tree, names);
  if (const auto* path = std::get_if<feel::Path>(&form)) {
    const Column owner = part(path->operand);
    return owner.failed() ? owner : lower_component(owner, path->name);
  }
  if (const auto* call = std::get_if<feel::BuiltinCall>(&form))
    return lower_call(*call, tree, names);
  return Column::fail("a form of FEEL that is not prepared");
}

Column Lowering::lower_comparison(feel::TestOperator op, Column left, Column right) {
  if (left.failed()) return left;
  if (right.failed()) return right;
  const auto answer = [op](std::span<const Value> values) {
    return compare_by(op, values[0], values[1]);
  };
  const auto is_simple = [](const Column& side) { return side.is_constant() || side.is_finite(); };
  if (is_simple(left) && is_simple(right)) return lower_product({&left, &right}, answer);
  for (const bool swapped : {false, true}) {
    const Column& scalar = swapped ? right : left;
    const Column& constant = swapped ? left : right;
    if (!scalar.is_scalar() || !constant.is_constant()) continue;
    std::vector<Cell> cells;
    if (!collect_constants(constant.value, scalar.is_day, program_.scale, cells))
      return Column::fail("a constant that has no cell");
    return lower_cuts(scalar, cells, [&](const Value& value) {
      return swapped ? compare_by(op, constant.value, value)
                     : compare_by(op, value, constant.value);
    });
  }
  const auto a = as_scalar(left), b = as_scalar(right);
  if (!a || !b || a->is_day != b->is_day) return Column::fail("a comparison of two unlike values");
  const bool is_day = a->is_day;
  const auto sample = [&](std::int64_t number) {
    return is_day ? Value::from_day(number) : Value::from_int(number);
  };
  const std::array<Value, 3> states = {Value::unknown("?"), Value::null(), sample(1)};
  CompareStep step{a->scalar, b->scalar, {}, 0};
  ClassSet set;
  for (std::size_t i = 0; i < 9; ++i)
    step.answers[i] = *set.number_of(compare_by(op, states[i / 3], states[i % 3]), false);
  for (std::size_t i = 0; i < 3; ++i)
    step.answers[9 + i] =
        *set.number_of(compare_by(op, sample(static_cast<std::int64_t>(i)), sample(1)), false);
  step.result = program_.class_registers++;
  Finite finite;
  finite.lookup.source = step.result;
  finite.lookup.size = static_cast<std::uint32_t>(set.classes.size());
  finite.classes = std::move(set.classes);
  program_.steps.push_back(step);
  return Column::of(std::move(finite));
}

Column Lowering::lower_between(const Column& value, const Column& low, const Column& high,
                               feel::RangeEnds ends) {
  const Column above = lower_comparison(
      ends.low_included ? feel::TestOperator::kGreaterEqual : feel::TestOperator::kGreater, value,
      low);
  if (above.failed()) return above;
  const Column below = lower_comparison(
      ends.high_included ? feel::TestOperator::kLessEqual : feel::TestOperator::kLess, value, high);
  if (below.failed()) return below;
  return lower_product({&above, &below}, [](std::span<const Value> values) {
    return feel::logical_and(values[0], values[1]);
  });
}

Column Lowering::lower_if(const feel::If& form, const Tree& tree, const Names& names) {
  const Column condition = lower({tree.source, form.condition.get()}, names);
  if (condition.failed()) return condition;
  const Column then = lower({tree.source, form.then.get()}, names);
  if (condition.is_constant() && condition.value.is_true()) return then;
  const Column otherwise = lower({tree.source, form.otherwise.get()}, names);
  if (condition.is_constant() && !condition.value.is_unknown()) return otherwise;
  if (then.failed()) return then;
  if (otherwise.failed()) return otherwise;
  if (!condition.is_constant() && !condition.is_finite())
    return Column::fail("a condition that is no boolean");
  const auto is_simple = [](const Column& side) { return side.is_constant() || side.is_finite(); };
  if (is_simple(then) && is_simple(otherwise)) {
    const Column product =
        lower_product({&condition, &then, &otherwise}, [](std::span<const Value> values) {
          if (values[0].is_true()) return values[1];
          if (values[0].is_unknown()) return feel::join(values[1], values[2], values[0]);
          return values[2];
        });
    if (!product.failed()) return product;
  }
  const auto a = as_scalar(then), b = as_scalar(otherwise);
  if (!a || !b || a->is_day != b->is_day || !condition.is_finite())
    return Column::fail("an if of two unlike values");
  SelectStep step;
  step.condition = condition.finite.lookup;
  for (std::size_t i = 0; i < condition.finite.classes.size(); ++i) {
    const Value& value = condition.finite.classes[i].value;
    step.takes.push_back(static_cast<std::int32_t>(i) == condition.finite.escape
                             ? SelectStep::Take::kEscape
                         : value.is_true()    ? SelectStep::Take::kThen
                         : value.is_unknown() ? SelectStep::Take::kJoin
                                              : SelectStep::Take::kOtherwise);
  }
  step.then = a->scalar;
  step.otherwise = b->scalar;
  step.result = program_.scalar_registers++;
  const ScalarRef result{ScalarRef::Kind::kRegister, step.result, 0};
  program_.steps.push_back(std::move(step));
  return Column::of(result, a->is_day);
}

Column Lowering::lower_test(const feel::Test& test, const feel::Source& source, const Column& input,
                            const Names& names) {
  if (test.op == feel::TestOperator::kInterval) {
    const auto& range = std::get<feel::RangeLiteral>(test.operand->form);
    return lower_between(input, lower({&source, range.low.get()}, names),
                         lower({&source, range.high.get()}, names), range.ends);
  }
  const Column operand = lower({&source, test.operand.get()}, names);
  if (operand.failed()) return operand;
  if (test.op == feel::TestOperator::kCondition) {
    const bool boolean =
        operand.is_finite() && std::all_of(operand.finite.classes.begin(),
                                           operand.finite.classes.end(), [](const Class& one) {
                                             return one.value.is_boolean() || one.value.is_null() ||
                                                    one.value.is_unknown();
                                           });
    return boolean ? operand : Column::fail("a condition that is no boolean");
  }
  if (test.op != feel::TestOperator::kEqual) return lower_comparison(test.op, input, operand);
  // Equal to it, an item of it, or in it; a boolean that is worked out decides alone unless the
  // input is one (DMN 1.5 table 55).
  const bool is_compared = std::holds_alternative<feel::Literal>(test.operand->form) ||
                           std::holds_alternative<feel::Variable>(test.operand->form);
  const auto equal_answer = [is_compared](const Value& value, const Value& against) {
    const bool input_decides = value.is_boolean() || value.is_null() || value.is_unknown();
    if (against.is_boolean() && !input_decides && !is_compared) return against;
    return feel::is_in(value, against);
  };
  const auto is_simple = [](const Column& side) { return side.is_constant() || side.is_finite(); };
  if (is_simple(input) && is_simple(operand))
    return lower_product({&input, &operand}, [&](std::span<const Value> values) {
      return equal_answer(values[0], values[1]);
    });
  if (input.is_scalar() && operand.is_constant()) {
    std::vector<Cell> cells;
    if (!collect_constants(operand.value, input.is_day, program_.scale, cells))
      return Column::fail("a constant that has no cell");
    return lower_cuts(input, cells,
                      [&](const Value& value) { return equal_answer(value, operand.value); });
  }
  // Numbers and days are never lists or booleans: is_in is equality.
  if (input.is_scalar() && as_scalar(operand)) return lower_comparison(test.op, input, operand);
  return Column::fail("a test that is not prepared");
}

Column Lowering::lower_any_test(const std::vector<feel::Test>& tests, const feel::Source& source,
                                const Column& input, const Names& names) {
  Column result = Column::constant(Value::from_bool(false));
  for (const feel::Test& each : tests) {
    const Column here = lower_test(each, source, input, names);
    if (here.failed()) return here;
    if (!here.is_constant() && !here.is_finite()) return Column::fail("a test that is no boolean");
    result = lower_product({&result, &here}, [](std::span<const Value> values) {
      return feel::logical_or(values[0], values[1]);
    });
    if (result.failed()) return result;
  }
  return result;
}

}  // namespace alternat::prepared

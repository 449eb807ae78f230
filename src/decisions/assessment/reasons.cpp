// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/reasons.h"

#include <algorithm>

#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {
namespace {

using feel::Value;

// What a cell is about.
struct Cell {
  std::size_t column = 0;
  const feel::UnaryTests* tests = nullptr;
  Value input;
  std::string name;  // fact, parameter or derived decision; "" for another expression
  const terms::FactDefinition* definition = nullptr;
  std::optional<std::uint32_t> derived;  // the decision that gives the input
};

const dmn::Link* find_link(const dmn::ModelSet& models, std::uint32_t decision,
                           std::uint32_t slot) {
  for (const dmn::Link& link : models.decisions()[decision].frame.links)
    if (link.slot == slot) return &link;
  return nullptr;
}

std::string slot_name(const dmn::ModelSet& models, std::uint32_t decision, std::uint32_t slot) {
  const dmn::Link* link = find_link(models, decision, slot);
  return link ? link->local_name : std::string();
}

std::vector<Cell> cells_of(const Law& law, std::uint32_t decision, std::size_t rule,
                           dmn::Evaluation& evaluation) {
  const dmn::DecisionTable& table = *find_table(*law.models, decision);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    Cell cell;
    cell.column = i;
    cell.tests = dmn::find_tests(table.rules[rule].inputs[i]);
    if (!cell.tests || cell.tests->is_any()) continue;
    cell.input = evaluation.cell_input(decision, i);
    const feel::Expression* input = dmn::find_expression(table.inputs[i].expression);
    if (input)
      if (const auto slot = input->view().variable())
        if (const dmn::Link* link = find_link(*law.models, decision, *slot)) {
          cell.name = link->local_name;
          if (link->source == dmn::Source::kDecision) cell.derived = link->index;
        }
    if (law.facts) cell.definition = law.facts->find(cell.name);
    cells.push_back(std::move(cell));
  }
  return cells;
}

// A bound that the value would have to reach: `at` itself is still failing or not.
struct Bound {
  Value at;
  bool failing_at = false;
  DeltaDirection direction = DeltaDirection::kShort;
};

// The one ordering test of a cell; others beside it may only name single values ("null, < 10").
const feel::TestView* ordering_test(const feel::UnaryTests& tests) {
  const feel::TestView* found = nullptr;
  for (const feel::TestView& test : tests.tests()) {
    switch (test.comparison) {
      case feel::TestOperator::kLess:
      case feel::TestOperator::kLessEqual:
      case feel::TestOperator::kGreater:
      case feel::TestOperator::kGreaterEqual:
      case feel::TestOperator::kInterval:
        if (found) return nullptr;
        found = &test;
        break;
      case feel::TestOperator::kEqual:
        break;
      case feel::TestOperator::kNotEqual:
      case feel::TestOperator::kCondition:
        return nullptr;
    }
  }
  return found;
}

// The bound on the way out of a failing cell with one ordering test. A cell `< t` is left at t, and
// so is `not(>= t)`.
std::optional<Bound> bound_of(const Cell& cell, const std::vector<Value>& frame,
                              feel::EvaluationContext& context) {
  const feel::TestView* test = ordering_test(*cell.tests);
  const bool negated = cell.tests->is_negated();
  if (!test || (negated && cell.tests->tests().size() != 1)) return std::nullopt;
  const auto value_of = [&](const feel::ExpressionView& view) {
    return view ? feel::evaluate(view, frame, context) : Value::null();
  };
  switch (test->comparison) {
    case feel::TestOperator::kLess:
      return negated ? Bound{value_of(test->operand), true, DeltaDirection::kOver}
                     : Bound{value_of(test->operand), false, DeltaDirection::kShort};
    case feel::TestOperator::kLessEqual:
      return negated ? Bound{value_of(test->operand), false, DeltaDirection::kOver}
                     : Bound{value_of(test->operand), true, DeltaDirection::kShort};
    case feel::TestOperator::kGreater:
      return negated ? Bound{value_of(test->operand), true, DeltaDirection::kShort}
                     : Bound{value_of(test->operand), false, DeltaDirection::kOver};
    case feel::TestOperator::kGreaterEqual:
      return negated ? Bound{value_of(test->operand), false, DeltaDirection::kShort}
                     : Bound{value_of(test->operand), true, DeltaDirection::kOver};
    case feel::TestOperator::kInterval:
      if (negated) return std::nullopt;
      return Bound{value_of(test->high), test->high_included, DeltaDirection::kShort};
    case feel::TestOperator::kEqual:
    case feel::TestOperator::kNotEqual:
    case feel::TestOperator::kCondition:
      return std::nullopt;
  }
  return std::nullopt;
}

bool ends_word(const std::string& name, std::string_view word) {
  for (std::size_t at = name.find(word); at != std::string::npos; at = name.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || name[at - 1] == '_' || name[at - 1] == '.';
    if (starts && (end == name.size() || name[end] == '_')) return true;
  }
  return false;
}

// The fact's unit; else that of the parameter it is held against; else the unit that the name of a
// derived value carries ("general.related_months_5y": units stand in names).
std::string unit_of(const Law& law, std::uint32_t decision, const Cell& cell) {
  if (cell.definition) return cell.definition->unit;
  if (law.parameters)
    for (std::uint32_t slot : cell.tests->slots())
      if (const auto* parameter = law.parameters->find(slot_name(*law.models, decision, slot)))
        if (!parameter->unit.empty()) return parameter->unit;
  for (const char* unit : {"months", "years", "days", "points", "hours"})
    if (ends_word(cell.name, unit)) return unit;
  return ends_word(cell.name, "age") ? "years" : "";
}

std::optional<Delta> number_delta(const Cell& cell, const Bound& bound, std::string unit) {
  if (!cell.input.is_number() || !bound.at.is_number()) return std::nullopt;
  // The nearest value that no longer fails: the bound, or one step beyond it.
  Decimal needed = bound.at.number();
  if (bound.failing_at) {
    const Decimal step = Decimal::from_int(bound.direction == DeltaDirection::kShort ? 1 : -1);
    needed = needed.plus(step).value_or(needed);
  }
  std::optional<Decimal> difference = bound.direction == DeltaDirection::kShort
                                          ? needed.minus(cell.input.number())
                                          : cell.input.number().minus(needed);
  if (!difference || difference->is_negative()) return std::nullopt;
  Delta delta;
  delta.kind = DeltaKind::kNumber;
  delta.fact = cell.name;
  delta.given = cell.input.number().to_text();
  delta.needed = needed.to_text();
  delta.difference = difference->to_text();
  delta.unit = std::move(unit);
  delta.direction = bound.direction;
  delta.text = delta_text(*difference, delta.unit, bound.direction);
  return delta;
}

std::optional<Delta> date_delta(const Cell& cell, const Bound& bound) {
  if (cell.input.kind() != feel::Kind::kDate || bound.at.kind() != feel::Kind::kDate)
    return std::nullopt;
  std::int64_t needed = bound.at.day();
  if (bound.failing_at) needed += bound.direction == DeltaDirection::kShort ? 1 : -1;
  const std::int64_t days = std::abs(needed - cell.input.day());
  Delta delta;
  delta.kind = DeltaKind::kDays;
  delta.fact = cell.name;
  delta.given = feel::to_text(cell.input);
  delta.needed = feel::to_text(Value::from_day(needed));
  delta.difference = std::to_string(days);
  delta.unit = "days";
  delta.direction = bound.direction;
  delta.text = std::to_string(days) + (days == 1 ? " day " : " days ") +
               (bound.direction == DeltaDirection::kShort ? "too early" : "too late");
  return delta;
}

// The least level above the given one that the cell does not name; else the greatest below.
std::optional<Delta> level_delta(const Cell& cell, const std::vector<Value>& frame,
                                 feel::EvaluationContext& context) {
  if (!cell.definition || !cell.definition->ordered || !cell.input.is_string()) return std::nullopt;
  const std::vector<std::string>& values = cell.definition->values;
  const auto given = std::find(values.begin(), values.end(), cell.input.string());
  if (given == values.end()) return std::nullopt;
  const auto passes = [&](const std::string& level) {
    return feel::evaluate_tests(*cell.tests, Value::from_string(level), frame, context).is_false();
  };
  auto needed = std::find_if(given, values.end(), passes);
  if (needed == values.end()) {
    const auto below = std::find_if(std::make_reverse_iterator(given), values.rend(), passes);
    if (below == values.rend()) return std::nullopt;
    needed = below.base() - 1;
  }
  Delta delta;
  delta.kind = DeltaKind::kLevel;
  delta.fact = cell.name;
  delta.given = *given;
  delta.needed = *needed;
  delta.direction = needed > given ? DeltaDirection::kShort : DeltaDirection::kOver;
  delta.text = "needed " + *needed + ", given " + *given;
  return delta;
}

std::string with_two_places(const Decimal& cents) {
  const std::optional<Decimal> amount = cents.divided_by(Decimal::from_int(100));
  const std::optional<Decimal> rounded =
      amount ? amount->rounded(2, Decimal::Rounding::kUp) : std::nullopt;
  if (!rounded) return cents.to_text();
  std::string text = rounded->to_text();
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text + ".00";
  return text.size() - point == 2 ? text + "0" : text;
}

void add_compared(Reason& reason, const std::string& name, const Value& value) {
  if (name.empty()) return;
  for (const ComparedValue& other : reason.values)
    if (other.name == name) return;
  reason.values.push_back({name, feel::to_json(value)});
}

constexpr int kDepthMax = 4;

// The values and the first delta of one rule; then, through derived tables, of the rule that hit
// there ("age45 = FAIL" because of the pay).
void collect(const Law& law, std::uint32_t decision, std::size_t rule, dmn::Evaluation& evaluation,
             Reason& reason, int depth) {
  const dmn::DecisionTable& table = *find_table(*law.models, decision);
  const std::vector<Cell> cells = cells_of(law, decision, rule, evaluation);
  const std::vector<Value> frame = evaluation.frame_of(decision);
  for (const Cell& cell : cells) {
    const feel::Expression* input = dmn::find_expression(table.inputs[cell.column].expression);
    add_compared(reason, cell.name, cell.input);
    if (cell.name.empty() && input)
      for (std::uint32_t slot : input->slots())
        add_compared(reason, slot_name(*law.models, decision, slot), frame[slot]);
    for (std::uint32_t slot : cell.tests->slots())
      add_compared(reason, slot_name(*law.models, decision, slot), frame[slot]);
  }
  for (const Cell& cell : cells) {
    if (reason.delta) break;
    if (const std::optional<Bound> bound = bound_of(cell, frame, evaluation.context())) {
      reason.delta = number_delta(cell, *bound, unit_of(law, decision, cell));
      if (!reason.delta) reason.delta = date_delta(cell, *bound);
    }
    if (!reason.delta) reason.delta = level_delta(cell, frame, evaluation.context());
  }
  if (depth >= kDepthMax) return;
  for (const Cell& cell : cells) {
    if (!cell.derived) continue;
    if (!find_table(*law.models, *cell.derived)) {
      // A derived value: what it is computed from.
      const std::vector<Value> inner = evaluation.frame_of(*cell.derived);
      for (const dmn::Link& link : law.models->decisions()[*cell.derived].frame.links)
        if (link.is_read && link.source == dmn::Source::kInput)
          add_compared(reason, link.local_name, inner[link.slot]);
      continue;
    }
    std::vector<dmn::RuleVerdict> verdicts;
    evaluation.rule_verdicts(*cell.derived, verdicts);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i].verdict != dmn::Verdict::kYes) continue;
      collect(law, *cell.derived, i, evaluation, reason, depth + 1);
      break;
    }
  }
}

}  // namespace

std::string delta_text(const Decimal& difference, const std::string& unit,
                       DeltaDirection direction) {
  const std::string word = direction == DeltaDirection::kShort ? " short" : " over";
  // "EUR cents a year": amounts are shown in EUR, and also a month.
  const std::size_t cents = unit.find(" cents");
  if (cents == std::string::npos) {
    std::string shown = unit;
    if (difference == Decimal::from_int(1) && !shown.empty() && shown.back() == 's')
      shown.pop_back();
    return difference.to_text() + (shown.empty() ? "" : " " + shown) + word;
  }
  const std::string currency = unit.substr(0, cents);
  const std::string per = unit.substr(cents + 6);  // " a year"
  std::string text = with_two_places(difference) + " " + currency + per + word;
  if (per == " a year") {
    const std::optional<Decimal> month = difference.divided_by(Decimal::from_int(12));
    if (month) text += " (" + with_two_places(*month) + " " + currency + " a month" + word + ")";
  }
  return text;
}

Reason explain_rule(const Law& law, const PathwayRow& row, std::size_t rule,
                    dmn::Evaluation& evaluation) {
  Reason reason;
  reason.code = row.rules[rule].code;
  reason.citation = row.rules[rule].citation;
  reason.rule = find_table(*law.models, row.decision)->rules[rule].id;
  const feel::EvaluationContext::Muted muted(evaluation.context());
  collect(law, row.decision, rule, evaluation, reason, 0);
  return reason;
}

}  // namespace alternat::assessment

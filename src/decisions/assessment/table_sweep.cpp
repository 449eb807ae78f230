// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/table_sweep.h"

#include <algorithm>
#include <map>
#include <set>

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {
namespace {

using feel::Value;
using Alive = std::vector<bool>;

constexpr std::size_t kStatesMax = 200'000;
constexpr std::int64_t kStandIn = 1'000'000;  // for the one parameter of a column

struct Column {
  std::string name;
  std::vector<Value> values;
  std::vector<Alive> hits;  // by value: which rules' cells hold
};

class Sweep {
 public:
  Sweep(const Law& law, std::uint32_t decision)
      : law_(law), decision_(decision), table_(*find_table(*law.models, decision)) {}

  SweepResult run() {
    for (std::size_t i = 0; i < table_.inputs.size(); ++i)
      if (!add_column(i)) return std::move(result_);
    visit(0, Alive(table_.rules.size(), true));
    return std::move(result_);
  }

  std::vector<UnreachableRule> unreachable() {
    std::vector<UnreachableRule> found;
    for (std::size_t input = 0; input < table_.inputs.size(); ++input) {
      if (!add_column(input)) continue;
      const Column& column = columns_.back();
      for (std::size_t rule = 0; rule < table_.rules.size(); ++rule)
        if (!can_hit(column, input, rule))
          found.push_back({table_.rules[rule].id, column.name,
                           table_.rules[rule].inputs[input].text,
                           feel::to_literal(column.values.front())});
    }
    return found;
  }

 private:
  // Some value of the column meets the cell; null and what lies between two whole numbers too.
  bool can_hit(const Column& column, std::size_t input, std::size_t rule) {
    for (const Alive& hits : column.hits)
      if (hits[rule]) return true;
    const feel::UnaryTests& cell = *dmn::find_tests(table_.rules[rule].inputs[input]);
    std::vector<Value> frame(law_.models->decisions()[decision_].frame.size);
    for (std::uint32_t slot : cell.slots()) frame[slot] = Value::from_int(kStandIn);
    const auto meets = [&](const Value& value) {
      return feel::evaluate_tests(cell, value, frame, context_).is_true();
    };
    if (meets(Value::null())) return true;
    const terms::FactDefinition* fact = law_.facts ? law_.facts->find(column.name) : nullptr;
    if (fact && fact->whole) return false;
    const Value step = Value::from_number(Decimal::from_scaled(1, 6));
    return std::any_of(column.values.begin(), column.values.end(), [&](const Value& value) {
      return value.is_number() &&
             (meets(feel::add(value, step)) || meets(feel::subtract(value, step)));
    });
  }

  bool refuse(const std::string& why) {
    result_.not_swept = why;
    return false;
  }

  // Constants and stand-ins that the column's cells compare with; false if a cell does more.
  bool collect(std::size_t input, std::vector<Value>& constants, std::vector<Value>& frame) {
    std::set<std::uint32_t> variables;
    for (const dmn::Rule& rule : table_.rules) {
      const feel::UnaryTests* tests = dmn::find_tests(rule.inputs[input]);
      if (!tests) return refuse("a cell did not compile");
      for (std::uint32_t slot : tests->slots()) variables.insert(slot);
    }
    if (variables.size() > 1)
      return refuse("\"" + columns_name(input) + "\" is compared with several names");
    for (std::uint32_t slot : variables) frame[slot] = Value::from_int(kStandIn);
    for (const dmn::Rule& rule : table_.rules) {
      for (const feel::TestView& test : dmn::find_tests(rule.inputs[input])->tests()) {
        if (test.comparison == feel::TestOperator::kCondition)
          return refuse("\"" + columns_name(input) + "\" has a cell with a condition");
        for (const feel::ExpressionView& part : {test.operand, test.low, test.high}) {
          if (!part) continue;
          const Value value = feel::evaluate(part, frame, context_);
          if (!value.is_null()) constants.push_back(value);
        }
      }
    }
    return true;
  }

  std::string columns_name(std::size_t input) const { return table_.inputs[input].expression.text; }

  bool add_column(std::size_t input) {
    Column column;
    column.name = columns_name(input);
    std::vector<Value> frame(law_.models->decisions()[decision_].frame.size);
    std::vector<Value> constants;
    if (!collect(input, constants, frame)) return false;
    add_values(input, constants, column);
    for (const Value& value : column.values) {
      Alive hits;
      for (const dmn::Rule& rule : table_.rules)
        hits.push_back(
            feel::evaluate_tests(*dmn::find_tests(rule.inputs[input]), value, frame, context_)
                .is_true());
      column.hits.push_back(std::move(hits));
    }
    columns_.push_back(std::move(column));
    return true;
  }

  static void add(Column& column, const Value& value) {
    for (const Value& other : column.values)
      if (feel::identical(other, value)) return;
    column.values.push_back(value);
  }

  // The allowed values; or the constants and the nearest value on either side.
  void add_values(std::size_t input, const std::vector<Value>& constants, Column& column) {
    const dmn::InputClause& clause = table_.inputs[input];
    if (clause.allowed) {
      if (const feel::UnaryTests* allowed = dmn::find_tests(*clause.allowed))
        for (const feel::TestView& test : allowed->tests())
          if (const std::optional<Value> value =
                  test.operand ? test.operand.constant() : std::nullopt)
            add(column, *value);
      if (!column.values.empty()) return;
    }
    const terms::FactDefinition* fact = law_.facts ? law_.facts->find(column.name) : nullptr;
    if (fact && !fact->values.empty()) {
      for (const std::string& value : fact->values) add(column, Value::from_string(value));
      return;
    }
    if (clause.type_ref == "boolean") {
      column.values = {Value::from_bool(true), Value::from_bool(false)};
      return;
    }
    for (const Value& value : constants) add_around(fact, value, column);
    if (column.values.empty()) column.values.push_back(Value::from_string("any value"));
    if (clause.type_ref == "string") add(column, Value::from_string("another value"));
  }

  static void add_around(const terms::FactDefinition* fact, const Value& value, Column& column) {
    if (value.kind() == feel::Kind::kDate) {
      for (std::int64_t step : {-1, 0, 1}) add(column, Value::from_day(value.day() + step));
    } else if (value.is_number()) {
      const bool whole = !fact || fact->whole;
      const Value step =
          Value::from_number(whole ? Decimal::from_int(1) : Decimal::from_scaled(1, 6));
      const auto in_bounds = [&](const Value& number) {
        return number.is_number() && !(fact && fact->minimum && number.number() < *fact->minimum) &&
               !(fact && fact->maximum && number.number() > *fact->maximum);
      };
      for (const Value& near : {feel::subtract(value, step), value, feel::add(value, step)})
        if (in_bounds(near)) add(column, near);
    } else if (value.is_range() || value.is_list()) {
      if (value.is_list())
        for (const Value& item : value.items()) add_around(fact, item, column);
    } else {
      add(column, value);
    }
  }

  std::string witness() const {
    std::string text;
    for (std::size_t i = 0; i < path_.size(); ++i)
      text += (i == 0 ? "" : ", ") + columns_[i].name + " = " +
              feel::to_literal(columns_[i].values[path_[i]]);
    return text;
  }

  void visit(std::size_t depth, const Alive& alive) {
    if (result_.gap && result_.overlap) return;
    const auto count = std::count(alive.begin(), alive.end(), true);
    if (count == 0) {
      if (!result_.gap) result_.gap = witness();
      return;
    }
    if (depth == columns_.size()) {
      if (count > 1 && !result_.overlap) note_overlap(alive);
      return;
    }
    if (seen_.size() > kStatesMax) {
      result_.not_swept = "the table has too many boxes";
      return;
    }
    if (!seen_.emplace(depth, alive).second) return;
    for (std::size_t v = 0; v < columns_[depth].values.size(); ++v) {
      Alive next = alive;
      for (std::size_t r = 0; r < next.size(); ++r) next[r] = next[r] && columns_[depth].hits[v][r];
      path_.push_back(v);
      visit(depth + 1, next);
      path_.pop_back();
    }
  }

  void note_overlap(const Alive& alive) {
    result_.overlap = witness();
    int named = 0;
    for (std::size_t r = 0; r < alive.size() && named < 2; ++r) {
      if (!alive[r]) continue;
      result_.overlap_rules += (named == 0 ? "" : " and ") + table_.rules[r].id;
      ++named;
    }
  }

  const Law& law_;
  std::uint32_t decision_;
  const dmn::DecisionTable& table_;
  feel::EvaluationContext context_;
  std::vector<Column> columns_;
  std::vector<std::size_t> path_;
  std::set<std::pair<std::size_t, Alive>> seen_;
  SweepResult result_;
};

}  // namespace

std::vector<UnreachableRule> unreachable_rules(const Law& law, std::uint32_t decision) {
  return Sweep(law, decision).unreachable();
}

SweepResult sweep_table(const Law& law, std::uint32_t decision) {
  return Sweep(law, decision).run();
}

}  // namespace alternat::assessment

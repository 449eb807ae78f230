// SPDX-License-Identifier: EUPL-1.2
// The naive evaluator: walks the description again for every question, as DMN 1.5 clauses 8.2.11
// (hit policies), 10.3.2 (semantics) say; builtins.cpp has the functions of clause 10.3.4.
#include "differential/evaluate.h"

#include <algorithm>

namespace alternat::differential {
namespace {

using Names = std::map<std::string, Naive>;

Decimal one_of(long long number) {
  return Decimal::from_int(number);
}

// Tables 45 to 48.
Naive arithmetic(Op op, const Naive& a, const Naive& b) {
  const auto is = [&](Kind left, Kind right) { return a.kind == left && b.kind == right; };
  if (is(Kind::kNumber, Kind::kNumber)) {
    switch (op) {
      case Op::kAdd:
        return number_value(a.number.plus(b.number));
      case Op::kSubtract:
        return number_value(a.number.minus(b.number));
      case Op::kMultiply:
        return number_value(a.number.times(b.number));
      case Op::kDivide:
        return b.number.is_zero() ? null_value() : number_value(a.number.divided_by(b.number));
      default:
        return number_value(a.number.to_power(b.number));
    }
  }
  const bool plus = op == Op::kAdd, minus = op == Op::kSubtract;
  if (plus && is(Kind::kString, Kind::kString)) return text_value(a.text + b.text);
  if (minus && is(Kind::kDate, Kind::kDate)) return days_value(count_of(a.date) - count_of(b.date));
  if ((plus || minus) && is(Kind::kDate, Kind::kDays))
    return date_value(day_of_count(count_of(a.date) + (plus ? b.length : -b.length)));
  if (plus && is(Kind::kDays, Kind::kDate))
    return date_value(day_of_count(count_of(b.date) + a.length));
  if (plus && is(Kind::kDays, Kind::kDays)) return days_value(a.length + b.length);
  if (minus && is(Kind::kDays, Kind::kDays)) return days_value(a.length - b.length);
  return null_value();
}

Naive compared(Op op, const Naive& a, const Naive& b) {
  if (op == Op::kEqual) return equal(a, b);
  if (op == Op::kNotEqual) return opposite(equal(a, b));
  const std::optional<int> sign = order(a, b);
  if (!sign) return null_value();
  if (op == Op::kLess) return truth_value(*sign < 0);
  if (op == Op::kLessEqual) return truth_value(*sign <= 0);
  if (op == Op::kGreater) return truth_value(*sign > 0);
  return truth_value(*sign >= 0);
}

class Walker {
 public:
  Walker(const Suite& suite, const std::vector<Naive>& inputs) : suite_(suite), inputs_(inputs) {}

  Naive decision(std::size_t index) {
    if (index < done_.size()) return done_[index];
    const Element& element = suite_.decisions[index];
    return boxed(element.boxed, names_of(element), element.model);
  }
  std::vector<Naive> all() {
    for (std::size_t i = 0; i < suite_.decisions.size(); ++i) done_.push_back(decision(i));
    return done_;
  }

 private:
  Names names_of(const Element& element) {
    Names names;
    for (const std::size_t i : element.needs_inputs)
      names[written(suite_.inputs[i], element.model)] = inputs_[i];
    for (const std::size_t i : element.needs_decisions)
      names[written(suite_.decisions[i], element.model)] = done_[i];
    return names;
  }

  Naive call(const std::string& name, const std::vector<std::string>& named,
             const std::vector<Naive>& arguments, std::size_t model) {
    for (const Element& knowledge : suite_.knowledge) {
      if (written(knowledge, model) != name) continue;
      Names names;
      for (std::size_t i = 0; i < knowledge.parameters.size(); ++i)
        for (std::size_t j = 0; j < arguments.size(); ++j)
          if (named.empty() ? i == j : named[j] == knowledge.parameters[i].name)
            names[knowledge.parameters[i].name] = arguments[j];
      return boxed(knowledge.boxed, names, knowledge.model);
    }
    return null_value();
  }

  Naive boxed(const Boxed& logic, Names names, std::size_t model) {
    const Expr& expr = logic.expr;
    switch (logic.logic) {
      case Logic::kLiteral:
        return value(expr, names, model);
      case Logic::kTable:
        return table(logic.table, names, model);
      case Logic::kContext: {
        Naive result;
        result.kind = Kind::kContext;
        for (std::size_t i = 0; i < expr.parts.size(); ++i) {
          const Naive entry = value(expr.parts[i], names, model);
          if (i == expr.names.size()) return entry;
          result.entries.push_back({expr.names[i], entry});
          names[expr.names[i]] = entry;
        }
        return result;
      }
      case Logic::kInvocation:
        return call(expr.name, expr.names, values(expr.parts, names, model), model);
      case Logic::kConditional:
        return value(expr.parts[value(expr.parts[0], names, model).is_true() ? 1 : 2], names,
                     model);
      case Logic::kList:
        return list_value(values(expr.parts, names, model));
    }
    return null_value();
  }

  std::vector<Naive> values(const std::vector<Expr>& parts, const Names& names, std::size_t model) {
    std::vector<Naive> result;
    for (const Expr& part : parts) result.push_back(value(part, names, model));
    return result;
  }

  Naive test(const Test& test, const Naive& input, Names names, std::size_t model) {
    names["?"] = input;
    const Naive low = value(test.low, names, model);
    switch (test.kind) {
      case TestKind::kInterval: {
        const Naive high = value(test.high, names, model);
        return both(compared(test.low_included ? Op::kGreaterEqual : Op::kGreater, input, low),
                    compared(test.high_included ? Op::kLessEqual : Op::kLess, input, high));
      }
      case TestKind::kEqual: {
        if (!low.is_list()) return equal(input, low);
        Naive found = truth_value(input.is_list() && equal(input, low).is_true());
        for (const Naive& item : low.items)
          found = either(found, truth_value(equal(input, item).is_true()));
        return found;
      }
      case TestKind::kNotEqual:
        return opposite(equal(input, low));
      case TestKind::kLess:
        return compared(Op::kLess, input, low);
      case TestKind::kLessEqual:
        return compared(Op::kLessEqual, input, low);
      case TestKind::kGreater:
        return compared(Op::kGreater, input, low);
      case TestKind::kGreaterEqual:
        return compared(Op::kGreaterEqual, input, low);
      case TestKind::kCondition:
        return low;
    }
    return null_value();
  }

  Naive holds(const Tests& tests, const Naive& input, const Names& names, std::size_t model) {
    if (tests.any) return truth_value(true);
    Naive found = truth_value(false);
    for (const Test& each : tests.tests) found = either(found, test(each, input, names, model));
    return tests.negated ? opposite(found) : found;
  }

  // Table 53 to 56.
  Naive loop(const Expr& expr, Names names, std::size_t model) {
    const Naive list = value(expr.parts[0], names, model);
    if (!list.is_list()) return null_value();
    std::vector<Naive> results;
    Naive verdict = truth_value(expr.op == Op::kEvery);
    for (const Naive& item : list.items) {
      names[expr.op == Op::kFilter ? "item" : expr.name] = item;
      const Naive result = value(expr.parts[1], names, model);
      if (expr.op == Op::kFor) results.push_back(result);
      if (expr.op == Op::kFilter && result.is_true()) results.push_back(item);
      if (expr.op == Op::kSome) verdict = either(verdict, result);
      if (expr.op == Op::kEvery) verdict = both(verdict, result);
    }
    const bool quantified = expr.op == Op::kSome || expr.op == Op::kEvery;
    return quantified ? verdict : list_value(results);
  }

  Naive value(const Expr& expr, const Names& names, std::size_t model) {
    const auto part = [&](std::size_t i) { return value(expr.parts[i], names, model); };
    switch (expr.op) {
      case Op::kLiteral:
        return expr.value;
      case Op::kName:
        return names.at(expr.name);
      case Op::kNegate: {
        const Naive operand = part(0);
        return operand.is_number() ? number_value(operand.number.negated()) : null_value();
      }
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kPower:
        return arithmetic(expr.op, part(0), part(1));
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessEqual:
      case Op::kGreater:
      case Op::kGreaterEqual:
        return compared(expr.op, part(0), part(1));
      case Op::kAnd:
        return both(part(0), part(1));
      case Op::kOr:
        return either(part(0), part(1));
      case Op::kIf:
        return part(0).is_true() ? part(1) : part(2);
      case Op::kBetween: {
        const Naive middle = part(0);
        return both(compared(Op::kGreaterEqual, middle, part(1)),
                    compared(Op::kLessEqual, middle, part(2)));
      }
      case Op::kIn:
        return holds(expr.tests, part(0), names, model);
      case Op::kList:
        return list_value(values(expr.parts, names, model));
      case Op::kContext: {
        Naive result;
        result.kind = Kind::kContext;
        for (std::size_t i = 0; i < expr.parts.size(); ++i)
          result.entries.push_back({expr.names[i], part(i)});
        return result;
      }
      case Op::kPath:
        return member(part(0), expr.name);
      case Op::kIndex:
        return item_at(part(0), part(1));
      case Op::kFilter:
      case Op::kFor:
      case Op::kSome:
      case Op::kEvery:
        return loop(expr, names, model);
      case Op::kBuiltin:
        return builtin(expr.name, values(expr.parts, names, model));
      case Op::kKnowledge:
        return call(expr.name, expr.names, values(expr.parts, names, model), model);
    }
    return null_value();
  }

  Naive outcome(const Table& table, const std::vector<Naive>& parts) {
    if (table.outputs.size() == 1) return parts[0];
    Naive result;
    result.kind = Kind::kContext;
    for (std::size_t i = 0; i < parts.size(); ++i)
      result.entries.push_back({table.outputs[i].name, parts[i]});
    return result;
  }

  // Clause 8.3.4: an output outside the output values is an error.
  bool is_allowed(const Column& column, const Naive& value) {
    for (const Naive& listed : column.ranked)
      if (equal(listed, value).is_true()) return true;
    return column.ranked.empty();
  }

  std::vector<std::size_t> ranks(const Table& table, const std::vector<Naive>& parts) {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t rank = 0;
      while (rank < table.outputs[i].ranked.size() &&
             !equal(table.outputs[i].ranked[rank], parts[i]).is_true())
        ++rank;
      ranks.push_back(rank);
    }
    return ranks;
  }

  // Clause 8.2.11: without a matching rule the default output, if there is one.
  Naive fallback(const Table& table, const Names& names, std::size_t model) {
    std::vector<Naive> parts;
    bool any = false;
    for (const Column& column : table.outputs) {
      any = any || column.fallback;
      parts.push_back(column.fallback ? value(*column.fallback, names, model) : null_value());
    }
    if (any) return outcome(table, parts);
    if (table.total == Total::kCount) return whole_value(0);
    const bool list = table.policy == Policy::kCollect || table.policy == Policy::kRuleOrder ||
                      table.policy == Policy::kOutputOrder;
    return list && table.total == Total::kNone ? list_value({}) : null_value();
  }

  Naive table(const Table& table, const Names& names, std::size_t model) {
    const std::vector<Naive> inputs = values(table.inputs, names, model);
    std::vector<std::vector<Naive>> hits;
    for (const TableRule& rule : table.rules) {
      bool hit = true;
      for (std::size_t i = 0; i < inputs.size(); ++i)
        hit = hit && holds(rule.cells[i], inputs[i], names, model).is_true();
      if (!hit) continue;
      hits.push_back(values(rule.outputs, names, model));
      for (std::size_t i = 0; i < table.outputs.size(); ++i)
        if (!is_allowed(table.outputs[i], hits.back()[i])) hits.back()[i] = null_value();
    }
    if (hits.empty()) return fallback(table, names, model);
    if (table.policy == Policy::kPriority || table.policy == Policy::kOutputOrder)
      std::stable_sort(hits.begin(), hits.end(), [&](const auto& a, const auto& b) {
        return ranks(table, a) < ranks(table, b);
      });
    std::vector<Naive> outcomes;
    for (const auto& hit : hits) outcomes.push_back(outcome(table, hit));
    switch (table.policy) {
      case Policy::kUnique:
        return outcomes.size() == 1 ? outcomes[0] : null_value();
      case Policy::kAny:
        for (const Naive& other : outcomes)
          if (!equal(outcomes[0], other).is_true()) return null_value();
        return outcomes[0];
      case Policy::kFirst:
      case Policy::kPriority:
        return outcomes[0];
      case Policy::kRuleOrder:
      case Policy::kOutputOrder:
        return list_value(outcomes);
      case Policy::kCollect:
        break;
    }
    switch (table.total) {
      case Total::kNone:
        return list_value(outcomes);
      case Total::kCount:
        return whole_value(static_cast<long long>(outcomes.size()));
      case Total::kSum:
        return builtin("sum", {list_value(outcomes)});
      case Total::kMin:
        return builtin("min", {list_value(outcomes)});
      case Total::kMax:
        return builtin("max", {list_value(outcomes)});
    }
    return null_value();
  }

  const Suite& suite_;
  const std::vector<Naive>& inputs_;
  std::vector<Naive> done_;
};

}  // namespace

Naive member(const Naive& owner, const std::string& name) {
  if (owner.kind == Kind::kContext)
    for (const auto& [key, value] : owner.entries)
      if (key == name) return value;
  if (owner.kind == Kind::kDate) {
    if (name == "year") return whole_value(owner.date.year);
    if (name == "month") return whole_value(owner.date.month);
    if (name == "day") return whole_value(owner.date.day);
    // 1970-01-01 was a Thursday; Monday is 1.
    if (name == "weekday") return whole_value(((count_of(owner.date) + 3) % 7 + 7) % 7 + 1);
  }
  if (owner.kind == Kind::kDays && name == "days") return whole_value(owner.length);
  return null_value();
}

// Counted from 1; negative from the end; beyond both ends null.
Naive item_at(const Naive& list, const Naive& index) {
  if (!list.is_list() || !index.is_number()) return null_value();
  const auto size = static_cast<long long>(list.items.size());
  for (long long i = 1; i <= size; ++i) {
    const auto item = static_cast<std::size_t>(i - 1);
    if (index.number == one_of(i) || index.number == one_of(i - size - 1)) return list.items[item];
  }
  return null_value();
}

std::vector<Naive> evaluate(const Suite& suite, const std::vector<Naive>& inputs) {
  return Walker(suite, inputs).all();
}

}  // namespace alternat::differential

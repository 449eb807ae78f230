// SPDX-License-Identifier: EUPL-1.2
#include "differential/generate_expression.h"

#include <algorithm>

namespace alternat::differential {
namespace {

Sort item_sort(Sort list) {
  return list == Sort::kNumbers ? Sort::kNumber : Sort::kString;
}

const std::vector<Sort> kScalars = {Sort::kNumber, Sort::kString, Sort::kBoolean, Sort::kDate};

}  // namespace

std::map<Sort, std::vector<Naive>> draw_pool(Random& random) {
  static const std::vector<std::string> kNumbers = {"0",
                                                    "1",
                                                    "-1",
                                                    "0.1",
                                                    "-0.1",
                                                    "10",
                                                    "10.00",
                                                    "100",
                                                    "12.5",
                                                    "-12.5",
                                                    "99999.99",
                                                    "0.3333333333333333333333333333333333",
                                                    "5000000",
                                                    "0.005",
                                                    "0.00001",
                                                    "2",
                                                    "3",
                                                    "123456789012345678901234567890.1234",
                                                    "45600",
                                                    "7",
                                                    "-250",
                                                    "36",
                                                    "9999999999999999999999999999999999"};
  static const std::vector<std::string> kStrings = {"",       "A", "A1",   "A10",  "A2",  "AB",
                                                    "B",      "a", "b",    "ab",   "abc", "A 1",
                                                    "Zürich", "Z", "none", "none "};
  static const std::vector<Day> kDays = {
      {1999, 12, 31}, {2000, 2, 29},  {2000, 3, 1},   {1900, 2, 28}, {2024, 2, 29}, {2026, 1, 1},
      {2026, 6, 15},  {2025, 12, 31}, {1969, 12, 31}, {1970, 1, 1},  {2100, 2, 28}};
  std::map<Sort, std::vector<Naive>> pool;
  for (int i = 0; i < 5; ++i) {
    pool[Sort::kNumber].push_back(number_value(Decimal::from_text(random.pick(kNumbers)).value()));
    pool[Sort::kString].push_back(text_value(random.pick(kStrings)));
    pool[Sort::kDate].push_back(date_value(random.pick(kDays)));
    pool[Sort::kDays].push_back(days_value(static_cast<int>(random.below(800)) - 400));
  }
  pool[Sort::kBoolean] = {truth_value(true), truth_value(false)};
  return pool;
}

Expr ExpressionMaker::node(Op op, std::vector<Expr> parts) {
  Expr expr;
  expr.op = op;
  expr.parts = std::move(parts);
  return expr;
}

Expr ExpressionMaker::builtin(const std::string& name, std::vector<Expr> parts) {
  Expr expr = node(Op::kBuiltin, std::move(parts));
  expr.name = name;
  return expr;
}

Expr ExpressionMaker::small(int from, int to) {
  Expr expr;
  expr.value = whole_value(from + static_cast<int>(random_.below(to - from + 1)));
  expr.text = expr.value.number.to_text();
  return expr;
}

// Numbers are written in more than one way: 10, 10.0, 10.00.
Expr ExpressionMaker::literal(Sort sort) {
  Expr expr;
  if (random_.chance(3)) return expr;
  if (sort == Sort::kAny) sort = random_.pick(kScalars);
  if (sort == Sort::kNumbers || sort == Sort::kStrings) {
    for (std::size_t i = random_.below(5); i > 0; --i)
      expr.parts.push_back(literal(item_sort(sort)));
    expr.op = Op::kList;
    return expr;
  }
  expr.value = random_.pick(pool_.at(sort));
  if (sort == Sort::kNumber) {
    expr.text = expr.value.number.to_text();
    if (random_.chance(15)) expr.text += expr.text.find('.') == std::string::npos ? ".00" : "0";
  }
  return expr;
}

std::optional<Expr> ExpressionMaker::named(Sort sort) {
  std::vector<Expr> found;
  for (const Symbol& symbol : scope) {
    if (symbol.is_function) continue;
    Expr name;
    name.op = Op::kName;
    name.name = symbol.name;
    if (symbol.sort == sort) found.push_back(name);
    for (const Field& field : symbol.fields) {
      if (field.sort != sort) continue;
      Expr path = node(Op::kPath, {name});
      path.name = field.name;
      found.push_back(path);
    }
  }
  if (found.empty()) return std::nullopt;
  return random_.pick(found);
}

Expr ExpressionMaker::simple(Sort sort) {
  std::optional<Expr> name = random_.chance(75) ? named(sort) : std::nullopt;
  return name ? *name : literal(sort);
}

std::optional<Expr> ExpressionMaker::called(Sort sort, int depth) {
  std::vector<Symbol> found;
  for (const Symbol& symbol : scope)
    if (symbol.is_function && symbol.sort == sort) found.push_back(symbol);
  if (found.empty()) return std::nullopt;
  const Symbol function = random_.pick(found);
  Expr expr = node(Op::kKnowledge, {});
  expr.name = function.name;
  const bool by_name = random_.chance(30);
  for (const Field& parameter : function.parameters) {
    expr.parts.push_back(make(parameter.sort, depth - 1));
    if (by_name) expr.names.push_back(parameter.name);
  }
  if (by_name && random_.chance(50)) {
    std::reverse(expr.parts.begin(), expr.parts.end());
    std::reverse(expr.names.begin(), expr.names.end());
  }
  return expr;
}

Expr ExpressionMaker::loop(Op op, Sort items, Sort result, int depth) {
  Expr expr = node(op, {make(items, depth - 1)});
  expr.name = op == Op::kFilter ? "item" : "x" + std::to_string(++locals_);
  scope.push_back({expr.name, item_sort(items), {}, {}, false});
  expr.parts.push_back(make(result, std::min(depth - 1, 1)));
  scope.pop_back();
  return expr;
}

std::vector<Expr> ExpressionMaker::elements(Sort sort, int depth) {
  std::vector<Expr> parts;
  for (std::size_t i = random_.below(4); i > 0; --i) parts.push_back(make(sort, depth - 1));
  return parts;
}

Expr ExpressionMaker::number(int depth) {
  const auto operand = [&] { return make(Sort::kNumber, depth - 1); };
  const auto numbers = [&] { return make(Sort::kNumbers, depth - 1); };
  static const std::vector<std::string> kMembers = {"year", "month", "day", "weekday"};
  switch (random_.below(16)) {
    case 0:
      return node(Op::kAdd, {operand(), operand()});
    case 1:
      return node(Op::kSubtract, {operand(), operand()});
    case 2:
      return node(Op::kMultiply, {operand(), operand()});
    case 3:
      return node(Op::kDivide, {operand(), operand()});
    case 4:
      return node(Op::kPower, {operand(), small(-2, 4)});
    case 5:
      return node(Op::kNegate, {operand()});
    case 6:
      return builtin(random_.pick(std::vector<std::string>{"abs", "floor", "ceiling"}),
                     {operand()});
    case 7:
      return builtin("decimal", {operand(), small(0, 3)});
    case 8:
      return builtin(random_.pick(std::vector<std::string>{"min", "max"}), {operand(), operand()});
    case 9:
      return builtin(random_.pick(std::vector<std::string>{"min", "max", "sum", "count"}),
                     {numbers()});
    case 10:
      return builtin("string length", {make(Sort::kString, depth - 1)});
    case 11:
      return node(Op::kIndex, {numbers(), small(-3, 4)});
    case 12: {
      Expr path = node(Op::kPath, {make(Sort::kDate, depth - 1)});
      path.name = random_.pick(kMembers);
      return path;
    }
    case 13: {
      Expr path =
          node(Op::kPath,
               {node(Op::kSubtract, {make(Sort::kDate, depth - 1), make(Sort::kDate, depth - 1)})});
      path.name = "days";
      return path;
    }
    case 14:
      return builtin("count", {make(Sort::kStrings, depth - 1)});
    default:
      return simple(Sort::kNumber);
  }
}

Expr ExpressionMaker::string(int depth) {
  const auto operand = [&] { return make(Sort::kString, depth - 1); };
  switch (random_.below(8)) {
    case 0:
      return node(Op::kAdd, {operand(), operand()});
    case 1:
      return builtin(random_.chance(50) ? "upper case" : "lower case", {operand()});
    case 2:
      return builtin("substring", {operand(), small(1, 2)});
    case 3:
      return builtin(random_.chance(50) ? "substring before" : "substring after",
                     {operand(), operand()});
    case 4:
      return node(Op::kIndex, {make(Sort::kStrings, depth - 1), small(-2, 3)});
    case 5:
      return builtin("string", {make(random_.pick(kScalars), depth - 1)});
    default:
      return simple(Sort::kString);
  }
}

Expr ExpressionMaker::boolean(int depth) {
  const auto operand = [&] { return make(Sort::kBoolean, depth - 1); };
  const Sort sort = random_.pick(std::vector<Sort>{Sort::kNumber, Sort::kString, Sort::kDate});
  const auto of_sort = [&] { return make(sort, depth - 1); };
  static const std::vector<Op> kComparisons = {Op::kEqual,     Op::kNotEqual, Op::kLess,
                                               Op::kLessEqual, Op::kGreater,  Op::kGreaterEqual};
  switch (random_.below(14)) {
    case 0:
    case 1:
      return node(Op::kAnd, {operand(), operand()});
    case 2:
    case 3:
      return node(Op::kOr, {operand(), operand()});
    case 4:
      return builtin("not", {operand()});
    case 5:
    case 6:
      return node(random_.pick(kComparisons), {of_sort(), of_sort()});
    case 7:
      return node(Op::kBetween, {of_sort(), of_sort(), of_sort()});
    case 8: {
      Expr expr = node(Op::kIn, {of_sort()});
      do {
        expr.tests = tests(sort);
      } while (expr.tests.any || expr.tests.negated);
      return expr;
    }
    case 9: {
      const Sort items = random_.chance(50) ? Sort::kNumbers : Sort::kStrings;
      return loop(random_.chance(50) ? Op::kSome : Op::kEvery, items, Sort::kBoolean, depth);
    }
    case 10: {
      const Sort items = random_.chance(50) ? Sort::kNumbers : Sort::kStrings;
      return builtin("list contains", {make(items, depth - 1), make(item_sort(items), depth - 1)});
    }
    case 11:
      return builtin(random_.pick(std::vector<std::string>{"contains", "starts with", "ends with"}),
                     {make(Sort::kString, depth - 1), make(Sort::kString, depth - 1)});
    case 12: {
      Expr list = node(Op::kList, elements(Sort::kBoolean, depth));
      return builtin(random_.chance(50) ? "all" : "any", {list});
    }
    default:
      return node(random_.chance(50) ? Op::kEqual : Op::kNotEqual,
                  {make(random_.chance(30) ? Sort::kAny : sort, depth - 1), literal(sort)});
  }
}

Expr ExpressionMaker::date(int depth) {
  switch (random_.below(5)) {
    case 0:
      return builtin("date", {small(1999, 2027), small(1, 13), small(27, 31)});
    case 1:
      return node(random_.chance(50) ? Op::kAdd : Op::kSubtract,
                  {make(Sort::kDate, depth - 1), literal(Sort::kDays)});
    case 2:
      return builtin(random_.chance(50) ? "min" : "max",
                     {make(Sort::kDate, depth - 1), make(Sort::kDate, depth - 1)});
    default:
      return simple(Sort::kDate);
  }
}

Expr ExpressionMaker::list(Sort sort, int depth) {
  const auto other = [&] { return make(sort, depth - 1); };
  switch (random_.below(9)) {
    case 0:
      return builtin("append", {other(), make(item_sort(sort), depth - 1)});
    case 1:
      return builtin("concatenate", {other(), other()});
    case 2:
      return builtin(random_.chance(50) ? "reverse" : "distinct values", {other()});
    case 3:
      return loop(Op::kFilter, sort, Sort::kBoolean, depth);
    case 4:
      return loop(Op::kFor, random_.chance(50) ? Sort::kNumbers : Sort::kStrings, item_sort(sort),
                  depth);
    case 5:
      return builtin("sublist", {other(), small(1, 3)});
    case 6:
      return node(Op::kList, elements(item_sort(sort), depth));
    case 7:
      if (sort == Sort::kNumbers)
        return builtin("index of", {make(Sort::kStrings, depth - 1), simple(Sort::kString)});
      return simple(sort);
    default:
      return simple(sort);
  }
}

Expr ExpressionMaker::make(Sort sort, int depth) {
  if (depth <= 0 || random_.chance(20)) return simple(sort);
  if (random_.chance(12))
    if (std::optional<Expr> call = called(sort, depth)) return *call;
  if (random_.chance(10)) {
    Expr condition = make(Sort::kBoolean, depth - 1);
    return node(Op::kIf, {std::move(condition), make(sort, depth - 1), make(sort, depth - 1)});
  }
  switch (sort) {
    case Sort::kNumber:
      return number(depth);
    case Sort::kString:
      return string(depth);
    case Sort::kBoolean:
      return boolean(depth);
    case Sort::kDate:
      return date(depth);
    case Sort::kNumbers:
    case Sort::kStrings:
      return list(sort, depth);
    case Sort::kDays:
    case Sort::kContext:
    case Sort::kAny:
      break;
  }
  return simple(sort);
}

Test ExpressionMaker::test(Sort sort) {
  Test test;
  const bool ordered = sort != Sort::kBoolean && sort != Sort::kAny;
  const auto operand = [&] {
    std::optional<Expr> name = random_.chance(15) ? named(sort) : std::nullopt;
    return name ? *name : literal(sort);
  };
  test.low = operand();
  if (!ordered) return test;
  const std::size_t choice = random_.below(10);
  if (choice < 3) {
    test.kind = TestKind::kInterval;
    test.high = operand();
    test.low_included = random_.chance(50);
    test.high_included = random_.chance(50);
    // Mostly the lower end first, so that something can lie within.
    const std::optional<int> sign = order(test.low.value, test.high.value);
    if (sign && *sign > 0 && random_.chance(95)) std::swap(test.low, test.high);
  } else if (choice < 7) {
    static const std::vector<TestKind> kKinds = {TestKind::kLess, TestKind::kLessEqual,
                                                 TestKind::kGreater, TestKind::kGreaterEqual};
    test.kind = random_.pick(kKinds);
  } else if (choice == 7 && sort != Sort::kDate) {
    test.low = literal(sort == Sort::kNumber ? Sort::kNumbers : Sort::kStrings);
  }
  return test;
}

Tests ExpressionMaker::tests(Sort sort) {
  Tests tests;
  if (random_.chance(25)) {
    tests.any = true;
    return tests;
  }
  tests.negated = random_.chance(20);
  for (std::size_t i = 1 + random_.below(3); i > 0; --i) tests.tests.push_back(test(sort));
  return tests;
}

}  // namespace alternat::differential

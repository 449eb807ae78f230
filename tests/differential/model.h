// SPDX-License-Identifier: EUPL-1.2
// The generator's own description of models: what is printed as DMN for the engine and walked as it
// stands by the naive evaluator.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "differential/value.h"

namespace alternat::differential {

// What an expression gives, unless it gives null. kAny: different kinds at different times.
enum class Sort { kNumber, kString, kBoolean, kDate, kDays, kNumbers, kStrings, kContext, kAny };

// tidy: table
enum class Op {
  kLiteral,  // value; text: how the number is written
  kName,     // name: a variable, or a local name
  kNegate,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  kIf,
  kBetween,
  kIn,  // parts[0] in tests
  kList,
  kContext,  // names: keys
  kPath,     // parts[0].name
  kIndex,    // parts[0][parts[1]]
  kFilter,   // parts[0][parts[1]], with `item`
  kFor,      // for name in parts[0] return parts[1]
  kSome,
  kEvery,
  kBuiltin,   // name(parts)
  kKnowledge  // name(parts), or with names: name(names[0]: parts[0], …)
};

enum class TestKind {
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kInterval,
  kCondition
};

struct Test;

// `-` if any; not(…) if negated.
struct Tests {
  bool any = false;
  bool negated = false;
  std::vector<Test> tests;
};

struct Expr {
  Op op = Op::kLiteral;
  std::string name;
  Naive value;
  std::string text;
  std::vector<Expr> parts;
  std::vector<std::string> names;
  Tests tests;
};

struct Test {
  TestKind kind = TestKind::kEqual;
  Expr low, high;  // low: the operand of all but kInterval
  bool low_included = true, high_included = true;
};

enum class Policy { kUnique, kAny, kFirst, kPriority, kCollect, kRuleOrder, kOutputOrder };
enum class Total { kNone, kSum, kMin, kMax, kCount };

struct Column {
  std::string name;
  Sort sort = Sort::kString;
  std::vector<Naive> ranked;  // output values in order of priority
  std::optional<Expr> fallback;
};

struct TableRule {
  std::vector<Tests> cells;
  std::vector<Expr> outputs;
};

struct Table {
  Policy policy = Policy::kUnique;
  Total total = Total::kNone;
  std::vector<Expr> inputs;
  std::vector<Sort> sorts;
  std::vector<Column> outputs;
  std::vector<TableRule> rules;
};

enum class Logic { kLiteral, kTable, kContext, kInvocation, kConditional, kList };

// kContext: names and parts; one part more than names is the result. kInvocation: name(parts) with
// names. kConditional: three parts.
struct Boxed {
  Logic logic = Logic::kLiteral;
  Expr expr;  // kLiteral: itself; else its name, names and parts
  Table table;
};

// A name that others may use: `key` is unique in all models; `written` depends on who writes it.
struct Field {
  std::string name;
  Sort sort;
};
struct Element {
  std::string name;
  std::size_t model = 0;
  Sort sort = Sort::kAny;
  std::vector<Field> fields;  // kContext
  bool typed = false;         // the variable has a typeRef
  std::vector<std::size_t> needs_inputs, needs_decisions, needs_knowledge;
  std::vector<Field> parameters;  // of knowledge
  Boxed boxed;                    // not of inputs
};

struct Suite {
  std::size_t models = 1;
  std::string version;  // of the namespace: "1.3", "1.5"
  // In order of dependency; printed in another.
  std::vector<Element> inputs, decisions, knowledge;
  std::vector<std::vector<std::size_t>> imports;  // model -> imported models
  unsigned long long order_seed = 0;
  std::map<Sort, std::vector<Naive>> pool;  // values on and beside the boundaries
};

// How an element of one model is written in another: "pay", "m0.pay".
inline std::string written(const Element& element, std::size_t model) {
  return element.model == model ? element.name
                                : "m" + std::to_string(element.model) + "." + element.name;
}

// One DMN file per model. `order_seed` decides the order of elements.
std::vector<std::string> print_dmn(const Suite& suite);
std::string print_feel(const Expr& expr);

// The values of all decisions for the inputs' values.
std::vector<Naive> evaluate(const Suite& suite, const std::vector<Naive>& inputs);

Suite generate(unsigned long long seed);
// A value an input may have: from the pool, its neighbours, or null.
Naive draw_input(const Suite& suite, std::size_t input, unsigned long long seed);

}  // namespace alternat::differential

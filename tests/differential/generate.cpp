// SPDX-License-Identifier: EUPL-1.2
// Random suites: one to three models that import one another, chains of decisions, functions.
#include <algorithm>

#include "differential/generate_expression.h"

namespace alternat::differential {
namespace {

const std::vector<Sort> kResults = {Sort::kNumber, Sort::kNumber,  Sort::kString,
                                    Sort::kString, Sort::kBoolean, Sort::kBoolean,
                                    Sort::kDate,   Sort::kNumbers, Sort::kStrings};
const std::vector<Sort> kInputs = {Sort::kNumber,  Sort::kNumber, Sort::kNumber,  Sort::kString,
                                   Sort::kString,  Sort::kDate,   Sort::kBoolean, Sort::kAny,
                                   Sort::kNumbers, Sort::kStrings};

class SuiteMaker {
 public:
  explicit SuiteMaker(unsigned long long seed) : random_(seed) {
    suite_.order_seed = random_.next();
    suite_.pool = draw_pool(random_);
  }

  Suite make() {
    suite_.models = random_.chance(50) ? 1 : 2 + random_.below(2);
    suite_.version = random_.chance(60) ? "1.5" : "1.3";
    for (std::size_t model = 0; model < suite_.models; ++model) {
      suite_.imports.emplace_back();
      for (std::size_t other = 0; other < model; ++other)
        if (other + 1 == model || random_.chance(50)) suite_.imports[model].push_back(other);
    }
    for (std::size_t i = 2 + random_.below(5); i > 0; --i) add_input();
    for (std::size_t i = random_.below(3); i > 0; --i) add_knowledge();
    for (std::size_t i = 2 + random_.below(7); i > 0; --i) add_decision();
    return std::move(suite_);
  }

 private:
  // Some names begin with other names: the longest that is known counts.
  std::string new_name() {
    static const std::vector<std::string> kNames = {
        "pay", "pay total", "pay total net", "age", "age limit", "level", "a", "ab", "a b", "day"};
    const std::size_t number = names_++;
    const std::string suffix =
        number < kNames.size() ? "" : std::to_string(number / kNames.size() + 1);
    return kNames[number % kNames.size()] + suffix;
  }

  bool is_seen(const Element& element, std::size_t model) const {
    const auto& imports = suite_.imports[model];
    return element.model == model ||
           std::find(imports.begin(), imports.end(), element.model) != imports.end();
  }

  void add_input() {
    Element input;
    input.name = new_name();
    input.model = random_.below(suite_.models);
    input.sort = random_.pick(kInputs);
    input.typed = input.sort <= Sort::kDate;
    suite_.inputs.push_back(input);
  }

  void add_symbol(const Element& element, std::size_t model, bool is_function) {
    maker_->scope.push_back(
        {written(element, model), element.sort, element.fields, element.parameters, is_function});
  }

  void choose(const std::vector<Element>& from, int percent, std::vector<std::size_t>& needs,
              Element& element, bool is_function) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      const bool last = i + 1 == from.size();
      if (!is_seen(from[i], element.model) || !random_.chance(last ? 90 : percent)) continue;
      needs.push_back(i);
      add_symbol(from[i], element.model, is_function);
    }
  }

  void add_knowledge() {
    ExpressionMaker maker(random_, suite_.pool);
    maker_ = &maker;
    Element knowledge;
    knowledge.name = "f" + std::to_string(suite_.knowledge.size());
    knowledge.model = random_.below(suite_.models);
    knowledge.sort = kResults[random_.below(6)];
    choose(suite_.knowledge, 50, knowledge.needs_knowledge, knowledge, true);
    static const std::vector<std::string> kParameters = {"p", "p limit", "q"};
    for (std::size_t i = 0; i <= random_.below(3); ++i) {
      const Sort sort = kInputs[random_.below(7)];
      knowledge.parameters.push_back({kParameters[i], sort});
      maker.scope.push_back({kParameters[i], sort, {}, {}, false});
    }
    if (random_.chance(30))
      table(knowledge);
    else
      knowledge.boxed.expr = maker.make(knowledge.sort, 3);
    suite_.knowledge.push_back(std::move(knowledge));
  }

  void add_decision() {
    ExpressionMaker maker(random_, suite_.pool);
    maker_ = &maker;
    Element decision;
    decision.name = new_name();
    decision.model = random_.chance(40) ? suite_.models - 1 : random_.below(suite_.models);
    decision.sort = random_.pick(kResults);
    choose(suite_.inputs, 60, decision.needs_inputs, decision, false);
    choose(suite_.decisions, 35, decision.needs_decisions, decision, false);
    choose(suite_.knowledge, 60, decision.needs_knowledge, decision, true);
    const std::size_t kind = random_.below(10);
    if (kind < 5) {
      table(decision);
    } else if (kind < 8 || !boxed(decision)) {
      decision.boxed.logic = Logic::kLiteral;
      decision.boxed.expr = maker.make(decision.sort, 4);
    }
    decision.typed = decision.sort <= Sort::kDate && random_.chance(60);
    suite_.decisions.push_back(std::move(decision));
  }

  // False if the draw does not fit.
  bool boxed(Element& decision) {
    Expr& expr = decision.boxed.expr;
    switch (random_.below(4)) {
      case 0:
        return boxed_context(decision);
      case 1:
        return boxed_invocation(decision);
      case 2:
        if (suite_.version != "1.5") return false;
        decision.boxed.logic = Logic::kConditional;
        expr.parts = {maker_->make(Sort::kBoolean, 2), maker_->make(decision.sort, 2),
                      maker_->make(decision.sort, 2)};
        return true;
      default:
        if (decision.sort != Sort::kNumber && decision.sort != Sort::kString) return false;
        decision.boxed.logic = Logic::kList;
        for (std::size_t i = random_.below(4); i > 0; --i)
          expr.parts.push_back(maker_->make(decision.sort, 2));
        decision.sort = decision.sort == Sort::kNumber ? Sort::kNumbers : Sort::kStrings;
        return true;
    }
  }

  bool boxed_context(Element& decision) {
    static const std::vector<std::string> kKeys = {"value", "value limit", "code", "sum of all"};
    decision.boxed.logic = Logic::kContext;
    Expr& expr = decision.boxed.expr;
    std::vector<Field> fields;
    for (std::size_t i = 0; i <= random_.below(3); ++i) {
      const Sort sort = kResults[random_.below(6)];
      fields.push_back({kKeys[i], sort});
      expr.names.push_back(kKeys[i]);
      expr.parts.push_back(maker_->make(sort, 2));
      maker_->scope.push_back({kKeys[i], sort, {}, {}, false});
    }
    if (random_.chance(40)) {
      expr.parts.push_back(maker_->make(decision.sort, 2));
    } else {
      decision.sort = Sort::kContext;
      decision.fields = fields;
    }
    return true;
  }

  bool boxed_invocation(Element& decision) {
    for (const std::size_t i : decision.needs_knowledge) {
      const Element& knowledge = suite_.knowledge[i];
      decision.boxed.logic = Logic::kInvocation;
      decision.boxed.expr.name = written(knowledge, decision.model);
      for (const Field& parameter : knowledge.parameters) {
        decision.boxed.expr.names.push_back(parameter.name);
        decision.boxed.expr.parts.push_back(maker_->make(parameter.sort, 2));
      }
      decision.sort = knowledge.sort;
      return true;
    }
    return false;
  }

  // Tables give numbers and strings, lists of them, or contexts of them.
  void table(Element& element) {
    element.boxed.logic = Logic::kTable;
    Table& table = element.boxed.table;
    const bool is_function = !element.parameters.empty();
    const bool ordered = draw_policy(table, element, is_function);
    static const std::vector<std::string> kColumns = {"outcome", "code", "amount"};
    const std::size_t columns =
        is_function || table.total != Total::kNone || random_.chance(60) ? 1 : 2 + random_.below(2);
    for (std::size_t i = 0; i < columns; ++i) add_column(table, element.sort, ordered, kColumns[i]);
    for (std::size_t i = 1 + random_.below(4); i > 0; --i) add_table_input(table);
    for (std::size_t i = 1 + random_.below(8); i > 0; --i) add_rule(table);
    if (table.policy == Policy::kUnique && random_.chance(70)) make_disjoint(table);
    name_result(table, element);
  }

  bool draw_policy(Table& table, Element& element, bool is_function) {
    table.policy = static_cast<Policy>(random_.below(is_function ? 4 : 7));
    if (element.sort == Sort::kNumbers) element.sort = Sort::kNumber;
    if (element.sort == Sort::kStrings) element.sort = Sort::kString;
    if (table.policy == Policy::kCollect && random_.chance(60)) {
      table.total = static_cast<Total>(1 + random_.below(4));
      element.sort = Sort::kNumber;
    }
    return table.policy == Policy::kPriority || table.policy == Policy::kOutputOrder;
  }

  void add_column(Table& table, Sort sort, bool ordered, const std::string& name) {
    Column column;
    column.name = name;
    column.sort = sort;
    if (ordered) {
      for (const Naive& value : suite_.pool.at(sort)) {
        const auto is_same = [&](const Naive& other) { return same(other, value); };
        if (std::none_of(column.ranked.begin(), column.ranked.end(), is_same))
          column.ranked.push_back(value);
      }
      for (std::size_t i = column.ranked.size(); i > 1; --i)
        std::swap(column.ranked[i - 1], column.ranked[random_.below(i)]);
    }
    if (random_.chance(30)) column.fallback = maker_->simple(sort);
    table.outputs.push_back(std::move(column));
  }

  void add_table_input(Table& table) {
    static const std::vector<Sort> kSorts = {Sort::kNumber, Sort::kNumber,  Sort::kString,
                                             Sort::kDate,   Sort::kBoolean, Sort::kAny};
    const Sort sort = random_.pick(kSorts);
    table.sorts.push_back(sort);
    table.inputs.push_back(random_.chance(80) ? maker_->simple(sort) : maker_->make(sort, 2));
  }

  void add_rule(Table& table) {
    TableRule rule;
    for (const Sort sort : table.sorts) rule.cells.push_back(maker_->tests(sort));
    for (const Column& column : table.outputs) {
      // ANY agrees with itself most of the time.
      if (table.policy == Policy::kAny && !table.rules.empty() && random_.chance(75))
        rule.outputs.push_back(table.rules[0].outputs[rule.outputs.size()]);
      else if (!column.ranked.empty() && random_.chance(15))
        rule.outputs.push_back(maker_->simple(column.sort));
      else if (!column.ranked.empty() || random_.chance(70))
        rule.outputs.push_back(maker_->literal(column.sort));
      else
        rule.outputs.push_back(maker_->make(column.sort, 2));
    }
    table.rules.push_back(std::move(rule));
  }

  // The first column becomes neighbouring intervals between constants.
  void make_disjoint(Table& table) {
    const Sort sort = table.sorts[0];
    if (sort == Sort::kBoolean || sort == Sort::kAny) return;
    std::vector<Naive> points = suite_.pool.at(sort);
    std::sort(points.begin(), points.end(),
              [](const Naive& a, const Naive& b) { return *order(a, b) < 0; });
    const auto constant = [](const Naive& value) {
      Expr expr;
      expr.value = value;
      return expr;
    };
    bool included = false;
    for (std::size_t i = 0; i < table.rules.size(); ++i) {
      Test test;
      if (i == 0) {
        included = random_.chance(50);
        test.kind = included ? TestKind::kLess : TestKind::kLessEqual;
        test.low = constant(points[0]);
      } else if (i < points.size()) {
        test.kind = TestKind::kInterval;
        test.low_included = included;
        included = random_.chance(50);
        test.high_included = !included;
        test.low = constant(points[i - 1]);
        test.high = constant(points[i]);
      } else {
        test.kind = included ? TestKind::kGreaterEqual : TestKind::kGreater;
        test.low = constant(points.back());
      }
      table.rules[i].cells[0] = Tests{false, false, {test}};
    }
  }

  void name_result(const Table& table, Element& element) {
    const bool list = table.policy == Policy::kRuleOrder || table.policy == Policy::kOutputOrder ||
                      (table.policy == Policy::kCollect && table.total == Total::kNone);
    if (table.outputs.size() > 1) {
      for (const Column& column : table.outputs)
        element.fields.push_back({column.name, column.sort});
      element.sort = Sort::kContext;
    }
    if (!list) return;
    // A default stands alone, not in a list: others cannot rely on either.
    bool falls_back = false;
    for (const Column& column : table.outputs) falls_back = falls_back || column.fallback;
    element.fields.clear();
    if (element.sort == Sort::kNumber && !falls_back)
      element.sort = Sort::kNumbers;
    else if (element.sort == Sort::kString && !falls_back)
      element.sort = Sort::kStrings;
    else
      element.sort = Sort::kContext;  // nobody reads it
  }

  Random random_;
  Suite suite_;
  ExpressionMaker* maker_ = nullptr;
  std::size_t names_ = 0;
};

Naive beside(const Naive& value, Random& random) {
  Naive moved = value;
  const bool up = random.chance(50);
  if (value.is_number()) {
    const Decimal step = Decimal::from_scaled(up ? 1 : -1, random.chance(50) ? 2 : 17);
    return number_value(value.number.plus(step));
  }
  if (value.kind == Kind::kDate) moved.date = day_of_count(count_of(value.date) + (up ? 1 : -1));
  if (value.kind == Kind::kString) moved.text += up ? "0" : " ";
  return moved;
}

}  // namespace

Suite generate(unsigned long long seed) {
  return SuiteMaker(seed).make();
}

Naive draw_input(const Suite& suite, std::size_t input, unsigned long long seed) {
  Random random(seed);
  Sort sort = suite.inputs[input].sort;
  if (random.chance(10)) return null_value();
  if (sort == Sort::kAny) sort = kInputs[random.below(kInputs.size())];
  if (sort == Sort::kAny) return null_value();
  const auto one = [&](Sort of) {
    const Naive& value = random.pick(suite.pool.at(of));
    return random.chance(40) ? beside(value, random) : value;
  };
  if (sort != Sort::kNumbers && sort != Sort::kStrings) return one(sort);
  std::vector<Naive> items;
  for (std::size_t i = random.below(5); i > 0; --i)
    items.push_back(random.chance(5) ? null_value()
                                     : one(sort == Sort::kNumbers ? Sort::kNumber : Sort::kString));
  return list_value(std::move(items));
}

}  // namespace alternat::differential

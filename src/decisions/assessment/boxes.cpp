// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/boxes.h"

#include <algorithm>
#include <set>

#include "decisions/assessment/inputs.h"
#include "decisions/assessment/positions.h"
#include "decisions/assessment/sample_values.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/node.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {

using feel::Value;

struct Boxes::FactPlan {
  std::string fact;
  const terms::FactDefinition* definition = nullptr;
  Domain domain = Domain::kText;
  bool complete = true;                    // of the whole closure
  std::vector<const Comparison*> direct;   // the subject is the fact itself
  std::vector<const Comparison*> derived;  // the subject rises or falls with it
  std::vector<Value> texts;                // literals near the fact
  bool is_static = false;                  // `cached` holds for every evaluation of this run
  Representatives cached;
};

namespace {

constexpr std::size_t kTextsMax = 80;

void collect_literals(const feel::Node& node, std::vector<Value>& texts) {
  if (const auto* literal = std::get_if<feel::Literal>(&node.form))
    if (literal->value.is_string()) texts.push_back(literal->value);
  feel::for_each_child(node, [&](const feel::Node& child) { collect_literals(child, texts); });
}

// Every FEEL tree of a boxed expression, with unary tests.
template <typename Visit>
void for_each_tree(const dmn::Expression& expression, const Visit& visit) {
  const auto text = [&](const dmn::Text& part) {
    if (const feel::Expression* compiled = dmn::find_expression(part)) visit(compiled->tree());
    if (const feel::UnaryTests* tests = dmn::find_tests(part)) visit(tests->tree());
  };
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&expression.node))
    text(literal->text);
  const auto* table = std::get_if<dmn::DecisionTable>(&expression.node);
  if (!table) return;
  for (const dmn::InputClause& input : table->inputs) text(input.expression);
  for (const dmn::Rule& rule : table->rules) {
    for (const dmn::Text& cell : rule.inputs) text(cell);
    for (const dmn::Text& output : rule.outputs) text(output);
  }
}

bool is_input_slot(const feel::Node& node) {
  const auto* variable = std::get_if<feel::Variable>(&node.form);
  return variable && variable->where == feel::Variable::Where::kLocal && variable->index == 0;
}

void add_value(Representatives& found, const Value& value) {
  for (const Value& other : found.values)
    if (feel::identical(other, value)) return;
  found.values.push_back(value);
}

// Puts a fact back as it was.
class Restore {
 public:
  Restore(dmn::Evaluation& evaluation, const std::string& fact)
      : evaluation_(evaluation), fact_(fact) {
    const auto& inputs = evaluation.models().inputs_named(fact);
    if (!inputs.empty()) value_ = evaluation.input(inputs.front());
  }
  ~Restore() { evaluation_.set_inputs_named(fact_, value_); }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  dmn::Evaluation& evaluation_;
  std::string fact_;
  Value value_;
};

// What is presumed is what mostly holds: tried first, an answer is found soonest.
void put_presumed_first(const Law& law, const terms::FactDefinition* definition,
                        const dmn::Evaluation& evaluation, Representatives& found) {
  if (!definition) return;
  Value presumed;
  if (definition->presumed) {
    presumed = value_of_literal(*definition->presumed);
  } else if (!definition->presumed_from.empty()) {
    const auto& inputs = law.models->inputs_named(definition->presumed_from);
    if (!inputs.empty()) presumed = evaluation.input(inputs.front());
  }
  if (presumed.is_null() || presumed.is_unknown()) return;
  std::stable_partition(found.values.begin(), found.values.end(),
                        [&](const Value& value) { return feel::identical(value, presumed); });
}

}  // namespace

Boxes::Boxes(const Law& law, std::uint32_t decision) : law_(law), decision_(decision) {
  decisions_ = law.models->decisions()[decision].decision_closure;
  decisions_.push_back(decision);
  find_comparisons();
}

Boxes::~Boxes() = default;

// Every place where two values meet: cells with their column's expression, comparisons in texts.
void Boxes::find_comparisons() {
  for (std::uint32_t index : decisions_) {
    const dmn::Decision& decision = *law_.models->decisions()[index].decision;
    if (!decision.expression) continue;
    const auto add = [&](const feel::Source* source, const feel::NodePtr& subject,
                         std::initializer_list<const feel::NodePtr*> against,
                         const feel::ExpressionView& input) {
      Comparison comparison;
      comparison.decision = index;
      if (!subject) return;
      comparison.subject =
          is_input_slot(*subject) ? input : feel::ExpressionView(source, subject.get());
      if (!comparison.subject || !stands_alone(*comparison.subject.node())) return;
      for (const feel::NodePtr* other : against) {
        if (*other && is_input_slot(**other) && input)
          comparison.against.push_back(input);
        else if (*other && stands_alone(**other))
          comparison.against.emplace_back(source, other->get());
      }
      if (!comparison.against.empty()) comparisons_.push_back(std::move(comparison));
    };
    const auto walk = [&](const auto& self, const feel::Tree& tree, const feel::Node& node,
                          const feel::ExpressionView& input) -> void {
      const feel::Source* source = &tree.source;
      if (const auto* comparison = std::get_if<feel::Comparison>(&node.form)) {
        add(source, comparison->left, {&comparison->right}, input);
        add(source, comparison->right, {&comparison->left}, input);
      }
      if (const auto* between = std::get_if<feel::Between>(&node.form))
        add(source, between->value, {&between->low, &between->high}, input);
      if (const auto* in = std::get_if<feel::In>(&node.form))
        for (const feel::Test& test : in->tests) {
          add(source, in->value, {&test.operand}, input);
          if (test.op != feel::TestOperator::kInterval)
            add(source, test.operand, {&in->value}, input);
        }
      if (const auto* tests = std::get_if<feel::Tests>(&node.form); tests && input) {
        for (const feel::Test& test : tests->tests) {
          if (!test.operand || !stands_alone(*test.operand)) continue;
          if (!stands_alone(*input.node())) continue;
          comparisons_.push_back(
              {index, input, {feel::ExpressionView(source, test.operand.get())}});
          // `>= places` splits places too.
          if (test.op != feel::TestOperator::kInterval)
            comparisons_.push_back(
                {index, feel::ExpressionView(source, test.operand.get()), {input}});
        }
      }
      feel::for_each_child(node, [&](const feel::Node& child) { self(self, tree, child, input); });
    };
    if (const auto* table = std::get_if<dmn::DecisionTable>(&decision.expression->node)) {
      for (std::size_t i = 0; i < table->inputs.size(); ++i) {
        const feel::Expression* input = dmn::find_expression(table->inputs[i].expression);
        if (!input) continue;
        walk(walk, input->tree(), *input->tree().root, {});
        for (const dmn::Rule& rule : table->rules)
          if (const feel::UnaryTests* tests = dmn::find_tests(rule.inputs[i]))
            if (tests->tree().root) walk(walk, tests->tree(), *tests->tree().root, input->view());
      }
      continue;
    }
    for_each_tree(*decision.expression, [&](const feel::Tree& tree) {
      if (tree.root) walk(walk, tree, *tree.root, {});
    });
  }
}

Boxes::FactPlan& Boxes::plan_for(const std::string& fact) {
  std::unique_ptr<FactPlan>& plan = plans_[fact];
  if (plan) return *plan;
  plan = std::make_unique<FactPlan>();
  plan->fact = fact;
  plan->definition = law_.facts ? law_.facts->find(fact) : nullptr;
  plan->domain = domain_of(plan->definition);
  TrendAnalysis trends(*law_.models, fact, plan->domain);
  const Trend whole = trends.of_decision(decision_);
  plan->complete = whole == Trend::kConstant || whole == Trend::kDiscrete;
  for (const Comparison& comparison : comparisons_) {
    const Trend subject = trends.of(comparison.subject, comparison.decision);
    if (subject == Trend::kConstant || subject == Trend::kDiscrete) continue;
    bool is_fact = false;
    if (const auto slot = comparison.subject.variable()) {
      for (const dmn::Link& link : law_.models->decisions()[comparison.decision].frame.links)
        is_fact |= link.slot == *slot && link.source == dmn::Source::kInput;
    }
    (is_fact ? plan->direct : plan->derived).push_back(&comparison);
  }
  if (plan->domain == Domain::kText || plan->domain == Domain::kOther) {
    // Literals of every decision that reads the fact, and of those it reads in turn.
    std::set<std::uint32_t> near;
    for (std::uint32_t index : decisions_) {
      const dmn::DecisionNode& node = law_.models->decisions()[index];
      const bool reads =
          std::any_of(node.frame.links.begin(), node.frame.links.end(), [&](const dmn::Link& link) {
            return link.source == dmn::Source::kInput &&
                   law_.models->inputs()[link.index].data->name == fact;
          });
      if (!reads) continue;
      near.insert(index);
      for (const dmn::Link& link : node.frame.links)
        if (link.source == dmn::Source::kDecision) near.insert(link.index);
    }
    for (std::uint32_t index : near)
      if (const dmn::ExpressionPtr& expression =
              law_.models->decisions()[index].decision->expression)
        for_each_tree(*expression, [&](const feel::Tree& tree) {
          if (tree.root) collect_literals(*tree.root, plan->texts);
        });
  }
  return *plan;
}

void Boxes::add_texts(FactPlan& plan, Representatives& found) {
  add_value(found, Value::null());
  add_value(found, Value::from_string("¤"));  // equal to nothing that a model names
  for (const Value& text : plan.texts) {
    if (found.values.size() >= kTextsMax) {
      found.complete = false;
      break;
    }
    add_value(found, text);
  }
}

void Boxes::add_ordered(FactPlan& plan, dmn::Evaluation& evaluation, Representatives& found) {
  const Line line = line_of(plan.definition);
  std::set<std::int64_t> positions;
  const auto add_around = [&](std::int64_t position) {
    for (std::int64_t near : {position - 1, position, position + 1})
      if (near >= line.low && near <= line.high) positions.insert(near);
  };
  const auto compared_values = [&](const Comparison& comparison) {
    std::vector<Value> values;
    for (const feel::ExpressionView& other : comparison.against) {
      const Value value =
          feel::evaluate(other, evaluation.frame_of(comparison.decision), evaluation.context());
      if (value.has_unknown())
        found.complete = false;
      else
        spread(value, values);
    }
    return values;
  };
  for (const Comparison* comparison : plan.direct)
    for (const Value& value : compared_values(*comparison))
      if (const auto position = line.position(value)) add_around(*position);
  for (const Comparison* comparison : plan.derived) {
    evaluation.set_inputs_named(plan.fact, line.at(line.low));
    const std::vector<Value> targets = compared_values(*comparison);
    const auto subject_at = [&](std::int64_t position) {
      evaluation.set_inputs_named(plan.fact, line.at(position));
      return feel::evaluate(comparison->subject, evaluation.frame_of(comparison->decision),
                            evaluation.context());
    };
    for (const Value& target : targets) {
      // Where the order to the target changes, found by halving: the subject is monotone.
      const auto order_at = [&](std::int64_t position) {
        return feel::order_of(subject_at(position), target);
      };
      const std::optional<int> first = order_at(line.low), last = order_at(line.high);
      if (!first || !last) {
        found.complete = false;
        continue;
      }
      if (*first == *last) continue;
      const bool rising = *first < *last;
      for (int level : {0, 1}) {
        if ((rising ? *first : -*first) >= level || (rising ? *last : -*last) < level) continue;
        // First position whose order has passed below (level 0) or reached above (level 1).
        std::int64_t low = line.low, high = line.high;
        while (high - low > 1) {
          const std::int64_t middle = low + (high - low) / 2;
          const std::optional<int> order = order_at(middle);
          if (!order) {
            found.complete = false;
            break;
          }
          const int along = rising ? *order : -*order;
          (along >= level ? high : low) = middle;
        }
        add_around(high);
      }
    }
  }
  if (positions.empty()) positions.insert(line.is_date ? 0 : line.low);
  for (std::int64_t position : positions) add_value(found, line.at(position));
  if (!line.is_date && line.scale != 0 && !plan.derived.empty()) found.complete = false;
  add_value(found, Value::null());
}

Representatives Boxes::representatives(const std::string& fact, dmn::Evaluation& evaluation) {
  FactPlan& plan = plan_for(fact);
  if (plan.is_static) return plan.cached;
  Representatives found;
  found.complete = plan.complete;
  const Restore restore(evaluation, fact);
  switch (plan.domain) {
    case Domain::kFinite:
      if (plan.definition->type == terms::FactType::kBoolean) {
        found.values = {Value::from_bool(true), Value::from_bool(false)};
      } else {
        for (const std::string& value : plan.definition->values)
          found.values.push_back(Value::from_string(value));
      }
      found.complete = true;
      break;
    case Domain::kOrdered:
      add_ordered(plan, evaluation, found);
      break;
    case Domain::kText:
      add_texts(plan, found);
      break;
    case Domain::kOther: {
      found.complete = false;
      add_value(found, Value::null());
      add_value(found, Value::from_items({}));
      if (!plan.definition) break;
      if (plan.definition->type == terms::FactType::kStrings) {
        std::vector<Value> all;
        for (const std::string& value : plan.definition->values) {
          all.push_back(Value::from_string(value));
          add_value(found, Value::from_items({all.back()}));
        }
        add_value(found, Value::from_items(std::move(all)));
      } else if (plan.definition->type == terms::FactType::kContexts) {
        for (const Value& period : long_periods(*plan.definition, plan.texts))
          add_value(found, period);
      }
      break;
    }
  }
  put_presumed_first(law_, plan.definition, evaluation, found);
  return found;
}

}  // namespace alternat::assessment

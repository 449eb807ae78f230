// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/trend.h"

#include "decisions/dmn/compiled.h"
#include "decisions/feel/builtins.h"
#include "decisions/feel/node.h"
#include "terms/fact.h"

namespace alternat::assessment {
namespace {

Trend reverse(Trend trend) {
  if (trend == Trend::kUp) return Trend::kDown;
  if (trend == Trend::kDown) return Trend::kUp;
  return trend;
}

bool is_settled(Trend trend) {
  return trend == Trend::kConstant || trend == Trend::kDiscrete;
}
bool is_monotone(Trend trend) {
  return trend == Trend::kUp || trend == Trend::kDown;
}

// Two parts neither of which turns the other round: a + b, min(a, b).
Trend together(Trend a, Trend b) {
  if (a == Trend::kConstant) return b;
  if (b == Trend::kConstant || a == b) return a == Trend::kOpen ? Trend::kUnknown : a;
  return Trend::kUnknown;
}

// A comparison of two sides: settled if one side is monotone and the other does not depend.
Trend compared(Trend a, Trend b, bool is_equality) {
  if (is_settled(a) && is_settled(b))
    return a == Trend::kConstant && b == Trend::kConstant ? Trend::kConstant : Trend::kDiscrete;
  if (b == Trend::kConstant && is_monotone(a)) return Trend::kDiscrete;
  if (a == Trend::kConstant && is_monotone(b)) return Trend::kDiscrete;
  if (is_equality && b == Trend::kConstant && a == Trend::kOpen) return Trend::kDiscrete;
  if (is_equality && a == Trend::kConstant && b == Trend::kOpen) return Trend::kDiscrete;
  return Trend::kUnknown;
}

// The worst over parts that make a settled whole only if all are settled.
Trend all_settled(Trend a, Trend b) {
  if (!is_settled(a) || !is_settled(b)) return Trend::kUnknown;
  return a == Trend::kConstant ? b : a;
}

// `string length(x)` against a literal: lengths up to kLengthMax are boxes of their own.
bool is_length_test(const feel::NodePtr& call, const feel::NodePtr& against) {
  const auto* builtin = std::get_if<feel::BuiltinCall>(&call->form);
  const auto* literal = std::get_if<feel::Literal>(&against->form);
  if (!builtin || builtin->builtin->name != "string length" || !literal) return false;
  if (!literal->value.is_number()) return false;
  const std::optional<std::int64_t> length = literal->value.number().to_int();
  return length && *length >= 0 && *length <= kLengthMax;
}

struct Walk {
  TrendAnalysis& analysis;
  std::uint32_t decision;
  Trend input;

  Trend visit(const feel::NodePtr& node) { return node ? visit(*node) : Trend::kConstant; }
  Trend visit(const feel::Node& node);
  Trend visit_default(const feel::Node& node);
  Trend visit_call(const feel::BuiltinCall& call, const feel::Node& node);
  Trend visit_arithmetic(const feel::Arithmetic& form);
  Trend visit_tests(const std::vector<feel::Test>& tests, Trend subject);
  Trend visit_path(const feel::Path& path);
  // Of the text whose length is compared.
  Trend visit_length(const feel::NodePtr& call) {
    return visit(std::get<feel::BuiltinCall>(call->form).arguments.front());
  }
};

Trend Walk::visit_default(const feel::Node& node) {
  Trend trend = Trend::kConstant;
  feel::for_each_child(node,
                       [&](const feel::Node& child) { trend = all_settled(trend, visit(child)); });
  return trend;
}

// +1 or -1 for a literal number, 0 if the sign is not known.
int sign_of(const feel::NodePtr& node) {
  const auto* literal = node ? std::get_if<feel::Literal>(&node->form) : nullptr;
  if (!literal || !literal->value.is_number() || literal->value.number().is_zero()) return 0;
  return literal->value.number().is_negative() ? -1 : 1;
}

Trend Walk::visit_arithmetic(const feel::Arithmetic& form) {
  using Operator = feel::Arithmetic::Operator;
  const Trend left = visit(form.left), right = visit(form.right);
  if (is_settled(left) && is_settled(right)) return all_settled(left, right);
  if (form.op == Operator::kAdd) return together(left, right);
  if (form.op == Operator::kSubtract) return together(left, reverse(right));
  if (form.op == Operator::kPower) return Trend::kUnknown;
  if (right == Trend::kConstant) {
    const int sign = sign_of(form.right);
    if (sign != 0 && is_monotone(left)) return sign > 0 ? left : reverse(left);
  }
  if (form.op == Operator::kMultiply && left == Trend::kConstant) {
    const int sign = sign_of(form.left);
    if (sign != 0 && is_monotone(right)) return sign > 0 ? right : reverse(right);
  }
  return Trend::kUnknown;
}

Trend Walk::visit_call(const feel::BuiltinCall& call, const feel::Node& node) {
  const std::string_view name = call.builtin->name;
  std::vector<Trend> trends;
  for (const feel::NodePtr& argument : call.arguments) trends.push_back(visit(argument));
  bool settled = true;
  for (Trend trend : trends) settled &= is_settled(trend);
  if (settled) return visit_default(node);
  const auto rest_constant = [&](std::size_t from) {
    for (std::size_t i = from; i < trends.size(); ++i)
      if (trends[i] != Trend::kConstant) return false;
    return true;
  };
  // Later from: shorter; later to: longer (completed months between two days).
  if ((name == "years and months duration" || name == "completed years" ||
       name == "completed months") &&
      trends.size() == 2)
    return together(reverse(trends[0]), trends[1]);
  if ((name == "floor" || name == "ceiling" || name == "decimal" || name == "date") &&
      rest_constant(1) && is_monotone(trends[0]))
    return trends[0];
  // A prefix splits texts as an equality does.
  if (name == "starts with" && trends.size() == 2 && trends[0] == Trend::kOpen &&
      trends[1] == Trend::kConstant)
    return Trend::kDiscrete;
  if (name == "list contains" && trends.size() == 2 && trends[0] == Trend::kConstant)
    return compared(trends[1], trends[0], true);
  if (name == "min" || name == "max") {
    Trend trend = Trend::kConstant;
    for (const feel::NodePtr& argument : call.arguments) {
      const auto* list = argument ? std::get_if<feel::ListLiteral>(&argument->form) : nullptr;
      if (!list) {
        trend = together(trend, visit(argument));
        continue;
      }
      for (const feel::NodePtr& item : list->items) trend = together(trend, visit(item));
    }
    return trend;
  }
  return Trend::kUnknown;
}

Trend Walk::visit_tests(const std::vector<feel::Test>& tests, Trend subject) {
  Trend trend = Trend::kConstant;
  for (const feel::Test& test : tests) {
    Trend one = Trend::kUnknown;
    if (test.op == feel::TestOperator::kCondition) {
      Walk inner{analysis, decision, subject};
      one = inner.visit(test.operand);
      if (!is_settled(one)) one = Trend::kUnknown;
    } else if (test.op == feel::TestOperator::kInterval) {
      one = compared(subject, visit_default(*test.operand), false);
    } else {
      const bool equality =
          test.op == feel::TestOperator::kEqual || test.op == feel::TestOperator::kNotEqual;
      one = compared(subject, visit(test.operand), equality);
    }
    trend = all_settled(trend, one);
  }
  return trend;
}

Trend Walk::visit_path(const feel::Path& path) {
  const Trend operand = visit(path.operand);
  if (is_settled(operand)) return operand;
  // Completed years of a duration, the year of a date, the days of a duration: monotone. Months and
  // hours begin again from nought.
  if (is_monotone(operand) && (path.name == "years" || path.name == "year" || path.name == "days"))
    return operand;
  return Trend::kUnknown;
}

Trend Walk::visit(const feel::Node& node) {
  if (const auto* variable = std::get_if<feel::Variable>(&node.form)) {
    if (variable->where == feel::Variable::Where::kScope)
      return analysis.of_slot(decision, variable->index);
    // `?` is slot 0; other locals run over lists, whose own trend counts where they are listed.
    return variable->index == 0 ? input : Trend::kConstant;
  }
  if (const auto* negation = std::get_if<feel::Negation>(&node.form))
    return reverse(visit(negation->operand));
  if (const auto* arithmetic = std::get_if<feel::Arithmetic>(&node.form))
    return visit_arithmetic(*arithmetic);
  if (const auto* comparison = std::get_if<feel::Comparison>(&node.form)) {
    const bool equality = comparison->op == feel::TestOperator::kEqual ||
                          comparison->op == feel::TestOperator::kNotEqual;
    if (is_length_test(comparison->left, comparison->right) &&
        visit_length(comparison->left) == Trend::kOpen)
      return Trend::kDiscrete;
    return compared(visit(comparison->left), visit(comparison->right), equality);
  }
  if (const auto* between = std::get_if<feel::Between>(&node.form))
    return compared(visit(between->value), all_settled(visit(between->low), visit(between->high)),
                    false);
  if (const auto* in = std::get_if<feel::In>(&node.form)) {
    for (const feel::Test& test : in->tests)
      if (test.op == feel::TestOperator::kCondition) return visit_default(node);
    return visit_tests(in->tests, visit(in->value));
  }
  if (const auto* call = std::get_if<feel::BuiltinCall>(&node.form)) return visit_call(*call, node);
  if (const auto* path = std::get_if<feel::Path>(&node.form)) return visit_path(*path);
  if (const auto* tests = std::get_if<feel::Tests>(&node.form))
    return tests->any ? Trend::kConstant : visit_tests(tests->tests, input);
  return visit_default(node);
}

}  // namespace

Domain domain_of(const terms::FactDefinition* definition) {
  if (!definition) return Domain::kText;
  switch (definition->type) {
    case terms::FactType::kBoolean:
      return Domain::kFinite;
    case terms::FactType::kNumber:
    case terms::FactType::kDate:
      return Domain::kOrdered;
    case terms::FactType::kString:
      return definition->values.empty() ? Domain::kText : Domain::kFinite;
    case terms::FactType::kStrings:
    case terms::FactType::kDates:
    case terms::FactType::kContexts:
      return Domain::kOther;
  }
  return Domain::kOther;
}

bool stands_alone(const feel::Node& node) {
  if (const auto* variable = std::get_if<feel::Variable>(&node.form))
    if (variable->where == feel::Variable::Where::kLocal) return false;
  if (std::holds_alternative<feel::Member>(node.form)) return false;
  bool alone = true;
  feel::for_each_child(node,
                       [&](const feel::Node& child) { alone = alone && stands_alone(child); });
  return alone;
}

Trend TrendAnalysis::of(const feel::ExpressionView& view, std::uint32_t decision, Trend input) {
  if (!view) return Trend::kConstant;
  Walk walk{*this, decision, input};
  return walk.visit(*view.node());
}

Trend TrendAnalysis::of_slot(std::uint32_t decision, std::uint32_t slot) {
  const dmn::Frame& frame = models_.decisions()[decision].frame;
  Trend trend = Trend::kConstant;
  for (const dmn::Link& link : frame.links) {
    const bool here =
        link.slot == slot || (link.group >= 0 && frame.imports[link.group].slot == slot);
    if (!here) continue;
    Trend one = Trend::kConstant;
    if (link.source == dmn::Source::kDecision) {
      one = of_decision(link.index);
      if (closed_ && (*closed_)[link.index] && one != Trend::kConstant) one = Trend::kDiscrete;
    } else if (link.source == dmn::Source::kInput &&
               models_.inputs()[link.index].data->name == fact_) {
      switch (domain_) {
        case Domain::kFinite:
          one = Trend::kDiscrete;
          break;
        case Domain::kOrdered:
          one = Trend::kUp;
          break;
        case Domain::kText:
        case Domain::kOther:
          one = Trend::kOpen;
          break;
      }
    }
    if (link.slot == slot) return one;
    trend = all_settled(trend, one);  // one of several behind an import
  }
  return trend;
}

Trend TrendAnalysis::of_decision(std::uint32_t decision) {
  if (const auto found = decided_.find(decision); found != decided_.end()) return found->second;
  const dmn::DecisionNode& node = models_.decisions()[decision];
  bool depends = false;
  for (std::uint32_t input : node.input_closure)
    depends |= models_.inputs()[input].data->name == fact_;
  Trend trend = Trend::kConstant;
  if (depends && node.decision->expression) trend = of_boxed(*node.decision->expression, decision);
  decided_[decision] = trend;
  return trend;
}

Trend TrendAnalysis::of_boxed(const dmn::Expression& expression, std::uint32_t decision) {
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&expression.node)) {
    const feel::Expression* compiled = dmn::find_expression(literal->text);
    return compiled ? of(compiled->view(), decision) : Trend::kConstant;
  }
  if (const auto* table = std::get_if<dmn::DecisionTable>(&expression.node))
    return of_table(*table, decision);
  if (domain_ == Domain::kFinite) return Trend::kDiscrete;
  return Trend::kUnknown;
}

Trend TrendAnalysis::of_table(const dmn::DecisionTable& table, std::uint32_t decision) {
  std::vector<Trend> inputs;
  for (const dmn::InputClause& input : table.inputs) {
    const feel::Expression* compiled = dmn::find_expression(input.expression);
    inputs.push_back(compiled ? of(compiled->view(), decision) : Trend::kConstant);
  }
  bool settled = true;
  for (const dmn::Rule& rule : table.rules) {
    for (std::size_t i = 0; i < rule.inputs.size() && i < inputs.size(); ++i) {
      const feel::UnaryTests* tests = dmn::find_tests(rule.inputs[i]);
      if (!tests || !tests->tree().root) continue;
      settled &=
          is_settled(of(feel::ExpressionView(&tests->tree().source, tests->tree().root.get()),
                        decision, inputs[i]));
    }
    for (const dmn::Text& output : rule.outputs) {
      const feel::Expression* compiled = dmn::find_expression(output);
      settled &= !compiled || is_settled(of(compiled->view(), decision));
    }
  }
  return settled ? Trend::kDiscrete : Trend::kUnknown;
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/comparisons.h"

#include "decisions/assessment/trend.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/builtins.h"
#include "decisions/feel/node.h"

namespace alternat::assessment {
namespace {

bool is_input_slot(const feel::Node& node) {
  const auto* variable = std::get_if<feel::Variable>(&node.form);
  return variable && variable->where == feel::Variable::Where::kLocal && variable->index == 0;
}

// Every FEEL tree of a boxed expression, with unary tests.
template <typename Visit>
void for_each_tree(const dmn::Expression& expression, const Visit& visit) {
  const auto text = [&](const dmn::Text& part) {
    if (const feel::Expression* compiled = dmn::find_expression(part)) visit(compiled->tree());
    const feel::UnaryTests* tests = dmn::find_tests(part);
    if (tests && tests->tree().root) visit(tests->tree());
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

// Whether what it holds the value against is one value, which a fact may give.
bool is_comparison(const feel::Test& test) {
  return test.op != feel::TestOperator::kInterval && test.op != feel::TestOperator::kCondition &&
         test.operand && !std::holds_alternative<feel::Literal>(test.operand->form);
}

feel::TestOperator mirrored(feel::TestOperator op) {
  using feel::TestOperator;
  if (op == TestOperator::kLess) return TestOperator::kGreater;
  if (op == TestOperator::kLessEqual) return TestOperator::kGreaterEqual;
  if (op == TestOperator::kGreater) return TestOperator::kLess;
  if (op == TestOperator::kGreaterEqual) return TestOperator::kLessEqual;
  return op;
}

class Finder {
 public:
  Finder(std::uint32_t decision, std::vector<Comparison>& found)
      : decision_(decision), found_(found) {}

  // `input`: what `?` stands for; empty outside of cells.
  void walk(const feel::Tree& tree, const feel::Node& node, const feel::ExpressionView& input) {
    const feel::Source* source = &tree.source;
    if (const auto* comparison = std::get_if<feel::Comparison>(&node.form)) {
      add(source, comparison->left, {&comparison->right}, input);
      mark_changes(comparison->op);
      add(source, comparison->right, {&comparison->left}, input);
      mark_changes(mirrored(comparison->op));
    }
    if (const auto* between = std::get_if<feel::Between>(&node.form))
      add(source, between->value, {&between->low, &between->high}, input);
    if (const auto* in = std::get_if<feel::In>(&node.form))
      for (const feel::Test& test : in->tests) {
        add(source, in->value, {&test.operand}, input);
        if (is_comparison(test)) add(source, test.operand, {&in->value}, input);
      }
    if (const auto* tests = std::get_if<feel::Tests>(&node.form); tests && input) {
      for (const feel::Test& test : tests->tests) {
        if (!test.operand || !stands_alone(*test.operand) || !stands_alone(*input.node())) continue;
        added_ = true;
        found_.push_back({decision_, input, {feel::ExpressionView(source, test.operand.get())}});
        mark_changes(test.op);
        add_reverse(source, test, input);
      }
    }
    feel::for_each_child(node, [&](const feel::Node& child) { walk(tree, child, input); });
  }

 private:
  void add(const feel::Source* source, const feel::NodePtr& subject,
           std::initializer_list<const feel::NodePtr*> against, const feel::ExpressionView& input) {
    added_ = false;
    if (!subject) return;
    Comparison comparison;
    comparison.decision = decision_;
    comparison.subject =
        is_input_slot(*subject) ? input : feel::ExpressionView(source, subject.get());
    if (!comparison.subject || !stands_alone(*comparison.subject.node())) return;
    for (const feel::NodePtr* other : against) {
      if (*other && is_input_slot(**other) && input)
        comparison.against.push_back(input);
      else if (*other && stands_alone(**other))
        comparison.against.emplace_back(source, other->get());
    }
    if (comparison.against.empty()) return;
    found_.push_back(std::move(comparison));
    added_ = true;
  }

  // What a cell compares its column with may be a fact itself: `>= places` splits places too.
  void add_reverse(const feel::Source* source, const feel::Test& test,
                   const feel::ExpressionView& input) {
    if (!is_comparison(test)) return;
    found_.push_back({decision_, feel::ExpressionView(source, test.operand.get()), {input}});
    mark_changes(mirrored(test.op));
  }

  // Of the comparison just added, if it was.
  void mark_changes(feel::TestOperator op) {
    if (!added_) return;
    using feel::TestOperator;
    if (op == TestOperator::kLess || op == TestOperator::kGreaterEqual)
      found_.back().changes_after = false;
    if (op == TestOperator::kLessEqual || op == TestOperator::kGreater)
      found_.back().changes_at = false;
  }

  std::uint32_t decision_;
  std::vector<Comparison>& found_;
  bool added_ = false;
};

void add_text(std::vector<feel::Value>& texts, const feel::Value& text) {
  for (const feel::Value& other : texts)
    if (feel::identical(other, text)) return;
  texts.push_back(text);
}

bool is_length(const feel::NodePtr& node) {
  const auto* call = node ? std::get_if<feel::BuiltinCall>(&node->form) : nullptr;
  return call && call->builtin->name == "string length";
}

void add_length(const feel::NodePtr& node, std::vector<std::size_t>& lengths) {
  const auto* literal = node ? std::get_if<feel::Literal>(&node->form) : nullptr;
  if (!literal || !literal->value.is_number()) return;
  const std::optional<std::int64_t> length = literal->value.number().to_int();
  if (length && *length >= 0 && *length <= kLengthMax)
    lengths.push_back(static_cast<std::size_t>(*length));
}

void collect(const feel::Node& node, TextLiterals& found) {
  if (const auto* literal = std::get_if<feel::Literal>(&node.form))
    if (literal->value.is_string()) add_text(found.texts, literal->value);
  if (const auto* comparison = std::get_if<feel::Comparison>(&node.form)) {
    if (is_length(comparison->left)) add_length(comparison->right, found.lengths);
  }
  feel::for_each_child(node, [&](const feel::Node& child) { collect(child, found); });
}

}  // namespace

void find_comparisons(const dmn::ModelSet& models, std::uint32_t decision,
                      std::vector<Comparison>& found) {
  const dmn::ExpressionPtr& expression = models.decisions()[decision].decision->expression;
  if (!expression) return;
  Finder finder(decision, found);
  if (const auto* table = std::get_if<dmn::DecisionTable>(&expression->node)) {
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      const feel::Expression* input = dmn::find_expression(table->inputs[i].expression);
      if (!input) continue;
      finder.walk(input->tree(), *input->tree().root, {});
      for (const dmn::Rule& rule : table->rules)
        if (const feel::UnaryTests* tests = dmn::find_tests(rule.inputs[i]))
          if (tests->tree().root) finder.walk(tests->tree(), *tests->tree().root, input->view());
    }
    return;
  }
  for_each_tree(*expression, [&](const feel::Tree& tree) {
    if (tree.root) finder.walk(tree, *tree.root, {});
  });
}

void find_texts(const dmn::ModelSet& models, std::uint32_t decision, TextLiterals& found) {
  const dmn::ExpressionPtr& expression = models.decisions()[decision].decision->expression;
  if (!expression) return;
  for_each_tree(*expression, [&](const feel::Tree& tree) {
    if (tree.root) collect(*tree.root, found);
  });
}

}  // namespace alternat::assessment

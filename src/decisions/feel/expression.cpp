// SPDX-License-Identifier: EUPL-1.2
// Expression, UnaryTests and the views into them; the entry points of the parser.
#include "decisions/feel/expression.h"

#include <algorithm>

#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

void collect_slots(const Node& node, std::vector<std::uint32_t>& slots) {
  if (const auto* variable = std::get_if<Variable>(&node.form)) {
    if (variable->where == Variable::Where::kScope) slots.push_back(variable->index);
  }
  if (const auto* member = std::get_if<Member>(&node.form)) {
    for (const Variable& item : member->items) {
      if (item.where == Variable::Where::kScope) slots.push_back(item.index);
    }
  }
  if (const auto* function = std::get_if<FunctionLiteral>(&node.form)) {
    for (const FunctionLiteral::Capture& capture : function->captured) {
      if (capture.from.where == Variable::Where::kScope) slots.push_back(capture.from.index);
    }
  }
  for_each_child(node, [&](const Node& child) { collect_slots(child, slots); });
}

TestView view_of(const Source& source, const Test& test) {
  TestView view;
  view.comparison = test.op;
  if (test.op != TestOperator::kInterval) {
    view.operand = ExpressionView(&source, test.operand.get());
    return view;
  }
  const auto& range = std::get<RangeLiteral>(test.operand->form);
  view.low = ExpressionView(&source, range.low.get());
  view.high = ExpressionView(&source, range.high.get());
  view.low_included = range.ends.low_included;
  view.high_included = range.ends.high_included;
  return view;
}

std::unique_ptr<Tree> make_tree(std::string_view text, const ParseOptions& options) {
  auto tree = std::make_unique<Tree>();
  tree->source = Source{std::string(text), options.origin, 0};
  return tree;
}

}  // namespace

bool reads_local(const Node& node, std::uint32_t slot) {
  const auto* variable = std::get_if<Variable>(&node.form);
  if (variable != nullptr) {
    return variable->where == Variable::Where::kLocal && variable->index == slot;
  }
  if (const auto* function = std::get_if<FunctionLiteral>(&node.form)) {
    return std::any_of(function->captured.begin(), function->captured.end(), [&](const auto& each) {
      return each.from.where == Variable::Where::kLocal && each.from.index == slot;
    });
  }
  bool reads = false;
  for_each_child(node, [&](const Node& child) { reads = reads || reads_local(child, slot); });
  return reads;
}

SourceSpan Source::span_at(std::uint32_t offset) const {
  SourceSpan span{origin.file, origin.line, origin.column};
  for (std::uint32_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++span.line;
      span.column = 1;
    } else {
      ++span.column;
    }
  }
  return span;
}

std::optional<Value> ExpressionView::constant() const {
  const auto* literal = std::get_if<Literal>(&node_->form);
  if (literal == nullptr) return std::nullopt;
  return literal->value;
}

std::optional<std::uint32_t> ExpressionView::variable() const {
  const auto* variable = std::get_if<Variable>(&node_->form);
  if (variable == nullptr || variable->where != Variable::Where::kScope) return std::nullopt;
  return variable->index;
}

std::vector<std::uint32_t> ExpressionView::slots() const {
  std::vector<std::uint32_t> slots;
  collect_slots(*node_, slots);
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

bool ExpressionView::reads_input() const {
  return reads_local(*node_, 0);
}

const Type& ExpressionView::type() const {
  return node_->type;
}

std::string_view ExpressionView::text() const {
  return std::string_view(source_->text).substr(node_->at, node_->end - node_->at);
}

SourceSpan ExpressionView::span() const {
  return source_->span_at(node_->at);
}

Expression::Expression(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

ExpressionView Expression::view() const {
  return {&tree_->source, tree_->root.get()};
}
std::string_view Expression::text() const {
  return tree_->source.text;
}

UnaryTests::UnaryTests(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
UnaryTests::UnaryTests(UnaryTests&&) noexcept = default;
UnaryTests& UnaryTests::operator=(UnaryTests&&) noexcept = default;
UnaryTests::~UnaryTests() = default;

bool UnaryTests::is_any() const {
  return std::get<Tests>(tree_->root->form).any;
}
bool UnaryTests::is_negated() const {
  return std::get<Tests>(tree_->root->form).negated;
}
const std::vector<TestView>& UnaryTests::tests() const {
  return tree_->views;
}
std::vector<std::uint32_t> UnaryTests::slots() const {
  return ExpressionView(&tree_->source, tree_->root.get()).slots();
}
std::string_view UnaryTests::text() const {
  return tree_->source.text;
}

std::optional<Expression> parse_expression(std::string_view text, const Scope& scope,
                                           const ParseOptions& options, Diagnostics& diagnostics) {
  auto tree = make_tree(text, options);
  Diagnostics found;
  Parser parser(tree->source, scope, options, found);
  tree->root = parser.read_whole_expression();
  tree->source.frame_size = parser.frame_size();
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return Expression(std::move(tree));
}

std::optional<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope,
                                            const ParseOptions& options, Diagnostics& diagnostics) {
  auto tree = make_tree(text, options);
  Diagnostics found;
  Parser parser(tree->source, scope, options, found);
  tree->root = parser.read_whole_tests();
  tree->source.frame_size = parser.frame_size();
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  for (const Test& test : std::get<Tests>(tree->root->form).tests) {
    tree->views.push_back(view_of(tree->source, test));
  }
  return UnaryTests(std::move(tree));
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Unary tests (DMN 1.5 clause 10.3.1.2, rules 7, 8 and 13 to 18; clause 8.3.3): cells of decision
// tables, allowed values, and what stands after `in`.
#include <utility>

#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

constexpr int kAny = 0;
constexpr int kOperand = 30;

}  // namespace

NodePtr Parser::read_whole_tests() {
  declare("?", options_.input_type);
  tested_ = options_.input_type;
  Tests tests;
  const std::uint32_t at = peek().at;
  if (peek().kind == TokenKind::kEnd) {
    report("feel.empty", "The test is empty; write '-' for a test that always holds.", at);
    return nothing(at);
  }
  if (peek().kind == TokenKind::kMinus && peek(1).kind == TokenKind::kEnd) {
    ++position_;
    tests.any = true;
    return make(at, std::move(tests));
  }
  if (at_word("not") && peek(1).kind == TokenKind::kLeftParen) {
    // not( … ) to the very end is a negation of tests; else it is a call within an expression.
    const std::size_t close = closing_of(1);
    if (peek(close + 1).kind == TokenKind::kEnd) {
      position_ += 2;
      tests.negated = true;
    }
  }
  tests.tests = read_tests(tests.negated ? TokenKind::kRightParen : TokenKind::kEnd);
  if (tests.negated) expect(TokenKind::kRightParen, ")");
  if (!failed_ && peek().kind != TokenKind::kEnd) {
    syntax_error(peek(), "the tests end before this");
  }
  return make(at, std::move(tests));
}

// How far away the parenthesis is that closes the one at `open`. The end of a range may close with
// another sign than it began: [1..2), ]1..2[.
std::size_t Parser::closing_of(std::size_t open) const {
  std::vector<bool> levels;  // whether this one has become a range
  std::size_t at = open;
  for (; peek(at).kind != TokenKind::kEnd; ++at) {
    const TokenKind kind = peek(at).kind;
    const bool in_range = !levels.empty() && levels.back();
    const TokenKind next = peek(at + 1).kind;
    const bool ends_test = next == TokenKind::kComma || next == TokenKind::kRightParen;
    if (kind == TokenKind::kDotDot && !levels.empty()) {
      levels.back() = true;
    } else if (kind == TokenKind::kLeftBracket && in_range && ends_test) {
      levels.pop_back();
      if (levels.empty()) break;  // not(1..2[): it closed what it did not begin
    } else if (kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket) {
      levels.push_back(false);
    } else if (kind == TokenKind::kRightBracket && levels.size() == 1 && !in_range) {
      levels.push_back(false);  // ]1..2] begins
    } else if (kind == TokenKind::kRightParen || kind == TokenKind::kRightBracket) {
      levels.pop_back();
      if (levels.empty()) break;
    }
  }
  return at;
}

std::vector<Test> Parser::read_tests(TokenKind closing) {
  std::vector<Test> tests;
  do {
    tests.push_back(read_test());
  } while (skip(TokenKind::kComma));
  if (!failed_ && peek().kind != closing) {
    syntax_error(peek(), "',' or the end of the tests is expected");
  }
  return tests;
}

Test Parser::read_test() {
  Test test;
  if (const auto op = comparison_of(peek().kind)) {
    ++position_;
    test.op = *op;
    test.operand = read_expression(kOperand);
    check_test(test.op, *test.operand);
    return test;
  }
  const std::uint32_t inputs_before = inputs_;
  test.operand = read_expression(kAny);
  if (inputs_ != inputs_before) {
    test.op = TestOperator::kCondition;
  } else if (std::holds_alternative<RangeLiteral>(test.operand->form)) {
    const RangeEnds ends = std::get<RangeLiteral>(test.operand->form).ends;
    if (ends.low_present && ends.high_present) test.op = TestOperator::kInterval;
  } else if (is_condition(*test.operand) && tested_.kind != TypeKind::kBoolean) {
    test.op = TestOperator::kCondition;
  }
  check_test(test.op, *test.operand);
  return test;
}

// Whether it can only be true or false: then, unless the input is boolean, it is a condition.
bool Parser::is_condition(const Node& node) {
  return std::holds_alternative<Comparison>(node.form) ||
         std::holds_alternative<Logic>(node.form) || std::holds_alternative<Between>(node.form) ||
         std::holds_alternative<In>(node.form) || std::holds_alternative<Quantified>(node.form) ||
         std::holds_alternative<InstanceOf>(node.form);
}

// e in test, e in (test, test)
NodePtr Parser::read_in(NodePtr left, const Row& /*row*/) {
  ++position_;
  const std::uint32_t at = left->at;
  In in;
  {
    const Mark mark(frames_.back());
    in.input = declare("?", left->type);
    const Type outer = std::exchange(tested_, left->type);
    const std::size_t start = position_;
    if (peek().kind == TokenKind::kLeftParen && peek(1).kind != TokenKind::kRightParen) {
      ++position_;
      const int outer_ends = std::exchange(range_ends_, 0);
      in.tests.push_back(read_test());
      const bool is_range = peek().kind == TokenKind::kDotDot;
      while (!is_range && skip(TokenKind::kComma)) in.tests.push_back(read_test());
      range_ends_ = outer_ends;
      if (is_range) {
        position_ = start;
        in.tests.clear();
      } else {
        expect(TokenKind::kRightParen, ")");
      }
    }
    if (in.tests.empty() && comparison_of(peek().kind)) {
      in.tests.push_back(read_test());
    } else if (in.tests.empty()) {
      Test test;
      test.operand = read_expression(kOperand);
      check_test(test.op, *test.operand);
      in.tests.push_back(std::move(test));
    }
    tested_ = outer;
  }
  in.value = std::move(left);
  return make(at, std::move(in), Type::simple(TypeKind::kBoolean));
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// The grammar of FEEL as one table of rows (token, how it starts an expression, how it goes on, how
// strongly it binds), and the loop that walks it: DMN 1.5 clause 10.3.1.2, grammar rules 1 to 21.
#include "decisions/feel/parser.h"

#include <array>

namespace alternat::feel {

namespace {

enum Power : int {
  kNone = 0,
  kOr = 10,
  kAnd = 20,
  kCompare = 30,
  kAdd = 40,
  kMultiply = 50,
  kPower = 60,
  kNegate = 70,
  kInstance = 80,
  kPostfix = 90,
};

}  // namespace

struct Parser::Row {
  TokenKind kind;
  std::string_view word;  // of kName: the keyword
  NodePtr (Parser::*prefix)();
  NodePtr (Parser::*infix)(NodePtr left, const Row& row);
  int power;
};

// Keywords stand before the row for names.
const Parser::Row Parser::kRows[] = {
    // token, word, starts an expression, goes on with one, power
    {TokenKind::kName, "if", &Parser::read_if, nullptr, kNone},
    {TokenKind::kName, "for", &Parser::read_for, nullptr, kNone},
    {TokenKind::kName, "some", &Parser::read_quantified, nullptr, kNone},
    {TokenKind::kName, "every", &Parser::read_quantified, nullptr, kNone},
    {TokenKind::kName, "function", &Parser::read_function, nullptr, kNone},
    {TokenKind::kName, "true", &Parser::read_constant_word, nullptr, kNone},
    {TokenKind::kName, "false", &Parser::read_constant_word, nullptr, kNone},
    {TokenKind::kName, "null", &Parser::read_constant_word, nullptr, kNone},
    {TokenKind::kName, "or", nullptr, &Parser::read_logic, kOr},
    {TokenKind::kName, "and", nullptr, &Parser::read_logic, kAnd},
    {TokenKind::kName, "between", nullptr, &Parser::read_between, kCompare},
    {TokenKind::kName, "in", nullptr, &Parser::read_in, kCompare},
    {TokenKind::kName, "instance", nullptr, &Parser::read_instance_of, kInstance},
    {TokenKind::kName, "", &Parser::read_name, nullptr, kNone},
    {TokenKind::kNumber, "", &Parser::read_number, nullptr, kNone},
    {TokenKind::kString, "", &Parser::read_string, nullptr, kNone},
    {TokenKind::kAt, "", &Parser::read_at_literal, nullptr, kNone},
    {TokenKind::kQuestion, "", &Parser::read_input, nullptr, kNone},
    {TokenKind::kEqual, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kNotEqual, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kLess, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kLessEqual, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kGreater, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kGreaterEqual, "", nullptr, &Parser::read_comparison, kCompare},
    {TokenKind::kPlus, "", nullptr, &Parser::read_arithmetic, kAdd},
    {TokenKind::kMinus, "", &Parser::read_negation, &Parser::read_arithmetic, kAdd},
    {TokenKind::kStar, "", nullptr, &Parser::read_arithmetic, kMultiply},
    {TokenKind::kSlash, "", nullptr, &Parser::read_arithmetic, kMultiply},
    {TokenKind::kStarStar, "", nullptr, &Parser::read_arithmetic, kPower},
    {TokenKind::kDot, "", nullptr, &Parser::read_path, kPostfix},
    {TokenKind::kLeftBracket, "", &Parser::read_bracket, &Parser::read_filter, kPostfix},
    {TokenKind::kRightBracket, "", &Parser::read_open_range, nullptr, kNone},
    {TokenKind::kLeftParen, "", &Parser::read_paren, &Parser::read_call, kPostfix},
    {TokenKind::kLeftBrace, "", &Parser::read_context, nullptr, kNone},
};

const Parser::Row* Parser::find_row(const Token& token, bool prefix) const {
  for (const Row& row : kRows) {
    if (row.kind != token.kind || (!row.word.empty() && row.word != token.text)) continue;
    if (prefix ? row.prefix != nullptr : row.infix != nullptr) return &row;
  }
  return nullptr;
}

Parser::Parser(const Source& source, const Scope& scope, const ParseOptions& options,
               Diagnostics& diagnostics)
    : source_(source),
      scope_(scope),
      options_(options),
      diagnostics_(diagnostics),
      tokens_(read_tokens(source.text)),
      frames_(1) {
  if (!options.filter_item) return;
  const Type& item = scope.names()[*options.filter_item].type;
  frames_.front().locals.push_back({"", item, *options.filter_item, true, true});
}

NodePtr Parser::read_whole_expression() {
  if (peek().kind == TokenKind::kEnd) {
    report("feel.empty", "The expression is empty.", 0);
    return nothing(0);
  }
  NodePtr node = read_expression(kNone);
  if (!failed_ && peek().kind != TokenKind::kEnd) {
    syntax_error(peek(), "the expression ends before this");
  }
  return node;
}

NodePtr Parser::read_expression(int power) {
  const std::uint32_t at = peek().at;
  if (++depth_ > kParseDepthMax) {
    if (!failed_) report("feel.too_deep", "The expression nests more than 500 levels deep.", at);
    failed_ = true;
    position_ = tokens_.size() - 1;
    --depth_;
    return nothing(at);
  }
  NodePtr left = read_prefix();
  while (!failed_) {
    const Row* row = find_row(peek(), false);
    if (row == nullptr || row->power <= power) break;
    if (row->kind == TokenKind::kLeftBracket && range_ends_ > 0 && ends_range()) break;
    left = (this->*row->infix)(std::move(left), *row);
  }
  --depth_;
  return left;
}

// The bracket here closes a range, [1..3[: no expression, so no filter, follows.
bool Parser::ends_range() const {
  return find_row(peek(1), true) == nullptr ||
         (peek(1).kind == TokenKind::kName && ends_an_expression(peek(1).text));
}

NodePtr Parser::read_prefix() {
  const Token& token = peek();
  if (!at_word("function")) entry_name_.clear();
  if (token.kind == TokenKind::kName || token.kind == TokenKind::kQuestion) {
    // A declared name may begin with a keyword ("in stock"); it is then the longer match.
    const auto match = longest_match();
    if (match && match->token_count > 1) return read_name();
  }
  const Row* row = find_row(token, true);
  if (row == nullptr) {
    syntax_error(token, "an expression is expected");
    return nothing(token.at);
  }
  return (this->*row->prefix)();
}

NodePtr Parser::read_negation() {
  const std::uint32_t at = peek().at;
  ++position_;
  NodePtr operand = read_expression(kNegate);
  if (const auto* literal = std::get_if<Literal>(&operand->form)) {
    Value value = negate(literal->value);
    if (!value.is_null()) return make(at, Literal{std::move(value)}, operand->type);
  }
  check_negated(*operand, at);
  Type type = operand->type;
  return make(at, Negation{std::move(operand)}, std::move(type));
}

NodePtr Parser::read_number() {
  const Token token = peek();
  ++position_;
  const auto number = Decimal::from_text(token.text);
  if (!number) {
    report("feel.bad_literal", "The number " + std::string(token.text) + " cannot be held.",
           token.at);
    return nothing(token.at);
  }
  return make(token.at, Literal{Value::from_number(*number)}, Type::simple(TypeKind::kNumber));
}

NodePtr Parser::read_string() {
  const Token token = peek();
  ++position_;
  std::string text;
  unescape(token.text, text);
  return make(token.at, Literal{Value::from_string(text)}, Type::simple(TypeKind::kString));
}

// DMN 1.5 clause 10.3.1.2, rule 62: the kind follows from the text.
NodePtr Parser::read_at_literal() {
  const Token token = peek();
  ++position_;
  struct Form {
    std::optional<Value> (*parse)(std::string_view);
    TypeKind type;
  };
  constexpr std::array kForms{Form{&parse_date, TypeKind::kDate},
                              Form{&parse_time, TypeKind::kTime},
                              Form{&parse_date_time, TypeKind::kDateTime}};
  for (const Form& form : kForms) {
    if (auto value = form.parse(token.text)) {
      return make(token.at, Literal{*value}, Type::simple(form.type));
    }
  }
  if (auto value = parse_duration(token.text)) {
    const bool months = value->kind() == Kind::kYearsMonths;
    const Type type = Type::simple(months ? TypeKind::kYearsMonths : TypeKind::kDaysTime);
    return make(token.at, Literal{*value}, type);
  }
  return trouble("feel.bad_literal",
                 "@\"" + std::string(token.text) +
                     "\" is no date, time, date and time or duration that exists.",
                 token.at);
}

NodePtr Parser::read_constant_word() {
  const Token token = peek();
  ++position_;
  if (token.text == "null") return make(token.at, Literal{}, Type::simple(TypeKind::kNull));
  return make(token.at, Literal{Value::from_bool(token.text == "true")},
              Type::simple(TypeKind::kBoolean));
}

NodePtr Parser::read_if() {
  const std::uint32_t at = peek().at;
  ++position_;
  NodePtr condition = read_expression(kNone);
  check_boolean(*condition, "if");
  if (!expect_word("then")) return nothing(at);
  NodePtr then = read_expression(kNone);
  if (!expect_word("else")) return nothing(at);
  NodePtr otherwise = read_expression(kNone);
  Type type = then->type == otherwise->type ? then->type : Type::any();
  return make(at, If{std::move(condition), std::move(then), std::move(otherwise)}, std::move(type));
}

NodePtr Parser::read_for() {
  const std::uint32_t at = peek().at;
  ++position_;
  const Mark mark(frames_.back());
  std::vector<Iterator> iterators = read_iterators();
  if (!expect_word("return")) return nothing(at);
  const std::uint32_t partial = declare("partial", Type::simple(TypeKind::kList));
  NodePtr body = read_expression(kNone);
  Type type = Type::list_of(body->type);
  const bool reads_partial = reads_local(*body, partial);
  return make(at, For{std::move(iterators), partial, reads_partial, std::move(body)},
              std::move(type));
}

NodePtr Parser::read_quantified() {
  const Token token = peek();
  ++position_;
  const Mark mark(frames_.back());
  std::vector<Iterator> iterators = read_iterators();
  if (!expect_word("satisfies")) return nothing(token.at);
  NodePtr body = read_expression(kNone);
  check_boolean(*body, "satisfies");
  return make(token.at, Quantified{token.text == "every", std::move(iterators), std::move(body)},
              Type::simple(TypeKind::kBoolean));
}

NodePtr Parser::read_logic(NodePtr left, const Row& row) {
  ++position_;
  NodePtr right = read_expression(row.power);
  check_boolean(*left, row.word);
  check_boolean(*right, row.word);
  const std::uint32_t at = left->at;
  return make(at, Logic{row.word == "and", std::move(left), std::move(right)},
              Type::simple(TypeKind::kBoolean));
}

namespace {

struct ArithmeticSign {
  TokenKind token;
  Arithmetic::Operator op;
};

constexpr std::array kArithmeticSigns{
    ArithmeticSign{TokenKind::kPlus, Arithmetic::Operator::kAdd},
    ArithmeticSign{TokenKind::kMinus, Arithmetic::Operator::kSubtract},
    ArithmeticSign{TokenKind::kStar, Arithmetic::Operator::kMultiply},
    ArithmeticSign{TokenKind::kSlash, Arithmetic::Operator::kDivide},
    ArithmeticSign{TokenKind::kStarStar, Arithmetic::Operator::kPower},
};

// Only what is plain: numbers with numbers, dates and durations.
Type arithmetic_type(const Type& left, const Type& right, Arithmetic::Operator op) {
  if (left.kind == TypeKind::kNumber && right.kind == TypeKind::kNumber) return left;
  const bool is_sum = op == Arithmetic::Operator::kAdd || op == Arithmetic::Operator::kSubtract;
  const bool dated = left.kind == TypeKind::kDate || left.kind == TypeKind::kDateTime;
  const bool duration = right.kind == TypeKind::kYearsMonths || right.kind == TypeKind::kDaysTime;
  if (is_sum && dated && duration) return left;
  if (op == Arithmetic::Operator::kSubtract && dated && left == right) {
    return Type::simple(TypeKind::kDaysTime);
  }
  if (op == Arithmetic::Operator::kAdd && left.kind == TypeKind::kString && left == right) {
    return left;
  }
  return Type::any();
}

struct ComparisonSign {
  TokenKind token;
  TestOperator op;
};

constexpr std::array kComparisonSigns{
    ComparisonSign{TokenKind::kEqual, TestOperator::kEqual},
    ComparisonSign{TokenKind::kNotEqual, TestOperator::kNotEqual},
    ComparisonSign{TokenKind::kLess, TestOperator::kLess},
    ComparisonSign{TokenKind::kLessEqual, TestOperator::kLessEqual},
    ComparisonSign{TokenKind::kGreater, TestOperator::kGreater},
    ComparisonSign{TokenKind::kGreaterEqual, TestOperator::kGreaterEqual},
};

}  // namespace

std::optional<TestOperator> comparison_of(TokenKind kind) {
  for (const ComparisonSign& sign : kComparisonSigns) {
    if (sign.token == kind) return sign.op;
  }
  return std::nullopt;
}

NodePtr Parser::read_arithmetic(NodePtr left, const Row& row) {
  const Token token = peek();
  ++position_;
  NodePtr right = read_expression(row.power);
  Arithmetic::Operator op = Arithmetic::Operator::kAdd;
  for (const ArithmeticSign& sign : kArithmeticSigns) {
    if (sign.token == row.kind) op = sign.op;
  }
  check_arithmetic(*left, *right, op, token.at);
  Type type = arithmetic_type(left->type, right->type, op);
  const std::uint32_t at = left->at;
  return make(at, Arithmetic{op, std::move(left), std::move(right)}, std::move(type));
}

NodePtr Parser::read_comparison(NodePtr left, const Row& row) {
  const Token token = peek();
  ++position_;
  NodePtr right = read_expression(row.power);
  check_operands(*left, *right, text_of(token), token.at);
  const std::uint32_t at = left->at;
  return make(at, Comparison{*comparison_of(row.kind), std::move(left), std::move(right)},
              Type::simple(TypeKind::kBoolean));
}

NodePtr Parser::read_between(NodePtr left, const Row& row) {
  ++position_;
  const std::uint32_t at = left->at;
  NodePtr low = read_expression(row.power);
  if (!expect_word("and")) return nothing(at);
  NodePtr high = read_expression(row.power);
  check_operands(*left, *low, "between", low->at);
  check_operands(*left, *high, "between", high->at);
  return make(at, Between{std::move(left), std::move(low), std::move(high)},
              Type::simple(TypeKind::kBoolean));
}

NodePtr Parser::read_instance_of(NodePtr left, const Row& /*row*/) {
  ++position_;
  const std::uint32_t at = left->at;
  if (!expect_word("of")) return nothing(at);
  Type type = read_type();
  return make(at, InstanceOf{std::move(left), std::move(type)}, Type::simple(TypeKind::kBoolean));
}

NodePtr Parser::read_filter(NodePtr left, const Row& /*row*/) {
  ++position_;
  const std::uint32_t at = left->at;
  const Mark mark(frames_.back());
  Type item = Type::any();
  if (left->type.kind == TypeKind::kList) {
    if (!left->type.of.empty()) item = left->type.of.front();
  } else {
    item = left->type;
  }
  const int outer_ends = std::exchange(range_ends_, 0);
  const std::uint32_t slot = declare("item", item);
  frames_.back().locals.push_back({"", item, slot, true});
  NodePtr condition = read_expression(kNone);
  range_ends_ = outer_ends;
  if (!expect(TokenKind::kRightBracket, "]")) return nothing(at);
  const bool is_index = condition->type.kind == TypeKind::kNumber;
  Type type = is_index ? item : Type::list_of(item);
  if (condition->type.is_any()) type = Type::any();
  return make(at, Filter{std::move(left), std::move(condition), slot}, std::move(type));
}

// Tokens and nodes.

const Token& Parser::peek(std::size_t ahead) const {
  const std::size_t index = position_ + ahead;
  return index < tokens_.size() ? tokens_[index] : tokens_.back();
}

bool Parser::at_word(std::string_view word, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kName && peek(ahead).text == word;
}

bool Parser::skip(TokenKind kind) {
  if (peek().kind != kind) return false;
  ++position_;
  return true;
}

bool Parser::skip_word(std::string_view word) {
  if (!at_word(word)) return false;
  ++position_;
  return true;
}

bool Parser::expect(TokenKind kind, std::string_view what) {
  if (skip(kind)) return true;
  syntax_error(peek(), "'" + std::string(what) + "' is expected");
  return false;
}

bool Parser::expect_word(std::string_view word) {
  if (skip_word(word)) return true;
  syntax_error(peek(), "'" + std::string(word) + "' is expected");
  return false;
}

std::string_view Parser::text_of(const Token& token) const {
  return std::string_view(source_.text).substr(token.at, token.end - token.at);
}

void Parser::syntax_error(const Token& token, std::string message) {
  if (failed_) return;
  failed_ = true;
  const std::string found = token.kind == TokenKind::kEnd
                                ? std::string("the text ends here")
                                : "found '" + std::string(text_of(token)).substr(0, 40) + "'";
  report("feel.syntax", "Not FEEL: " + message + "; " + found + ".", token.at);
  position_ = tokens_.size() - 1;
}

void Parser::report(std::string_view code, std::string message, std::uint32_t at) {
  diagnostics_.error(code, std::move(message), source_.span_at(at));
}

void Parser::warn(std::string_view code, std::string message, std::uint32_t at) {
  diagnostics_.warning(code, std::move(message), source_.span_at(at));
}

NodePtr Parser::nothing(std::uint32_t at) {
  return make(at, Literal{});
}

// An error, or with UnknownNames::kNull a warning now and again at each evaluation.
NodePtr Parser::trouble(std::string_view code, std::string message, std::uint32_t at) {
  if (options_.unknown_names == UnknownNames::kRefuse) {
    report(code, message, at);
  } else {
    warn(code, message, at);
  }
  return make(at, Trouble{std::string(code), std::move(message)});
}

}  // namespace alternat::feel

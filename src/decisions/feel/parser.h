// SPDX-License-Identifier: EUPL-1.2
// The parser: tokens to a tree. parser.cpp holds the grammar as one table of rows; parser_names.cpp
// resolves names to slots; parser_forms.cpp reads lists, contexts, ranges, functions and types;
// parser_tests.cpp unary tests. After the first syntax error everything reads as the end.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/feel/builtins.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/lexer.h"
#include "decisions/feel/node.h"

namespace alternat::feel {

inline constexpr int kParseDepthMax = 500;
inline constexpr std::uint16_t kTreeHeightMax = 1000;

// The comparison that a sign means: = != < <= > >=.
std::optional<TestOperator> comparison_of(TokenKind kind);

// Keywords that stand behind an expression, and so end a name of several words that nobody
// declared.
bool ends_an_expression(std::string_view word);

class Parser {
 public:
  Parser(const Source& source, const Scope& scope, const ParseOptions& options,
         Diagnostics& diagnostics);

  NodePtr read_whole_expression();
  NodePtr read_whole_tests();
  std::uint32_t frame_size() const { return frames_.front().size; }
  bool failed() const { return failed_; }

 private:
  struct Row;  // of the grammar table
  static const Row kRows[];

  // What a name stands for, from the inside out.
  struct Local {
    std::string name;
    Type type;
    std::uint32_t slot = 0;
    bool is_filter_item = false;  // no name of its own: its entries are names
    bool of_scope = false;        // the slot is one of the Scope

    Variable variable() const {
      return {of_scope ? Variable::Where::kScope : Variable::Where::kLocal, slot};
    }
  };
  struct Frame {
    std::vector<Local> locals;
    std::vector<FunctionLiteral::Capture> captured;
    std::uint32_t size = 0;
  };
  struct Mark;  // restores the locals of the frame when a block ends
  struct NameMatch {
    std::string name;
    std::size_t token_count = 0;
  };

  // parser.cpp: the loop and the rows.
  NodePtr read_expression(int power);
  NodePtr read_prefix();
  bool ends_range() const;
  const Row* find_row(const Token& token, bool prefix) const;
  NodePtr read_negation();
  NodePtr read_number();
  NodePtr read_string();
  NodePtr read_at_literal();
  NodePtr read_if();
  NodePtr read_for();
  NodePtr read_quantified();
  NodePtr read_constant_word();
  NodePtr read_input();
  NodePtr read_logic(NodePtr left, const Row& row);
  NodePtr read_arithmetic(NodePtr left, const Row& row);
  NodePtr read_comparison(NodePtr left, const Row& row);
  NodePtr read_between(NodePtr left, const Row& row);
  NodePtr read_in(NodePtr left, const Row& row);
  NodePtr read_instance_of(NodePtr left, const Row& row);
  NodePtr read_path(NodePtr left, const Row& row);
  NodePtr read_filter(NodePtr left, const Row& row);
  NodePtr read_call(NodePtr left, const Row& row);

  // parser_forms.cpp
  NodePtr read_paren();
  NodePtr read_bracket();
  NodePtr read_open_range();
  NodePtr read_unary_range(bool enclosed);
  NodePtr read_range_end(NodePtr low, bool low_included, std::uint32_t at);
  NodePtr read_context();
  NodePtr read_function();
  std::uint32_t declare_self(const std::string& name, const FunctionLiteral& function);
  Type read_type();
  Type read_type_arguments(Type type);
  std::vector<Iterator> read_iterators();
  std::string read_name_until(std::string_view word, TokenKind kind);
  std::optional<std::string> read_argument_name();
  NodePtr make_builtin_call(const Builtin& builtin, std::vector<NodePtr> arguments,
                            std::vector<std::string> names, std::uint32_t at);
  NodePtr fold(NodePtr node);

  // parser_names.cpp
  NodePtr read_name();
  std::optional<NameMatch> longest_match() const;
  void try_match(std::string_view name, NameMatch& best) const;
  std::size_t tokens_matched(std::string_view name) const;
  std::string join_words() const;
  NodePtr resolve(const NameMatch& match, std::uint32_t at);
  NodePtr resolve_in_filters(const std::string& name, std::uint32_t at);
  NodePtr unknown_name(const std::string& name, std::uint32_t at);
  Variable reach(std::size_t frame, Variable variable);
  std::uint32_t declare(std::string_view name, Type type);
  std::vector<std::string> visible_names() const;

  // parser_tests.cpp
  std::vector<Test> read_tests(TokenKind closing);
  std::size_t closing_of(std::size_t open) const;
  Test read_test();
  static bool is_condition(const Node& node);

  // tokens and nodes
  const Token& peek(std::size_t ahead = 0) const;
  bool at_word(std::string_view word, std::size_t ahead = 0) const;
  bool skip(TokenKind kind);
  bool skip_word(std::string_view word);
  bool expect(TokenKind kind, std::string_view what);
  bool expect_word(std::string_view word);
  std::string_view text_of(const Token& token) const;
  void syntax_error(const Token& token, std::string message);
  void report(std::string_view code, std::string message, std::uint32_t at);
  void warn(std::string_view code, std::string message, std::uint32_t at);
  // A node from `at` to the token before the current one.
  template <typename Form>
  NodePtr make(std::uint32_t at, Form form, Type type = Type::any());
  NodePtr nothing(std::uint32_t at);
  NodePtr trouble(std::string_view code, std::string message, std::uint32_t at);
  // parser_check.cpp: what the static types show never to have a result. An error, or with
  // UnknownNames::kNull a warning.
  void mismatch(std::string message, std::uint32_t at);
  void check_operands(const Node& left, const Node& right, std::string_view sign, std::uint32_t at);
  void check_arithmetic(const Node& left, const Node& right, Arithmetic::Operator op,
                        std::uint32_t at);
  void check_negated(const Node& operand, std::uint32_t at);
  void check_boolean(const Node& operand, std::string_view what);
  void check_test(TestOperator op, const Node& operand);
  void check_arguments(const BuiltinCall& call);
  NodePtr check_call(const Call& call, std::uint32_t at);
  void check_member(const Type& owner, const std::string& name, std::uint32_t at);

  const Source& source_;
  const Scope& scope_;
  const ParseOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
  std::deque<Frame> frames_;  // outermost first; references stay valid
  int depth_ = 0;
  std::string entry_name_;    // of the context entry whose value comes next
  int range_ends_ = 0;        // > 0: `[` may close a range
  Type tested_;               // of what the tests being read test
  std::uint32_t inputs_ = 0;  // how many `?` were read
  bool failed_ = false;
};

struct Parser::Mark {
  explicit Mark(Frame& in) : frame(in), count(in.locals.size()) {}
  ~Mark() { frame.locals.resize(count); }
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;
  Frame& frame;
  std::size_t count;
};

template <typename Form>
NodePtr Parser::make(std::uint32_t at, Form form, Type type) {
  auto node = std::make_unique<Node>();
  node->at = at;
  node->end = position_ == 0 ? at : tokens_[position_ - 1].end;
  node->type = std::move(type);
  node->form = std::move(form);
  std::uint16_t below = 0;
  for_each_child(*node, [&](const Node& child) { below = std::max(below, child.height); });
  node->height = static_cast<std::uint16_t>(below + 1);
  if (node->height > kTreeHeightMax && !failed_) {
    report("feel.too_deep", "The expression is a chain of more than 1000 parts; split it.", at);
    failed_ = true;
    position_ = tokens_.size() - 1;
  }
  return node;
}

}  // namespace alternat::feel

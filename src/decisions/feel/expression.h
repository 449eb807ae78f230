// SPDX-License-Identifier: EUPL-1.2
// Expression and UnaryTests: FEEL text parsed once, names resolved to slots, evaluated many times.
// Both own their tree and are immutable; evaluation from several threads is safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "decisions/feel/scope.h"
#include "decisions/feel/value.h"

namespace alternat::feel {

struct Node;
struct Source;  // the text and where it stands
struct Tree;    // Source + root

// Where the first character of a text stands in the file that a person wrote.
struct Origin {
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// What a name that is not in scope does: an error; or a warning, and null with a warning each time
// it is evaluated (conformance runs).
enum class UnknownNames { kRefuse, kNull };

// A part of a tree: valid while the Expression or UnaryTests it came from lives.
class ExpressionView {
 public:
  ExpressionView() = default;
  ExpressionView(const Source* source, const Node* node) : source_(source), node_(node) {}

  explicit operator bool() const { return node_ != nullptr; }
  // The value if it needs no evaluation: a literal, or the negative of one.
  std::optional<Value> constant() const;
  // The slot if the whole expression is one variable of the Scope.
  std::optional<std::uint32_t> variable() const;
  // Slots of the Scope that the expression reads, sorted.
  std::vector<std::uint32_t> slots() const;
  bool reads_input() const;  // `?`
  const Type& type() const;  // static type, Any if not known
  std::string_view text() const;
  SourceSpan span() const;

  const Source* source() const { return source_; }
  const Node* node() const { return node_; }

 private:
  const Source* source_ = nullptr;
  const Node* node_ = nullptr;
};

class Expression {
 public:
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();

  ExpressionView view() const;
  const Type& type() const { return view().type(); }
  std::vector<std::uint32_t> slots() const { return view().slots(); }
  std::string_view text() const;

  explicit Expression(std::unique_ptr<Tree> tree);
  const Tree& tree() const { return *tree_; }

 private:
  std::unique_ptr<Tree> tree_;
};

// How one unary test compares the input with its operand (DMN 1.5 clause 10.3.1.2 grammar 7, 8).
enum class TestOperator : std::uint8_t {
  kEqual,         // an expression: equal to it, or, if it is a list or range, in it
  kNotEqual,      // != e
  kLess,          // < e
  kLessEqual,     // <= e
  kGreater,       // > e
  kGreaterEqual,  // >= e
  kInterval,      // [a..b], (a..b), …
  kCondition,     // an expression that uses `?`: holds if true
};

struct TestView {
  TestOperator comparison = TestOperator::kEqual;
  ExpressionView operand;    // all but kInterval
  ExpressionView low, high;  // kInterval
  bool low_included = true;
  bool high_included = true;
};

class UnaryTests {
 public:
  UnaryTests(UnaryTests&&) noexcept;
  UnaryTests& operator=(UnaryTests&&) noexcept;
  ~UnaryTests();

  // `-`: true for every input, also null and Unknown.
  bool is_any() const;
  // not( … ): true if none of the tests holds.
  bool is_negated() const;
  // In the order written; empty if is_any().
  const std::vector<TestView>& tests() const;
  std::vector<std::uint32_t> slots() const;
  std::string_view text() const;

  explicit UnaryTests(std::unique_ptr<Tree> tree);
  const Tree& tree() const { return *tree_; }

 private:
  std::unique_ptr<Tree> tree_;
};

struct ParseOptions {
  Origin origin;
  UnknownNames unknown_names = UnknownNames::kRefuse;
  // Type of the input that unary tests test; Any if not known.
  Type input_type;
  // Slot of the Scope that holds the item of a boxed filter: its entries are names, as inside
  // list[…].
  std::optional<std::uint32_t> filter_item;
};

// Reads one expression. All errors go to `diagnostics`; nullopt if there was one. Codes:
// feel.syntax, feel.unknown_name, feel.unknown_type, feel.wrong_arguments, feel.bad_literal,
// feel.duplicate_key, feel.not_supported, feel.too_deep, feel.empty; warnings feel.type_mismatch,
// feel.unknown_member.
std::optional<Expression> parse_expression(std::string_view text, const Scope& scope,
                                           const ParseOptions& options, Diagnostics& diagnostics);
// Reads the unary tests of a decision table cell or of allowed values.
std::optional<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope,
                                            const ParseOptions& options, Diagnostics& diagnostics);

}  // namespace alternat::feel

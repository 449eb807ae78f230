// SPDX-License-Identifier: EUPL-1.2
// The tree of a parsed expression: one struct per construct of the grammar (DMN 1.5
// clause 10.3.1.2), each node with its place and, where known, its type. Names are already slots.
// Private to feel.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "decisions/feel/expression.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

struct Builtin;  // builtins.h
struct Overload;

using NodePtr = std::unique_ptr<Node>;

// Where a name's value lies: among the values of the Scope, or in the frame of the running
// function.
struct Variable {
  enum class Where : std::uint8_t { kScope, kLocal };
  Where where = Where::kScope;
  std::uint32_t index = 0;
};

struct Literal {
  Value value;
};
// What cannot be evaluated, and UnknownNames::kNull lets pass: null and this warning.
struct Trouble {
  std::string code;
  std::string message;
};
struct BuiltinName {
  const Builtin* builtin;
};
// A name inside a filter: an entry of one of the items in filters around it (innermost first), else
// `otherwise`, else null.
struct Member {
  std::string name;
  std::vector<Variable> items;
  NodePtr otherwise;
};
struct Negation {
  NodePtr operand;
};
struct Arithmetic {
  enum class Operator : std::uint8_t { kAdd, kSubtract, kMultiply, kDivide, kPower };
  Operator op;
  NodePtr left, right;
};
struct Logic {
  bool is_and;
  NodePtr left, right;
};
struct Comparison {
  TestOperator op;  // kEqual … kGreaterEqual
  NodePtr left, right;
};
struct Between {
  NodePtr value, low, high;
};
// One unary test; which parts are set depends on `op` as in TestView.
struct Test {
  TestOperator op = TestOperator::kEqual;
  NodePtr operand;  // of kInterval: the range literal
};
struct In {
  NodePtr value;
  std::uint32_t input;  // local slot of `?`
  std::vector<Test> tests;
};
struct If {
  NodePtr condition, then, otherwise;
};
struct Iterator {
  std::uint32_t slot;
  NodePtr from;  // a list or range; or, with `to`, the first number or date
  NodePtr to;
};
struct For {
  std::vector<Iterator> iterators;
  std::uint32_t partial;  // local slot
  bool reads_partial;
  NodePtr body;
};
struct Quantified {
  bool is_every;
  std::vector<Iterator> iterators;
  NodePtr body;
};
struct Filter {
  NodePtr list, condition;
  std::uint32_t item;  // local slot
};
struct Path {
  NodePtr operand;
  std::string name;
};
struct ListLiteral {
  std::vector<NodePtr> items;
};
struct ContextLiteral {
  struct Part {
    std::string name;
    std::uint32_t slot;
    NodePtr value;
  };
  std::vector<Part> parts;
};
struct RangeLiteral {
  RangeEnds ends;
  NodePtr low, high;  // null where the end is absent
};
// A function literal: its frame starts with the parameters; captured values are copied into it.
struct FunctionLiteral {
  std::vector<FunctionParameter> parameters;
  struct Capture {
    Variable from;       // in the frame around it
    std::uint32_t slot;  // in its own
  };
  std::vector<Capture> captured;
  std::uint32_t frame_size;
  NodePtr body;
  // Slot of the function itself, by the name of the context entry it stands in; recursion.
  std::optional<std::uint32_t> self;
};
struct Call {
  NodePtr callee;
  std::vector<NodePtr> arguments;
  std::vector<std::string> names;  // of named arguments; else empty
};
// A call of a library function, its overload chosen when parsed; absent arguments are null
// pointers.
struct BuiltinCall {
  const Builtin* builtin;
  const Overload* overload;
  std::vector<NodePtr> arguments;
};
struct InstanceOf {
  NodePtr value;
  Type type;
};
// The root of unary tests. Local slot 0 holds the input.
struct Tests {
  bool any = false;
  bool negated = false;
  std::vector<Test> tests;
};

struct Node {
  std::uint32_t at = 0;      // offset of the first byte in the text
  std::uint32_t end = 0;     // offset behind the last
  std::uint16_t height = 1;  // of the tree below; bounded by the parser
  Type type;
  std::variant<Literal, Variable, Trouble, BuiltinName, Member, Negation, Arithmetic, Logic,
               Comparison, Between, In, If, For, Quantified, Filter, Path, ListLiteral,
               ContextLiteral, RangeLiteral, FunctionLiteral, Call, BuiltinCall, InstanceOf, Tests>
      form;
};

struct Source {
  std::string text;
  Origin origin;
  std::uint32_t frame_size = 0;  // local slots of the outermost frame

  SourceSpan span_at(std::uint32_t offset) const;
};

struct Tree {
  Source source;
  NodePtr root;
  std::vector<TestView> views;  // of unary tests
};

// Whether the node, or a function in it, reads the local slot of the frame it stands in.
bool reads_local(const Node& node, std::uint32_t slot);

// Calls `visit(const Node&)` for every direct part of the node.
template <typename Visit>
void for_each_child(const Node& node, const Visit& visit) {
  const auto part = [&](const NodePtr& child) {
    if (child) visit(*child);
  };
  const auto parts = [&](const std::vector<NodePtr>& children) {
    for (const NodePtr& child : children) part(child);
  };
  const auto iterators = [&](const std::vector<Iterator>& list) {
    for (const Iterator& each : list) {
      part(each.from);
      part(each.to);
    }
  };
  const auto tests = [&](const std::vector<Test>& list) {
    for (const Test& each : list) part(each.operand);
  };
  std::visit(
      [&](const auto& form) {
        using Form = std::decay_t<decltype(form)>;
        if constexpr (std::is_same_v<Form, Member>) part(form.otherwise);
        if constexpr (std::is_same_v<Form, Negation> || std::is_same_v<Form, Path>) {
          part(form.operand);
        }
        if constexpr (std::is_same_v<Form, Arithmetic> || std::is_same_v<Form, Logic> ||
                      std::is_same_v<Form, Comparison>) {
          part(form.left);
          part(form.right);
        }
        if constexpr (std::is_same_v<Form, Between>) {
          part(form.value);
          part(form.low);
          part(form.high);
        }
        if constexpr (std::is_same_v<Form, In>) {
          part(form.value);
          tests(form.tests);
        }
        if constexpr (std::is_same_v<Form, Tests>) tests(form.tests);
        if constexpr (std::is_same_v<Form, If>) {
          part(form.condition);
          part(form.then);
          part(form.otherwise);
        }
        if constexpr (std::is_same_v<Form, For> || std::is_same_v<Form, Quantified>) {
          iterators(form.iterators);
          part(form.body);
        }
        if constexpr (std::is_same_v<Form, Filter>) {
          part(form.list);
          part(form.condition);
        }
        if constexpr (std::is_same_v<Form, ListLiteral>) parts(form.items);
        if constexpr (std::is_same_v<Form, ContextLiteral>) {
          for (const ContextLiteral::Part& each : form.parts) part(each.value);
        }
        if constexpr (std::is_same_v<Form, RangeLiteral>) {
          part(form.low);
          part(form.high);
        }
        if constexpr (std::is_same_v<Form, FunctionLiteral>) part(form.body);
        if constexpr (std::is_same_v<Form, Call>) {
          part(form.callee);
          parts(form.arguments);
        }
        if constexpr (std::is_same_v<Form, BuiltinCall>) parts(form.arguments);
        if constexpr (std::is_same_v<Form, InstanceOf>) part(form.value);
      },
      node.form);
}

}  // namespace alternat::feel

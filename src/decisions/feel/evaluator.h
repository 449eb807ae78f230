// SPDX-License-Identifier: EUPL-1.2
// The evaluator: one function per construct of node.h, over a frame of local values. evaluator.cpp
// has operators and literals, evaluator_loops.cpp for, some, every and filters, evaluator_calls.cpp
// functions, evaluator_tests.cpp unary tests. Private to feel.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <vector>

#include "base/assert.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/node.h"

namespace alternat::feel {

// The local values of one running expression or function; few need no memory, none no work.
class Locals {
 public:
  explicit Locals(std::size_t size) : size_(size) {
    data_ = size <= kFew ? reinterpret_cast<Value*>(few_)
                         : static_cast<Value*>(::operator new(size * sizeof(Value)));
    std::uninitialized_default_construct_n(data_, size);
  }
  ~Locals() {
    std::destroy_n(data_, size_);
    if (size_ > kFew) ::operator delete(data_);
  }
  Locals(const Locals&) = delete;
  Locals& operator=(const Locals&) = delete;
  Value* data() { return data_; }

 private:
  static constexpr std::size_t kFew = 4;
  alignas(Value) std::byte few_[kFew * sizeof(Value)];
  std::size_t size_;
  Value* data_;
};

class Evaluator {
 public:
  Evaluator(const Source& source, std::span<const Value> scope, Value* locals,
            EvaluationContext& context)
      : source_(source), scope_(scope), locals_(locals), context_(context) {}

  Value value_of(const Node& node);
  // The same without a copy where the value already lies somewhere; else it is put into `place`.
  const Value& peek(const Node& node, Value& place) {
    if (const auto* variable = std::get_if<Variable>(&node.form)) return read(*variable);
    if (const auto* literal = std::get_if<Literal>(&node.form)) return literal->value;
    place = value_of(node);
    return place;
  }
  // Of one test, with the input already given.
  Value test(const Test& test, const Value& input);
  // Any of the tests.
  Value any_test(const std::vector<Test>& tests, const Value& input);

 private:
  Value form_value(const Literal& form, const Node& node);
  Value form_value(const Variable& form, const Node& node);
  Value form_value(const Trouble& form, const Node& node);
  Value form_value(const BuiltinName& form, const Node& node);
  Value form_value(const Member& form, const Node& node);
  Value form_value(const Negation& form, const Node& node);
  Value form_value(const Arithmetic& form, const Node& node);
  Value form_value(const Logic& form, const Node& node);
  Value form_value(const Comparison& form, const Node& node);
  Value form_value(const Between& form, const Node& node);
  Value form_value(const In& form, const Node& node);
  Value form_value(const If& form, const Node& node);
  Value form_value(const For& form, const Node& node);
  Value form_value(const Quantified& form, const Node& node);
  Value form_value(const Filter& form, const Node& node);
  Value form_value(const Path& form, const Node& node);
  Value form_value(const ListLiteral& form, const Node& node);
  Value form_value(const ContextLiteral& form, const Node& node);
  Value form_value(const RangeLiteral& form, const Node& node);
  Value form_value(const FunctionLiteral& form, const Node& node);
  Value form_value(const Call& form, const Node& node);
  Value form_value(const BuiltinCall& form, const Node& node);
  Value form_value(const InstanceOf& form, const Node& node);
  Value form_value(const Tests& form, const Node& node);

  const Value& read(const Variable& variable) const {
    if (variable.where == Variable::Where::kLocal) return locals_[variable.index];
    ALTERNAT_ASSERT(variable.index < scope_.size());
    return scope_[variable.index];
  }
  Value property(const Value& owner, const std::string& name, const Node& node);
  Value compared(TestOperator op, const Value& left, const Value& right, const Node& node);

  // The values an iterator runs over, as a list; null (warned) or Unknown if there is none.
  Value domain_of(const Iterator& iterator);
  Value numbers_between(const Value& from, const Value& to, const Node& node);
  Value items_of_range(const Value& range, const Node& node);
  // Adds the results of the loops from `depth` on; gives Unknown or null if one had no domain.
  Value run_loops(const For& form, std::size_t depth, std::vector<Value>& results,
                  const Node& node);
  Value run_quantifier(const Quantified& form, std::size_t depth, const Node& node);
  Value filtered(const Filter& form, const Value& list, const Node& node);
  Value item_at(const Value& list, const Value& index, const Node& node);
  bool take_step(const Node& node);

  Value warn(std::string_view code, std::string message, const Node& node);
  Value type_error(std::string_view sign, const Value& left, const Value& right, const Node& node);

  const Source& source_;
  std::span<const Value> scope_;
  Value* locals_;
  EvaluationContext& context_;
};

// Calls a function value; `at` in `source` (may be nullptr) is where trouble is reported.
Value call_at(const Value& function, std::span<const Value> arguments, EvaluationContext& context,
              const Source* source, std::uint32_t at);
// Unknown that depends on all of the values; asserts that one of them has an Unknown.
Value merge_all(std::span<const Value> values);
// `value instance of type`: null is an instance of nothing (DMN 1.5 table 54).
Value instance_of(const Value& value, const Type& type);

}  // namespace alternat::feel

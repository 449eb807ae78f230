// SPDX-License-Identifier: EUPL-1.2
// The pass from decisions to steps. lowering.cpp has decisions and inputs, lower_expression.cpp
// FEEL trees, lower_scalar.cpp numbers and days, lower_table.cpp decision tables. Each function
// gives a Column, or says why not; then the decision is bridged.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decisions/dmn/definitions.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/node.h"
#include "decisions/prepared/column.h"
#include "decisions/prepared/probe.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

// Tables of answers are made by asking the interpreter once for each combination.
inline constexpr std::size_t kProductMax = 20'000;

// What the names of one decision stand for; `locals`: `?` of unary tests.
struct Names {
  std::vector<Column> slots;
  std::map<std::uint32_t, Column> locals;
  std::vector<std::uint32_t> bound_locals() const;
  const Column& at(const Place& place) const;
};

struct Tree {
  const feel::Source* source = nullptr;
  const feel::Node* node = nullptr;
};

class Lowering {
 public:
  explicit Lowering(Program& program);
  void run();

 private:
  using Answer = std::function<feel::Value(std::span<const feel::Value>)>;

  // lowering.cpp
  const Column& column_of_decision(std::uint32_t decision);
  Column lower_decision(std::uint32_t decision);
  Column lower_whole(std::uint32_t decision, const Names& names);
  Column bridge(std::uint32_t decision, const std::string& why);
  Column column_of_input(std::uint32_t input);
  // With `marks`: classes keep the mark that a derived table had no answer.
  Names names_of(std::uint32_t decision, bool marks);
  Column conformed(Column column, const dmn::ItemType& type);
  void add_wanted(std::uint32_t decision);

  // lower_expression.cpp
  Column lower(const Tree& tree, const Names& names);
  Column lower_form(const Tree& tree, const Names& names);
  Column lower_comparison(feel::TestOperator op, Column left, Column right);
  Column lower_between(const Column& value, const Column& low, const Column& high,
                       feel::RangeEnds ends);
  Column lower_if(const feel::If& form, const Tree& tree, const Names& names);
  Column lower_test(const feel::Test& test, const feel::Source& source, const Column& input,
                    const Names& names);
  Column lower_any_test(const std::vector<feel::Test>& tests, const feel::Source& source,
                        const Column& input, const Names& names);
  Column lower_atom(std::uint32_t input, bool is_boolean, const std::vector<feel::Value>& literals,
                    std::function<feel::Value(const feel::Value&, feel::EvaluationContext&)> ask);
  // All constants and classes: one table of answers.
  Column lower_product(std::vector<const Column*> sources, const Answer& answer);
  // By the boxes of the constants.
  Column lower_cuts(const Column& scalar, const std::vector<Cell>& constants,
                    const std::function<feel::Value(const feel::Value&)>& answer);

  // lower_scalar.cpp
  Column lower_arithmetic(const feel::Arithmetic& form, const Tree& tree, const Names& names);
  Column lower_call(const feel::BuiltinCall& form, const Tree& tree, const Names& names);
  Column lower_scalar_op(ScalarOp op, const Column& left, const Column& right, bool is_day,
                         const Answer& answer);
  Column lower_component(const Column& owner, const std::string& name);
  // The column as scalar, if all it can be is a number (or all a day), null or Unknown.
  std::optional<Column> as_scalar(const Column& column);

  // lower_table.cpp
  friend class TableLowering;
  // `wanted`: the position of its masks among the results, or -1.
  Column lower_table(std::uint32_t decision, const dmn::DecisionTable& table, std::int32_t wanted);
  std::optional<std::string> lower_masks(std::uint32_t decision, const dmn::DecisionTable& table,
                                         std::uint32_t wanted);

  Program& program_;
  feel::EvaluationContext context_;
  std::map<std::uint32_t, Column> decided_;
  Explained explained_;             // of the decision being lowered
  std::int32_t masks_wanted_ = -1;  // of the decision being lowered
};

}  // namespace alternat::prepared

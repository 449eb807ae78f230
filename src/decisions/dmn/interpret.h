// SPDX-License-Identifier: EUPL-1.2
// The interpreter of boxed expressions over a frame of values; used by Evaluation, and inside
// functions, which carry their own frame.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "decisions/dmn/evaluate.h"

namespace alternat::dmn {

using SlotValues = std::vector<feel::Value>;

struct Interpreter {
  const ModelSet& models;
  feel::EvaluationContext& context;

  feel::Value evaluate(const Expression& expression, const SlotValues& frame);
  feel::Value evaluate(const Text& text, const SlotValues& frame);
  // The value as the type takes it; null and a warning (dmn.wrong_type) if it is not of the type.
  feel::Value typed(const ItemType& type, feel::Value value, const std::string& what,
                    const SourceSpan& span);
  feel::Value table(const DecisionTable& table, const SlotValues& frame);
  // interpret_table.cpp
  feel::Value cell_input(const DecisionTable& table, std::size_t input, const SlotValues& frame);
  // The same, null (and a warning) where it is not among the allowed values.
  feel::Value input_value(const DecisionTable& table, std::size_t input, const SlotValues& frame);
  std::vector<feel::Value> input_values(const DecisionTable& table, const SlotValues& frame);
  RuleVerdict verdict(const DecisionTable& table, const Rule& rule,
                      std::span<const feel::Value> inputs, const SlotValues& frame);
  feel::Value output(const DecisionTable& table, const Rule& rule, std::size_t column,
                     const SlotValues& frame);

  // A function value for a business knowledge model or a decision service.
  feel::Value knowledge_function(std::uint32_t index);
  feel::Value service_function(std::uint32_t index);
  // Fills the slots that links name; `value_of` gives inputs and decisions.
  template <typename ValueOf>
  SlotValues make_frame(const Frame& frame, const ValueOf& value_of);
};

template <typename ValueOf>
SlotValues Interpreter::make_frame(const Frame& frame, const ValueOf& value_of) {
  SlotValues values(frame.size);
  std::vector<std::vector<feel::Value::Entry>> imports(frame.imports.size());
  for (const Link& link : frame.links) {
    const bool in_context = link.group >= 0 && frame.imports[link.group].is_read;
    if (!link.is_read && !in_context) continue;
    feel::Value value = value_of(link);
    if (in_context) imports[link.group].push_back({link.local_name, value});
    values[link.slot] = std::move(value);
  }
  for (std::size_t i = 0; i < imports.size(); ++i)
    if (frame.imports[i].is_read)
      values[frame.imports[i].slot] = feel::Value::from_entries(std::move(imports[i]));
  return values;
}

}  // namespace alternat::dmn

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/shape.h"

#include "decisions/dmn/compiled.h"

namespace alternat::assessment {
namespace {

class Reader {
 public:
  Reader(const dmn::Frame& frame, DecisionShape& shape) : frame_(frame), shape_(shape) {
    for (const dmn::Link& link : frame.links) {
      const bool in_context = link.group >= 0 && frame.imports[link.group].is_read;
      if (!link.is_read && !in_context) continue;
      if (link.source == dmn::Source::kKnowledge || link.source == dmn::Source::kService) continue;
      shape.operands.push_back({link.source, link.index, link.slot});
    }
  }

  OperandSet operands_of(const std::vector<std::uint32_t>& slots) const {
    OperandSet set = 0;
    for (std::uint32_t slot : slots)
      for (const dmn::Link& link : frame_.links) {
        const bool behind = link.group >= 0 && frame_.imports[link.group].slot == slot;
        if (link.slot == slot || behind) set |= bit_of(link.slot);
      }
    return set;
  }

  void read_table(const dmn::DecisionTable& table) {
    for (const dmn::InputClause& input : table.inputs) {
      const feel::Expression* expression = dmn::find_expression(input.expression);
      OperandSet set = expression ? operands_of(expression->slots()) : 0;
      if (const feel::UnaryTests* allowed =
              input.allowed ? dmn::find_tests(*input.allowed) : nullptr)
        set |= operands_of(allowed->slots());
      shape_.inputs.push_back(set);
    }
    for (const dmn::OutputClause& output : table.outputs)
      if (output.fallback)
        if (const feel::Expression* fallback = dmn::find_expression(*output.fallback))
          shape_.fallback |= operands_of(fallback->slots());
    const bool has_constants = table.outputs.size() == 1 && !table.outputs.front().allowed;
    for (const dmn::Rule& rule : table.rules) {
      std::vector<OperandSet> cells;
      std::vector<bool> is_any;
      for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        const feel::UnaryTests* tests =
            i < rule.inputs.size() ? dmn::find_tests(rule.inputs[i]) : nullptr;
        is_any.push_back(!tests || tests->is_any());
        cells.push_back(is_any.back() ? 0 : shape_.inputs[i] | operands_of(tests->slots()));
      }
      shape_.cells.push_back(std::move(cells));
      shape_.is_any.push_back(std::move(is_any));
      OperandSet outputs = 0;
      for (const dmn::Text& text : rule.outputs)
        if (const feel::Expression* output = dmn::find_expression(text))
          outputs |= operands_of(output->slots());
      shape_.outputs.push_back(outputs);
      const feel::Expression* output =
          rule.outputs.empty() ? nullptr : dmn::find_expression(rule.outputs.front());
      shape_.results.push_back(has_constants && output ? output->view().constant() : std::nullopt);
    }
  }

 private:
  OperandSet bit_of(std::uint32_t slot) const {
    for (std::size_t i = 0; i < shape_.operands.size(); ++i)
      if (shape_.operands[i].slot == slot) return OperandSet{1} << i;
    return 0;
  }

  const dmn::Frame& frame_;
  DecisionShape& shape_;
};

}  // namespace

std::vector<feel::Value> closed_values(const dmn::ModelSet& models, std::uint32_t decision) {
  using feel::Value;
  const dmn::DecisionNode& node = models.decisions()[decision];
  if (!node.decision->expression) return {};
  if (node.type.type.kind == feel::TypeKind::kBoolean)
    return {Value::from_bool(true), Value::from_bool(false), Value::null()};
  const auto* table = std::get_if<dmn::DecisionTable>(&node.decision->expression->node);
  if (!table || table->outputs.size() != 1 || table->outputs.front().fallback) return {};
  if (table->hit_policy != dmn::HitPolicy::kUnique && table->hit_policy != dmn::HitPolicy::kAny)
    return {};
  std::vector<Value> values = {Value::null()};
  for (const dmn::Rule& rule : table->rules) {
    const feel::Expression* output = dmn::find_expression(rule.outputs.front());
    std::optional<Value> value = output ? output->view().constant() : std::nullopt;
    if (!value) return {};
    values.push_back(std::move(*value));
  }
  return values;
}

DecisionShape shape_of(const dmn::ModelSet& models, std::uint32_t decision) {
  DecisionShape shape;
  const dmn::DecisionNode& node = models.decisions()[decision];
  Reader reader(node.frame, shape);
  const dmn::ExpressionPtr& expression = node.decision->expression;
  const auto* table = expression ? std::get_if<dmn::DecisionTable>(&expression->node) : nullptr;
  if (!table) return shape;
  shape.is_single_hit =
      table->hit_policy == dmn::HitPolicy::kUnique || table->hit_policy == dmn::HitPolicy::kAny;
  if (shape.operands.size() > kOperandsMax) return shape;
  shape.is_table = true;
  reader.read_table(*table);
  return shape;
}

}  // namespace alternat::assessment

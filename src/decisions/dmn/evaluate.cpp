// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/evaluate.h"

#include "base/assert.h"
#include "decisions/dmn/compiled.h"
#include "decisions/dmn/interpret.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {

using feel::Value;

namespace {

const DecisionTable& get_table(const ModelSet& models, std::uint32_t decision) {
  const Decision& element = *models.decisions()[decision].decision;
  ALTERNAT_ASSERT(element.expression);
  const auto* table = std::get_if<DecisionTable>(&element.expression->node);
  ALTERNAT_ASSERT(table);
  return *table;
}

}  // namespace

Evaluation::Evaluation(const ModelSet& models)
    : models_(models),
      decided_(models.decisions().size()),
      overridden_(models.decisions().size(), false),
      frames_(models.decisions().size()) {
  context_.set_calendars(models.calendars());
  inputs_.reserve(models.inputs().size());
  for (const InputNode& node : models.inputs())
    inputs_.push_back(Value::unknown(node.data->variable.name));
}

void Evaluation::clear_inputs_to_null() {
  for (Value& value : inputs_) value = Value::null();
  for (auto& value : decided_) value.reset();
  for (auto& frame : frames_) frame.reset();
}

void Evaluation::set_input(std::uint32_t input, Value value) {
  std::optional<Value> typed = conform(models_.inputs()[input].type, value, context_);
  if (!typed)
    context_.warn("dmn.wrong_type",
                  feel::to_literal(value) + " is not of the type of \"" +
                      models_.inputs()[input].data->name + "\"",
                  models_.inputs()[input].data->span);
  inputs_[input] = typed.value_or(Value::null());
  for (std::uint32_t decision : models_.dependents(input)) {
    if (!overridden_[decision]) decided_[decision].reset();
    frames_[decision].reset();
  }
}

bool Evaluation::set_inputs_named(std::string_view name, const Value& value) {
  const std::vector<std::uint32_t>& inputs = models_.inputs_named(name);
  for (std::uint32_t input : inputs) set_input(input, value);
  return !inputs.empty();
}

void Evaluation::override_decision(std::uint32_t decision, Value value) {
  std::optional<Value> typed = conform(models_.decisions()[decision].type, value, context_);
  if (!typed)
    context_.warn("dmn.wrong_type",
                  feel::to_literal(value) + " is not of the type of \"" +
                      models_.decisions()[decision].decision->name + "\"",
                  models_.decisions()[decision].decision->span);
  decided_[decision] = typed.value_or(Value::null());
  overridden_[decision] = true;
}

const std::vector<Value>& Evaluation::frame_of(std::uint32_t decision) {
  std::optional<std::vector<Value>>& frame = frames_[decision];
  if (frame) return *frame;
  Interpreter interpreter{models_, context_};
  std::vector<Value> made =
      interpreter.make_frame(models_.decisions()[decision].frame, [&](const Link& link) -> Value {
        switch (link.source) {
          case Source::kInput:
            return inputs_[link.index];
          case Source::kDecision:
            return decide(link.index);
          case Source::kKnowledge:
            return interpreter.knowledge_function(link.index);
          case Source::kService:
            return interpreter.service_function(link.index);
        }
        return Value::null();
      });
  frames_[decision] = std::move(made);
  return *frames_[decision];
}

const Value& Evaluation::decide(std::uint32_t decision) {
  if (decided_[decision]) return *decided_[decision];
  const DecisionNode& node = models_.decisions()[decision];
  Value result;
  if (node.decision->expression) {
    const std::vector<Value>& frame = frame_of(decision);
    Interpreter interpreter{models_, context_};
    if (std::holds_alternative<DecisionTable>(node.decision->expression->node)) ++tables_evaluated_;
    result = interpreter.evaluate(*node.decision->expression, frame);
  } else {
    context_.warn("dmn.no_logic", "\"" + node.decision->name + "\" has no logic",
                  node.decision->span);
  }
  std::optional<Value> typed = conform(node.type, result, context_);
  if (!typed)
    context_.warn("dmn.wrong_type",
                  "the result of \"" + node.decision->name + "\" is " + feel::to_literal(result) +
                      ", which is not of its type",
                  node.decision->span);
  decided_[decision] = typed.value_or(Value::null());
  return *decided_[decision];
}

Value Evaluation::call_service(std::uint32_t service, std::span<const Value> arguments) {
  const ServiceNode& node = models_.services()[service];
  std::size_t next = 0;
  const auto argument = [&] { return next < arguments.size() ? arguments[next++] : Value::null(); };
  for (std::uint32_t input : node.inputs) set_input(input, argument());
  for (std::uint32_t decision : node.input_decisions) override_decision(decision, argument());
  if (node.outputs.empty()) return Value::null();
  Value result;
  if (node.outputs.size() == 1) {
    result = decide(node.outputs.front());
  } else {
    std::vector<Value::Entry> entries;
    for (std::uint32_t output : node.outputs)
      entries.push_back({models_.decisions()[output].decision->variable.name, decide(output)});
    result = Value::from_entries(std::move(entries));
  }
  std::optional<Value> typed = conform(node.result, result, context_);
  if (!typed)
    context_.warn("dmn.wrong_type", "the result of the service is not of its type",
                  node.service->span);
  return typed.value_or(Value::null());
}

Value Evaluation::call_knowledge(std::uint32_t knowledge, std::span<const Value> arguments) {
  Interpreter interpreter{models_, context_};
  return feel::call_function(interpreter.knowledge_function(knowledge), arguments, context_);
}

void Evaluation::rule_verdicts(std::uint32_t decision, std::vector<RuleVerdict>& verdicts) {
  const DecisionTable& table = get_table(models_, decision);
  const std::vector<Value>& frame = frame_of(decision);
  Interpreter interpreter{models_, context_};
  const std::vector<Value> inputs = interpreter.input_values(table, frame);
  ++tables_evaluated_;
  verdicts.clear();
  for (const Rule& rule : table.rules)
    verdicts.push_back(interpreter.verdict(table, rule, inputs, frame));
}

Value Evaluation::rule_output(std::uint32_t decision, std::size_t rule, std::size_t output) {
  const DecisionTable& table = get_table(models_, decision);
  const std::vector<Value>& frame = frame_of(decision);
  Interpreter interpreter{models_, context_};
  return interpreter.output(table, table.rules[rule], output, frame);
}

Value Evaluation::cell_input(std::uint32_t decision, std::size_t input) {
  const DecisionTable& table = get_table(models_, decision);
  const std::vector<Value>& frame = frame_of(decision);
  Interpreter interpreter{models_, context_};
  return interpreter.cell_input(table, input, frame);
}

Value Evaluation::cell_verdict(std::uint32_t decision, std::size_t rule, std::size_t input) {
  const DecisionTable& table = get_table(models_, decision);
  const feel::UnaryTests* tests = find_tests(table.rules[rule].inputs[input]);
  if (!tests) return Value::null();
  const Value value = cell_input(decision, input);
  return feel::evaluate_tests(*tests, value, frame_of(decision), context_);
}

}  // namespace alternat::dmn

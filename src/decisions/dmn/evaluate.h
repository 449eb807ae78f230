// SPDX-License-Identifier: EUPL-1.2
// Evaluation: values for the inputs, then any decision, in the order of dependency whatever the
// order in the file. Trouble is null and a warning; an Unknown input leaves Unknown what rests on
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/value.h"

namespace alternat::dmn {

// kError: a cell could not be decided (null with a warning): the rule does not hit, and whoever
// reads the verdicts may want to say so.
enum class Verdict : std::uint8_t { kNo, kYes, kMaybe, kError };

struct RuleVerdict {
  Verdict verdict = Verdict::kNo;
  // kMaybe: names of the unknown inputs that decide; kError: of those that may still make it kNo.
  std::vector<std::string> unknown;
};

// One run over a ModelSet. Not for several threads at once. Values are remembered; set_input
// forgets only what rests on that input.
class Evaluation {
 public:
  explicit Evaluation(const ModelSet& models);
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // All inputs start Unknown (of their own name), or null with clear_inputs_to_null().
  void clear_inputs_to_null();
  // The value is coerced to the input's type; one that does not fit becomes null with a warning
  // (dmn.wrong_type).
  void set_input(std::uint32_t input, feel::Value value);
  // Every input of this name, in every model. False if there is none.
  bool set_inputs_named(std::string_view name, const feel::Value& value);
  const feel::Value& input(std::uint32_t input) const { return inputs_[input]; }
  // Instead of evaluating it (decision services, tests).
  void override_decision(std::uint32_t decision, feel::Value value);

  const feel::Value& decide(std::uint32_t decision);
  // Positional arguments: input data first, then input decisions, as declared.
  feel::Value call_service(std::uint32_t service, std::span<const feel::Value> arguments);
  feel::Value call_knowledge(std::uint32_t knowledge, std::span<const feel::Value> arguments);

  // The verdict of every rule of the decision's table (asserts that it is one), without outputs.
  void rule_verdicts(std::uint32_t decision, std::vector<RuleVerdict>& verdicts);
  // The value of an output entry of one rule.
  feel::Value rule_output(std::uint32_t decision, std::size_t rule, std::size_t output);
  // The verdict of one cell: true, false, null or Unknown; and the value of its input expression.
  feel::Value cell_input(std::uint32_t decision, std::size_t input);
  feel::Value cell_verdict(std::uint32_t decision, std::size_t rule, std::size_t input);
  // The values of the decision's scope, by slot.
  const std::vector<feel::Value>& frame_of(std::uint32_t decision);

  feel::EvaluationContext& context() { return context_; }
  const ModelSet& models() const { return models_; }
  std::uint64_t tables_evaluated() const { return tables_evaluated_; }

 private:
  friend struct Interpreter;
  const ModelSet& models_;
  feel::EvaluationContext context_;
  std::vector<feel::Value> inputs_;
  std::vector<std::optional<feel::Value>> decided_;
  std::vector<bool> overridden_;
  std::vector<std::optional<std::vector<feel::Value>>> frames_;
  std::uint64_t tables_evaluated_ = 0;
};

}  // namespace alternat::dmn

// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes as a DMN file: read, compiled as content and as a conformance suite
// does, decided with unknown inputs, with null and with a few values. What is known while an input
// is unknown must stay the same with every value of it.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"

namespace {

using namespace alternat;  // NOLINT: a program of one function
using feel::Value;

constexpr std::uint64_t kSteps = 20'000;

std::vector<Value> completions() {
  return {Value::null(),          Value::from_int(3),
          Value::from_bool(true), Value::from_string("x"),
          Value::from_day(20000), Value::from_items({Value::from_int(3), Value::null()})};
}

struct Answers {
  std::vector<Value> values;
  bool is_cut_short = false;  // by a limit on work or depth: says nothing of the logic
};

Answers decide_all(const dmn::ModelSet& models, const Value* input) {
  dmn::Evaluation evaluation(models);
  evaluation.context().steps = feel::EvaluationContext::kStepsMax - kSteps;
  for (std::uint32_t i = 0; input && i < models.inputs().size(); ++i)
    evaluation.set_input(i, *input);
  Answers answers;
  for (std::uint32_t i = 0; i < models.decisions().size(); ++i)
    answers.values.push_back(evaluation.decide(i));
  const auto& warnings = evaluation.context().warnings();
  answers.is_cut_short = evaluation.context().warning_count() > warnings.size() ||
                         evaluation.context().steps >= feel::EvaluationContext::kStepsMax;
  for (const feel::Warning& warning : warnings)
    if (warning.code == "feel.too_deep" || warning.code == "feel.too_much_work")
      answers.is_cut_short = true;
  return answers;
}

void check_sound(const dmn::ModelSet& models) {
  const Answers open = decide_all(models, nullptr);
  for (const Value& completion : completions()) {
    const Answers closed = decide_all(models, &completion);
    if (open.is_cut_short || closed.is_cut_short) continue;
    for (std::size_t i = 0; i < open.values.size(); ++i) {
      ALTERNAT_ASSERT(!closed.values[i].has_unknown());
      if (open.values[i].has_unknown()) continue;
      ALTERNAT_ASSERT(feel::to_literal(open.values[i]) == feel::to_literal(closed.values[i]));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto strictness : {dmn::Strictness::kContent, dmn::Strictness::kConformance}) {
    Diagnostics diagnostics;
    dmn::ModelSet models;
    models.add(text, "model.dmn", diagnostics);
    if (models.models().empty()) {
      ALTERNAT_ASSERT(diagnostics.has_errors());
      return 0;
    }
    models.compile(strictness, diagnostics);
    for (const Diagnostic& item : diagnostics.items())
      ALTERNAT_ASSERT(!item.code.empty() && !item.message.empty());
    if (!diagnostics.has_errors() || strictness == dmn::Strictness::kConformance)
      check_sound(models);
  }
  return 0;
}

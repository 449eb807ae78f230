// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/fallback.h"

#include <algorithm>

#include "decisions/assessment/rows.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

Fallback::Fallback(const Plan& plan) : plan_(plan), evaluation_(plan.models()) {
  evaluation_.context().set_today(plan.program().today);
  evaluation_.context().set_now(plan.program().now);
  for (const Bound& bound : plan.program().bound)
    evaluation_.set_inputs_named(bound.name, bound.value);
  for (const PlanInput& input : plan.inputs()) loaded_.push_back(feel::Value::unknown(input.name));
}

void Fallback::load(const Columns& columns, std::size_t row) {
  const std::vector<PlanInput>& inputs = plan_.inputs();
  for (std::uint32_t i = 0; i < inputs.size(); ++i) {
    feel::Value value = columns.value(row, i);
    if (feel::identical(value, loaded_[i])) continue;
    for (std::uint32_t input : inputs[i].model_inputs) evaluation_.set_input(input, value);
    loaded_[i] = std::move(value);
  }
}

Masks Fallback::masks(std::uint32_t decision, Undecided undecided) {
  const feel::EvaluationContext::Muted muted(evaluation_.context());
  evaluation_.rule_verdicts(decision, verdicts_);
  if (undecided == Undecided::kIsError)
    assessment::mark_undecided(decision, evaluation_, verdicts_);
  Masks masks;
  for (std::size_t i = 0; i < verdicts_.size() && i < kRulesMax; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    switch (verdicts_[i].verdict) {
      case dmn::Verdict::kNo:
        break;
      case dmn::Verdict::kYes:
        masks.yes |= bit;
        break;
      case dmn::Verdict::kMaybe:
        masks.maybe |= bit;
        break;
      case dmn::Verdict::kError:
        masks.error |= bit;
        break;
    }
  }
  return masks;
}

bool Fallback::is_undecided(std::uint32_t decision) {
  if (!evaluation_.decide(decision).is_null()) return false;
  const feel::EvaluationContext::Muted muted(evaluation_.context());
  evaluation_.rule_verdicts(decision, verdicts_);
  return std::none_of(verdicts_.begin(), verdicts_.end(), [](const dmn::RuleVerdict& rule) {
    return rule.verdict == dmn::Verdict::kYes;
  });
}

}  // namespace alternat::prepared

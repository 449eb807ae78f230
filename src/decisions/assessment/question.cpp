// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/question.h"

#include <algorithm>

#include "decisions/assessment/row_state.h"
#include "decisions/assessment/shortest.h"

namespace alternat::assessment {

PersonQuestion::PersonQuestion(const Law& law, const AssessmentPlan& plan, const Json& facts,
                               const AssessmentOptions& options, KnownStarts* known)
    : plan_(plan),
      steps_max_(std::int64_t{10} * options.evaluations_max),
      evaluation_(*law.models),
      known_(known ? *known : own_starts_) {
  evaluation_.context().set_today(feel::Value::from_date(options.on));
  assumed_ = set_inputs(law, facts, options,
                        options.strict ? Presume::kNothing : Presume::kDictionary, evaluation_);
}

void PersonQuestion::forget(const Law& law, const std::vector<std::string>& facts) {
  std::vector<std::string> left = facts;
  while (!left.empty()) {
    const std::string fact = left.back();
    left.pop_back();
    evaluation_.set_inputs_named(fact, feel::Value::unknown(fact));
    if (!law.facts) continue;
    for (const terms::FactDefinition& other : law.facts->all())
      if (other.presumed_from == fact && assumed_.presumed.erase(other.id) > 0)
        left.push_back(other.id);
  }
}

std::vector<NameId> PersonQuestion::unknown_facts() const {
  std::vector<NameId> names;
  for (NameId name = 0; name < plan_.uses().size(); ++name) {
    const FactUse& use = plan_.uses()[name];
    if (use.is_fact && use.place > 0 && evaluation_.input(use.inputs.front()).is_unknown())
      names.push_back(name);
  }
  return names;
}

OutcomeDiagrams& PersonQuestion::open_facts() {
  if (!open_facts_)
    open_facts_.emplace(plan_, evaluation_,
                        OutcomeDiagrams::Open{{}, unknown_facts(), known_, steps_max_});
  return *open_facts_;
}

Missing PersonQuestion::missing(const PathwayRow& row, NodeId root, const RowState& state) {
  if (!free_) free_.emplace(open_facts());
  return missing_facts(open_facts(), *free_, row, root, state);
}

OutcomeDiagrams& PersonQuestion::changeable_facts() {
  if (!changeable_facts_)
    changeable_facts_.emplace(
        plan_, evaluation_,
        OutcomeDiagrams::Open{assessment::changeable_facts(plan_, evaluation_), unknown_facts(),
                              known_, steps_max_});
  return *changeable_facts_;
}

void PersonQuestion::loosen() {
  loose_.emplace(evaluation_.models());
  loose_->context().set_today(evaluation_.context().today());
  for (std::uint32_t input = 0; input < evaluation_.models().inputs().size(); ++input)
    loose_->set_input(input, evaluation_.input(input));
  is_changeable_.assign(plan_.uses().size(), false);
  for (NameId name : assessment::changeable_facts(plan_, evaluation_)) {
    is_changeable_[name] = true;
    loose_->set_inputs_named(plan_.uses()[name].name,
                             feel::Value::unknown(plan_.uses()[name].name));
  }
}

bool PersonQuestion::may_become_eligible(const PathwayRow& row, const RowState& state) {
  if (!loose_) loosen();
  // A rule that refuses, and rests on nothing that may be changed, goes on refusing.
  for (std::size_t rule = 0; rule < row.rules.size(); ++rule) {
    const RowRule& each = row.rules[rule];
    if (state.rules[rule].verdict == dmn::Verdict::kYes && each.failure == Failure::kIneligible &&
        std::none_of(each.reads.begin(), each.reads.end(),
                     [&](NameId name) { return is_changeable_[name]; }))
      return false;
  }
  const feel::EvaluationContext::Muted muted(loose_->context());
  return (state_of(row, *loose_).possible & kCanBeEligible) != 0;
}

bool is_asked(const PathwayRow& row, const AssessmentOptions& options) {
  return options.pathways.empty() || std::find(options.pathways.begin(), options.pathways.end(),
                                               row.pathway) != options.pathways.end();
}

}  // namespace alternat::assessment

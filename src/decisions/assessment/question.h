// SPDX-License-Identifier: EUPL-1.2
// One person's facts on one day put to the models: the evaluation, and the diagrams of the rows,
// made when first asked for and shared by all rows.
#pragma once

#include <optional>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/inputs.h"
#include "decisions/assessment/missing.h"
#include "decisions/assessment/outcome_diagrams.h"
#include "decisions/assessment/plan.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

class PersonQuestion {
 public:
  // `facts` were checked by the dictionary. `known`: shared with other questions of the same law
  // and day; nullptr: its own.
  PersonQuestion(const Law& law, const AssessmentPlan& plan, const Json& facts,
                 const AssessmentOptions& options, KnownStarts* known = nullptr);

  const AssessmentPlan& plan() const { return plan_; }
  dmn::Evaluation& evaluation() { return evaluation_; }
  const Assumed& assumed() const { return assumed_; }
  // Makes facts unknown, with what is presumed from them; before anything else is asked.
  void forget(const Law& law, const std::vector<std::string>& facts);
  // Open: all facts that nothing is known of.
  OutcomeDiagrams& open_facts();
  // What the diagram of a row says.
  Missing missing(const PathwayRow& row, NodeId root, const RowState& state);
  // Open: those, and stated facts that may be changed, these first.
  OutcomeDiagrams& changeable_facts();
  // False if no values of the facts that may be changed make the row ELIGIBLE; `state` of the row.
  bool may_become_eligible(const PathwayRow& row, const RowState& state);

 private:
  std::vector<NameId> unknown_facts() const;
  void loosen();

  const AssessmentPlan& plan_;
  std::int64_t steps_max_;
  dmn::Evaluation evaluation_;
  std::optional<dmn::Evaluation> loose_;  // with all that may be changed unknown
  std::vector<bool> is_changeable_;       // by name; with `loose_`
  Assumed assumed_;
  KnownStarts own_starts_;
  KnownStarts& known_;
  std::optional<OutcomeDiagrams> open_facts_;
  std::optional<OutcomeDiagrams> free_;
  std::optional<OutcomeDiagrams> changeable_facts_;
};

// Whether the options choose the row's pathway.
bool is_asked(const PathwayRow& row, const AssessmentOptions& options);

}  // namespace alternat::assessment

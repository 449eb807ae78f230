// SPDX-License-Identifier: EUPL-1.2
// The outcome of a row as a function of the facts that are open, built decision by decision: each
// derived value once, whatever rows rest on it. What comes out is exact where the boxes of the
// facts are: all that can be asked of a row is read off its diagram.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "decisions/assessment/decision_run.h"
#include "decisions/assessment/diagram.h"
#include "decisions/assessment/fact_space.h"
#include "decisions/assessment/plan.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

class OutcomeDiagrams {
 public:
  // Open facts and `known`: see FactSpace.
  struct Open {
    std::vector<NameId> first, rest;
    KnownStarts& known;
    std::int64_t steps_max;  // bound on the work for one diagram asked for
  };
  OutcomeDiagrams(const AssessmentPlan& plan, dmn::Evaluation& evaluation, const Open& open);
  // The same where what boxes do not tell is free to be anything: what cannot matter there cannot
  // matter. Of facts whose diagrams were asked for before.
  explicit OutcomeDiagrams(OutcomeDiagrams& exact);
  ~OutcomeDiagrams();

  // nullopt past the bound. Terminals are Outcomes: several where a parameter is not established.
  std::optional<NodeId> outcomes(const PathwayRow& row);
  // Terminals are booleans: whether the rule hits.
  std::optional<NodeId> hits(const PathwayRow& row, std::size_t rule);

  Outcomes outcomes_at(NodeId terminal) const;
  const DiagramStore& store() const { return ground_.store; }
  FactSpace& space() { return ground_.space; }
  // Whether boxes tell all that counts in the decision itself, for all open facts.
  bool is_settled(std::uint32_t decision) const;
  // Whether they do in the row and in all it rests on.
  bool is_settled(const PathwayRow& row) const;
  // The facts that a variable stands for: one, or all behind what is free.
  std::vector<NameId> names_behind(std::uint32_t variable) const;
  std::int64_t steps() const { return steps_; }

 private:
  struct Ground {
    DiagramStore store;
    FactSpace space;
    Ground(const AssessmentPlan& plan, dmn::Evaluation& evaluation, const Open& open)
        : space(plan, evaluation, store, open.known) {
      space.open(open.first, open.rest);
    }
  };
  NodeId decide(std::uint32_t decision);
  NodeId operand(const Operand& operand);
  // nullptr past the bound.
  DecisionRun* run_of(std::uint32_t decision, Asked asked, const PathwayRow* row = nullptr);
  bool reads_unlisted(std::uint32_t decision);
  NodeId add_free(std::uint32_t decision, const std::vector<feel::Value>& values,
                  OperandSet operands);
  std::vector<FreeCell> free_cells(std::uint32_t decision, const std::vector<NodeId>& operands);
  template <typename Answer>
  NodeId apply(const DecisionRun& run, Memo& memo, const Answer& answer);
  template <typename Answer>
  NodeId split(const DecisionRun& run, std::size_t at, Memo& memo, const Answer& answer);
  template <typename Build>
  std::optional<NodeId> bounded(const Build& build);

  const AssessmentPlan& plan_;
  dmn::Evaluation& evaluation_;
  std::unique_ptr<Ground> own_;
  Ground& ground_;
  bool is_free_ = false;
  // By free variable: the decision and those of its operands that it stands for.
  std::vector<std::pair<std::uint32_t, OperandSet>> free_;
  std::int64_t steps_max_;
  std::int64_t steps_ = 0;
  std::int64_t limit_ = 0;
  bool is_exhausted_ = false;
  std::vector<NodeId> scratch_;  // operands of what is being split, one after the other
  std::vector<Edge> edges_;      // and the edges found
  std::unordered_map<std::uint32_t, NodeId> decided_;
  std::map<std::pair<std::uint32_t, Asked>, std::unique_ptr<DecisionRun>> runs_;
};

// The variables that a diagram splits, sorted.
std::vector<std::uint32_t> support_of(const DiagramStore& store, NodeId root);

}  // namespace alternat::assessment

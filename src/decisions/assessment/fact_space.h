// SPDX-License-Identifier: EUPL-1.2
// The facts that are open in one question (nothing is known of them, or they may be changed), in
// the order in which diagrams split them, each with the boxes into which the models split it.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "decisions/assessment/diagram.h"
#include "decisions/assessment/plan.h"
#include "decisions/assessment/positions.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

// Where the boxes of a fact begin that a meeting with parameters and the day alone makes: the same
// whatever else is known of a person, so found once for a law and a day.
class KnownStarts {
 public:
  struct Starts {
    std::vector<std::int64_t> positions;
    bool is_unsure = false;
  };
  // nullptr if not found yet.
  const Starts* find(NameId fact, std::uint32_t meeting) const {
    const auto found = starts_.find(key(fact, meeting));
    return found == starts_.end() ? nullptr : &found->second;
  }
  void add(NameId fact, std::uint32_t meeting, Starts starts) {
    starts_.emplace(key(fact, meeting), std::move(starts));
  }

 private:
  static std::uint64_t key(NameId fact, std::uint32_t meeting) {
    return std::uint64_t{fact} << 32 | meeting;
  }
  std::unordered_map<std::uint64_t, Starts> starts_;
};

class FactSpace {
 public:
  // `first` stand above `rest` in the order. What the evaluation holds for a fact is a box too.
  // `known`: of the same law and day; outlives the space.
  FactSpace(const AssessmentPlan& plan, dmn::Evaluation& evaluation, DiagramStore& store,
            KnownStarts& known);
  // Once, before all else.
  void open(const std::vector<NameId>& first, const std::vector<NameId>& rest);

  std::size_t size() const { return variables_.size(); }
  const FactUse& use(std::uint32_t variable) const {
    return plan_.uses()[variables_[variable].name];
  }
  NameId name(std::uint32_t variable) const { return variables_[variable].name; }
  std::optional<std::uint32_t> find_variable(NameId name) const;
  // The diagram that gives the fact's own value. Where edges lie may depend on facts above it.
  NodeId identity(std::uint32_t variable);
  feel::Value value_at(std::uint32_t variable, std::int64_t position) const;
  // Where a value of the fact lies; nullopt if in none of the boxes.
  std::optional<std::int64_t> position_of(std::uint32_t variable, const feel::Value& value) const;
  // How many values are told apart; 0 for ordered facts, whose boxes the diagrams have.
  std::size_t listed_values(std::uint32_t variable) const {
    return variables_[variable].values.size();
  }
  // Line of an ordered fact.
  const Line& line(std::uint32_t variable) const { return variables_[variable].line; }
  // Decisions in which some value may behave otherwise than every box, sorted (valid once the
  // identity was asked for).
  const std::vector<std::uint32_t>& unsure_in(std::uint32_t variable) const {
    return variables_[variable].unsure_in;
  }
  dmn::Evaluation& evaluation() { return evaluation_; }
  const AssessmentPlan& plan() const { return plan_; }

 private:
  struct Variable {
    NameId name = 0;
    feel::Value original;  // in the evaluation
    Line line;
    std::vector<feel::Value> values;      // of facts that are not ordered
    std::vector<std::uint32_t> context;   // variables that its edges depend on, in order
    std::vector<std::uint32_t> meetings;  // whose other facts are known or above it
    std::optional<NodeId> identity;
    std::vector<std::uint32_t> unsure_in;
  };

  void add_in_order(const std::vector<NameId>& names);
  void find_context(std::uint32_t variable);
  void list_values(Variable& variable);
  NodeId build(std::uint32_t variable, std::size_t depth);
  NodeId build_ordered(std::uint32_t variable);
  void add_starts(std::uint32_t variable, std::uint32_t meeting, std::vector<std::int64_t>& starts);
  void add_meeting(std::uint32_t variable, const Meeting& meeting, bool is_direct,
                   std::vector<std::int64_t>& starts);
  void add_crossings(std::uint32_t variable, const Meeting& meeting,
                     const std::vector<feel::Value>& targets, std::vector<std::int64_t>& starts);
  std::vector<feel::Value> compared_values(Variable& variable, const Meeting& meeting);
  void set(const Variable& variable, const feel::Value& value);
  static void add_unsure(Variable& variable, std::uint32_t decision);

  const AssessmentPlan& plan_;
  dmn::Evaluation& evaluation_;
  DiagramStore& store_;
  KnownStarts& known_;
  std::vector<Variable> variables_;
  std::vector<std::int32_t> variable_of_name_;       // -1: not open
  std::vector<std::optional<std::int64_t>> chosen_;  // while building: positions of context
};

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/shortest.h"

#include <algorithm>
#include <map>
#include <set>

#include "decisions/assessment/inputs.h"
#include "decisions/assessment/row_state.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {
namespace {

using feel::Value;

struct Changeable {
  std::string fact;
  const terms::FactDefinition* definition = nullptr;
  Value from;
  std::uint32_t variable = 0;
  std::int64_t position = 0;  // of `from`
};

bool is_changeable(const FactUse& use) {
  return use.is_fact && use.place > 0 && use.definition && use.definition->change &&
         use.definition->realms.asks_work() &&
         (use.domain == Domain::kFinite || use.domain == Domain::kOrdered);
}

// Place on the scale of an ordered list; -1 if none.
int level_of(const terms::FactDefinition& definition, const Value& value) {
  if (!value.is_string()) return -1;
  const auto found = std::find(definition.values.begin(), definition.values.end(), value.string());
  return found == definition.values.end() ? -1
                                          : static_cast<int>(found - definition.values.begin());
}

// -1 lower, 1 higher than the given value, 0 without order.
int direction_of(const Changeable& fact, const Value& to) {
  if (fact.definition->ordered) {
    const int from = level_of(*fact.definition, fact.from), target = level_of(*fact.definition, to);
    return from < 0 || target < 0 ? 0 : (target > from) - (target < from);
  }
  if (to.is_boolean() && fact.from.is_boolean()) return to.is_true() ? 1 : -1;
  return feel::order_of(to, fact.from).value_or(0);
}

bool may_change_to(const Changeable& fact, const Value& to) {
  if (to.is_null() || feel::identical(to, fact.from)) return false;
  const int direction = direction_of(fact, to);
  // A day can only be waited for.
  if (fact.definition->type == terms::FactType::kDate && direction <= 0) return false;
  switch (fact.definition->change->direction) {
    case terms::ChangeDirection::kAny:
      return true;
    // From "none" every stated value is upward.
    case terms::ChangeDirection::kUp:
      return direction > 0 || fact.from.is_null();
    case terms::ChangeDirection::kDown:
      return direction < 0;
  }
  return false;
}

// Nearest first.
bool is_nearer(const Changeable& fact, const Value& a, const Value& b) {
  if (fact.definition->ordered) {
    const int from = level_of(*fact.definition, fact.from);
    return std::abs(level_of(*fact.definition, a) - from) <
           std::abs(level_of(*fact.definition, b) - from);
  }
  const Value to_a = feel::subtract(a, fact.from), to_b = feel::subtract(b, fact.from);
  if (to_a.is_number() && to_b.is_number()) {
    const auto size = [](const Decimal& x) { return x.is_negative() ? x.negated() : x; };
    return size(to_a.number()) < size(to_b.number());
  }
  if (to_a.kind() == feel::Kind::kDaysTime && to_b.kind() == feel::Kind::kDaysTime)
    return std::abs(to_a.days_time().seconds) < std::abs(to_b.days_time().seconds);
  return false;
}

// Numbers of facts among those of the row that may change, rising.
using FactSet = std::vector<std::size_t>;

class Search {
 public:
  Search(OutcomeDiagrams& diagrams, const PathwayRow& row, NodeId root)
      : diagrams_(diagrams), store_(diagrams.store()), row_(row), root_(root) {
    FactSpace& space = diagrams.space();
    place_of_variable_.assign(space.size(), -1);
    for (const std::string& fact : row.facts) {
      const std::optional<NameId> name = space.plan().find_name(fact);
      const auto variable = name ? space.find_variable(*name) : std::nullopt;
      if (!variable || !is_changeable(space.use(*variable))) continue;
      const FactUse& use = space.use(*variable);
      const Value& value = space.evaluation().input(use.inputs.front());
      const auto position = value.is_unknown() ? std::nullopt : space.position_of(*variable, value);
      if (!position) continue;
      place_of_variable_[*variable] = static_cast<int>(facts_.size());
      facts_.push_back({fact, use.definition, value, *variable, *position});
    }
  }

  // The smallest size at which any set works.
  std::vector<ChangeSet> run() {
    for (int size = 1; size <= kChangesMax && found_.empty(); ++size)
      for (const FactSet& set : sets(root_, size)) {
        if (found_.size() >= kChangeSetsMax) break;
        std::vector<std::int64_t> chosen;
        assign(set, chosen);
      }
    return std::move(found_);
  }

 private:
  bool is_goal(NodeId node) const {
    return is_terminal(node) && diagrams_.outcomes_at(node) == kCanBeEligible;
  }

  // The sets of exactly `size` facts by whose change the node leads to ELIGIBLE, whatever else is
  // open: facts that nothing is known of stand below all that may change.
  const std::set<FactSet>& sets(NodeId node, int size) {
    const auto [found, added] = sets_.try_emplace({node, size});
    std::set<FactSet>& result = found->second;
    if (!added) return result;
    if (is_goal(node) && size == 0) result.insert(FactSet());
    if (is_terminal(node)) return result;
    const int fact = place_of_variable_[store_.variable(node)];
    if (fact < 0) return result;
    const NodeId same = store_.child(node, facts_[fact].position);
    result = sets(same, size);
    if (size == 0) return result;
    for (const Edge& edge : store_.edges(node)) {
      if (edge.to == same) continue;
      for (FactSet set : sets(edge.to, size - 1)) {
        set.insert(std::upper_bound(set.begin(), set.end(), static_cast<std::size_t>(fact)),
                   static_cast<std::size_t>(fact));
        result.insert(std::move(set));
      }
    }
    return result;
  }

  // Calls `visit(node)` for every node that can be reached with the facts of the set as chosen (or
  // free, beyond `chosen`) and all others as they are.
  template <typename Visit>
  void walk(const FactSet& set, const std::vector<std::int64_t>& chosen, const Visit& visit) const {
    std::set<NodeId> seen;
    std::vector<NodeId> open = {root_};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if (!seen.insert(node).second) continue;
      visit(node);
      if (is_terminal(node)) continue;
      const int fact = place_of_variable_[store_.variable(node)];
      if (fact < 0) continue;
      const auto place = std::find(set.begin(), set.end(), static_cast<std::size_t>(fact));
      const std::size_t index = static_cast<std::size_t>(place - set.begin());
      if (place == set.end())
        open.push_back(store_.child(node, facts_[fact].position));
      else if (index < chosen.size())
        open.push_back(store_.child(node, chosen[index]));
      else
        for (const Edge& edge : store_.edges(node)) open.push_back(edge.to);
    }
  }

  bool can_reach_goal(const FactSet& set, const std::vector<std::int64_t>& chosen) const {
    bool can = false;
    walk(set, chosen, [&](NodeId node) { can = can || is_goal(node); });
    return can;
  }

  // Values to try for the next fact of the set: of each box the one nearest to what is given.
  std::vector<std::int64_t> candidates(const FactSet& set,
                                       const std::vector<std::int64_t>& chosen) {
    const Changeable& fact = facts_[set[chosen.size()]];
    std::vector<std::int64_t> positions;
    if (!fact.definition->values.empty() || fact.from.is_boolean()) {
      add_listed(fact, positions);
    } else {
      std::set<std::int64_t> ends;
      walk(set, chosen, [&](NodeId node) {
        if (!is_terminal(node) && store_.variable(node) == fact.variable)
          add_ends(fact, node, ends);
      });
      positions.assign(ends.begin(), ends.end());
    }
    std::erase_if(positions, [&](std::int64_t position) {
      return !may_change_to(fact, diagrams_.space().value_at(fact.variable, position));
    });
    std::stable_sort(positions.begin(), positions.end(), [&](std::int64_t a, std::int64_t b) {
      return is_nearer(fact, diagrams_.space().value_at(fact.variable, a),
                       diagrams_.space().value_at(fact.variable, b));
    });
    return positions;
  }

  // In the order of the dictionary, what is presumed before all.
  void add_listed(const Changeable& fact, std::vector<std::int64_t>& positions) const {
    const std::size_t count = fact.definition->values.empty() ? 2 : fact.definition->values.size();
    for (std::size_t i = 0; i < count; ++i) positions.push_back(static_cast<std::int64_t>(i));
    if (!fact.definition->presumed) return;
    const auto presumed =
        diagrams_.space().position_of(fact.variable, value_of_literal(*fact.definition->presumed));
    std::stable_partition(positions.begin(), positions.end(),
                          [&](std::int64_t position) { return position == presumed; });
  }

  void add_ends(const Changeable& fact, NodeId node, std::set<std::int64_t>& ends) const {
    const Line& line = diagrams_.space().line(fact.variable);
    const std::span<const Edge> edges = store_.edges(node);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const std::int64_t from = std::max(edges[i].from, line.low);
      const std::int64_t to = i + 1 < edges.size() ? edges[i + 1].from - 1 : line.high;
      if (from > to) continue;
      if (fact.position == kNullPosition || fact.position < from) ends.insert(from);
      if (fact.position != kNullPosition && fact.position > to) ends.insert(to);
    }
  }

  // True once values for the whole set are found.
  bool assign(const FactSet& set, std::vector<std::int64_t>& chosen) {
    if (chosen.size() == set.size()) return record(set, chosen);
    for (std::int64_t position : candidates(set, chosen)) {
      chosen.push_back(position);
      if (can_reach_goal(set, chosen) && assign(set, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }

  // Only what holds when it is run.
  bool record(const FactSet& set, const std::vector<std::int64_t>& chosen) {
    ChangeSet changes;
    dmn::Evaluation& evaluation = diagrams_.space().evaluation();
    for (std::size_t i = 0; i < set.size(); ++i) {
      const Changeable& fact = facts_[set[i]];
      const Value to = diagrams_.space().value_at(fact.variable, chosen[i]);
      evaluation.set_inputs_named(fact.fact, to);
      changes.push_back({fact.fact, feel::to_json(fact.from), feel::to_json(to)});
    }
    const bool holds = state_of(row_, evaluation).possible == kCanBeEligible;
    for (std::size_t index : set)
      evaluation.set_inputs_named(facts_[index].fact, facts_[index].from);
    if (holds) found_.push_back(std::move(changes));
    return holds;
  }

  OutcomeDiagrams& diagrams_;
  const DiagramStore& store_;
  const PathwayRow& row_;
  NodeId root_;
  std::vector<Changeable> facts_;
  std::vector<int> place_of_variable_;  // in facts_; -1: may not change
  std::map<std::pair<NodeId, int>, std::set<FactSet>> sets_;
  std::vector<ChangeSet> found_;
};

}  // namespace

std::vector<NameId> changeable_facts(const AssessmentPlan& plan,
                                     const dmn::Evaluation& evaluation) {
  std::vector<NameId> names;
  for (NameId name = 0; name < plan.uses().size(); ++name) {
    const FactUse& use = plan.uses()[name];
    if (is_changeable(use) && !evaluation.input(use.inputs.front()).is_unknown())
      names.push_back(name);
  }
  return names;
}

std::vector<ChangeSet> shortest_ways(OutcomeDiagrams& diagrams, const PathwayRow& row,
                                     NodeId root) {
  return Search(diagrams, row, root).run();
}

}  // namespace alternat::assessment

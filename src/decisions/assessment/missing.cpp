// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/missing.h"

#include <algorithm>
#include <map>
#include <set>

namespace alternat::assessment {
namespace {

// Diagrams whose terminals hold several outcomes (a parameter is not established): two of them
// differ for certain only where they share none.
class Differences {
 public:
  explicit Differences(const OutcomeDiagrams& diagrams)
      : diagrams_(diagrams), store_(diagrams.store()) {}

  // Whether some completion gives outcomes at `a` and `b` that share none.
  bool can_differ(NodeId a, NodeId b) {
    if (a == b && is_terminal(a)) return false;
    if (is_terminal(a) && is_terminal(b))
      return (diagrams_.outcomes_at(a) & diagrams_.outcomes_at(b)) == 0;
    const auto [found, added] = known_.try_emplace(std::minmax(a, b), false);
    if (!added) return found->second;
    std::uint32_t variable = ~std::uint32_t{0};
    for (NodeId node : {a, b})
      if (!is_terminal(node)) variable = std::min(variable, store_.variable(node));
    std::set<std::int64_t> starts;
    for (NodeId node : {a, b})
      if (splits(node, variable))
        for (const Edge& edge : store_.edges(node)) starts.insert(edge.from);
    const bool differs = std::any_of(starts.begin(), starts.end(), [&](std::int64_t start) {
      return can_differ(splits(a, variable) ? store_.child(a, start) : a,
                        splits(b, variable) ? store_.child(b, start) : b);
    });
    known_[std::minmax(a, b)] = differs;
    return differs;
  }

  // The variables of which two values give such outcomes.
  std::set<std::uint32_t> shown(NodeId root) {
    std::set<std::uint32_t> variables;
    std::set<NodeId> seen;
    reach(root, seen, variables);
    return variables;
  }

 private:
  bool splits(NodeId node, std::uint32_t variable) const {
    return !is_terminal(node) && store_.variable(node) == variable;
  }

  void reach(NodeId node, std::set<NodeId>& seen, std::set<std::uint32_t>& variables) {
    if (is_terminal(node) || !seen.insert(node).second) return;
    const std::span<const Edge> edges = store_.edges(node);
    for (std::size_t i = 0; i < edges.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (!variables.contains(store_.variable(node)) && can_differ(edges[i].to, edges[j].to))
          variables.insert(store_.variable(node));
    for (const Edge& edge : edges) reach(edge.to, seen, variables);
  }

  const OutcomeDiagrams& diagrams_;
  const DiagramStore& store_;
  std::map<std::pair<NodeId, NodeId>, bool> known_;
};

bool has_single_outcomes(const OutcomeDiagrams& diagrams, NodeId root) {
  const DiagramStore& store = diagrams.store();
  if (is_terminal(root)) return is_single(diagrams.outcomes_at(root));
  std::vector<bool> seen(store.size(), false);
  std::vector<NodeId> open = {root};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    for (const Edge& edge : store.edges(node)) {
      if (is_terminal(edge.to)) {
        if (!is_single(diagrams.outcomes_at(edge.to))) return false;
      } else if (!seen[edge.to]) {
        seen[edge.to] = true;
        open.push_back(edge.to);
      }
    }
  }
  return true;
}

// Takes from `names` the facts that cannot matter whatever boxes do not tell.
void drop_what_cannot_matter(OutcomeDiagrams& free, const PathwayRow& row,
                             std::vector<std::string>& names) {
  const std::optional<NodeId> root = free.outcomes(row);
  if (!root) return;
  std::set<std::string> can_matter;
  for (std::uint32_t variable : support_of(free.store(), *root))
    for (NameId name : free.names_behind(variable))
      can_matter.insert(free.space().plan().uses()[name].name);
  std::erase_if(names, [&](const std::string& name) { return !can_matter.contains(name); });
}

}  // namespace

Missing missing_facts(OutcomeDiagrams& diagrams, OutcomeDiagrams& free, const PathwayRow& row,
                      NodeId root, const RowState& state) {
  const AssessmentPlan& plan = diagrams.space().plan();
  const std::vector<std::uint32_t> support = support_of(diagrams.store(), root);
  std::set<std::string> named;
  Missing missing;
  // Boxes of a fact may depend on facts that the row does not read: those stand in its diagram too.
  for (std::uint32_t variable : support)
    if (const std::string& name = diagrams.space().use(variable).name;
        std::binary_search(row.facts.begin(), row.facts.end(), name))
      named.insert(name);
  if (!has_single_outcomes(diagrams, root))
    missing.exact = Differences(diagrams).shown(root).size() == support.size();
  // Facts that the boxes do not show to matter.
  std::vector<std::string> others;
  for (const std::string& name : state.open) {
    const std::optional<NameId> id = plan.find_name(name);
    if (id && plan.uses()[*id].is_fact && !named.contains(name)) others.push_back(name);
  }
  if (!others.empty() && diagrams.is_settled(row)) others.clear();
  if (!others.empty()) drop_what_cannot_matter(free, row, others);
  if (!others.empty()) missing.exact = false;
  named.insert(others.begin(), others.end());
  missing.facts.assign(named.begin(), named.end());
  return missing;
}

Missing all_open(const AssessmentPlan& plan, const RowState& state) {
  Missing missing;
  missing.exact = false;
  for (const std::string& name : state.open) {
    const std::optional<NameId> id = plan.find_name(name);
    if (id && plan.uses()[*id].is_fact) missing.facts.push_back(name);
  }
  return missing;
}

}  // namespace alternat::assessment

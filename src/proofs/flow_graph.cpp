// SPDX-License-Identifier: EUPL-1.2
#include "proofs/flow_graph.h"

#include <algorithm>

namespace alternat::proofs {

namespace {
using procedures::EventKind;
using procedures::kNoIndex;
using procedures::Node;
using procedures::NodeIndex;
using procedures::NodeKind;
}  // namespace

FlowGraph::FlowGraph(const procedures::Definition& definition)
    : exit_(static_cast<std::uint32_t>(definition.nodes.size())) {
  next_.resize(exit_ + 1U);
  for (NodeIndex i = 0; i < exit_; ++i) {
    const Node& node = definition.nodes[i];
    // Boundary events, what a sub-process begins with, its event sub-processes, compensation.
    for (const NodeIndex entered : procedures::entered_with(definition, i)) add(i, entered);
    for (const procedures::FlowIndex flow : node.outgoing) add(i, definition.flows[flow].target);
    if (node.outgoing.empty()) add_leaving(definition, i);
    if (next_[i].empty()) add(i, exit_);
  }
  // An event sub-process at the top can begin whenever the case runs.
  for (const NodeIndex start : definition.starts)
    for (const NodeIndex scope : definition.event_scopes) add(start, scope);
  find_post_dominators();
}

// A node without a way out ends its scope: the sub-process goes on, or an error goes outwards.
void FlowGraph::add_leaving(const procedures::Definition& definition, NodeIndex index) {
  const Node& node = definition.nodes[index];
  NodeIndex around = node.parent;
  if (around == kNoIndex) return add(index, exit_);
  if (node.event != EventKind::kError) {
    for (const procedures::FlowIndex flow : definition.nodes[around].outgoing)
      add(index, definition.flows[flow].target);
    if (definition.nodes[around].outgoing.empty()) add_leaving(definition, around);
    for (const std::uint32_t target : next_[around]) {
      if (definition.nodes[around].outgoing.empty()) add(index, target);
    }
    return;
  }
  for (; around != kNoIndex; around = definition.nodes[around].parent)
    for (const NodeIndex boundary : definition.nodes[around].boundary)
      if (definition.nodes[boundary].event == EventKind::kError &&
          (definition.nodes[boundary].error_code.empty() ||
           definition.nodes[boundary].error_code == node.error_code))
        return add(index, boundary);
  add(index, exit_);
}

// The greatest solution of: a node is post-dominated by itself and by what post-dominates all its
// successors. Procedures have tens of nodes.
void FlowGraph::find_post_dominators() {
  post_dominators_.assign(exit_ + 1U, NodeSet(exit_ + 1U, true));
  post_dominators_[exit_].assign(exit_ + 1U, false);
  post_dominators_[exit_][exit_] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t i = exit_; i-- > 0;) {
      NodeSet set(exit_ + 1U, true);
      for (const std::uint32_t to : next_[i])
        for (std::uint32_t k = 0; k <= exit_; ++k)
          if (!post_dominators_[to][k]) set[k] = false;
      set[i] = true;
      if (set != post_dominators_[i]) {
        post_dominators_[i] = std::move(set);
        changed = true;
      }
    }
  }
}

std::vector<NodeIndex> FlowGraph::directly(NodeIndex decider) const {
  std::vector<NodeIndex> found;
  if (next_[decider].size() < 2) return found;
  for (NodeIndex i = 0; i < exit_; ++i) {
    const bool always = i != decider && post_dominators_[decider][i];
    const bool on_a_way =
        std::any_of(next_[decider].begin(), next_[decider].end(),
                    [&](std::uint32_t to) { return static_cast<bool>(post_dominators_[to][i]); });
    if (on_a_way && !always) found.push_back(i);
  }
  return found;
}

std::vector<NodeIndex> FlowGraph::decided_by(NodeIndex decider) const {
  std::vector<bool> seen(exit_, false);
  std::vector<NodeIndex> work = {decider};
  std::vector<NodeIndex> found;
  while (!work.empty()) {
    const NodeIndex at = work.back();
    work.pop_back();
    for (const NodeIndex one : directly(at)) {
      if (seen[one]) continue;
      seen[one] = true;
      found.push_back(one);
      work.push_back(one);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace alternat::proofs

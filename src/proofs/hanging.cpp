// SPDX-License-Identifier: EUPL-1.2
#include "proofs/hanging.h"

#include <algorithm>
#include <deque>

namespace alternat::proofs {

namespace {

using procedures::Definition;
using procedures::kNoIndex;
using procedures::NodeIndex;
using procedures::NodeKind;

constexpr NodeIndex kProcess = kNoIndex;

std::size_t depth_of(const Definition& definition, NodeIndex node) {
  std::size_t depth = 0;
  for (; node != kNoIndex; node = definition.nodes[node].parent) ++depth;
  return depth;
}

// An event sub-process whose start ends all else around it.
bool interrupts(const Definition& definition, NodeIndex scope) {
  const procedures::Node& node = definition.nodes[scope];
  return node.scope == procedures::ScopeKind::kEvent && node.inner_start != kNoIndex &&
         definition.nodes[node.inner_start].interrupting;
}

}  // namespace

ScopeWatch::ScopeWatch(const Definition& definition) : definition_(definition) {
  for (NodeIndex i = 0; i < definition.nodes.size(); ++i)
    if (definition.nodes[i].kind == NodeKind::kSubProcess) scopes_.push_back(i);
  std::stable_sort(scopes_.begin(), scopes_.end(), [&](NodeIndex a, NodeIndex b) {
    return depth_of(definition, a) < depth_of(definition, b);
  });
  scopes_.insert(scopes_.begin(), kProcess);
}

std::string ScopeWatch::name(std::size_t scope) const {
  return scopes_[scope] == kProcess ? "" : definition_.nodes[scopes_[scope]].id;
}

ScopeBits ScopeWatch::bit_of(NodeIndex scope) const {
  const auto found = std::find(scopes_.begin(), scopes_.end(), scope);
  const auto place = static_cast<std::size_t>(found - scopes_.begin());
  return place < std::min(scopes_.size(), kScopesMax) ? ScopeBits{1} << place : 0;
}

ScopeBits ScopeWatch::active(const procedures::State& state) const {
  if (!state.opened || state.ended) return 0;
  ScopeBits bits = 1;
  for (const procedures::Token& token : state.tokens)
    if (token.phase == procedures::TokenPhase::kActive)
      if (const NodeIndex node = definition_.find_node(token.element); node != kNoIndex)
        if (definition_.nodes[node].kind == NodeKind::kSubProcess) bits |= bit_of(node);
  return bits;
}

// Every part around the node.
ScopeBits ScopeWatch::around(NodeIndex node) const {
  ScopeBits bits = 0;
  do {
    node = definition_.nodes[node].parent;
    bits |= bit_of(node);
  } while (node != kProcess);
  return bits;
}

// What moves after an event sub-process has interrupted its part is the interruption's own doing.
void ScopeWatch::follow(std::span<const procedures::Record> records, Edge& edge) const {
  ScopeBits cut = 0;
  for (const procedures::Record& record : records) {
    NodeIndex node = kNoIndex;
    ScopeBits moved = 0;
    if (const auto* activated = std::get_if<procedures::ElementActivated>(&record)) {
      node = definition_.find_node(activated->element);
      if (node != kNoIndex && interrupts(definition_, node))
        cut |= bit_of(definition_.nodes[node].parent);
    } else if (const auto* completed = std::get_if<procedures::ElementCompleted>(&record)) {
      node = definition_.find_node(completed->element);
      if (node != kNoIndex && definition_.nodes[node].kind == NodeKind::kSubProcess)
        moved |= bit_of(node);
    } else if (const auto* flow = std::get_if<procedures::FlowTaken>(&record)) {
      const procedures::FlowIndex index = definition_.find_flow(flow->flow);
      if (index != kNoIndex) node = definition_.flows[index].source;
    } else if (const auto* terminated = std::get_if<procedures::ElementTerminated>(&record)) {
      const NodeIndex gone = definition_.find_node(terminated->element);
      if (gone != kNoIndex && definition_.nodes[gone].kind == NodeKind::kSubProcess)
        edge.left |= bit_of(gone);
    }
    if (node != kNoIndex) moved |= around(node);
    edge.moved |= moved & ~cut;
  }
  edge.left |= cut;
}

bool ScopeWatch::contains(std::size_t outer, std::size_t inner) const {
  for (NodeIndex node = scopes_[inner]; node != kNoIndex;) {
    node = definition_.nodes[node].parent;
    if (node == scopes_[outer]) return true;
  }
  return false;
}

// The greatest set of states in which the part is active and from which every step leaves all in it
// where it is and either leaves the part or stays within the set.
std::vector<bool> hanging_states(std::size_t scope, const std::vector<ScopeBits>& active,
                                 const std::vector<Edge>& edges) {
  const ScopeBits bit = ScopeBits{1} << scope;
  std::vector<bool> still(active.size());
  for (std::size_t i = 0; i < active.size(); ++i) still[i] = (active[i] & bit) != 0;
  std::vector<std::vector<std::uint32_t>> before(active.size());
  std::deque<std::uint32_t> work;
  const auto moves = [&](std::uint32_t state) {
    if (!still[state]) return;
    still[state] = false;
    work.push_back(state);
  };
  for (const Edge& edge : edges) {
    if ((edge.left & bit) == 0 && (active[edge.to] & bit) != 0)
      before[edge.to].push_back(edge.from);
    if ((edge.moved & bit) != 0) moves(edge.from);
  }
  for (; !work.empty(); work.pop_front())
    for (const std::uint32_t from : before[work.front()]) moves(from);
  return still;
}

}  // namespace alternat::proofs

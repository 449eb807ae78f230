// SPDX-License-Identifier: EUPL-1.2
// The control flow of a procedure as a plain graph: sequence flows, boundary events, errors that
// go outwards, sub-processes entered and left. Which element decides whether another is reached.
#pragma once

#include <cstdint>
#include <vector>

#include "procedures/definition.h"

namespace alternat::proofs {

class FlowGraph {
 public:
  explicit FlowGraph(const procedures::Definition& definition);

  // Nodes whose being reached depends on the way taken at `decider`, directly or through others
  // (control dependence, transitive; Ferrante, Ottenstein and Warren 1987). Sorted.
  std::vector<procedures::NodeIndex> decided_by(procedures::NodeIndex decider) const;

 private:
  using NodeSet = std::vector<bool>;
  void add(procedures::NodeIndex from, std::uint32_t to) { next_[from].push_back(to); }
  void add_leaving(const procedures::Definition& definition, procedures::NodeIndex index);
  void find_post_dominators();
  std::vector<procedures::NodeIndex> directly(procedures::NodeIndex decider) const;

  std::uint32_t exit_ = 0;
  std::vector<std::vector<std::uint32_t>> next_;
  std::vector<NodeSet> post_dominators_;  // of each node, itself included
};

}  // namespace alternat::proofs

// SPDX-License-Identifier: EUPL-1.2
// Interval decision diagrams: a function of several unknown facts to a value, each fact split into
// intervals of positions. Nodes are shared and reduced, so that a function has one diagram: a fact
// stands in it exactly if two values of that fact, all else alike, give different results.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "decisions/assessment/node_index.h"
#include "decisions/feel/value.h"

namespace alternat::assessment {

inline bool is_terminal(NodeId node) {
  return node < 0;
}

// "Known to be none" is a position of its own, before all others.
inline constexpr std::int64_t kNullPosition = std::numeric_limits<std::int64_t>::min();

struct Edge {
  std::int64_t from = 0;  // this position and all up to the next edge
  NodeId to = 0;

  friend bool operator==(const Edge&, const Edge&) = default;
};

// A value at the end; `no_hit`: null because no rule of a table hit.
struct Terminal {
  feel::Value value;
  bool no_hit = false;
};

class DiagramStore {
 public:
  NodeId terminal(const feel::Value& value, bool no_hit = false);
  const Terminal& terminal_of(NodeId node) const { return terminals_[~node]; }
  // The node, or the one node below if all edges lead there. Edges sorted by `from`.
  NodeId make(std::uint32_t variable, std::span<Edge> edges);
  std::uint32_t variable(NodeId node) const { return nodes_[node].variable; }
  std::span<const Edge> edges(NodeId node) const {
    return {edges_.data() + nodes_[node].first, nodes_[node].count};
  }
  NodeId child(NodeId node, std::int64_t position) const;
  std::size_t size() const { return nodes_.size(); }
  // The same diagram with other terminals: `to` gives the new one for each that is reached.
  template <typename To>
  NodeId relabelled(NodeId root, const To& to) {
    Memo done;
    return relabelled(root, to, done);
  }

 private:
  template <typename To>
  NodeId relabelled(NodeId node, const To& to, Memo& done);
  // Ids by hash, open addressing; kFree where none stands.
  class Ids {
   public:
    // The id of this hash that `is_it` accepts, or a free place to put one in.
    template <typename IsIt>
    NodeId& place_of(std::size_t hash, const IsIt& is_it);

   private:
    struct Place {
      std::size_t hash = 0;
      NodeId id = kFree;
    };
    void grow();
    std::vector<Place> places_;
    std::size_t given_ = 0;
  };
  static constexpr NodeId kFree = std::numeric_limits<NodeId>::min();

  struct Node {
    std::uint32_t variable = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<Terminal> terminals_;
  Ids made_;
  Ids terminal_ids_;
};

template <typename To>
NodeId DiagramStore::relabelled(NodeId node, const To& to, Memo& done) {
  if (const NodeId* found = done.find(node)) return *found;
  NodeId result = node;
  if (is_terminal(node)) {
    result = to(node);
  } else {
    const std::span<const Edge> found = edges(node);
    std::vector<Edge> below(found.begin(), found.end());  // the store grows meanwhile
    for (Edge& edge : below) edge.to = relabelled(edge.to, to, done);
    result = make(variable(node), below);
  }
  done.add(node, result);
  return result;
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/diagram.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace alternat::assessment {
namespace {

std::size_t mix(std::size_t seed, std::size_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ULL + (seed >> 29);
}

// Equal for identical values; kinds that are rare among facts share one.
std::size_t hash_of(const feel::Value& value) {
  const std::size_t kind = static_cast<std::size_t>(value.kind());
  switch (value.kind()) {
    case feel::Kind::kBoolean:
      return mix(kind, value.boolean() ? 1 : 0);
    case feel::Kind::kNumber:
      return mix(kind, value.number().hash());
    case feel::Kind::kString:
      return mix(kind, std::hash<std::string_view>()(value.string()));
    case feel::Kind::kDate:
      return mix(kind, static_cast<std::size_t>(value.day()));
    case feel::Kind::kNull:
    case feel::Kind::kTime:
    case feel::Kind::kDateTime:
    case feel::Kind::kYearsMonths:
    case feel::Kind::kDaysTime:
    case feel::Kind::kList:
    case feel::Kind::kContext:
    case feel::Kind::kRange:
    case feel::Kind::kFunction:
    case feel::Kind::kUnknown:
      return kind;
  }
  return kind;
}

}  // namespace

NodeId DiagramStore::terminal(const feel::Value& value, bool no_hit) {
  const std::size_t hash = mix(hash_of(value), no_hit ? 1 : 0);
  const auto [first, last] = terminal_ids_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    const Terminal& other = terminal_of(at->second);
    if (other.no_hit == no_hit && feel::identical(other.value, value)) return at->second;
  }
  terminals_.push_back({value, no_hit});
  const NodeId id = ~static_cast<NodeId>(terminals_.size() - 1);
  terminal_ids_.emplace(hash, id);
  return id;
}

NodeId DiagramStore::make(std::uint32_t variable, std::vector<Edge>& edges) {
  std::size_t kept = 0;
  for (const Edge& edge : edges)
    if (kept == 0 || edges[kept - 1].to != edge.to) edges[kept++] = edge;
  edges.resize(kept);
  if (kept == 1) return edges.front().to;
  std::size_t hash = variable;
  for (const Edge& edge : edges)
    hash = mix(mix(hash, static_cast<std::size_t>(edge.from)), static_cast<std::size_t>(edge.to));
  const auto [first, last] = made_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    const std::span<const Edge> other = this->edges(at->second);
    if (this->variable(at->second) == variable &&
        std::equal(other.begin(), other.end(), edges.begin(), edges.end()))
      return at->second;
  }
  const NodeId id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back({variable, static_cast<std::uint32_t>(edges_.size()),
                    static_cast<std::uint32_t>(edges.size())});
  edges_.insert(edges_.end(), edges.begin(), edges.end());
  made_.emplace(hash, id);
  return id;
}

NodeId DiagramStore::child(NodeId node, std::int64_t position) const {
  const std::span<const Edge> all = edges(node);
  const auto after =
      std::upper_bound(all.begin(), all.end(), position,
                       [](std::int64_t at, const Edge& edge) { return at < edge.from; });
  return after == all.begin() ? all.front().to : std::prev(after)->to;
}

}  // namespace alternat::assessment

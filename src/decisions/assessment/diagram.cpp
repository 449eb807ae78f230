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

void DiagramStore::Ids::grow() {
  std::vector<Place> old(std::max<std::size_t>(64, places_.size() * 2));
  old.swap(places_);
  const std::size_t mask = places_.size() - 1;
  for (const Place& place : old) {
    if (place.id == kFree) continue;
    std::size_t at = place.hash & mask;
    while (places_[at].id != kFree) at = (at + 1) & mask;
    places_[at] = place;
  }
}

template <typename IsIt>
NodeId& DiagramStore::Ids::place_of(std::size_t hash, const IsIt& is_it) {
  hash ^= hash >> 32;
  if (2 * (given_ + 1) > places_.size()) grow();
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash & mask;
  while (places_[at].id != kFree && !(places_[at].hash == hash && is_it(places_[at].id)))
    at = (at + 1) & mask;
  if (places_[at].id == kFree) {
    ++given_;
    places_[at].hash = hash;
  }
  return places_[at].id;
}

NodeId DiagramStore::terminal(const feel::Value& value, bool no_hit) {
  NodeId& id = terminal_ids_.place_of(mix(hash_of(value), no_hit ? 1 : 0), [&](NodeId other) {
    const Terminal& found = terminal_of(other);
    return found.no_hit == no_hit && feel::identical(found.value, value);
  });
  if (id != kFree) return id;
  terminals_.push_back({value, no_hit});
  return id = ~static_cast<NodeId>(terminals_.size() - 1);
}

NodeId DiagramStore::make(std::uint32_t variable, std::span<Edge> edges) {
  std::size_t kept = 0;
  for (const Edge& edge : edges)
    if (kept == 0 || edges[kept - 1].to != edge.to) edges[kept++] = edge;
  edges = edges.first(kept);
  if (kept == 1) return edges.front().to;
  std::size_t hash = variable;
  for (const Edge& edge : edges)
    hash = mix(mix(hash, static_cast<std::size_t>(edge.from)), static_cast<std::size_t>(edge.to));
  NodeId& id = made_.place_of(hash, [&](NodeId other) {
    const std::span<const Edge> found = this->edges(other);
    return this->variable(other) == variable &&
           std::equal(found.begin(), found.end(), edges.begin(), edges.end());
  });
  if (id != kFree) return id;
  nodes_.push_back({variable, static_cast<std::uint32_t>(edges_.size()),
                    static_cast<std::uint32_t>(edges.size())});
  edges_.insert(edges_.end(), edges.begin(), edges.end());
  return id = static_cast<NodeId>(nodes_.size() - 1);
}

NodeId DiagramStore::child(NodeId node, std::int64_t position) const {
  const std::span<const Edge> all = edges(node);
  const auto after =
      std::upper_bound(all.begin(), all.end(), position,
                       [](std::int64_t at, const Edge& edge) { return at < edge.from; });
  return after == all.begin() ? all.front().to : std::prev(after)->to;
}

}  // namespace alternat::assessment

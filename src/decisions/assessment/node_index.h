// SPDX-License-Identifier: EUPL-1.2
// Numbers for keys of so many nodes each, in the order in which they come: a flat hash table, since
// diagrams are made by asking "was this seen before" some ten thousand times for one person.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace alternat::assessment {

// Negative: a terminal. Two nodes of one store are the same function exactly if the ids are equal.
using NodeId = std::int32_t;

class NodeIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  explicit NodeIndex(std::size_t width = 1) : width_(width) {}

  // kNone if it was not added.
  std::uint32_t find(std::span<const NodeId> key) const {
    return slots_.empty() ? kNone : slots_[slot_of(key)];
  }
  std::uint32_t find(NodeId key) const { return find(std::span(&key, 1)); }
  // The number of the key; a new one is the size before.
  std::uint32_t add(std::span<const NodeId> key) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    std::uint32_t& slot = slots_[slot_of(key)];
    if (slot == kNone) {
      slot = count_++;
      keys_.insert(keys_.end(), key.begin(), key.end());
    }
    return slot;
  }
  std::uint32_t add(NodeId key) { return add(std::span(&key, 1)); }
  std::uint32_t size() const { return count_; }

 private:
  std::size_t slot_of(std::span<const NodeId> key) const {
    std::uint64_t hash = 0;
    for (NodeId node : key)
      hash = (hash ^ static_cast<std::uint32_t>(node)) * 0x9E3779B97F4A7C15ULL + (hash >> 31);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash >> 20) & mask;
    while (slots_[at] != kNone && !is_key(slots_[at], key)) at = (at + 1) & mask;
    return at;
  }
  bool is_key(std::uint32_t number, std::span<const NodeId> key) const {
    return std::equal(key.begin(), key.end(), keys_.begin() + number * width_);
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), kNone);
    for (std::uint32_t number = 0; number < count_; ++number)
      slots_[slot_of({keys_.data() + number * width_, width_})] = number;
  }

  std::size_t width_;
  std::uint32_t count_ = 0;
  std::vector<NodeId> keys_;
  std::vector<std::uint32_t> slots_;
};

// What was found for each key.
class Memo {
 public:
  explicit Memo(std::size_t width = 1) : index_(width) {}
  const NodeId* find(std::span<const NodeId> key) const {
    const std::uint32_t number = index_.find(key);
    return number == NodeIndex::kNone ? nullptr : &results_[number];
  }
  const NodeId* find(NodeId key) const { return find(std::span(&key, 1)); }
  // Of a key that is not there yet.
  void add(std::span<const NodeId> key, NodeId result) {
    index_.add(key);
    results_.push_back(result);
  }
  void add(NodeId key, NodeId result) { add(std::span(&key, 1), result); }

 private:
  NodeIndex index_;
  std::vector<NodeId> results_;
};

}  // namespace alternat::assessment

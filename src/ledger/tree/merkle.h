// SPDX-License-Identifier: EUPL-1.2
// RFC 6962 section 2.1: hashes of a Merkle tree, inclusion and consistency proofs, and their
// verification (RFC 9162 sections 2.1.3.2 and 2.1.4.2). Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/record.h"

namespace alternat::ledger::tree {

// SHA-256(0x00 || entry). A record's entry is its commitment.
Hash leaf_hash(std::string_view entry);
// SHA-256(0x01 || left || right).
Hash node_hash(const Hash& left, const Hash& right);

// MTH over leaf hashes; of no leaves: SHA-256 of nothing. Cost: one hash a leaf.
Hash root_of(std::span<const Hash> leaves);

// PATH(index, leaves): asserts index < leaves.size().
std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
// PROOF(size, leaves): asserts 0 < size <= leaves.size(); empty if they are equal.
std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t size);

bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                 std::span<const Hash> proof, const Hash& root);
struct TreeHead {
  std::uint64_t size;
  Hash root;

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};
bool is_consistent(const TreeHead& first, const TreeHead& second, std::span<const Hash> proof);

// A tree that only grows: the roots of its full subtrees, largest first. Appending costs one hash
// on average, a root one for each full subtree.
class GrowingTree {
 public:
  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> full_;
};

}  // namespace alternat::ledger::tree

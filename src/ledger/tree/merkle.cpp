// SPDX-License-Identifier: EUPL-1.2
// The recursions of RFC 6962 section 2.1 as they stand there, and the verifiers of RFC 9162.
#include "ledger/tree/merkle.h"

#include <bit>

#include "base/assert.h"
#include "ledger/sha256.h"

namespace alternat::ledger::tree {
namespace {

// k: the largest power of two smaller than n (n > 1).
std::uint64_t split_of(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

// SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2; `whole` is b: D[0:m] is a tree the verifier
// knows.
void subproof(std::span<const Hash> leaves, std::uint64_t size, bool whole,
              std::vector<Hash>* proof) {
  if (size == leaves.size()) {
    if (!whole) proof->push_back(root_of(leaves));
    return;
  }
  const std::uint64_t split = split_of(leaves.size());
  if (size <= split) {
    subproof(leaves.subspan(0, split), size, whole, proof);
    proof->push_back(root_of(leaves.subspan(split)));
  } else {
    subproof(leaves.subspan(split), size - split, false, proof);
    proof->push_back(root_of(leaves.subspan(0, split)));
  }
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
  return sha256(std::string_view("\0", 1), entry);
}

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256(std::string_view("\1", 1), bytes_of(left), bytes_of(right));
}

Hash root_of(std::span<const Hash> leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return leaves[0];
  const std::uint64_t split = split_of(leaves.size());
  return node_hash(root_of(leaves.subspan(0, split)), root_of(leaves.subspan(split)));
}

std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index) {
  ALTERNAT_ASSERT(index < leaves.size());
  if (leaves.size() == 1) return {};
  const std::uint64_t split = split_of(leaves.size());
  std::vector<Hash> proof;
  if (index < split) {
    proof = inclusion_proof(leaves.subspan(0, split), index);
    proof.push_back(root_of(leaves.subspan(split)));
  } else {
    proof = inclusion_proof(leaves.subspan(split), index - split);
    proof.push_back(root_of(leaves.subspan(0, split)));
  }
  return proof;
}

std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t size) {
  ALTERNAT_ASSERT(size > 0 && size <= leaves.size());
  std::vector<Hash> proof;
  subproof(leaves, size, true, &proof);
  return proof;
}

// RFC 9162 section 2.1.3.2, steps 1 to 6.
bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                 std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) == 1 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

// RFC 9162 section 2.1.4.2, steps 1 to 7.
bool is_consistent(const TreeHead& first, const TreeHead& second, std::span<const Hash> proof) {
  if (first.size > second.size) return false;
  if (first.size == second.size) return proof.empty() && first.root == second.root;
  // Every tree extends the empty one; there is nothing to prove.
  if (first.size == 0) return proof.empty() && first.root == root_of({});
  std::vector<Hash> path(proof.begin(), proof.end());
  if (std::has_single_bit(first.size)) path.insert(path.begin(), first.root);
  if (path.empty()) return false;
  std::uint64_t fn = first.size - 1;
  std::uint64_t sn = second.size - 1;
  while ((fn & 1) == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash fr = path.front();
  Hash sr = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (sn == 0) return false;
    const Hash& c = path[i];
    if ((fn & 1) == 1 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == first.root && sr == second.root;
}

void GrowingTree::append(const Hash& leaf) {
  Hash hash = leaf;
  // Each full subtree of the same size on its left joins it: one for every trailing 1 of the old
  // size.
  for (std::uint64_t size = size_; (size & 1) == 1; size >>= 1) {
    hash = node_hash(full_.back(), hash);
    full_.pop_back();
  }
  full_.push_back(hash);
  ++size_;
}

Hash GrowingTree::root() const {
  if (full_.empty()) return root_of({});
  Hash hash = full_.back();
  for (std::size_t i = full_.size() - 1; i > 0; --i) hash = node_hash(full_[i - 1], hash);
  return hash;
}

}  // namespace alternat::ledger::tree

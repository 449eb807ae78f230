// SPDX-License-Identifier: EUPL-1.2
// RFC 6962 trees: the test vectors of Certificate Transparency (eight leaves), proofs worked by
// hand, and every proof of every size up to 40.
#include "ledger/tree/merkle.h"

#include <doctest/doctest.h>

#include "ledger/sha256.h"

namespace alternat::ledger::tree {

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

std::string hex(const Hash& hash) {
  return to_hex(bytes_of(hash));
}

// The entries that Certificate Transparency's own tests use.
std::vector<Hash> ct_leaves() {
  std::vector<Hash> leaves;
  for (std::string_view entry : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                 "606162636465666768696a6b6c6d6e6f"})
    leaves.push_back(leaf_hash(from_hex(entry)));
  return leaves;
}

std::vector<Hash> numbered_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

}  // namespace

TEST_CASE("roots of the eight known entries") {
  const std::vector<Hash> leaves = ct_leaves();
  const std::vector<std::string> roots = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  GrowingTree growing;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    CHECK(hex(root_of(std::span(leaves).first(size))) == roots[size]);
    CHECK(hex(growing.root()) == roots[size]);
    CHECK(growing.size() == size);
    if (size < leaves.size()) growing.append(leaves[size]);
  }
}

TEST_CASE("the proofs of the seven-leaf example, put together by hand") {
  // RFC 6962 section 2.1.3: hash = k(g(a,b), h) … with a = leaf 0 … f = leaf 6, i = node(2,3), j =
  // node(4,5).
  const std::vector<Hash> leaves = numbered_leaves(7);
  const Hash g = node_hash(leaves[0], leaves[1]);
  const Hash h = node_hash(leaves[2], leaves[3]);
  const Hash i = node_hash(leaves[4], leaves[5]);
  const Hash& j = leaves[6];
  const Hash k = node_hash(g, h);
  const Hash l = node_hash(i, j);
  CHECK(root_of(leaves) == node_hash(k, l));
  using Proof = std::vector<Hash>;
  CHECK(inclusion_proof(leaves, 0) == Proof{leaves[1], h, l});
  CHECK(inclusion_proof(leaves, 3) == Proof{leaves[2], g, l});
  CHECK(inclusion_proof(leaves, 4) == Proof{leaves[5], j, k});
  CHECK(inclusion_proof(leaves, 6) == Proof{i, k});
  CHECK(consistency_proof(leaves, 3) == Proof{leaves[2], leaves[3], g, l});
  CHECK(consistency_proof(leaves, 4) == Proof{l});
  CHECK(consistency_proof(leaves, 6) == Proof{i, j, k});
  CHECK(consistency_proof(leaves, 7).empty());
}

TEST_CASE(
    "every inclusion and consistency proof up to 40 leaves verifies, and no altered one does") {
  const std::vector<Hash> all = numbered_leaves(40);
  const Hash other = leaf_hash("other");
  for (std::uint64_t size = 1; size <= all.size(); ++size) {
    const std::span<const Hash> leaves = std::span(all).first(size);
    const Hash root = root_of(leaves);
    for (std::uint64_t index = 0; index < size; ++index) {
      std::vector<Hash> proof = inclusion_proof(leaves, index);
      CHECK(is_included(leaves[index], index, size, proof, root));
      CHECK_FALSE(is_included(other, index, size, proof, root));
      CHECK_FALSE(is_included(leaves[index], index, size, proof, other));
      if (size > 1) CHECK_FALSE(is_included(leaves[index], index ^ 1, size, proof, root));
      proof.push_back(other);
      CHECK_FALSE(is_included(leaves[index], index, size, proof, root));
    }
    for (std::uint64_t first = 1; first <= size; ++first) {
      const TreeHead old{first, root_of(leaves.first(first))};
      std::vector<Hash> proof = consistency_proof(leaves, first);
      CHECK(is_consistent(old, {size, root}, proof));
      CHECK_FALSE(is_consistent({first, other}, {size, root}, proof));
      CHECK_FALSE(is_consistent(old, {size, other}, proof));
      proof.push_back(other);
      CHECK_FALSE(is_consistent(old, {size, root}, proof));
    }
  }
  CHECK_FALSE(is_included(all[0], 1, 1, {}, all[0]));
  CHECK(is_consistent({0, root_of({})}, {1, all[0]}, {}));
  CHECK_FALSE(is_consistent({2, other}, {1, all[0]}, {}));
}

}  // namespace alternat::ledger::tree

// SPDX-License-Identifier: EUPL-1.2
// Numbers of keys, and that a function has one diagram.
#include "decisions/assessment/diagram.h"

#include <doctest/doctest.h>

namespace alternat::assessment {
namespace {

using feel::Value;

TEST_CASE("keys have numbers in the order in which they come") {
  NodeIndex index(2);
  for (NodeId node = 0; node < 1000; ++node) {
    const NodeId key[] = {node, ~node};
    CHECK(index.add(key) == static_cast<std::uint32_t>(node));
    CHECK(index.add(key) == static_cast<std::uint32_t>(node));
  }
  const NodeId last[] = {999, ~999}, other[] = {999, 999};
  CHECK(index.find(last) == 999);
  CHECK(index.find(other) == NodeIndex::kNone);
  CHECK(index.size() == 1000);
}

TEST_CASE("a key of no nodes is one key") {
  NodeIndex index(0);
  CHECK(index.find(std::span<const NodeId>()) == NodeIndex::kNone);
  CHECK(index.add(std::span<const NodeId>()) == 0);
  CHECK(index.add(std::span<const NodeId>()) == 0);
  CHECK(index.size() == 1);
}

TEST_CASE("a function has one diagram, and what does not split has no node") {
  DiagramStore store;
  const NodeId yes = store.terminal(Value::from_bool(true));
  const NodeId no = store.terminal(Value::from_bool(false));
  CHECK(store.terminal(Value::from_bool(true)) == yes);
  CHECK(store.terminal(Value::null(), true) != store.terminal(Value::null(), false));
  // Below 5 no, from 5 yes; said with one edge too many, it is the same node.
  std::vector<Edge> edges = {{0, no}, {5, yes}};
  std::vector<Edge> more = {{0, no}, {5, yes}, {9, yes}};
  const NodeId node = store.make(0, edges);
  CHECK(store.make(0, more) == node);
  CHECK(store.child(node, 4) == no);
  CHECK(store.child(node, 5) == yes);
  std::vector<Edge> alike = {{0, yes}, {5, yes}};
  CHECK(store.make(0, alike) == yes);
  CHECK(store.relabelled(node, [&](NodeId) { return no; }) == no);
  // Many nodes: the table that finds them grows.
  for (std::int64_t at = 1; at < 500; ++at) {
    std::vector<Edge> split = {{0, no}, {at, yes}};
    const NodeId made = store.make(1, split);
    std::vector<Edge> again = {{0, no}, {at, yes}};
    CHECK(store.make(1, again) == made);
  }
}

}  // namespace
}  // namespace alternat::assessment

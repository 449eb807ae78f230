// SPDX-License-Identifier: EUPL-1.2
// Tokens that hang inside a part that can be interrupted: nothing in the part can move any more,
// and only leaving it (a boundary event, an interrupting event sub-process, BPMN 2.0 13.5.3) goes
// on. The case still reaches an end, so the search for dead ends alone does not see it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "procedures/record.h"
#include "procedures/state.h"

namespace alternat::proofs {

// Bit i: the i-th part of a ScopeWatch.
using ScopeBits = std::uint64_t;
inline constexpr std::size_t kScopesMax = 64;

// One step of the exploration, as far as the parts are concerned.
struct Edge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  ScopeBits moved = 0;  // something inside the part moved, or the part completed
  ScopeBits left = 0;   // the part was interrupted
};

// The parts of a procedure: the process itself (bit 0), then its sub-processes, outer ones first.
class ScopeWatch {
 public:
  explicit ScopeWatch(const procedures::Definition& definition);

  std::size_t size() const { return scopes_.size(); }
  // Element id; "" for the process itself.
  std::string name(std::size_t scope) const;
  ScopeBits active(const procedures::State& state) const;
  void follow(std::span<const procedures::Record> records, Edge& edge) const;
  // Whether the second part stands inside the first.
  bool contains(std::size_t outer, std::size_t inner) const;

 private:
  ScopeBits around(procedures::NodeIndex node) const;
  ScopeBits bit_of(procedures::NodeIndex scope) const;

  const procedures::Definition& definition_;
  std::vector<procedures::NodeIndex> scopes_;  // kNoIndex = the process
};

// For the part: which states (by number) are such that nothing in it moves any more, whatever
// comes. `active` is by state; states that were ended are not active.
std::vector<bool> hanging_states(std::size_t scope, const std::vector<ScopeBits>& active,
                                 const std::vector<Edge>& edges);

}  // namespace alternat::proofs

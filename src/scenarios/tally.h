// SPDX-License-Identifier: EUPL-1.2
// Tally: what one thread of the audit has counted. Sums and the lowest person number, so that the
// order in which threads finish changes nothing.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "decisions/feel/value.h"

namespace alternat::scenarios {

// A violation as first seen: the facts on both sides.
struct Found {
  std::uint64_t count = 0;
  std::uint64_t person = 0;
  std::vector<feel::Value> before, after;
};

// Places of the invariants in AuditReport::invariants; the raises follow.
enum InvariantPlace : std::size_t {
  kNationality,
  kThreshold,
  kRemoval,
  kWholeAnswer,
  kProtective,
  kFirstRaise,
};

struct Tally {
  Tally(std::size_t invariants, std::size_t rows, std::size_t exceptions_known)
      : checks(invariants),
        excused(invariants),
        violations(invariants),
        exceptions(exceptions_known),
        outcomes(rows * 8),
        nationality(rows) {}

  void add(const Tally& other) {
    const auto sum = [](std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    sum(checks, other.checks);
    sum(excused, other.excused);
    sum(violations, other.violations);
    sum(exceptions, other.exceptions);
    sum(outcomes, other.outcomes);
    sum(nationality, other.nationality);
    exercised.insert(other.exercised.begin(), other.exercised.end());
    compared += other.compared;
    for (const auto& [place, found] : other.found) add(place, found);
  }
  // By invariant and row (or gate).
  void add(const std::pair<std::size_t, std::size_t>& place, const Found& seen) {
    const auto [at, is_new] = found.emplace(place, seen);
    if (is_new) return;
    const std::uint64_t count = at->second.count + seen.count;
    if (seen.person < at->second.person) at->second = seen;
    at->second.count = count;
  }

  std::vector<std::uint64_t> checks, excused, violations;  // by invariant
  std::vector<std::uint64_t> exceptions;
  std::vector<std::uint64_t> outcomes;  // by row (or gate and phase), then Outcomes or GateOutcome
  std::vector<std::uint64_t> nationality;                   // by row
  std::set<std::pair<std::size_t, std::size_t>> exercised;  // threshold and row
  std::uint64_t compared = 0;
  std::map<std::pair<std::size_t, std::size_t>, Found> found;
};

}  // namespace alternat::scenarios

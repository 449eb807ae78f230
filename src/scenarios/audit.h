// SPDX-License-Identifier: EUPL-1.2
// The audit: synthetic persons through all pathways, and through the safeguards, held against what
// must be true of the law's models whoever the person is. What is checked: docs/audit.md.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "decisions/assessment/safeguard_result.h"
#include "scenarios/engine.h"
#include "scenarios/population.h"
#include "scenarios/shares.h"

namespace alternat::scenarios {

struct AuditOptions {
  explicit AuditOptions(Date day) : on(day) {}
  std::uint64_t population = 0;
  std::uint64_t seed = 1;
  Date on;
  std::vector<std::string> partners;  // country codes
  unsigned threads = 1;               // changes nothing but the time
  bool prepared = true;               // false: the interpreter decides everybody
  // Told now and then how many persons are done; one call at a time.
  std::function<void(std::uint64_t persons)> progress;
};

// One thing that must hold, counted.
struct Invariant {
  std::string id;    // "nationality", "raise gross_annual_cents", "threshold", "removal" …
  std::string text;  // what must hold
  std::uint64_t checks = 0;
  std::uint64_t excused = 0;  // departures that the law itself makes, by an exception
  std::uint64_t violations = 0;
};

// The smallest facts found that show a violation.
struct Violation {
  std::string invariant, pathway, row;  // or the gate and the phase
  std::uint64_t count = 0;
  std::uint64_t person = 0;  // number in the population of this seed
  Json before, after;        // facts for `alternat pathways --facts` (or safeguards)
  bool strict = false;       // to be asked with --strict
  std::string outcome_before, outcome_after;
};

struct UsedException {
  Exception exception;
  std::uint64_t count = 0;
};

struct RowCounts {
  std::string pathway, row;
  std::uint64_t eligible = 0, officer = 0, ineligible = 0, open = 0;
  std::uint64_t named_nationality = 0;  // persons for whom a partner's nationality changes the row
};

struct GateCounts {
  std::string gate;
  assessment::Phase phase = assessment::Phase::kContact;
  std::uint64_t pass = 0, review = 0, hold = 0, block = 0;
};

struct AuditReport {
  std::uint64_t persons = 0, return_files = 0;
  std::uint64_t compared = 0;  // persons also decided by the interpreter, whole answer
  std::vector<RowCounts> rows;
  std::vector<GateCounts> gates;
  std::vector<Invariant> invariants;
  std::vector<UsedException> exceptions;
  std::vector<Violation> violations;       // by invariant, then by row
  std::vector<std::string> not_exercised;  // thresholds that no person stood at
  std::uint64_t checks() const;
  std::uint64_t violation_count() const;
};

// `law` and `shares` must live as long as the call. Errors of find_rows and find_gates.
Result<AuditReport> audit(const assessment::Law& law, const Shares& shares,
                          const AuditOptions& options);

std::string to_text(const AuditReport& report);
Json to_json(const AuditReport& report);

}  // namespace alternat::scenarios

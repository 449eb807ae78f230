// SPDX-License-Identifier: EUPL-1.2
// The audit of persons: one block of the population at a time, each person with her variations,
// through the rows of all pathways.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/audit.h"
#include "scenarios/tally.h"
#include "scenarios/variations.h"

namespace alternat::scenarios {

// What all threads share. Immutable.
struct AuditPlan {
  const Shares& shares;
  const AuditOptions& options;
  const EngineSetup& setup;
  const Population& population;
  std::vector<Threshold> thresholds;
  std::size_t invariants = kFirstRaise;  // with the raises
  // Every how many persons the whole answer of the interpreter is asked for too.
  std::uint64_t whole_answer_every = 1;
};

// One per thread.
class PersonAudit {
 public:
  PersonAudit(const AuditPlan& plan, std::unique_ptr<Engine> engine);
  // Persons [first, first + count).
  void run(std::uint64_t first, std::uint64_t count);
  const Tally& tally() const { return tally_; }

 private:
  enum class Kind { kNationality, kThreshold, kRemoval, kRaise };
  struct Check {
    Kind kind = Kind::kRaise;
    std::size_t base = 0;  // rows of the engine
    std::size_t varied = 0;
    std::size_t which = 0;  // raise or threshold
    std::uint64_t person = 0;
  };

  std::size_t new_row(std::size_t from);
  void plan_checks(std::uint64_t person, std::size_t base);
  void plan_nationalities(std::uint64_t person, std::size_t base);
  void plan_thresholds(std::uint64_t person, std::size_t base, Random& random);
  void plan_removals(std::uint64_t person, std::size_t base, Random& random);
  void plan_raises(std::uint64_t person, std::size_t base, Random& random);
  void hold(const Check& check);
  void hold_row(const Check& check, std::size_t row);
  void hold_threshold(const Check& check);
  void hold_whole_answer(std::uint64_t person, std::size_t base);
  // Whether an exception of the law covers the rules that differ.
  bool is_excused(const Check& check, std::size_t row);
  void count_outcomes(std::size_t base);
  void violation(std::size_t invariant, std::size_t row, std::uint64_t person,
                 std::pair<std::size_t, std::size_t> sides);
  feel::Value value_of(std::size_t row, std::size_t fact) const { return values_[row][fact]; }
  void set(std::size_t row, std::size_t fact, const feel::Value& value);

  const AuditPlan& plan_;
  std::unique_ptr<Engine> engine_;
  Tally tally_;
  std::vector<std::vector<feel::Value>> values_;  // by row of the engine
  std::size_t used_ = 0;
  std::vector<Check> checks_;
};

// 0 refused, 1 open or an officer, 2 met; of a single outcome.
int standing(assessment::Outcomes outcomes);

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// Population: synthetic persons as complete facts. Person number i of a seed is always the same
// person, whoever asks and in whatever order. Nobody real, nobody ranked.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "decisions/assessment/assess.h"
#include "decisions/feel/value.h"
#include "scenarios/random.h"
#include "scenarios/shares.h"

namespace alternat::scenarios {

// The decisions whose facts are drawn, with the law they stand in.
struct Subject {
  assessment::Law law;
  std::vector<std::uint32_t> decisions;
};

struct PopulationOptions {
  explicit PopulationOptions(Date day) : on(day) {}
  std::uint64_t seed = 1;
  Date on;
  std::vector<std::string> partners;  // country codes
  bool presume = true;                // facts that the dictionary presumes mostly are so
  int unknown = 0;                    // percent, of facts without a draw of their own
};

class Population {
 public:
  // The laws must outlive it. Facts are those of all subjects together.
  Population(std::span<const Subject> subjects, const std::vector<Draw>& draws,
             const PopulationOptions& options);

  // Sorted by id.
  const std::vector<std::string>& facts() const { return names_; }
  std::optional<std::size_t> find(std::string_view fact) const;
  const terms::FactDefinition& definition(std::size_t fact) const { return *plans_[fact].fact; }
  // The values that tables compare the fact with, and their neighbours; without null.
  const std::vector<feel::Value>& boundaries(std::size_t fact) const {
    return plans_[fact].boundaries;
  }
  // One value for each fact. Safe from several threads.
  void draw(std::uint64_t person, std::vector<feel::Value>& values) const;
  // Facts as a file says them; facts of which nothing is said are left out.
  Json to_json(const std::vector<feel::Value>& values) const;

 private:
  struct Plan {
    const terms::FactDefinition* fact = nullptr;
    Draw draw;
    std::uint64_t hash = 0;
    std::vector<feel::Value> boundaries;
    std::vector<feel::Value> shared;  // by draw.share
    std::vector<feel::Value> pool;    // of lists of contexts
    std::uint64_t weights = 0;
    std::optional<feel::Value> presumed;
  };

  void add_boundaries(const Subject& subject);
  void settle(std::vector<feel::Value>& values) const;

  PopulationOptions options_;
  std::vector<std::string> names_;
  std::vector<Plan> plans_;
  std::vector<std::size_t> order_;  // a fact after those it rests on
};

// A value of the fact as text ("true", "B1", "2026-06-15", "12"); null if it is none.
feel::Value value_from_text(const terms::FactDefinition& fact, const std::string& text);

}  // namespace alternat::scenarios

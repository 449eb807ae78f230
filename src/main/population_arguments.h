// SPDX-License-Identifier: EUPL-1.2
// What `audit` and `scenario` share: the size and seed of a population, the day, the partners, and
// progress on stderr.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "program/program.h"

namespace alternat::commands {

struct PopulationArguments {
  std::uint64_t population = 0;
  std::uint64_t seed = 0;
  Date on;
};

// An empty day is today in UTC. Errors: population.not_a_number, population.none,
// population.too_large, seed.not_a_number, and those of Date.
Result<PopulationArguments> read_population_arguments(const std::string& population,
                                                      const std::string& seed,
                                                      const std::string& on);

// The countries of origin of partnerships in force, prepared or worked on that day (not of talks
// and reports), sorted.
std::vector<std::string> partner_countries(const program::Program& program, Date on);

// 0: as many as the machine has.
unsigned threads_to_use(unsigned asked);

// One line that is written over, at most five times a second: done, rate, rest.
class Progress {
 public:
  explicit Progress(std::uint64_t all);
  void show(std::uint64_t done);
  void finish();

 private:
  std::uint64_t all_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace alternat::commands

// SPDX-License-Identifier: EUPL-1.2
// Variations of one person: a fact raised, a pay at a threshold, facts forgotten.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine.h"
#include "scenarios/population.h"

namespace alternat::scenarios {

// The same fact, more of it: a number to a value that tables compare with or a step above, a level
// to a higher one, false to true, one more period. nullopt: it cannot be raised.
std::optional<feel::Value> raised(const Population& population, std::size_t fact,
                                  const Raise& raise, const feel::Value& value, Date on,
                                  Random& random);

// An amount of the law and a fact in the same unit that rows hold against it.
struct Threshold {
  std::size_t fact = 0;
  std::string parameter;
  std::int64_t amount = 0;
  std::vector<std::size_t> rows;
};
// Amounts of money only; parameters not established on the day are left out.
std::vector<Threshold> find_thresholds(const Population& population, const EngineSetup& setup);

}  // namespace alternat::scenarios

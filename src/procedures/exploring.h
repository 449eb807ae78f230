// SPDX-License-Identifier: EUPL-1.2
// For tests: every control state that a procedure can reach, with conditions as free choices and
// every possible command in every state.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "procedures/engine.h"
#include "procedures/invited.h"

namespace alternat::procedures::testing {

// Conditions on the outcome of a decision are read; all others are chosen by `choices`, first to
// last, true when they run out. Deadlines are one day; every script gives 1.
class FreeEnvironment final : public Environment {
 public:
  bool reads_all = false;
  mutable std::vector<bool> choices;
  mutable std::size_t used = 0;

  Instant now() const override { return Instant::from_micros(1'000'000'000'000'000); }
  Truth condition(const Expression& expression, const Values& fresh) const override;
  std::optional<std::string> value(const Expression&, const Values&) const override { return "1"; }
  Result<Deadline> deadline(const ClockTerms&, const Values&) const override {
    return Deadline{Instant::from_micros(0), ""};
  }
  bool reads(std::string_view, std::string_view) const override { return reads_all; }
};

struct Step {
  const State& before;
  const std::vector<Record>& records;
  const State& after;
};

struct Explored {
  std::size_t states = 0;
  std::set<std::string> outcomes;  // of ended cases
  std::vector<std::string> stuck;  // states from which no end can be reached
};

// The library's procedures have hundreds of control states; more than this is a model that never
// stops making tokens.
inline constexpr std::size_t kStatesMax = 20000;

// `outcomes_of(decision)`: what each decision may answer. `see` is called for every transition.
Explored explore(const Definition& definition, bool reads_all,
                 const std::function<std::vector<std::string>(const std::string&)>& outcomes_of,
                 const std::function<void(const Step&)>& see);

}  // namespace alternat::procedures::testing

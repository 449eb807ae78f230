// SPDX-License-Identifier: EUPL-1.2
// A scenario: the same synthetic population through two laws. Who gains, who loses, in which row,
// with a few persons as examples; and which amounts, quotas and clocks differ. Nobody is ranked.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "scenarios/compare.h"
#include "scenarios/engine.h"
#include "scenarios/population.h"
#include "scenarios/shares.h"
#include "terms/content_folder.h"

namespace alternat::scenarios {

// One content folder, compiled.
struct Side {
  assessment::Law law;
  const terms::Content* content = nullptr;
};

struct ScenarioOptions {
  explicit ScenarioOptions(Date day) : on(day) {}
  std::uint64_t population = 0;
  std::uint64_t seed = 1;
  Date on;
  std::vector<std::string> partners;
  unsigned threads = 1;
  bool prepared = true;
  std::function<void(std::uint64_t persons)> progress;
};

struct ScenarioExample {
  std::uint64_t person = 0;
  Json facts;  // as few as show the change
  ChangeKind change = ChangeKind::kNone;
  std::string before, after;  // "INELIGIBLE SAL_BELOW_50"
};

struct RowShift {
  std::string pathway, row;
  std::uint64_t eligible_before = 0, eligible_after = 0;
  std::uint64_t gains = 0, loses = 0, other = 0;
  std::vector<ScenarioExample> examples;  // at most three that gain and three that lose
};

// A number of the content that differs: an amount or time of the law, a quota, a clock.
struct TermShift {
  std::string kind;  // "parameter", "quota", "clock"
  std::string id, unit, before, after, citation;
};

struct ScenarioReport {
  std::uint64_t persons = 0;
  std::uint64_t any_before = 0, any_after = 0;  // persons with a row that is met
  std::uint64_t gainers = 0, losers = 0;        // persons with a row gained; lost
  std::vector<RowShift> rows;                   // all rows of either side
  std::vector<TermShift> terms;
};

// Both sides must live as long as the call. Errors of find_rows.
Result<ScenarioReport> run_scenario(const Side& before, const Side& after, const Shares& shares,
                                    const ScenarioOptions& options);

// What differs on the day, by kind and id.
std::vector<TermShift> term_shifts(const Side& before, const Side& after, Date on);

std::string to_text(const ScenarioReport& report);
Json to_json(const ScenarioReport& report);

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// Drawing: one value of one fact for one person, as its Draw and its type say.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "decisions/feel/value.h"
#include "scenarios/random.h"
#include "scenarios/shares.h"

namespace alternat::scenarios {

struct Drawing {
  Random random;
  const terms::FactDefinition& fact;
  const Draw& draw;
  const std::vector<feel::Value>* boundaries = nullptr;
  const std::vector<feel::Value>* shared = nullptr;  // by draw.share
  std::uint64_t weights = 0;
  const std::vector<std::string>* partners = nullptr;
  const std::vector<feel::Value>* pool = nullptr;  // of lists of contexts
  const feel::Value* presumed = nullptr;           // nullptr: nothing is presumed
  const feel::Value* base = nullptr;               // of draw.days; nullptr: the day itself
  Date on = Date::from_days(0);

  // In this order: nothing is said, known to be none, a partner country, a boundary, the presumed
  // value, and else the share, the range or whatever the type allows.
  feel::Value run();

 private:
  feel::Value plain();
  feel::Value number();
  feel::Value date();
  feel::Value text();
  feel::Value periods();
};

// A few hundred lists of periods, so that what is derived from a list is derived once for each.
std::vector<feel::Value> periods_pool(const terms::FactDefinition& fact, Date on, Random random);

}  // namespace alternat::scenarios

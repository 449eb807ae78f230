// SPDX-License-Identifier: EUPL-1.2
// The boxes into which the tables behind a row split a fact: one representative value for each. An
// unknown fact is tried with these values; when `complete`, no other value can do anything else.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/trend.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

struct Representatives {
  std::vector<feel::Value> values;  // all different
  bool complete = true;
};

class Boxes {
 public:
  // For one decision (a row, a gate) and everything it rests on.
  Boxes(const Law& law, std::uint32_t decision);
  ~Boxes();

  // Of the fact, where the other inputs are as they are in `evaluation`; the fact itself is set and
  // restored. Numbers and dates: every value something compares them with and the nearest on either
  // side. A side of a comparison that is Unknown makes the answer not complete.
  Representatives representatives(const std::string& fact, dmn::Evaluation& evaluation);

 private:
  struct FactPlan;
  FactPlan& plan_for(const std::string& fact);
  void find_comparisons();
  void add_ordered(FactPlan& plan, dmn::Evaluation& evaluation, Representatives& found);
  void add_texts(FactPlan& plan, Representatives& found);

  const Law& law_;
  std::uint32_t decision_;
  std::vector<std::uint32_t> decisions_;  // the closure and the decision itself
  struct Comparison {
    std::uint32_t decision = 0;
    feel::ExpressionView subject;
    std::vector<feel::ExpressionView> against;
  };
  std::vector<Comparison> comparisons_;
  std::map<std::string, std::unique_ptr<FactPlan>> plans_;
};

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// The interpreter over the cells of one row: for bridged decisions, and for a person one of whose
// facts has no cell.
#pragma once

#include <vector>

#include "decisions/dmn/evaluate.h"
#include "decisions/prepared/session.h"

namespace alternat::prepared {

class Fallback {
 public:
  explicit Fallback(const Plan& plan);

  // Takes the facts of the row; only what differs from the row before is decided anew.
  void load(const Columns& columns, std::size_t row);
  const feel::Value& decide(std::uint32_t decision) { return evaluation_.decide(decision); }
  // With Undecided::kIsError as for rows of pathways.
  Masks masks(std::uint32_t decision, Undecided undecided);
  // The result is null and no rule of the table says yes.
  bool is_undecided(std::uint32_t decision);

  dmn::Evaluation& evaluation() { return evaluation_; }

 private:
  const Plan& plan_;
  dmn::Evaluation evaluation_;
  std::vector<feel::Value> loaded_;
  std::vector<dmn::RuleVerdict> verdicts_;
};

}  // namespace alternat::prepared

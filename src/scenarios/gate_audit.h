// SPDX-License-Identifier: EUPL-1.2
// The audit of safeguards: synthetic return files, counted per gate and never listed by person.
// Said of a file what protects, no gate may become less strict in any phase.
#pragma once

#include <vector>

#include "decisions/assessment/gate.h"
#include "decisions/dmn/evaluate.h"
#include "scenarios/audit.h"
#include "scenarios/tally.h"

namespace alternat::scenarios {

struct GatePlan {
  const Shares& shares;
  const AuditOptions& options;
  const assessment::Law& law;
  const std::vector<assessment::Gate>& gates;
  const Population& population;
  std::vector<std::size_t> first_column;  // by gate: its place among the counted columns
  std::size_t columns = 0;
  std::size_t invariants = 0;
};

// One per thread.
class GateAudit {
 public:
  explicit GateAudit(const GatePlan& plan);
  // Return files [first, first + count).
  void run(std::uint64_t first, std::uint64_t count);
  const Tally& tally() const { return tally_; }

 private:
  void set(std::size_t fact, const feel::Value& value);
  std::vector<assessment::GateOutcome> ask(const assessment::Gate& gate);
  void protect(std::uint64_t file, const Protective& protective,
               const std::vector<feel::Value>& values,
               const std::vector<std::vector<assessment::GateOutcome>>& before);

  const GatePlan& plan_;
  dmn::Evaluation evaluation_;
  const feel::EvaluationContext::Muted muted_;
  std::vector<feel::Value> current_;
  Tally tally_;
};

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// Two answers about the same facts, from two laws or two days: which rows the person gains, which
// she loses, and where only the reasons changed. Shared by `alternat diff` and `alternat scenario`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "decisions/assessment/pathway_result.h"

namespace alternat::scenarios {

enum class ChangeKind {
  kNone,     // the same outcome for the same reasons
  kGains,    // nearer to a title: refused, then open or met; or open, then met
  kLoses,    // the reverse
  kOther,    // neither: an officer's finding instead of a missing fact, or another legal class
  kReasons,  // the same outcome for other reasons
};

// Absent and INELIGIBLE are 0; NEEDS_INFO and OFFICER 1; ELIGIBLE 2.
int standing(assessment::PathwayOutcome outcome);
// `before`, `after`: nullptr where the row does not exist (as good as INELIGIBLE).
ChangeKind compare(const assessment::PathwayResult* before, const assessment::PathwayResult* after);

struct RowChange {
  std::string pathway, row;
  ChangeKind kind = ChangeKind::kNone;
  const assessment::PathwayResult* before = nullptr;  // into the lists compared
  const assessment::PathwayResult* after = nullptr;
};

// The rows that changed, in the order of `after`, then those that only `before` has. Valid while
// both lists live.
std::vector<RowChange> changes(const std::vector<assessment::PathwayResult>& before,
                               const std::vector<assessment::PathwayResult>& after);

std::string_view to_text(ChangeKind kind);  // "none", "gains", "loses", "other", "reasons"
// "INELIGIBLE SAL_BELOW_50, CONTRACT_LT_6M", "ELIGIBLE (ENTITLEMENT)", "NEEDS_INFO isco08",
// "no such row".
std::string summary(const assessment::PathwayResult* result);
// {"pathway", "row", "change", "before": {outcome, class, codes, missing} | null, "after": …}
Json to_json(const RowChange& change);

}  // namespace alternat::scenarios

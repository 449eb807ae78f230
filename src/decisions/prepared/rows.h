// SPDX-License-Identifier: EUPL-1.2
// The rows of pathways over a prepared plan: masks of rules become what may still come out of the
// row, exactly as assessment::state_of() says.
#pragma once

#include <vector>

#include "decisions/assessment/row_state.h"
#include "decisions/assessment/rows.h"
#include "decisions/prepared/plan.h"
#include "decisions/prepared/session.h"

namespace alternat::prepared {

// Which rules of a row refuse; the others are findings of an officer.
class RowOutcomes {
 public:
  explicit RowOutcomes(const assessment::PathwayRow& row);
  assessment::Outcomes possible(const Masks& masks) const;

 private:
  std::uint64_t refuses_ = 0;
};

// Parameters of the day, and the day itself (`on`), as bound inputs; a parameter not established is
// Unknown.
std::vector<Bound> bound_to_day(const assessment::Law& law,
                                const assessment::AssessmentOptions& options);
// A plan over the rows, in their order, with Undecided::kIsError. The row's own days in force are
// not part of it.
Plan compile_rows(const assessment::Law& law, const assessment::AssessmentOptions& options,
                  const std::vector<assessment::PathwayRow>& rows);

}  // namespace alternat::prepared

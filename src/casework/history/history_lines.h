// SPDX-License-Identifier: EUPL-1.2
// A case's records as the lines of a worked history: what a person or another node sees of a step.
// Movement of tokens and names of values are left out. The table stands in docs/examples.md.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ledger/store.h"
#include "procedures/state.h"

namespace alternat::casework {

// "task visa_decision for visa_section, due 2026-09-15 (AufenthV s.31a)"; in the order of the
// records. A deadline that ends with a day is written as that day in the zone.
std::vector<std::string> history_lines(std::span<const ledger::StoredRecord> records,
                                       const std::string& zone);

// Where the tokens wait, sorted: "= arrival visa_decision"; "=" once the case has ended.
std::string open_line(const procedures::State& state);

// "2026-09-15" for the end of that day in the zone, else "2026-09-15 10:30".
std::string moment_text(Instant moment, const std::string& zone);

}  // namespace alternat::casework

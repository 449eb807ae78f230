// SPDX-License-Identifier: EUPL-1.2
// Safeguards of a return as people read them: every one that touches a phase with its outcome,
// citation, what would lift it, and what is not known. There is no word that approves anything: at
// best no obstacle is recorded, and a person must confirm.
#pragma once

#include "api/render/words.h"
#include "base/json.h"
#include "decisions/assessment/safeguard_result.h"

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

// {"phase", "phase_label", "outcome", "outcome_label", "sentence", "not_encoded", "stopping":
//  [gate…], "passing": [gate…]}; a gate is {"id", "title", "meaning", "outcome", "outcome_label",
//  "citation", "lift_what", "lift_who", "unknown": [{"fact", "label", "help"}]}.
Json safeguard_phase(const Words& words, const terms::Content& content,
                     const assessment::SafeguardResult& result, assessment::Phase phase);

// The outcome of every phase in one line each.
Json safeguard_phases(const Words& words, const assessment::SafeguardResult& result);

}  // namespace alternat::api

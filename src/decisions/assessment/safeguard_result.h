// SPDX-License-Identifier: EUPL-1.2
// What the safeguards say before a step of a return. There is no outcome that approves a removal:
// the best one means that no obstacle is recorded and a person must confirm. JSON:
// docs/schema/safeguards.schema.json.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace alternat::assessment {

// In order of strictness; the strictest of all gates is the outcome of a phase.
enum class GateOutcome { kPass, kReview, kHold, kBlock };

enum class Phase { kContact, kScheduling, kExecution, kDetention, kAfter };
inline constexpr std::array<Phase, 5> kPhases = {
    Phase::kContact, Phase::kScheduling, Phase::kExecution, Phase::kDetention, Phase::kAfter};

struct GateResult {
  std::string id;  // "G23"; "not_encoded" for the gates that have no model
  GateOutcome outcome = GateOutcome::kReview;
  std::string citation;
  std::string lift;                  // text id [lift.<id>]: what would lift it
  std::string note;                  // "gates not encoded: G13, G14"; "" else
  std::vector<std::string> facts;    // read by the gate
  std::vector<std::string> unknown;  // of these, the ones nothing is known of
  std::string model;                 // SHA-256 of the file, hex
};

struct PhaseResult {
  Phase phase = Phase::kContact;
  GateOutcome outcome = GateOutcome::kReview;
  std::string text;               // "no_recorded_obstacle" with kPass; "" else
  std::vector<GateResult> gates;  // all that touch the phase, strictest first, then by id
};

struct SafeguardResult {
  std::vector<PhaseResult> phases;  // in the order of kPhases
  Json trace;                       // null unless asked for
};

std::string_view to_text(GateOutcome outcome);  // "PASS" …
std::string_view to_text(Phase phase);          // "contact" …

Json to_json(const SafeguardResult& result);

}  // namespace alternat::assessment

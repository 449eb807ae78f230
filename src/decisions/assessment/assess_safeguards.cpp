// SPDX-License-Identifier: EUPL-1.2
// What stands before a step of a return: all gates, the strictest counts. Nothing here approves.
#include <algorithm>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/gate.h"
#include "decisions/assessment/inputs.h"
#include "decisions/dmn/trace.h"

namespace alternat::assessment {
namespace {

constexpr const char* kNotEncoded = "not_encoded";
constexpr const char* kNoRecordedObstacle = "no_recorded_obstacle";

std::vector<std::string> unknown_facts(const Gate& gate, const dmn::Evaluation& evaluation) {
  std::vector<std::string> unknown;
  for (const std::string& fact : gate.facts) {
    const auto& inputs = evaluation.models().inputs_named(fact);
    if (!inputs.empty() && evaluation.input(inputs.front()).is_unknown()) unknown.push_back(fact);
  }
  return unknown;
}

// The entry for gates of the list that touch the phase and have no model.
void add_not_encoded(PhaseResult& phase, const std::vector<Gate>& gates,
                     const std::vector<ExpectedGate>& expected) {
  std::string ids;
  for (const ExpectedGate& gate : expected) {
    if (std::find(gate.phases.begin(), gate.phases.end(), phase.phase) == gate.phases.end())
      continue;
    const bool is_encoded = std::any_of(gates.begin(), gates.end(), [&](const Gate& encoded) {
      return encoded.id == gate.id &&
             std::any_of(encoded.columns.begin(), encoded.columns.end(),
                         [&](const auto& column) { return column.first == phase.phase; });
    });
    if (!is_encoded) ids += (ids.empty() ? "" : ", ") + gate.id;
  }
  if (ids.empty()) return;
  GateResult entry;
  entry.id = kNotEncoded;
  entry.outcome = GateOutcome::kReview;
  entry.lift = kNotEncoded;
  entry.note = "gates not encoded: " + ids;
  phase.gates.push_back(std::move(entry));
}

void close_phase(PhaseResult& phase) {
  std::stable_sort(phase.gates.begin(), phase.gates.end(),
                   [](const GateResult& a, const GateResult& b) {
                     return a.outcome != b.outcome ? a.outcome > b.outcome : a.id < b.id;
                   });
  // Without any gate nothing was looked at.
  phase.outcome = phase.gates.empty() ? GateOutcome::kReview : phase.gates.front().outcome;
  if (phase.outcome == GateOutcome::kPass) phase.text = kNoRecordedObstacle;
}

}  // namespace

Result<SafeguardResult> assess_safeguards(const Law& law, const Json& facts,
                                          const AssessmentOptions& options,
                                          const std::vector<ExpectedGate>& expected) {
  if (law.facts) {
    const Diagnostics problems = law.facts->check_form(facts, "facts");
    if (problems.has_errors()) return problems.to_error(Fault::kMalformed);
  }
  const Result<std::vector<Gate>> gates = find_gates(law);
  if (!gates) return gates.error();
  dmn::Evaluation evaluation(*law.models);
  evaluation.context().set_today(feel::Value::from_date(options.on));
  // What protects is never presumed away, and nothing else is presumed here either.
  set_inputs(law, facts, options, Presume::kNothing, evaluation);
  SafeguardResult result;
  for (Phase phase : kPhases) result.phases.push_back({phase, GateOutcome::kReview, {}, {}});
  if (options.with_trace) result.trace = Json::object();
  for (const Gate& gate : *gates) {
    const std::vector<GateOutcome> outcomes =
        evaluate_gate(law, gate, evaluation, options.evaluations_max);
    GateResult entry;
    entry.id = gate.id;
    entry.citation = gate.citation;
    entry.lift = gate.lift;
    entry.facts = gate.facts;
    entry.unknown = unknown_facts(gate, evaluation);
    entry.model = gate.model;
    for (std::size_t i = 0; i < gate.columns.size(); ++i) {
      entry.outcome = outcomes[i];
      result.phases[static_cast<std::size_t>(gate.columns[i].first)].gates.push_back(entry);
    }
    if (options.with_trace) result.trace[gate.id] = dmn::trace_decision(evaluation, gate.decision);
  }
  for (PhaseResult& phase : result.phases) {
    add_not_encoded(phase, *gates, expected);
    close_phase(phase);
  }
  return result;
}

}  // namespace alternat::assessment

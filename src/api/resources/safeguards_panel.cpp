// SPDX-License-Identifier: EUPL-1.2
// Safeguards as a view model.
#include "api/resources/safeguards_panel.h"

#include "api/render/fact_help.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

using assessment::GateOutcome;
using assessment::GateResult;

Json unknown_json(const Words& words, const terms::Content& content, const GateResult& gate) {
  Json out = Json::array();
  for (const std::string& id : gate.unknown) {
    const terms::FactDefinition* fact = content.facts.find(id);
    out.push_back({{"fact", id},
                   {"label", fact ? words.in(fact->label) : words.label("derived", id)},
                   {"help", fact ? fact_help(words, *fact) : ""}});
  }
  return out;
}

std::string lift_part(const Words& words, const std::string& lift, const char* part) {
  return lift.empty() ? std::string() : words.find_text("lift." + lift + "." + part).value_or("");
}

Json gate_json(const Words& words, const terms::Content& content, const GateResult& gate) {
  const std::string outcome(assessment::to_text(gate.outcome));
  const std::string key = "gate." + gate.id + ".";
  return {{"id", gate.id},
          {"title", words.find_text(key + "title").value_or(gate.id)},
          {"meaning", words.find_text(key + "meaning").value_or("")},
          {"outcome", outcome},
          {"outcome_label", words.label("safeguard_outcome", outcome)},
          {"citation", gate.citation},
          {"lift_what", lift_part(words, gate.lift, "what")},
          {"lift_who", lift_part(words, gate.lift, "who")},
          {"note", gate.note},
          {"model", gate.model},
          {"unknown", unknown_json(words, content, gate)}};
}

std::string sentence_of(const Words& words, GateOutcome outcome) {
  if (outcome == GateOutcome::kPass) return words.text("safeguard.no_recorded_obstacle");
  return words.text("decision.phase_" + std::string(assessment::to_text(outcome)));
}

}  // namespace

Json safeguard_phase(const Words& words, const terms::Content& content,
                     const assessment::SafeguardResult& result, assessment::Phase phase) {
  for (const assessment::PhaseResult& of : result.phases) {
    if (of.phase != phase) continue;
    Json stopping = Json::array();
    Json passing = Json::array();
    std::string not_encoded;
    for (const GateResult& gate : of.gates) {
      if (!gate.note.empty()) not_encoded = gate.note;
      (gate.outcome == GateOutcome::kPass ? passing : stopping)
          .push_back(gate_json(words, content, gate));
    }
    const std::string outcome(assessment::to_text(of.outcome));
    return {{"phase", assessment::to_text(phase)},
            {"phase_label", words.label("phase", assessment::to_text(phase))},
            {"outcome", outcome},
            {"outcome_label", words.label("safeguard_outcome", outcome)},
            {"sentence", sentence_of(words, of.outcome)},
            {"not_encoded", not_encoded},
            {"stopping", std::move(stopping)},
            {"passing", std::move(passing)}};
  }
  return nullptr;
}

Json safeguard_phases(const Words& words, const assessment::SafeguardResult& result) {
  Json out = Json::array();
  for (const assessment::PhaseResult& of : result.phases) {
    const std::string outcome(assessment::to_text(of.outcome));
    out.push_back({{"phase", assessment::to_text(of.phase)},
                   {"phase_label", words.label("phase", assessment::to_text(of.phase))},
                   {"outcome", outcome},
                   {"outcome_label", words.label("safeguard_outcome", outcome)}});
  }
  return out;
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// The JSON of results: the contract of docs/schema/pathways.schema.json and safeguards.schema.json.
#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/safeguard_result.h"

namespace alternat::assessment {
namespace {

Json to_json(const Reason& reason) {
  Json values = Json::object();
  for (const ComparedValue& compared : reason.values) values[compared.name] = compared.value;
  Json json = {{"code", reason.code},
               {"citation", reason.citation},
               {"values", std::move(values)},
               {"delta", nullptr}};
  if (!reason.rule.empty()) json["rule"] = reason.rule;
  if (!reason.certain) json["certain"] = false;
  if (reason.delta) {
    const Delta& delta = *reason.delta;
    json["delta"] = delta.text;
    json["delta_parts"] = {{"kind", to_text(delta.kind)},
                           {"fact", delta.fact},
                           {"given", delta.given},
                           {"needed", delta.needed},
                           {"difference", delta.difference},
                           {"unit", delta.unit},
                           {"direction", to_text(delta.direction)}};
  }
  return json;
}

Json to_json(const DatedOutcome& at) {
  Json as = Json::array();
  for (const FileDay day : at.as) as.push_back(to_text(day));
  return {{"date", at.date.to_iso()},
          {"as", std::move(as)},
          {"outcome", to_text(at.outcome)},
          {"class", to_text(at.legal_class)},
          {"codes", at.codes},
          {"not_established", at.not_established}};
}

}  // namespace

std::string_view to_text(DeltaKind kind) {
  switch (kind) {
    case DeltaKind::kNumber:
      return "number";
    case DeltaKind::kLevel:
      return "level";
    case DeltaKind::kDays:
      return "days";
  }
  return "";
}

std::string_view to_text(FileDay day) {
  switch (day) {
    case FileDay::kApplication:
      return "application";
    case FileDay::kDecision:
      return "decision";
    case FileDay::kStart:
      return "start";
  }
  return "";
}

std::string_view to_text(DeltaDirection direction) {
  return direction == DeltaDirection::kShort ? "short" : "over";
}

std::string_view to_text(PathwayOutcome outcome) {
  switch (outcome) {
    case PathwayOutcome::kEligible:
      return "ELIGIBLE";
    case PathwayOutcome::kIneligible:
      return "INELIGIBLE";
    case PathwayOutcome::kNeedsInfo:
      return "NEEDS_INFO";
    case PathwayOutcome::kOfficer:
      return "OFFICER";
  }
  return "";
}

std::string_view to_text(LegalClass legal_class) {
  switch (legal_class) {
    case LegalClass::kEntitlement:
      return "ENTITLEMENT";
    case LegalClass::kShall:
      return "SHALL";
    case LegalClass::kMay:
      return "MAY";
  }
  return "";
}

std::string_view to_text(GateOutcome outcome) {
  switch (outcome) {
    case GateOutcome::kPass:
      return "PASS";
    case GateOutcome::kReview:
      return "REVIEW";
    case GateOutcome::kHold:
      return "HOLD";
    case GateOutcome::kBlock:
      return "BLOCK";
  }
  return "";
}

std::string_view to_text(Phase phase) {
  switch (phase) {
    case Phase::kContact:
      return "contact";
    case Phase::kScheduling:
      return "scheduling";
    case Phase::kExecution:
      return "execution";
    case Phase::kDetention:
      return "detention";
    case Phase::kAfter:
      return "after";
  }
  return "";
}

Json to_json(const PathwayResult& result) {
  Json reasons = Json::array();
  for (const Reason& reason : result.reasons) reasons.push_back(to_json(reason));
  Json shortest = Json::array();
  for (const ChangeSet& set : result.shortest) {
    Json changes = Json::array();
    for (const FactChange& change : set)
      changes.push_back({{"fact", change.fact}, {"from", change.from}, {"to", change.to}});
    shortest.push_back(std::move(changes));
  }
  Json json = {{"pathway", result.pathway},
               {"row", result.row},
               {"outcome", to_text(result.outcome)},
               {"class", to_text(result.legal_class)},
               {"citation", result.citation},
               {"model", result.model},
               {"ba_consent", result.ba_consent},
               {"group", result.group},
               {"reasons", std::move(reasons)},
               {"missing", result.missing},
               {"exact", result.exact},
               {"presumed", result.presumed},
               {"shortest", std::move(shortest)},
               {"hooks", result.hooks}};
  for (const DatedOutcome& at : result.at) json["at"].push_back(to_json(at));
  if (!result.trace.is_null()) json["trace"] = result.trace;
  return json;
}

Json to_json(std::string_view on, const std::vector<PathwayResult>& results) {
  Json list = Json::array();
  for (const PathwayResult& result : results) list.push_back(to_json(result));
  return {{"on", on}, {"results", std::move(list)}};
}

Json to_json(const SafeguardResult& result) {
  Json phases = Json::object();
  for (const PhaseResult& phase : result.phases) {
    Json gates = Json::array();
    for (const GateResult& gate : phase.gates) {
      Json json = {{"id", gate.id},
                   {"outcome", to_text(gate.outcome)},
                   {"citation", gate.citation},
                   {"lift", gate.lift},
                   {"facts", gate.facts},
                   {"unknown", gate.unknown},
                   {"model", gate.model}};
      if (!gate.note.empty()) json["note"] = gate.note;
      gates.push_back(std::move(json));
    }
    Json json = {{"outcome", to_text(phase.outcome)}, {"gates", std::move(gates)}};
    if (!phase.text.empty()) json["text"] = phase.text;
    phases[std::string(to_text(phase.phase))] = std::move(json);
  }
  Json json = {{"phases", std::move(phases)}};
  if (!result.trace.is_null()) json["trace"] = result.trace;
  return json;
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// Reading hooks and overlays; what the hierarchy of norms forbids is refused in overlay_check.cpp.
#include "terms/overlay.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kKinds = {
    Named<OverlayKind>{"open_route", OverlayKind::kOpenRoute},
    Named<OverlayKind>{"route_parameter", OverlayKind::kRouteParameter},
    Named<OverlayKind>{"soft_target", OverlayKind::kSoftTarget},
    Named<OverlayKind>{"procedure_commitment", OverlayKind::kProcedureCommitment},
    Named<OverlayKind>{"document_rule", OverlayKind::kDocumentRule},
    Named<OverlayKind>{"data_rule", OverlayKind::kDataRule},
    Named<OverlayKind>{"return_rule", OverlayKind::kReturnRule},
    Named<OverlayKind>{"monitoring_duty", OverlayKind::kMonitoringDuty}};

constexpr std::array kAccesses = {Named<HookAccess>{"agreement", HookAccess::kAgreement},
                                  Named<HookAccess>{"ordinance", HookAccess::kOrdinance},
                                  Named<HookAccess>{"nobody", HookAccess::kNobody}};

constexpr std::span<const Named<OverlayKind>> kKindTable(kKinds);

bool touches_route(OverlayKind kind) {
  return kind == OverlayKind::kOpenRoute || kind == OverlayKind::kRouteParameter;
}

bool read_literal(const TomlNode& node, OverlayFact& fact) {
  if (const bool* flag = node.as_bool())
    fact.value = *flag;
  else if (const Decimal* number = node.as_number())
    fact.value = *number;
  else if (const std::string* text = node.as_string())
    fact.value = *text;
  else if (const Date* day = node.as_date())
    fact.value = *day;
  else if (const TomlNode::Array* list = node.as_array()) {
    for (const TomlNode& item : *list) {
      if (!item.as_string()) return false;
      fact.values.push_back(*item.as_string());
    }
  } else {
    return false;
  }
  return true;
}

void read_sets(TomlReader& reader, Overlay& overlay, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("sets");
  if (!node) return;
  const TomlTable* table = node->as_table();
  if (!table) {
    diagnostics.error("overlay.value", "sets is a table: sets = { fact_id = value }", node->span());
    return;
  }
  for (const auto& [name, value] : table->entries) {
    OverlayFact fact;
    fact.fact = name;
    fact.span = value.span();
    if (!read_literal(value, fact))
      diagnostics.error("overlay.value",
                        "\"" + name + "\" is set to a boolean, number, text, date or list of texts",
                        value.span());
    else
      overlay.sets.push_back(std::move(fact));
  }
}

// Each kind has exactly its own keys.
void check_shape(const Overlay& overlay, Diagnostics& diagnostics) {
  const std::string kind(to_text(overlay.kind));
  const auto wrong = [&](const std::string& what) {
    diagnostics.error("overlay.shape", "overlay \"" + overlay.id + "\" (" + kind + ") " + what,
                      overlay.span);
  };
  if (touches_route(overlay.kind)) {
    if (overlay.pathway.empty()) wrong("names the pathway it opens or changes");
    if (overlay.hook.empty()) wrong("names its statutory hook");
    if (overlay.sets.empty()) wrong("sets at least one fact");
    if (!overlay.target.empty()) wrong("has no target");
  } else {
    if (overlay.target.empty()) wrong("names its target");
    if (!overlay.pathway.empty() || !overlay.row.empty()) wrong("has no pathway");
    if (!overlay.sets.empty()) wrong("sets no facts");
  }
}

Overlay read_overlay(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Overlay overlay;
  overlay.span = node.span();
  overlay.id = read_id(reader, "overlay.id", diagnostics);
  overlay.instrument = reader.take_string("instrument");
  overlay.clause = reader.take_string("clause");
  const auto kind = find_word(reader, "kind", kKindTable, "overlay.kind", diagnostics);
  if (!kind && !reader.find_string("kind"))
    diagnostics.error(
        "overlay.kind",
        "overlay \"" + overlay.id + "\" is exactly one of " + list_of(words_of(kKindTable)),
        node.span());
  overlay.kind = kind.value_or(OverlayKind::kMonitoringDuty);
  overlay.hook = reader.find_string("hook").value_or("");
  overlay.ordinance = reader.find_string("ordinance").value_or("");
  overlay.pathway = reader.find_string("pathway").value_or("");
  overlay.row = reader.find_string("row").value_or("");
  overlay.target = reader.find_string("target").value_or("");
  read_sets(reader, overlay, diagnostics);
  overlay.summary = read_local_text(reader, "summary", Need::kRequired, diagnostics);
  overlay.from = reader.find_date("from");
  overlay.until = reader.find_date("until");
  overlay.known_from = reader.find_date("known_from");
  overlay.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  reader.finish();
  if (kind) check_shape(overlay, diagnostics);
  return overlay;
}

}  // namespace

bool Overlay::works_on(Date day, Date known_as_of) const {
  const bool known = !known_from || *known_from <= known_as_of;
  return known && (!from || *from <= day) && (!until || day < *until);
}

std::vector<Hook> read_hooks(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<Hook> hooks;
  for (const TomlNode* node : reader.find_tables("hook")) {
    TomlReader inner(*node, diagnostics);
    Hook hook;
    hook.span = node->span();
    hook.id = read_id(inner, "hook.id", diagnostics);
    const auto access = find_word(inner, "access", std::span<const Named<HookAccess>>(kAccesses),
                                  "hook.access", diagnostics);
    if (!access && !inner.find_string("access"))
      diagnostics.error("hook.access",
                        "hook \"" + hook.id +
                            "\" says who may go through it: agreement, "
                            "ordinance or nobody",
                        node->span());
    hook.access = access.value_or(HookAccess::kNobody);
    hook.citation = inner.take_string("citation");
    hook.effect = read_local_text(inner, "effect", Need::kRequired, diagnostics);
    hook.provenance = read_provenance(inner, ValueState::kPresent, diagnostics);
    inner.finish();
    const auto twin = std::find_if(hooks.begin(), hooks.end(),
                                   [&](const Hook& other) { return other.id == hook.id; });
    if (twin != hooks.end())
      diagnostics.error("hook.duplicate",
                        "hook \"" + hook.id + "\" is already given at " + to_string(twin->span),
                        node->span());
    else
      hooks.push_back(std::move(hook));
  }
  reader.finish();
  return hooks;
}

std::vector<Overlay> read_overlays(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<Overlay> overlays;
  for (const TomlNode* node : reader.find_tables("overlay")) {
    Overlay overlay = read_overlay(*node, diagnostics);
    if (!overlay.id.empty()) overlays.push_back(std::move(overlay));
  }
  reader.finish();
  return overlays;
}

std::string_view to_text(OverlayKind kind) {
  return text_of(kKindTable, kind);
}

}  // namespace alternat::terms

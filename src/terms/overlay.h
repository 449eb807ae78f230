// SPDX-License-Identifier: EUPL-1.2
// Overlays: what a clause changes in the law's program. Each is exactly one of eight kinds and acts
// through exactly one statutory hook; nothing reaches thresholds, fees, points or the language of
// the statute. Format: docs/content-partnerships.md, "Overlays".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/fact.h"
#include "terms/instrument.h"
#include "terms/parameter.h"

namespace alternat::terms {

enum class OverlayKind {
  kOpenRoute,
  kRouteParameter,
  kSoftTarget,
  kProcedureCommitment,
  kDocumentRule,
  kDataRule,
  kReturnRule,
  kMonitoringDuty,
};

// Who may go through a hook: every agreement, only with an ordinance, or nobody.
enum class HookAccess { kAgreement, kOrdinance, kNobody };

struct Hook {
  std::string id;  // "H1"
  HookAccess access = HookAccess::kNobody;
  std::string citation;
  LocalText effect;
  Provenance provenance;
  SourceSpan span;
};

struct OverlayFact {
  std::string fact;
  std::optional<FactLiteral> value;
  std::vector<std::string> values;  // for list facts
  SourceSpan span;
};

struct Overlay {
  std::string id;
  std::string instrument;
  std::string clause;
  OverlayKind kind = OverlayKind::kOpenRoute;
  std::string hook;       // kinds that touch a route: required
  std::string ordinance;  // citation; required for hooks that need one
  std::string pathway;    // open_route, route_parameter: "15a"
  std::string row;        // "" = the only row
  std::string target;     // other kinds: commitment, procedure, document, message field or term
  std::vector<OverlayFact> sets;
  LocalText summary;
  std::optional<Date> from;
  std::optional<Date> until;
  std::optional<Date> known_from;
  Provenance provenance;
  SourceSpan span;

  bool works_on(Date day, Date known_as_of) const;
};

// What an overlay may refer to.
struct OverlayContext {
  const std::vector<Hook>& hooks;
  const FactDictionary& facts;
  const ParameterTable& parameters;
};

// Reads [[hook]] tables. Codes: hook.id, hook.access, hook.duplicate.
std::vector<Hook> read_hooks(const TomlNode& file, Diagnostics& diagnostics);
// Reads [[overlay]] tables. Codes: overlay.id, overlay.kind, overlay.shape, overlay.value.
std::vector<Overlay> read_overlays(const TomlNode& file, Diagnostics& diagnostics);
// Refuses what the hierarchy of norms forbids. Codes: overlay.no_hook (naming clause, hook list and
// statute), overlay.wrong_hook, overlay.no_ordinance, overlay.unknown_fact, overlay.value.
void check_overlay(const Overlay& overlay, const OverlayContext& context, Diagnostics& diagnostics);

std::string_view to_text(OverlayKind kind);

}  // namespace alternat::terms

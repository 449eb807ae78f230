// SPDX-License-Identifier: EUPL-1.2
// Partnership: two countries, what the arrangement rests on, its components with their status over
// time, who leads, and the joint bodies. Talks, prepared, reported and denied arrangements are
// never called partnerships. Format: docs/content-partnerships.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/country.h"
#include "terms/history.h"
#include "terms/joint_body.h"
#include "terms/office.h"

namespace alternat::terms {

// What an instrument or a partnership rests on, from most to least.
enum class Binding {
  kTreaty,            // binding under international law
  kPolitical,         // politically binding
  kWorkingStructure,  // bodies and meetings, no text
  kOperational,       // an arrangement of agencies
  kUnilateral,        // one side alone
  kPrepared,          // drafted, not signed
  kTalks,
  kReported,  // existence reported only
  kDenied,    // reported, and denied by a party
};

enum class ComponentKind {
  kReturn,
  kLabourMigration,
  kSeasonalWork,
  kTraining,
  kStudyResearch,
  kVisaFacilitation,
  kJobExchange,
  kRecognition,
  kTechnologyTransfer,
  kEconomicCooperation,
  kReintegration,
  kInformation,
  kSecurity,
  kRights,
};

enum class ComponentStatus {
  kPlanned,
  kInPreparation,
  kActive,
  kUnderObservation,
  kReduced,
  kSuspended,
  kEnded,
};

struct Component {
  ComponentKind kind = ComponentKind::kReturn;
  LocalText summary;
  std::vector<std::string> leads;  // office ids
  History<ComponentStatus> status;
  Provenance provenance;
  SourceSpan span;
};

// A role an office has in this partnership for a time ("lead", "returns", "visas" …).
struct OfficeRole {
  std::string office;
  std::string role;
  LocalText task;
  std::optional<ImpreciseDate> from;
  std::optional<ImpreciseDate> until;
  Provenance provenance;
  SourceSpan span;
};

// A red line, aim or concern of one party, in public.
struct PartyView {
  Party party = Party::kBoth;
  LocalText text;
  std::optional<ImpreciseDate> on;
  Provenance provenance;
};

// One finding of the rights assessment: who says what about the protection of people, and whether a
// review of the arrangement is asked for. It is shown as that voice's, never as the node's own.
struct RightsFinding {
  std::string id;
  std::string topic;  // one of finding_topics()
  LocalText by;
  LocalText finding;
  std::optional<ImpreciseDate> on;
  bool asks_review = false;
  Provenance provenance;
  SourceSpan span;
};

struct Partnership {
  Partnership(std::string given_id, Country to, Country from)
      : id(std::move(given_id)), destination(std::move(to)), origin(std::move(from)) {}

  std::string id;  // "xa-xb"
  Country destination;
  Country origin;
  LocalText title;
  LocalText summary;
  History<Binding> basis;
  std::optional<ImpreciseDate> since;
  bool fictitious = false;  // for tests and the demo: pages are watermarked
  std::vector<Component> components;
  std::vector<OfficeRole> roles;
  std::vector<JointBody> bodies;
  std::vector<PartyView> views;
  std::vector<RightsFinding> findings;  // the rights assessment, in the order of the file
  LocalText open_questions;
  Provenance provenance;
  SourceSpan span;

  const Component* find_component(ComponentKind kind) const;
  // Roles of that name held on `day`, in the order of the file.
  std::vector<const OfficeRole*> roles_on(std::string_view role, Date day) const;
  // The lead office on `day`, or "" (ownerless).
  std::string lead_on(Date day) const;
};

// Whether a thing of this standing may be called a partnership.
bool is_partnership(Binding binding);

// Reads partnership.toml. nullopt if the id or a country is missing. Codes: partnership.id,
// partnership.same_country, partnership.title (called a partnership though it is none),
// partnership.component, partnership.basis, partnership.duplicate_component, partnership.finding,
// history.basis, history.status.
std::optional<Partnership> read_partnership(const TomlNode& file, Diagnostics& diagnostics);

std::string_view to_text(Binding binding);
std::string_view to_text(ComponentKind kind);
std::string_view to_text(ComponentStatus status);
std::optional<Binding> find_binding(std::string_view text);
std::optional<ComponentKind> find_component_kind(std::string_view text);
std::vector<std::string> component_words();
std::vector<std::string> binding_words();
const std::vector<std::string>& finding_topics();

}  // namespace alternat::terms

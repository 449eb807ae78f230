// SPDX-License-Identifier: EUPL-1.2
// Instruments: the texts and structures a partnership rests on, of about twenty kinds, with dates,
// milestones, publication and clauses, and what each clause became. Format:
// docs/content-partnerships.md, "Instruments".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/partnership.h"

namespace alternat::terms {

enum class InstrumentKind {
  kTreatyWithConsentLaw,
  kGovernmentAgreement,
  kDepartmentalAgreement,
  kExchangeOfNotes,
  kPublishedArrangement,
  kReadmissionAgreement,
  kJointDeclarationOfIntent,
  kMemorandumOfUnderstanding,
  kJointDeclaration,
  kUnpublishedDeclaration,
  kWorkingStructure,
  kPlacementArrangement,
  kImplementingProtocol,
  kOperatingProcedures,
  kUnionReadmissionAgreement,
  kUnionVisaFacilitation,
  kUnionGoodPractice,
  kUnionTalentRoadmap,
  kActionPlan,
  kAnnouncement,
  kPrivateMemorandum,
  kReturnHubArrangement,
  kDraftAgreement,
};

enum class InstrumentStatus {
  kExploration,
  kInNegotiation,
  kNegotiationsConcluded,
  kInitialled,
  kLegalCheck,
  kPrepared,
  kDraftHandedOver,
  kSigned,
  kInternalProcedures,
  kInForce,
  kOperating,
  kPractisedBeforeSignature,
  kUnderObservation,
  kSuspended,
  kSuperseded,
  kDormant,
  kReportedOnly,
  kEnded,
};

// What a clause became in the program.
enum class BecameKind {
  kRight,
  kClock,
  kQuota,
  kCommitment,
  kMessageField,
  kDocumentRule,
  kOverlay,
  kBody,
  kNothing,
};

struct Became {
  BecameKind kind = BecameKind::kNothing;
  std::string id;  // of the quota, commitment, overlay, body, message field, term or rights item
};

struct Clause {
  std::string number;  // "4(2)"
  LocalText title;
  LocalText summary;  // ours, in plain words
  LocalText text;     // the wording itself where it is public and was read; may be empty
  std::vector<Became> became;
  Provenance provenance;
  SourceSpan span;
};

struct Milestone {
  std::optional<ImpreciseDate> on;
  LocalText text;
  Provenance provenance;
  SourceSpan span;
};

enum class Publication { kOfficialGazette, kPublic, kPartly, kUnpublished, kNotEstablished };

// How one instrument stands to another: signed with, supersedes, implements, relies on …
struct InstrumentLink {
  std::string relation;
  std::string to;  // instrument id or agreement id
};

// A date with its own source.
struct SourcedDate {
  std::optional<ImpreciseDate> on;
  Provenance provenance;
};

struct Instrument {
  std::string id;
  InstrumentKind kind = InstrumentKind::kJointDeclarationOfIntent;
  Binding binding = Binding::kPolitical;
  LocalText title;
  std::vector<std::string> parties;  // ISO 3166 codes or "EU"
  std::vector<ComponentKind> covers;
  std::optional<SourcedDate> signed_on;
  std::optional<SourcedDate> in_force_on;
  std::string signed_at;
  std::vector<std::string> signatories;
  History<InstrumentStatus> status;
  std::vector<Milestone> milestones;
  Publication publication = Publication::kNotEstablished;
  std::string publication_reference;
  std::vector<InstrumentLink> links;
  std::vector<Clause> clauses;
  LocalText open_questions;
  Provenance provenance;
  SourceSpan span;

  const Clause* find_clause(std::string_view number) const;
  bool links_to(std::string_view relation, std::string_view id) const;
  // In force, operating, under observation or practised on `day`, as known on `known_as_of`.
  bool works_on(Date day, Date known_as_of) const;
};

// Reads one instrument file. Codes: instrument.id, instrument.kind, instrument.binding,
// instrument.party, instrument.status, instrument.order (force before signature),
// instrument.clause, instrument.became, instrument.link, instrument.publication; warning
// instrument.wording.
std::optional<Instrument> read_instrument(const TomlNode& file, Diagnostics& diagnostics);

// Entries `{ from = …, status = "in_force", … }` (history.status).
History<InstrumentStatus> read_instrument_status(const std::vector<const TomlNode*>& nodes,
                                                 Diagnostics& diagnostics);

// The binding level a kind normally has; an instrument may differ with a warning.
Binding usual_binding(InstrumentKind kind);
// Treaty words in a text that is no treaty, and words of intent in a treaty (warning
// instrument.wording): titles and quoted clause texts, both languages.
void check_wording(const Instrument& instrument, Diagnostics& diagnostics);

std::string_view to_text(InstrumentKind kind);
std::string_view to_text(InstrumentStatus status);
std::string_view to_text(BecameKind kind);
std::string_view to_text(Publication publication);

}  // namespace alternat::terms

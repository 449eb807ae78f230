// SPDX-License-Identifier: EUPL-1.2
// Reading instruments; the check of their wording is in instrument_wording.cpp.
#include "terms/instrument.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

struct KindRow {
  std::string_view text;
  InstrumentKind kind;
  Binding binding;  // the level a kind normally has
};

constexpr std::array kKinds = {  // tidy: table
    KindRow{"treaty_with_consent_law", InstrumentKind::kTreatyWithConsentLaw, Binding::kTreaty},
    KindRow{"government_agreement", InstrumentKind::kGovernmentAgreement, Binding::kTreaty},
    KindRow{"departmental_agreement", InstrumentKind::kDepartmentalAgreement, Binding::kTreaty},
    KindRow{"exchange_of_notes", InstrumentKind::kExchangeOfNotes, Binding::kTreaty},
    KindRow{"published_arrangement", InstrumentKind::kPublishedArrangement, Binding::kTreaty},
    KindRow{"readmission_agreement", InstrumentKind::kReadmissionAgreement, Binding::kTreaty},
    KindRow{"joint_declaration_of_intent", InstrumentKind::kJointDeclarationOfIntent,
            Binding::kPolitical},
    KindRow{"memorandum_of_understanding", InstrumentKind::kMemorandumOfUnderstanding,
            Binding::kPolitical},
    KindRow{"joint_declaration", InstrumentKind::kJointDeclaration, Binding::kPolitical},
    KindRow{"unpublished_declaration", InstrumentKind::kUnpublishedDeclaration, Binding::kReported},
    KindRow{"working_structure", InstrumentKind::kWorkingStructure, Binding::kWorkingStructure},
    KindRow{"placement_arrangement", InstrumentKind::kPlacementArrangement, Binding::kOperational},
    KindRow{"implementing_protocol", InstrumentKind::kImplementingProtocol, Binding::kTreaty},
    KindRow{"operating_procedures", InstrumentKind::kOperatingProcedures, Binding::kOperational},
    KindRow{"union_readmission_agreement", InstrumentKind::kUnionReadmissionAgreement,
            Binding::kTreaty},
    KindRow{"union_visa_facilitation", InstrumentKind::kUnionVisaFacilitation, Binding::kTreaty},
    KindRow{"union_good_practice", InstrumentKind::kUnionGoodPractice, Binding::kOperational},
    KindRow{"union_talent_roadmap", InstrumentKind::kUnionTalentRoadmap, Binding::kPolitical},
    KindRow{"action_plan", InstrumentKind::kActionPlan, Binding::kUnilateral},
    KindRow{"announcement", InstrumentKind::kAnnouncement, Binding::kUnilateral},
    KindRow{"private_memorandum", InstrumentKind::kPrivateMemorandum, Binding::kOperational},
    KindRow{"return_hub_arrangement", InstrumentKind::kReturnHubArrangement, Binding::kPrepared},
    KindRow{"draft_agreement", InstrumentKind::kDraftAgreement, Binding::kPrepared}};

constexpr std::array kStatuses = {
    Named<InstrumentStatus>{"exploration", InstrumentStatus::kExploration},
    Named<InstrumentStatus>{"in_negotiation", InstrumentStatus::kInNegotiation},
    Named<InstrumentStatus>{"negotiations_concluded", InstrumentStatus::kNegotiationsConcluded},
    Named<InstrumentStatus>{"initialled", InstrumentStatus::kInitialled},
    Named<InstrumentStatus>{"legal_check", InstrumentStatus::kLegalCheck},
    Named<InstrumentStatus>{"prepared", InstrumentStatus::kPrepared},
    Named<InstrumentStatus>{"draft_handed_over", InstrumentStatus::kDraftHandedOver},
    Named<InstrumentStatus>{"signed", InstrumentStatus::kSigned},
    Named<InstrumentStatus>{"internal_procedures", InstrumentStatus::kInternalProcedures},
    Named<InstrumentStatus>{"in_force", InstrumentStatus::kInForce},
    Named<InstrumentStatus>{"operating", InstrumentStatus::kOperating},
    Named<InstrumentStatus>{"practised_before_signature",
                            InstrumentStatus::kPractisedBeforeSignature},
    Named<InstrumentStatus>{"under_observation", InstrumentStatus::kUnderObservation},
    Named<InstrumentStatus>{"suspended", InstrumentStatus::kSuspended},
    Named<InstrumentStatus>{"superseded", InstrumentStatus::kSuperseded},
    Named<InstrumentStatus>{"dormant", InstrumentStatus::kDormant},
    Named<InstrumentStatus>{"reported_only", InstrumentStatus::kReportedOnly},
    Named<InstrumentStatus>{"ended", InstrumentStatus::kEnded}};

constexpr std::array kBecame = {Named<BecameKind>{"right", BecameKind::kRight},
                                Named<BecameKind>{"clock", BecameKind::kClock},
                                Named<BecameKind>{"quota", BecameKind::kQuota},
                                Named<BecameKind>{"commitment", BecameKind::kCommitment},
                                Named<BecameKind>{"message_field", BecameKind::kMessageField},
                                Named<BecameKind>{"document_rule", BecameKind::kDocumentRule},
                                Named<BecameKind>{"overlay", BecameKind::kOverlay},
                                Named<BecameKind>{"body", BecameKind::kBody},
                                Named<BecameKind>{"nothing", BecameKind::kNothing}};

constexpr std::array kPublications = {
    Named<Publication>{"official_gazette", Publication::kOfficialGazette},
    Named<Publication>{"public", Publication::kPublic},
    Named<Publication>{"partly", Publication::kPartly},
    Named<Publication>{"unpublished", Publication::kUnpublished},
    Named<Publication>{"not_established", Publication::kNotEstablished}};

constexpr std::span<const Named<InstrumentStatus>> kStatusTable(kStatuses);
constexpr std::span<const Named<BecameKind>> kBecameTable(kBecame);
constexpr std::span<const Named<Publication>> kPublicationTable(kPublications);

const std::vector<std::string>& relations() {
  static const std::vector<std::string> kRelations = {
      "supersedes",  "superseded_by", "implements",        "relies_on",
      "signed_with", "depends_on",    "politically_linked"};
  return kRelations;
}

std::optional<InstrumentKind> read_kind(TomlReader& reader, Diagnostics& diagnostics) {
  const std::string word = reader.take_string("kind");
  std::vector<std::string> words;
  for (const KindRow& row : kKinds) {
    if (row.text == word) return row.kind;
    words.emplace_back(row.text);
  }
  if (!word.empty())
    diagnostics.error("instrument.kind", "kind: " + not_one_of(word, words),
                      reader.span_of("kind"));
  return std::nullopt;
}

std::vector<Became> read_became(TomlReader& reader, Diagnostics& diagnostics) {
  std::vector<Became> became;
  for (const TomlNode* node : reader.find_tables("became")) {
    TomlReader inner(*node, diagnostics);
    const auto kind = find_word(inner, "kind", kBecameTable, "instrument.became", diagnostics);
    Became entry{kind.value_or(BecameKind::kNothing), inner.find_string("id").value_or("")};
    inner.finish();
    const bool nothing = entry.kind == BecameKind::kNothing;
    if (kind && nothing != entry.id.empty())
      diagnostics.error(
          "instrument.became",
          nothing ? "what became nothing has no id" : "name the id of what the clause became",
          node->span());
    if (kind) became.push_back(std::move(entry));
  }
  return became;
}

Clause read_clause(const TomlNode& node, const Provenance& instrument, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Clause clause;
  clause.span = node.span();
  clause.number = reader.take_string("number");
  clause.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  clause.summary = read_local_text(reader, "summary", Need::kRequired, diagnostics);
  clause.text = read_local_text(reader, "text", Need::kOptional, diagnostics);
  clause.became = read_became(reader, diagnostics);
  clause.provenance = read_provenance_or(reader, instrument, diagnostics);
  reader.finish();
  if (clause.became.empty())
    diagnostics.error("instrument.became",
                      "clause \"" + clause.number +
                          "\" does not say what it became: became = [{ "
                          "kind = \"commitment\", id = \"…\" }] or [{ kind = \"nothing\" }]",
                      node.span());
  return clause;
}

void read_clauses(TomlReader& reader, Instrument& instrument, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("clause")) {
    Clause clause = read_clause(*node, instrument.provenance, diagnostics);
    if (const Clause* first = instrument.find_clause(clause.number)) {
      diagnostics.error(
          "instrument.clause",
          "clause \"" + clause.number + "\" is already given at " + to_string(first->span),
          node->span());
      continue;
    }
    instrument.clauses.push_back(std::move(clause));
  }
}

void read_milestones(TomlReader& reader, Instrument& instrument, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("milestone")) {
    TomlReader inner(*node, diagnostics);
    Milestone milestone;
    milestone.span = node->span();
    milestone.on = find_imprecise_date(inner, "on", diagnostics);
    milestone.text = read_local_text(inner, "text", Need::kRequired, diagnostics);
    milestone.provenance = read_provenance_or(inner, instrument.provenance, diagnostics);
    inner.finish();
    instrument.milestones.push_back(std::move(milestone));
  }
  const auto day = [](const Milestone& m) {
    return m.on ? m.on->first_day() : Date::from_ymd(9999, 12, 31).value();
  };
  std::stable_sort(instrument.milestones.begin(), instrument.milestones.end(),
                   [&](const Milestone& a, const Milestone& b) { return day(a) < day(b); });
}

void read_links(TomlReader& reader, Instrument& instrument, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("link")) {
    TomlReader inner(*node, diagnostics);
    InstrumentLink link{inner.take_string("relation"), inner.take_string("to")};
    inner.finish();
    if (std::find(relations().begin(), relations().end(), link.relation) == relations().end())
      diagnostics.error("instrument.link", "relation: " + not_one_of(link.relation, relations()),
                        node->span());
    instrument.links.push_back(std::move(link));
  }
}

void read_standing(TomlReader& reader, Instrument& instrument, Diagnostics& diagnostics) {
  instrument.binding = usual_binding(instrument.kind);
  if (const auto word = reader.find_string("binding")) {
    const std::optional<Binding> binding = find_binding(*word);
    if (!binding)
      diagnostics.error("instrument.binding", "binding: " + not_one_of(*word, binding_words()),
                        reader.span_of("binding"));
    else if (*binding != instrument.binding)
      diagnostics.warning("instrument.binding",
                          "a " + std::string(to_text(instrument.kind)) + " is normally \"" +
                              std::string(to_text(instrument.binding)) + "\", here \"" + *word +
                              "\"; say why in open_questions",
                          reader.span_of("binding"));
    instrument.binding = binding.value_or(instrument.binding);
  }
  const auto covers =
      find_words(reader, "covers", component_words(), "instrument.covers", diagnostics);
  for (const std::string& word : covers) instrument.covers.push_back(*find_component_kind(word));
}

void read_publication(TomlReader& reader, Instrument& instrument, Diagnostics& diagnostics) {
  const auto found =
      find_word(reader, "publication", kPublicationTable, "instrument.publication", diagnostics);
  instrument.publication = found.value_or(Publication::kNotEstablished);
  instrument.publication_reference = reader.find_string("publication_reference").value_or("");
  if (instrument.publication == Publication::kOfficialGazette &&
      instrument.publication_reference.empty())
    diagnostics.error("instrument.publication",
                      "a text in an official gazette has its publication_reference",
                      instrument.span);
}

void check_order(const Instrument& instrument, Diagnostics& diagnostics) {
  const auto& signed_on = instrument.signed_on;
  const auto& force = instrument.in_force_on;
  if (!signed_on || !force || !signed_on->on || !force->on) return;
  if (force->on->last_day() < signed_on->on->first_day())
    diagnostics.error("instrument.order",
                      "in force on " + force->on->to_text() + ", before it was signed on " +
                          signed_on->on->to_text(),
                      instrument.span);
}

}  // namespace

const Clause* Instrument::find_clause(std::string_view number) const {
  for (const Clause& clause : clauses)
    if (clause.number == number) return &clause;
  return nullptr;
}

bool Instrument::links_to(std::string_view relation, std::string_view to) const {
  return std::any_of(links.begin(), links.end(), [&](const InstrumentLink& link) {
    return link.relation == relation && link.to == to;
  });
}

bool Instrument::works_on(Date day, Date known_as_of) const {
  const auto* entry = status.on(day, known_as_of);
  if (!entry) return false;
  return entry->value == InstrumentStatus::kInForce ||
         entry->value == InstrumentStatus::kOperating ||
         entry->value == InstrumentStatus::kUnderObservation ||
         entry->value == InstrumentStatus::kPractisedBeforeSignature;
}

std::optional<Instrument> read_instrument(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  Instrument instrument;
  instrument.span = file.span();
  instrument.id = read_id(reader, "instrument.id", diagnostics);
  const auto kind = read_kind(reader, diagnostics);
  instrument.kind = kind.value_or(InstrumentKind::kDraftAgreement);
  read_standing(reader, instrument, diagnostics);
  instrument.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  instrument.parties = read_parties(reader, "instrument.party", diagnostics);
  if (instrument.parties.size() < 2 && instrument.binding != Binding::kUnilateral &&
      instrument.kind != InstrumentKind::kPrivateMemorandum)  // states are not its parties
    diagnostics.error("instrument.party",
                      "an instrument that is not unilateral has at least two parties",
                      instrument.span);
  instrument.signed_on = find_sourced_date(reader, "signed", diagnostics);
  instrument.in_force_on = find_sourced_date(reader, "in_force", diagnostics);
  instrument.signed_at = reader.find_string("signed_at").value_or("");
  instrument.signatories = reader.find_strings("signatories");
  instrument.status = read_instrument_status(reader.find_tables("status"), diagnostics);
  if (instrument.status.empty())
    diagnostics.error("instrument.status", "the instrument has no [[status]]", instrument.span);
  instrument.open_questions =
      read_local_text(reader, "open_questions", Need::kOptional, diagnostics);
  instrument.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  read_publication(reader, instrument, diagnostics);
  read_milestones(reader, instrument, diagnostics);
  read_links(reader, instrument, diagnostics);
  read_clauses(reader, instrument, diagnostics);
  reader.finish();
  check_order(instrument, diagnostics);
  if (instrument.id.empty() || !kind) return std::nullopt;
  check_wording(instrument, diagnostics);
  return instrument;
}

History<InstrumentStatus> read_instrument_status(const std::vector<const TomlNode*>& nodes,
                                                 Diagnostics& diagnostics) {
  return read_history(nodes, "status", kStatusTable, diagnostics);
}

Binding usual_binding(InstrumentKind kind) {
  for (const KindRow& row : kKinds)
    if (row.kind == kind) return row.binding;
  return Binding::kPolitical;
}

std::string_view to_text(InstrumentKind kind) {
  for (const KindRow& row : kKinds)
    if (row.kind == kind) return row.text;
  return "";
}
std::string_view to_text(InstrumentStatus status) {
  return text_of(kStatusTable, status);
}
std::string_view to_text(BecameKind kind) {
  return text_of(kBecameTable, kind);
}
std::string_view to_text(Publication publication) {
  return text_of(kPublicationTable, publication);
}

}  // namespace alternat::terms

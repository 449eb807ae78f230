// SPDX-License-Identifier: EUPL-1.2
#include "terms/content_references.h"

#include <algorithm>

#include "terms/named.h"

namespace alternat::terms {

namespace {

// Ids of one kind, to look up and to hint.
struct Known {
  std::string what;  // "office", "commitment" …
  std::vector<std::string> ids;

  bool has(const std::string& id) const {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }
};

template <typename T>
Known known_of(std::string what, const std::vector<T>& items) {
  Known known{std::move(what), {}};
  for (const T& item : items) known.ids.push_back(item.id);
  return known;
}

// Every id of one partnership: which things a reference may name.
struct Ids {
  Known offices, instruments, commitments, quotas, overlays, series, bodies, fields, terms, rights,
      agreements;
};

Ids collect(const Content& content, const PartnershipContent& own) {
  Ids ids{{"office", content.offices.ids()},
          known_of("instrument", own.instruments),
          known_of("commitment", own.commitments),
          known_of("quota", own.quotas),
          known_of("overlay", own.overlays),
          known_of("series", own.series),
          known_of("joint body", own.partnership.bodies),
          {"message field", {}},
          {"term", {}},
          {"item of the rights annex", rights_items()},
          known_of("agreement", own.agreements)};
  for (const AgreementTerms& agreement : content.union_agreements)
    ids.agreements.ids.push_back(agreement.id);
  for (const auto& [name, type] : known_terms()) ids.terms.ids.push_back(name);
  for (const AgreementTerms* agreement : content.agreements_with(own.partnership.origin))
    for (const MessageField& field : agreement->fields) ids.fields.ids.push_back(field.name);
  return ids;
}

void need(const std::string& id, const Known& known, const SourceSpan& span,
          Diagnostics& diagnostics) {
  if (id.empty() || known.has(id)) return;
  const std::string near = nearest_name(id, known.ids);
  diagnostics.error("content.unknown_reference",
                    "there is no " + known.what + " \"" + id + "\"" +
                        (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                    span);
}

void need_all(const std::vector<std::string>& wanted, const Known& known, const SourceSpan& span,
              Diagnostics& diagnostics) {
  for (const std::string& id : wanted) need(id, known, span, diagnostics);
}

void need_clause(const PartnershipContent& own, const std::string& instrument,
                 const std::string& clause, const SourceSpan& span, Diagnostics& diagnostics) {
  const Instrument* found = own.find_instrument(instrument);
  if (!found || clause.empty() || found->find_clause(clause)) return;
  Known known{"clause of \"" + instrument + "\" with the number", {}};
  for (const Clause& other : found->clauses) known.ids.push_back(other.number);
  need(clause, known, span, diagnostics);
}

void check_became(const Became& became, const Ids& ids, const SourceSpan& span,
                  Diagnostics& diagnostics) {
  switch (became.kind) {
    case BecameKind::kRight:
      return need(became.id, ids.rights, span, diagnostics);
    case BecameKind::kClock:
      return need(became.id, ids.terms, span, diagnostics);
    case BecameKind::kQuota:
      return need(became.id, ids.quotas, span, diagnostics);
    case BecameKind::kCommitment:
      return need(became.id, ids.commitments, span, diagnostics);
    case BecameKind::kMessageField:
      return need(became.id, ids.fields, span, diagnostics);
    case BecameKind::kDocumentRule:
    case BecameKind::kOverlay:
      return need(became.id, ids.overlays, span, diagnostics);
    case BecameKind::kBody:
      return need(became.id, ids.bodies, span, diagnostics);
    case BecameKind::kNothing:
      return;
  }
}

void check_partnership(const Partnership& p, const Ids& ids, Diagnostics& diagnostics) {
  for (const Component& component : p.components) {
    need_all(component.leads, ids.offices, component.span, diagnostics);
    for (const auto& entry : component.status.entries())
      need(entry.decided_by, ids.offices, entry.span, diagnostics);
  }
  for (const OfficeRole& role : p.roles) need(role.office, ids.offices, role.span, diagnostics);
  for (const JointBody& body : p.bodies) {
    need(body.instrument, ids.instruments, body.span, diagnostics);
    need_all(body.members, ids.offices, body.span, diagnostics);
    for (const Meeting& meeting : body.meetings)
      for (const ActionPoint& point : meeting.action_points)
        need(point.owner, ids.offices, point.span, diagnostics);
  }
}

void check_instrument(const Instrument& instrument, const Ids& ids, Diagnostics& diagnostics) {
  for (const auto& entry : instrument.status.entries())
    need(entry.decided_by, ids.offices, entry.span, diagnostics);
  for (const InstrumentLink& link : instrument.links) {
    if (ids.agreements.has(link.to)) continue;
    need(link.to, ids.instruments, instrument.span, diagnostics);
  }
  for (const Clause& clause : instrument.clauses)
    for (const Became& became : clause.became) check_became(became, ids, clause.span, diagnostics);
}

void check_promises(const PartnershipContent& own, const Ids& ids, Diagnostics& diagnostics) {
  for (const Commitment& c : own.commitments) {
    need(c.instrument, ids.instruments, c.span, diagnostics);
    need_clause(own, c.instrument, c.clause, c.span, diagnostics);
    need_all(c.owners, ids.offices, c.span, diagnostics);
    need_all(c.series, ids.series, c.span, diagnostics);
    need_all(c.linked, ids.commitments, c.span, diagnostics);
  }
  for (const Quota& quota : own.quotas) {
    need(quota.instrument, ids.instruments, quota.span, diagnostics);
    need_clause(own, quota.instrument, quota.clause, quota.span, diagnostics);
    need_all(quota.series, ids.series, quota.span, diagnostics);
  }
}

void check_overlays(const Content& content, const PartnershipContent& own, const Ids& ids,
                    Diagnostics& diagnostics) {
  const OverlayContext context{content.hooks, content.facts, content.parameters};
  for (const Overlay& overlay : own.overlays) {
    need(overlay.instrument, ids.instruments, overlay.span, diagnostics);
    need_clause(own, overlay.instrument, overlay.clause, overlay.span, diagnostics);
    check_overlay(overlay, context, diagnostics);
    if (overlay.kind == OverlayKind::kSoftTarget || overlay.kind == OverlayKind::kMonitoringDuty ||
        overlay.kind == OverlayKind::kProcedureCommitment)
      need(overlay.target, ids.commitments, overlay.span, diagnostics);
    if (overlay.kind == OverlayKind::kDataRule)
      need(overlay.target, ids.fields, overlay.span, diagnostics);
    if (overlay.kind == OverlayKind::kReturnRule)
      need(overlay.target, ids.terms, overlay.span, diagnostics);
  }
}

// One id names one thing: within a partnership (commitments, quotas, overlays, series, bodies) and
// among instruments and agreements of the whole folder.
class UniqueIds {
 public:
  explicit UniqueIds(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  template <typename T>
  void add(const std::string& what, const std::vector<T>& items) {
    for (const T& item : items) add_one(what, item.id, item.span);
  }
  void add_one(const std::string& what, const std::string& id, const SourceSpan& span) {
    const auto [twin, added] = seen_.try_emplace(id, what, span);
    if (!added)
      diagnostics_.error("content.duplicate_id",
                         what + " \"" + id + "\" has the id of the " + twin->second.first + " at " +
                             to_string(twin->second.second),
                         span);
  }

 private:
  Diagnostics& diagnostics_;
  std::map<std::string, std::pair<std::string, SourceSpan>> seen_;
};

void check_ids(const Content& content, Diagnostics& diagnostics) {
  UniqueIds of_folder(diagnostics);
  UniqueIds of_partnerships(diagnostics);
  of_folder.add("agreement", content.union_agreements);
  of_folder.add("register entry", content.eu_register);
  for (const PartnershipContent& own : content.partnerships) {
    of_partnerships.add_one("partnership", own.partnership.id, own.partnership.span);
    of_folder.add("instrument", own.instruments);
    of_folder.add("agreement", own.agreements);
    UniqueIds within(diagnostics);
    within.add("commitment", own.commitments);
    within.add("quota", own.quotas);
    within.add("overlay", own.overlays);
    within.add("series", own.series);
    within.add("joint body", own.partnership.bodies);
    within.add("finding", own.partnership.findings);
  }
}

// Where the Union has an agreement or a mandate, its members conclude implementing protocols only.
std::string union_act_with(const Content& content, const std::string& country) {
  for (const AgreementTerms& agreement : content.union_agreements)
    if (std::find(agreement.parties.begin(), agreement.parties.end(), country) !=
        agreement.parties.end())
      return "agreement " + agreement.id;
  for (const EuEntry& entry : content.eu_register)
    if (entry.kind == EuEntryKind::kReadmissionMandate &&
        std::find(entry.countries.begin(), entry.countries.end(), country) != entry.countries.end())
      return "mandate " + entry.id;
  return "";
}

void check_competence(const Content& content, const PartnershipContent& own,
                      const Instrument& instrument, Diagnostics& diagnostics) {
  const bool covers_return = std::find(instrument.covers.begin(), instrument.covers.end(),
                                       ComponentKind::kReturn) != instrument.covers.end();
  const bool of_union = std::find(instrument.parties.begin(), instrument.parties.end(), "EU") !=
                        instrument.parties.end();
  if (!covers_return || of_union || instrument.kind == InstrumentKind::kImplementingProtocol)
    return;
  const std::string act = union_act_with(content, own.partnership.origin.code());
  if (act.empty()) return;
  const std::string id = act.substr(act.find(' ') + 1);
  if (instrument.links_to("relies_on", id) || instrument.links_to("implements", id)) return;
  diagnostics.warning("instrument.eu_competence",
                      "instrument \"" + instrument.id + "\" covers return, but the Union has the " +
                          act + " with " + own.partnership.origin.code() +
                          ", which prevails; link it (relation \"relies_on\" or \"implements\") or "
                          "take return out",
                      instrument.span);
}

void check_rights(const AgreementTerms& agreement, Diagnostics& diagnostics) {
  const std::vector<std::string> missing = agreement.missing_rights();
  if (missing.empty()) return;
  diagnostics.warning("terms.rights_annex",
                      "agreement \"" + agreement.id + "\" names no clause for " + list_of(missing),
                      agreement.span);
}

}  // namespace

void check_content(const Content& content, Diagnostics& diagnostics) {
  check_ids(content, diagnostics);
  for (const PartnershipContent& own : content.partnerships) {
    const Ids ids = collect(content, own);
    check_partnership(own.partnership, ids, diagnostics);
    for (const Instrument& instrument : own.instruments) {
      check_instrument(instrument, ids, diagnostics);
      check_competence(content, own, instrument, diagnostics);
    }
    check_promises(own, ids, diagnostics);
    check_overlays(content, own, ids, diagnostics);
    for (const AgreementTerms& agreement : own.agreements) check_rights(agreement, diagnostics);
  }
  // Agreements of the Union are taken as they are: screens show which items name no clause.
}

}  // namespace alternat::terms

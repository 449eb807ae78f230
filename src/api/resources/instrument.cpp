// SPDX-License-Identifier: EUPL-1.2
// The view model of an instrument.
#include "api/resources/instrument.h"

#include "terms/content_folder.h"

namespace alternat::api {

namespace {

// Title and address of what a clause became.
Json became_json(const PartContext& context, const terms::Became& became) {
  const std::string kind(terms::to_text(became.kind));
  const std::string base = "/partnerships/" + context.subject.partnership.id;
  std::string title = became.id;
  std::string href;
  if (const auto* commitment = context.subject.find_commitment(became.id)) {
    title = context.words.in(commitment->title);
    href = base + "/promises#promise-" + became.id;
  } else if (const auto* quota = context.subject.find_quota(became.id)) {
    title = context.words.in(quota->title);
    href = base + "/promises#quota-" + became.id;
  } else if (became.kind == terms::BecameKind::kOverlay) {
    href = base + "/pathways#overlay-" + became.id;
    for (const terms::Overlay& overlay : context.subject.overlays) {
      if (overlay.id == became.id) title = context.words.in(overlay.summary);
    }
  } else if (became.kind == terms::BecameKind::kBody) {
    href = base + "/meetings#body-" + became.id;
    for (const terms::JointBody& body : context.subject.partnership.bodies) {
      if (body.id == became.id) title = context.words.in(body.name);
    }
  } else if (became.kind == terms::BecameKind::kClock ||
             became.kind == terms::BecameKind::kMessageField) {
    href = base + "/returns";
    title = context.words.label("term", became.id);
  } else if (became.kind == terms::BecameKind::kRight) {
    href = base + "/rights";
    title = context.words.label("rights", became.id);
  }
  return {{"kind", kind},    {"kind_label", context.words.label("became", kind)},
          {"id", became.id}, {"title", title},
          {"href", href},    {"is_nothing", became.kind == terms::BecameKind::kNothing}};
}

Json clause_json(const PartContext& context, const terms::Clause& clause) {
  Json became = Json::array();
  for (const terms::Became& item : clause.became) became.push_back(became_json(context, item));
  const std::string other = context.words.language() == "de" ? "en" : "de";
  return {{"number", clause.number},
          {"article", article_number(clause.number)},
          {"anchor", "clause-" + clause.number},
          {"title", context.words.in(clause.title)},
          {"summary", context.words.in(clause.summary)},
          {"text", context.words.in(clause.text)},
          {"other_language", other},
          {"other_title", clause.title.in(other)},
          {"other_summary", clause.summary.in(other)},
          {"other_text", clause.text.in(other)},
          {"became", std::move(became)},
          {"source", context.notes.mark(clause.provenance)}};
}

}  // namespace

Page instrument_page(const Words& words, const InstrumentInput& input) {
  Page page;
  SourceNotes notes(words);
  const Counters counters;
  const PartContext context{words, notes, page.pictures, input.content, input.subject, counters};
  const terms::Instrument& instrument = input.instrument;
  page.template_name = "instrument";
  page.title = words.in(instrument.title);
  page.nav = "home";
  page.synthetic = input.subject.partnership.fictitious;
  Json row = instrument_row(context, instrument);
  Json history = Json::array();
  for (const auto& entry : instrument.status.entries()) {
    const std::string word(terms::to_text(entry.value));
    history.push_back({{"from_text", words.date(entry.from)},
                       {"status", word},
                       {"status_label", words.label("instrument_status", word)},
                       {"reason", words.in(entry.reason)},
                       {"source", notes.mark(entry.provenance)}});
  }
  Json clauses = Json::array();
  for (const terms::Clause& clause : instrument.clauses) {
    clauses.push_back(clause_json(context, clause));
  }
  Json links = Json::array();
  for (const terms::InstrumentLink& link : instrument.links) {
    const terms::Instrument* other = input.subject.find_instrument(link.to);
    const terms::AgreementTerms* agreement = input.content.find_agreement(link.to);
    links.push_back({{"relation", link.relation},
                     {"relation_label", words.label("relation", link.relation)},
                     {"title", other       ? words.in(other->title)
                               : agreement ? words.in(agreement->title)
                                           : link.to},
                     {"href", other ? "/partnerships/" + input.subject.partnership.id +
                                          "/instruments/" + other->id
                                    : ""}});
  }
  Json parties = Json::array();
  for (const std::string& party : instrument.parties) parties.push_back(words.country(party));
  row["history"] = std::move(history);
  row["parties"] = std::move(parties);
  row["signed_at"] = instrument.signed_at;
  row["signatories"] = instrument.signatories;
  row["links"] = std::move(links);
  row["clauses"] = std::move(clauses);
  row["open_questions"] = words.in(instrument.open_questions);
  row["back_href"] = "/partnerships/" + input.subject.partnership.id + "/instruments";
  row["partnership_title"] = words.in(input.subject.partnership.title);
  row["notes"] = notes.list();
  row["sources"] = notes.list();
  page.model = std::move(row);
  return page;
}

}  // namespace alternat::api

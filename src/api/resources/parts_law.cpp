// SPDX-License-Identifier: EUPL-1.2
// What the partnership changes in the law's program, and the terms of readmission that apply.
#include "api/render/format.h"
#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

std::string literal_text(const PartContext& context, const terms::OverlayFact& fact) {
  if (!fact.value) {
    std::string out;
    for (const std::string& value : fact.values) {
      out += (out.empty() ? "" : ", ") + context.words.label("value", value);
    }
    return out;
  }
  struct Visitor {
    const Words& words;
    std::string operator()(bool value) const {
      return words.text(value ? "common.yes" : "common.no");
    }
    std::string operator()(const Decimal& value) const {
      return words.quantity(value.to_text(), "");
    }
    std::string operator()(const std::string& value) const { return words.label("value", value); }
    std::string operator()(const Date& value) const { return words.date(value); }
  };
  return std::visit(Visitor{context.words}, *fact.value);
}

std::string term_text(const PartContext& context, const terms::Term& term) {
  struct Visitor {
    const Words& words;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const terms::ClockTerm& clock) const {
      std::string text = words.text(
          "term." + std::string(terms::to_text(clock.unit)) + (clock.count == 1 ? "_one" : "_many"),
          {{"count", std::to_string(clock.count)}});
      if (!clock.starts.empty()) text += " " + words.label("clock_start", clock.starts);
      return text;
    }
    std::string operator()(bool value) const {
      return words.text(value ? "common.yes" : "common.no");
    }
    std::string operator()(const Decimal& value) const {
      return words.quantity(value.to_text(), "");
    }
    std::string operator()(const std::string& value) const {
      return words.label("term_value", value);
    }
    std::string operator()(const std::vector<std::string>& values) const {
      std::string out;
      for (const std::string& value : values) {
        out += (out.empty() ? "" : ", ") + words.label("term_value", value);
      }
      return out;
    }
  };
  return std::visit(Visitor{context.words}, term.value);
}

}  // namespace

Json pathways_part(const PartContext& context) {
  const Words& words = context.words;
  Json overlays = Json::array();
  for (const terms::Overlay& overlay : context.subject.overlays) {
    Json sets = Json::array();
    for (const terms::OverlayFact& fact : overlay.sets) {
      const terms::FactDefinition* definition = context.content.facts.find(fact.fact);
      sets.push_back({{"fact", fact.fact},
                      {"label", definition ? words.in(definition->label) : fact.fact},
                      {"value_text", literal_text(context, fact)}});
    }
    const std::string kind(terms::to_text(overlay.kind));
    std::string hook_text;
    std::string hook_citation;
    for (const terms::Hook& hook : context.content.hooks) {
      if (hook.id != overlay.hook) continue;
      hook_text = words.in(hook.effect);
      hook_citation = hook.citation;
    }
    overlays.push_back({{"id", overlay.id},
                        {"kind", kind},
                        {"kind_label", words.label("overlay", kind)},
                        {"summary", words.in(overlay.summary)},
                        {"instrument", overlay.instrument},
                        {"clause", overlay.clause},
                        {"hook", overlay.hook},
                        {"hook_text", hook_text},
                        {"hook_citation", format_citation(hook_citation, words.language())},
                        {"pathway", overlay.pathway},
                        {"row", overlay.row},
                        {"sets", std::move(sets)},
                        {"from_text", overlay.from ? words.date(*overlay.from) : ""},
                        {"until_text", overlay.until ? words.date(*overlay.until) : ""},
                        {"works", overlay.works_on(words.today(), words.today())},
                        {"source", context.notes.mark(overlay.provenance)}});
  }
  return {{"overlays", std::move(overlays)},
          {"check_href", "/pathways?partnership=" + context.subject.partnership.id}};
}

Json agreement_json(const PartContext& context, const terms::AgreementTerms& agreement) {
  const Words& words = context.words;
  Json rows = Json::array();
  for (const terms::Term& term : agreement.terms) {
    const std::string text = term_text(context, term);
    rows.push_back({{"name", term.name},
                    {"label", words.label("term", term.name)},
                    {"value_text", text},
                    {"is_established", !text.empty()},
                    {"citation", term.citation},
                    {"citation_text", format_citation(term.citation, words.language())},
                    {"note", words.in(term.note)},
                    {"source", context.notes.mark(term.provenance)}});
  }
  Json fields = Json::array();
  for (const terms::MessageField& field : agreement.fields) {
    fields.push_back({{"name", field.name},
                      {"label", words.in(field.label)},
                      {"rule", terms::to_text(field.rule)},
                      {"rule_label", words.label("field_rule", terms::to_text(field.rule))},
                      {"message", field.message},
                      {"message_label", words.label("message", field.message)},
                      {"citation", field.citation},
                      {"source", context.notes.mark(field.provenance)}});
  }
  Json missing = Json::array();
  for (const std::string& item : agreement.missing_rights()) {
    missing.push_back({{"item", item}, {"label", words.label("rights", item)}});
  }
  Json rights = Json::array();
  for (const terms::RightsItem& item : agreement.rights) {
    rights.push_back({{"item", item.item},
                      {"label", words.label("rights", item.item)},
                      {"citation", item.citation},
                      {"text", words.in(item.text)},
                      {"source", context.notes.mark(item.provenance)}});
  }
  bool is_union = false;
  for (const std::string& party : agreement.parties) is_union |= party == "EU";
  const bool dated = agreement.in_force_on && agreement.in_force_on->on;
  Json out = {{"id", agreement.id},
              {"title", words.in(agreement.title)},
              {"is_union", is_union},
              {"publication", agreement.publication},
              {"note", words.in(agreement.note)},
              {"terms", std::move(rows)},
              {"fields", std::move(fields)},
              {"rights", std::move(rights)},
              {"missing_rights", std::move(missing)},
              {"source", context.notes.mark(agreement.provenance)}};
  out["in_force"] = dated ? Json(agreement.in_force_on->on->to_text()) : Json(nullptr);
  out["in_force_text"] = dated ? words.date(*agreement.in_force_on->on) : "";
  return out;
}

Json returns_part(const PartContext& context) {
  const Words& words = context.words;
  const Country& origin = context.subject.partnership.origin;
  Json agreements = Json::array();
  for (const terms::AgreementTerms* agreement : context.content.agreements_with(origin)) {
    agreements.push_back(agreement_json(context, *agreement));
  }
  Json register_rows = Json::array();
  for (const terms::EuEntry& entry : context.content.eu_register) {
    bool concerns = false;
    for (const std::string& country : entry.countries) concerns |= country == origin.code();
    if (!concerns) continue;
    register_rows.push_back({{"id", entry.id},
                             {"kind", terms::to_text(entry.kind)},
                             {"kind_label", words.label("eu_entry", terms::to_text(entry.kind))},
                             {"title", words.in(entry.title)},
                             {"text", words.in(entry.text)},
                             {"status", words.label("eu_status", entry.status)},
                             {"from_text", words.date(entry.from)},
                             {"citation", entry.citation},
                             {"source", context.notes.mark(entry.provenance)}});
  }
  Json promises = Json::array();
  for (const terms::Commitment& commitment : context.subject.commitments) {
    const std::string_view component = terms::to_text(commitment.component);
    if (component == "return" || component == "reintegration") {
      promises.push_back(promise_json(context, commitment));
    }
  }
  Json series = Json::array();
  for (const terms::Series& item : context.subject.series) {
    if (terms::to_text(item.component) == "return") series.push_back(series_json(context, item));
  }
  return {{"agreements", std::move(agreements)},
          {"union", std::move(register_rows)},
          {"promises", std::move(promises)},
          {"series", std::move(series)}};
}

}  // namespace alternat::api

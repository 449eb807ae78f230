// SPDX-License-Identifier: EUPL-1.2
// Title line, component tiles, authorities.
#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

Json history_json(const PartContext& context,
                  const terms::History<terms::ComponentStatus>& history) {
  Json out = Json::array();
  for (const auto& entry : history.entries()) {
    const std::string word(terms::to_text(entry.value));
    out.push_back({{"from", entry.from.to_text()},
                   {"from_text", context.words.date(entry.from)},
                   {"status", word},
                   {"status_label", context.words.label("status", word)},
                   {"reason", context.words.in(entry.reason)},
                   {"source", context.notes.mark(entry.provenance)}});
  }
  return out;
}

}  // namespace

std::string PartContext::office_name(std::string_view id) const {
  const terms::Office* office = content.offices.find(id);
  if (!office) return std::string(id);
  const terms::OfficeName& name = office->name_on(words.today());
  const std::string& full = words.in(name.name);
  return name.abbreviation.empty() || name.abbreviation == full
             ? full
             : full + " (" + name.abbreviation + ")";
}

std::string PartContext::country_of(std::string_view party) const {
  const terms::Partnership& partnership = subject.partnership;
  if (party == "origin") return words.country(partnership.origin.code());
  if (party == "destination") return words.country(partnership.destination.code());
  return words.text("partnership.both_sides");
}

bool may_be_called_partnership(std::string_view basis) {
  const std::optional<terms::Binding> binding = terms::find_binding(basis);
  return binding && terms::is_partnership(*binding);
}

Json head_part(const PartContext& context) {
  const terms::Partnership& partnership = context.subject.partnership;
  const Words& words = context.words;
  const auto* basis = partnership.basis.on(words.today(), words.today());
  const std::string word = basis ? std::string(terms::to_text(basis->value)) : "";
  const std::string lead = partnership.lead_on(words.today());
  Json out = {
      {"id", partnership.id},
      {"href", "/partnerships/" + partnership.id},
      {"title", words.in(partnership.title)},
      {"summary", words.in(partnership.summary)},
      {"origin", partnership.origin.code()},
      {"origin_name", words.country(partnership.origin.code())},
      {"destination", partnership.destination.code()},
      {"destination_name", words.country(partnership.destination.code())},
      {"basis", word},
      {"basis_label", words.label("basis", word)},
      {"basis_note", words.find_text("label.basis_note." + word).value_or("")},
      {"is_partnership", may_be_called_partnership(word)},
      {"lead", lead},
      {"lead_name", lead.empty() ? words.text("partnership.ownerless") : context.office_name(lead)},
      {"fictitious", partnership.fictitious},
      {"open_questions", words.in(partnership.open_questions)}};
  out["basis_source"] = basis ? context.notes.mark(basis->provenance) : Json(nullptr);
  out["since"] = partnership.since ? Json(partnership.since->to_text()) : Json(nullptr);
  out["since_text"] = words.date(partnership.since);
  out["source"] = context.notes.mark(partnership.provenance);
  return out;
}

Json components_part(const PartContext& context) {
  const Words& words = context.words;
  Json out = Json::array();
  for (const terms::Component& component : context.subject.partnership.components) {
    const auto* status = component.status.on(words.today(), words.today());
    const std::string kind(terms::to_text(component.kind));
    const std::string word =
        status ? std::string(terms::to_text(status->value)) : "not_established";
    Json leads = Json::array();
    for (const std::string& lead : component.leads) leads.push_back(context.office_name(lead));
    Json item = {{"kind", kind},
                 {"label", words.label("component", kind)},
                 {"summary", words.in(component.summary)},
                 {"status", word},
                 {"status_label", words.label("status", word)},
                 {"leads", std::move(leads)},
                 {"history", history_json(context, component.status)},
                 {"source", context.notes.mark(component.provenance)}};
    item["since_text"] = status ? words.date(status->from) : "";
    item["reason"] = status ? words.in(status->reason) : "";
    out.push_back(std::move(item));
  }
  return out;
}

Json offices_part(const PartContext& context) {
  const Words& words = context.words;
  Json out = Json::array();
  for (const terms::OfficeRole& role : context.subject.partnership.roles) {
    const terms::Office* office = context.content.offices.find(role.office);
    const terms::Ownership owner = context.content.offices.owner_on(role.office, words.today());
    const bool moved = office && owner.office != office;
    Json item = {{"office", role.office},
                 {"name", context.office_name(role.office)},
                 {"side", office ? words.country(office->side) : ""},
                 {"role", role.role},
                 {"role_label", words.label("role", role.role)},
                 {"task", words.in(role.task)},
                 {"from", role.from ? Json(role.from->to_text()) : Json(nullptr)},
                 {"from_text", words.date(role.from)},
                 {"until", role.until ? Json(role.until->to_text()) : Json(nullptr)},
                 {"until_text", words.date(role.until)},
                 {"source", context.notes.mark(role.provenance)}};
    item["successor"] = moved ? (owner.office ? context.office_name(owner.office->id)
                                              : words.text("partnership.ownerless"))
                              : "";
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/case_envelopes.h"

#include <algorithm>

#include "api/resources/decision_table.h"
#include "casework/envelope.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

using procedures::NodeKind;

// Messages that the procedure throws to a partner state, each once.
std::vector<std::string> partner_messages(const procedures::Definition& definition,
                                          const terms::MessageRules& rules) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& message) {
    const terms::MessageType* type = rules.find(message);
    if (type == nullptr || type->to != terms::Recipient::kPartnerState) return;
    if (std::find(found.begin(), found.end(), message) == found.end()) found.push_back(message);
  };
  for (const procedures::Node& node : definition.nodes) {
    if (node.kind == NodeKind::kSendTask || node.kind == NodeKind::kServiceTask) add(node.message);
    if (node.kind != NodeKind::kThrowEvent && node.kind != NodeKind::kEndEvent) continue;
    for (const procedures::Trigger& trigger : node.triggers)
      if (trigger.kind == procedures::EventKind::kMessage) add(trigger.name);
  }
  return found;
}

// Whether the value of the fact stands in the file but not for this viewer.
bool is_hidden(const EnvelopesView& view, const terms::FieldSource& source) {
  const terms::FactDefinition* fact = view.site.content->facts.find(source.fact);
  if (fact == nullptr) return false;
  const auto category = access::find_category(terms::to_text(fact->category));
  return std::any_of(view.seen.hidden.begin(), view.seen.hidden.end(),
                     [&](access::FactCategory hidden) { return category == hidden; });
}

std::string value_text(const EnvelopesView& view, const terms::MessageField& field,
                       const Json& fields) {
  const auto found = fields.find(field.name);
  if (field.rule == terms::FieldRule::kWithConsent)
    return view.words.text("case.envelope_consent",
                           {{"value", std::string(casework::kNotDisclosed)}});
  const terms::FieldSource* source = view.site.content->messages.find_source(field.name);
  if (source == nullptr) return view.words.text("case.envelope_by_hand");
  if (is_hidden(view, *source)) return view.words.text("case.envelope_hidden");
  if (found == fields.end()) return view.words.text("case.envelope_open");
  return shown_value(view.words, *view.site.content, source->fact, *found);
}

}  // namespace

Json envelopes_json(const EnvelopesView& view) {
  Json out = Json::array();
  const projections::CaseRow& row = view.copy.row;
  if (row.realm != "returns" || view.copy.sight != Sight::kFile) return out;
  procedures::Values values;
  for (const SeenFact& fact : view.seen.facts) values[fact.name] = fact.value.dump();
  const terms::Content& content = *view.site.content;
  for (const std::string& message :
       partner_messages(view.copy.procedure->definition, content.messages)) {
    const Result<casework::Envelope> envelope = casework::compose_envelope(
        content, {row.partnership, message, view.site.node->now(), view.site.node->zone(), values});
    if (!envelope) continue;  // a message of another partnership's law: nothing would leave
    const Json body = Json::parse(envelope->body, nullptr, false);
    Json fields = Json::array();
    for (const terms::MessageField* field :
         casework::article_fields(content, row.partnership, message))
      fields.push_back({{"name", field->name},
                        {"label", view.words.in(field->label)},
                        {"value_text", value_text(view, *field, body.at("fields"))}});
    out.push_back(
        {{"message", message},
         {"title", view.words.in(content.messages.find(message)->purpose)},
         {"leaves_text", view.words.text("case.envelope_leaves",
                                         {{"at", moment_text(view.words, envelope->leaves_at)}})},
         {"fields", fields},
         {"body", envelope->body}});
  }
  return out;
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// The view model of a case.
#include "api/resources/case_file.h"

namespace alternat::api {

namespace {

Json events_json(const std::vector<CaseEvent>& events) {
  Json out = Json::array();
  for (const CaseEvent& event : events) {
    out.push_back({{"on_text", event.on_text},
                   {"sentence", event.sentence},
                   {"href", event.href},
                   {"kind", event.kind}});
  }
  return out;
}

// Grouped by category, in the order in which the categories come.
Json facts_json(const Words& words, const std::vector<CaseFact>& facts) {
  Json groups = Json::array();
  for (const CaseFact& fact : facts) {
    Json* group = nullptr;
    for (Json& candidate : groups) {
      if (candidate["category"] == fact.category) group = &candidate;
    }
    if (!group) {
      groups.push_back({{"category", fact.category},
                        {"category_label", words.label("category", fact.category)},
                        {"facts", Json::array()}});
      group = &groups.back();
    }
    (*group)["facts"].push_back({{"fact", fact.fact},
                                 {"label", fact.label},
                                 {"value", fact.value},
                                 {"value_text", fact.value_text},
                                 {"said_by", fact.said_by},
                                 {"on_text", fact.on_text},
                                 {"record_href", fact.record_href}});
  }
  return groups;
}

Json withheld_json(const Words& words, const std::vector<std::string>& withheld) {
  Json out = Json::array();
  for (const std::string& category : withheld)
    out.push_back({{"category", category}, {"category_label", words.label("category", category)}});
  return out;
}

Json decisions_json(const std::vector<CaseDecision>& decisions) {
  Json out = Json::array();
  for (const CaseDecision& decision : decisions) {
    out.push_back({{"title", decision.title},
                   {"outcome", decision.outcome},
                   {"outcome_label", decision.outcome_label},
                   {"on_text", decision.on_text},
                   {"href", decision.href}});
  }
  return out;
}

Json letters_json(const std::vector<CaseLetter>& letters) {
  Json out = Json::array();
  for (const CaseLetter& letter : letters) {
    out.push_back({{"sentence", letter.sentence},
                   {"on_text", letter.on_text},
                   {"hash", letter.hash},
                   {"reference", letter.reference}});
  }
  return out;
}

}  // namespace

Page case_page(const Words& words, const CaseInput& input) {
  Page page;
  page.template_name = "case";
  page.title = input.title + " " + input.short_id;
  page.nav = "tray";
  page.status = input.http_status;
  page.synthetic = input.synthetic;
  page.model = {{"id", input.id},
                {"short_id", input.short_id},
                {"title", input.title},
                {"partnership", input.partnership},
                {"partnership_href", "/partnerships/" + input.partnership},
                {"partnership_title", input.partnership_title},
                {"case_path", "/cases/" + input.partnership + "/" + input.id},
                {"list_href", "/partnerships/" + input.partnership + "/cases"},
                {"realm", input.realm},
                {"status", input.status},
                {"version", input.version},
                {"csrf_token", input.csrf_token},
                {"is_fictitious", input.synthetic},
                {"sees_file", input.sees_file},
                {"notice", input.notice},
                {"story", events_json(input.story)},
                {"tasks", input.tasks},
                {"waits", input.waits},
                {"incidents", input.incidents},
                {"clocks", input.clocks},
                {"fact_groups", facts_json(words, input.facts)},
                {"withheld", withheld_json(words, input.withheld)},
                {"is_erased", input.is_erased},
                {"decisions", decisions_json(input.decisions)},
                {"letters", letters_json(input.letters)},
                {"envelopes", Json::array()},
                {"errors", input.errors},
                {"diagram_text", ""},
                {"diagram_picture", ""}};
  page.model["amend_href"] =
      input.may_amend ? "/cases/" + input.partnership + "/" + input.id + "/facts" : "";
  page.model["is_quiet"] = input.tasks.empty() && input.waits.empty() && input.incidents.empty();
  page.model["shows_readers"] = input.readers.has_value();
  page.model["readers"] = input.readers ? events_json(*input.readers) : Json(nullptr);
  if (!input.picture) return page;
  page.model["diagram_text"] = input.picture->description;
  const std::string diagram = documents::draw_bpmn(*input.picture);
  if (!diagram.empty()) {
    page.pictures["diagram"] = diagram;
    page.model["diagram_picture"] = "diagram";
  }
  return page;
}

}  // namespace alternat::api

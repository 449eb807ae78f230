// SPDX-License-Identifier: EUPL-1.2
// The view model of a case.
#include "api/resources/case_file.h"

namespace alternat::api {

namespace {

Json events_json(const std::vector<CaseEvent>& events) {
  Json out = Json::array();
  for (const CaseEvent& event : events) {
    out.push_back({{"on_text", event.on_text}, {"sentence", event.sentence}, {"href", event.href}});
  }
  return out;
}

Json tasks_json(const Words& words, const std::vector<CaseTask>& tasks) {
  Json out = Json::array();
  for (const CaseTask& task : tasks) {
    const bool late = task.due && *task.due < words.today();
    out.push_back({{"title", task.title},
                   {"action_href", task.action_href},
                   {"due", task.due ? Json(task.due->to_iso()) : Json(nullptr)},
                   {"due_text", task.due ? words.deadline(*task.due) : ""},
                   {"is_late", late},
                   {"clause", task.clause},
                   {"help", task.help},
                   {"token", task.token},
                   {"questions", task.questions},
                   {"proposed_by", task.proposed_by}});
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
                        {"label", words.label("category", fact.category)},
                        {"facts", Json::array()}});
      group = &groups.back();
    }
    (*group)["facts"].push_back({{"label", fact.label},
                                 {"value_text", fact.value_text},
                                 {"said_by", fact.said_by},
                                 {"on_text", fact.on_text}});
  }
  return groups;
}

}  // namespace

Page case_page(const Words& words, const CaseInput& input) {
  Json decisions = Json::array();
  for (const CaseDecision& decision : input.decisions) {
    decisions.push_back({{"title", decision.title},
                         {"outcome", decision.outcome},
                         {"on_text", decision.on_text},
                         {"model", decision.model},
                         {"tables", decision.tables}});
  }
  Page page;
  page.template_name = "case";
  page.title = input.title;
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {{"id", input.id},
                {"title", input.title},
                {"partnership_href", input.partnership_href},
                {"partnership_title", input.partnership_title},
                {"status", input.status},
                {"csrf_token", input.csrf_token},
                {"story", events_json(input.story)},
                {"tasks", tasks_json(words, input.tasks)},
                {"fact_groups", facts_json(words, input.facts)},
                {"withheld", input.withheld},
                {"decisions", std::move(decisions)},
                {"messages", events_json(input.messages)},
                {"readers", events_json(input.readers)},
                {"diagram_text", input.picture.description},
                {"diagram_picture", ""}};
  const std::string diagram = documents::draw_bpmn(input.picture);
  if (!diagram.empty()) {
    page.pictures["diagram"] = diagram;
    page.model["diagram_picture"] = "diagram";
  }
  return page;
}

}  // namespace alternat::api

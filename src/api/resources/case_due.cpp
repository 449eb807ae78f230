// SPDX-License-Identifier: EUPL-1.2
// Forms of a case.
#include "api/resources/case_due.h"

#include <algorithm>

#include "api/render/format.h"
#include "api/resources/case_clocks.h"
#include "api/resources/case_reports.h"
#include "api/resources/pathway_form.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

std::string plain_name(const std::string& field) {
  return field.ends_with('?') ? field.substr(0, field.size() - 1) : field;
}

std::string case_href(const projections::CaseRow& row) {
  return "/cases/" + row.partnership + "/" + row.id;
}

Json questions_json(const Words& words, const DueInput& input, const std::vector<std::string>& form,
                    const std::string& element) {
  const bool again = input.typed.element == element;
  Json out = Json::array();
  for (const std::string& field : form) {
    const terms::FactDefinition* fact = input.dictionary.find(plain_name(field));
    if (!fact) continue;
    Answers answers;
    if (again) {
      answers = input.typed.answers;
    } else if (const SeenFact* known = input.seen.find(fact->id)) {
      type_recorded(words, *fact, known->value, answers.typed);
    }
    Json question = question_json(words, *fact, answers);
    question["is_needed"] = !field.ends_with('?');
    question["category_label"] = words.label("category", terms::to_text(fact->category));
    question["still_matters"] = false;
    out.push_back(std::move(question));
  }
  return out;
}

Json stands_json(const DueInput& input, std::string_view role, const std::string& not_this_one) {
  Json out = Json::array();
  if (!input.stands) return out;
  for (const Stand& stand : input.stands(role, not_this_one))
    if (stand.account != input.viewer.who.account)
      out.push_back({{"account", stand.account}, {"name", stand.name}});
  return out;
}

// What a confirming second person confirms.
Json answered_json(const Words& words, const DueInput& input,
                   const std::vector<std::string>& form) {
  Json out = Json::array();
  for (const std::string& field : form) {
    const terms::FactDefinition* fact = input.dictionary.find(plain_name(field));
    const SeenFact* known = fact ? input.seen.find(fact->id) : nullptr;
    if (!known) continue;
    Json answer = {{"label", words.in(fact->label)}, {"value", known->value}};
    if (known->value.is_boolean()) {
      answer["value_text"] = words.text(known->value.get<bool>() ? "common.yes" : "common.no");
    } else if (known->value.is_number()) {
      answer["value_text"] = words.quantity(known->value.dump(), fact->unit);
    } else if (known->value.is_string()) {
      const std::string text = known->value.get<std::string>();
      const Result<Date> day = Date::from_iso(text);
      answer["value_text"] = day ? words.date(*day) : words.label("value", text);
    } else {
      answer["value_text"] = known->value.dump();
    }
    out.push_back(std::move(answer));
  }
  return out;
}

Json task_json(const Words& words, const DueInput& input, const procedures::OpenTask& task) {
  const std::string& me = input.viewer.who.account;
  const bool in_role = access::to_text(input.viewer.role) == task.role;
  const bool held_by_other =
      !task.claimed_by.empty() && task.claimed_by != me && !input.absent.contains(task.claimed_by);
  const bool confirms = !task.proposed_by.empty();
  const bool answered_by_me = confirms && task.proposed_by == me;
  const bool open_to_me = in_role && !held_by_other && !answered_by_me;
  Json out = {{"element", task.element},
              {"token", task.token},
              {"anchor", "task-" + task.element},
              {"title", element_name(words, input.definition, task.element)},
              {"help", element_help(words, input.definition, task.element)},
              {"role", task.role},
              {"role_label", role_name(words, task.role)},
              {"is_mine", open_to_me},
              {"in_role", in_role},
              {"clause", task.clause},
              {"is_claimed", !task.claimed_by.empty()},
              {"claimed_by", task.claimed_by},
              {"claimed_by_me", task.claimed_by == me},
              {"held_by_other", held_by_other},
              {"confirms", confirms},
              {"answered_by_me", answered_by_me},
              {"action_href", case_href(input.row) + "/tasks/" + task.element}};
  add_due(words, task.is_suspended ? std::nullopt : task.due, task.zone, out);
  out["steps"] = Json::array();
  if (const projections::ClockStory* clock = input.row.find_clock(task.element, task.token))
    add_explanation(words, input, *clock, out);
  out["reports"] = open_to_me ? reports_json(words, input, task) : Json::array();
  const std::string first = confirms ? input.actor_name(task.proposed_by) : "";
  out["proposed_by"] = first;
  out["confirm_text"] = confirms ? words.text("work.second_confirms", {{"who", first}}) : "";
  out["can_claim"] = open_to_me && task.claimed_by.empty() && !confirms;
  out["can_release"] = in_role && (task.claimed_by == me || (confirms && !held_by_other));
  out["questions"] = open_to_me && !confirms ? questions_json(words, input, task.form, task.element)
                                             : Json::array();
  out["answered"] = confirms ? answered_json(words, input, task.form) : Json::array();
  out["stands"] =
      open_to_me ? Json::array()
                 : stands_json(input, task.role, held_by_other ? std::string() : task.proposed_by);
  for (const char* command :
       {"complete_command", "claim_command", "release_command", "report_command"})
    out[command] = in_role ? input.new_command() : "";
  return out;
}

bool is_awaited(const projections::CaseRow& row, const procedures::OpenTask& task) {
  return std::any_of(row.state.messages.begin(), row.state.messages.end(),
                     [&](const procedures::AwaitedMessage& awaited) {
                       return awaited.element == task.element && awaited.token == task.token;
                     });
}

const procedures::Node* find_node(const procedures::Definition& definition,
                                  std::string_view element) {
  const procedures::NodeIndex index = definition.find_node(element);
  return index == procedures::kNoIndex ? nullptr : &definition.nodes[index];
}

bool may_record_letter(const DueInput& input, const procedures::Node* node) {
  if (!may_act(input.viewer.role)) return false;
  if (node && !node->role.empty() && node->role == access::to_text(input.viewer.role)) return true;
  return input.sight == Sight::kFile && is_office_in(input.definition, input.viewer.role);
}

Json wait_json(const Words& words, const DueInput& input,
               const procedures::AwaitedMessage& awaited) {
  const procedures::Node* node = find_node(input.definition, awaited.element);
  std::vector<std::string> form;
  if (node)
    for (const procedures::FormField& field : node->form)
      form.push_back(field.optional ? field.fact + "?" : field.fact);
  const bool mine = may_record_letter(input, node);
  const bool again = input.typed.element == awaited.element;
  const Fields& typed = input.typed.answers.typed;
  Json out = {{"element", awaited.element},
              {"anchor", "wait-" + awaited.element},
              {"message", awaited.message},
              {"message_label", words.label("procedure_message", awaited.message)},
              {"title", element_name(words, input.definition, awaited.element)},
              {"help", element_help(words, input.definition, awaited.element)},
              {"is_mine", mine},
              {"action_href", case_href(input.row) + "/letters/" + awaited.element},
              {"command", mine ? input.new_command() : ""},
              {"on", again ? std::string(typed.get("on")) : words.today().to_iso()},
              {"hash", again ? std::string(typed.get("hash")) : ""},
              {"reference", again ? std::string(typed.get("reference")) : ""}};
  Json media = Json::array();
  for (const char* medium : {"letter", "note", "portal", "email"})
    media.push_back({{"value", medium},
                     {"label", words.label("medium", medium)},
                     {"is_chosen", again && typed.get("medium") == medium}});
  out["media"] = std::move(media);
  for (const char* field : {"on", "hash", "reference"}) {
    std::string error;
    for (const AnswerError& candidate : input.typed.answers.errors)
      if (again && candidate.field == field) error = candidate.message;
    out[std::string(field) + "_error"] = error;
  }
  out["questions"] = mine ? questions_json(words, input, form, awaited.element) : Json::array();
  const procedures::OpenTask* task = input.row.state.find_task(awaited.element, awaited.token);
  add_due(words, task ? task->due : std::nullopt, task ? task->zone : "", out);
  out["clause"] = task ? task->clause : "";
  out["steps"] = Json::array();
  if (const projections::ClockStory* clock = input.row.find_clock(awaited.element, awaited.token))
    add_explanation(words, input, *clock, out);
  out["stands"] = mine || !node ? Json::array() : stands_json(input, node->role, "");
  return out;
}

Json choices_json(const Words& words, const DueInput& input, const procedures::Incident& incident) {
  Json out = Json::array();
  const bool at_flows = incident.reason == "condition_null" || incident.reason == "no_flow";
  // In a return nobody chooses the way past a condition.
  if (!at_flows || input.definition.realm == procedures::Realm::kReturns) return out;
  const procedures::Node* node = find_node(input.definition, incident.element);
  if (!node) return out;
  for (const procedures::FlowIndex index : node->outgoing) {
    const procedures::Flow& flow = input.definition.flows[index];
    const std::string target =
        element_name(words, input.definition, input.definition.nodes[flow.target].id);
    const std::string name = element_name(words, input.definition, flow.id);
    out.push_back({{"flow", flow.id}, {"label", name == flow.id ? target : name + " → " + target}});
  }
  return out;
}

}  // namespace

bool is_office_in(const procedures::Definition& definition, access::Role role) {
  switch (role) {
    case access::Role::kLeadUnit:
    case access::Role::kMinistryDesk:
    case access::Role::kVisaSection:
    case access::Role::kLabourAgency:
    case access::Role::kRecognitionBody:
    case access::Role::kAliensAuthority:
    case access::Role::kFederalPolice:
    case access::Role::kBamf:
    case access::Role::kReturnCentre:
      return has_tasks_in(definition, role);
    case access::Role::kEmployer:
    case access::Role::kCandidate:
    case access::Role::kPersonConcerned:
    case access::Role::kPartnerDesk:
    case access::Role::kCounsel:
    case access::Role::kMonitor:
    case access::Role::kParliament:
    case access::Role::kPublic:
    case access::Role::kAdministrator:
    case access::Role::kEngine:
      break;
  }
  return false;
}

void type_recorded(const Words& words, const terms::FactDefinition& fact, const Json& value,
                   Fields& typed) {
  const std::string field = "f." + fact.id;
  if (value.is_boolean()) typed.add(field, value.get<bool>() ? "true" : "false");
  if (value.is_string()) typed.add(field, value.get<std::string>());
  if (value.is_array())
    for (const Json& item : value)
      if (item.is_string()) typed.add(field, item.get<std::string>());
  if (!value.is_number()) return;
  std::string text = value.dump();
  if (is_in_cents(fact.unit) && text.find('.') == std::string::npos && text.size() > 2)
    text.insert(text.size() - 2, ".");
  if (words.language() == "de") std::replace(text.begin(), text.end(), '.', ',');
  typed.add(field, text);
}

std::vector<const terms::FactDefinition*> form_facts(const terms::FactDictionary& dictionary,
                                                     const std::vector<std::string>& form) {
  std::vector<const terms::FactDefinition*> facts;
  for (const std::string& field : form)
    if (const terms::FactDefinition* fact = dictionary.find(plain_name(field)))
      facts.push_back(fact);
  return facts;
}

Answers read_task_form(const terms::FactDictionary& dictionary,
                       const std::vector<std::string>& form, const Fields& fields,
                       const Words& words) {
  Answers answers = read_form_answers(form_facts(dictionary, form), fields, words);
  for (const std::string& field : form) {
    const terms::FactDefinition* fact = dictionary.find(plain_name(field));
    if (!fact || field.ends_with('?') || answers.facts.contains(fact->id)) continue;
    const std::string name = "f." + fact->id;
    const bool named = std::any_of(answers.errors.begin(), answers.errors.end(),
                                   [&](const AnswerError& error) { return error.field == name; });
    if (!named)
      answers.errors.push_back({name, words.in(fact->label), words.text("work.error_needed")});
  }
  return answers;
}

procedures::Values values_of(const Answers& answers) {
  procedures::Values values;
  for (const auto& [name, value] : answers.facts.items()) values[name] = value.dump();
  return values;
}

Json tasks_json(const Words& words, const DueInput& input) {
  std::vector<Json> rows;
  for (const procedures::OpenTask& task : input.row.state.tasks) {
    if (is_awaited(input.row, task)) continue;  // shown as a letter waited for
    // A partner desk learns of its own tasks only.
    const bool inside = task.role != access::to_text(input.viewer.role);
    if (input.sight == Sight::kExchange && inside) continue;
    rows.push_back(task_json(words, input, task));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
    return a["is_mine"].get<bool>() && !b["is_mine"].get<bool>();
  });
  return rows;
}

Json waits_json(const Words& words, const DueInput& input) {
  Json out = Json::array();
  for (const procedures::AwaitedMessage& awaited : input.row.state.messages) {
    Json wait = wait_json(words, input, awaited);
    if (input.sight == Sight::kExchange && wait["is_mine"] == false) continue;
    out.push_back(std::move(wait));
  }
  return out;
}

Json incidents_json(const Words& words, const DueInput& input) {
  Json out = Json::array();
  if (input.sight != Sight::kFile) return out;
  const bool mine = is_office_in(input.definition, input.viewer.role);
  for (const procedures::Incident& incident : input.row.state.incidents) {
    out.push_back({{"element", incident.element},
                   {"token", incident.token},
                   {"title", element_name(words, input.definition, incident.element)},
                   {"reason", incident.reason},
                   {"reason_label", words.label("incident", incident.reason)},
                   {"is_mine", mine},
                   {"asks_day", incident.reason == "clock_not_established"},
                   {"choices", mine ? choices_json(words, input, incident) : Json::array()},
                   {"command", mine ? input.new_command() : ""},
                   {"action_href", case_href(input.row) + "/incidents/" + incident.element}});
  }
  return out;
}

}  // namespace alternat::api

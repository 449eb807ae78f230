// SPDX-License-Identifier: EUPL-1.2
// What is due in a case: tasks with their forms, letters waited for, incidents with the choices a
// person has, clocks that run. Pure: the case, the reader and what she typed are arguments.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "api/resources/case_access.h"
#include "api/resources/case_facts.h"
#include "api/resources/pathway_answers.h"
#include "procedures/command.h"

namespace alternat::api {

// What a form sent that could not be carried out: shown again as it was typed.
struct TypedForm {
  std::string element;  // "" = no form
  Answers answers;      // with its errors
  std::string message;  // what the whole form met with; "" = nothing
  int status = 200;
};

// Somebody of the demo who may take the step with one click.
struct Stand {
  std::string account;
  std::string name;
};

struct DueInput {
  const terms::FactDictionary& dictionary;
  const procedures::Definition& definition;
  const projections::CaseRow& row;
  const Viewer& viewer;
  Sight sight = Sight::kFile;
  const SeenFacts& seen;
  const TypedForm& typed;
  const ActorNames& actor_name;
  std::function<std::string()> new_command;  // an id for each form
  // Who in the demo could act in the role, but for the named accounts; empty outside the demo.
  std::function<std::vector<Stand>(std::string_view role, const std::string& not_this_one)> stands;
  const program::Program* program = nullptr;  // to explain deadlines; nullptr = they are not
  std::set<std::string> absent;               // accounts the viewer stands in for today
};

// [{"element", "token", "title", "help", "role", "role_label", "is_mine", "due…", "clause",
//   "questions", "confirms", …}]: mine first.
Json tasks_json(const Words& words, const DueInput& input);
// Letters that the procedure waits for, with the form that records one.
Json waits_json(const Words& words, const DueInput& input);
Json incidents_json(const Words& words, const DueInput& input);

// The facts a form asks, in its order.
std::vector<const terms::FactDefinition*> form_facts(const terms::FactDictionary& dictionary,
                                                     const std::vector<std::string>& form);
// Reads the form's fields; a needed field that is empty is an error like any other.
Answers read_task_form(const terms::FactDictionary& dictionary,
                       const std::vector<std::string>& form, const Fields& fields,
                       const Words& words);  // four: the form and its context
// A recorded value as it would be typed, so that a form starts with what is known.
void type_recorded(const Words& words, const terms::FactDefinition& fact, const Json& value,
                   Fields& typed);
// JSON texts by fact id.
procedures::Values values_of(const Answers& answers);

// Who may record a letter or settle an incident: offices with tasks in the procedure.
bool is_office_in(const procedures::Definition& definition, access::Role role);

}  // namespace alternat::api

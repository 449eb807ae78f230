// SPDX-License-Identifier: EUPL-1.2
// A case: left the story, in the middle what is due now with its form, right the facts; below the
// diagram with tokens, decisions with lit rows, documents, messages, who looked. Plain data in:
// whoever holds the Grant fills it, so that what the reader may not see never gets here; it is
// named in `withheld`.
#pragma once

#include <optional>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"
#include "documents/pictures/bpmn_diagram.h"

namespace alternat::api {

struct CaseEvent {
  std::string on_text;
  std::string sentence;
  std::string href;  // of the record
};

struct CaseTask {
  std::string title;
  std::string action_href;  // where the form goes
  std::optional<Date> due;
  std::string clause;
  std::string help;
  std::string token;               // idempotency of the command
  Json questions = Json::array();  // question_json() of pathway_form.h
  std::string proposed_by;         // four eyes: who answered first
};

struct CaseFact {
  std::string category;
  std::string label;
  std::string value_text;
  std::string said_by;
  std::string on_text;
};

struct CaseDecision {
  std::string title;
  std::string outcome;
  std::string on_text;
  std::string model;
  Json tables = Json::array();  // decision_tables() of decision_table.h
};

struct CaseInput {
  std::string id;
  std::string title;
  std::string partnership_href;
  std::string partnership_title;
  std::string status;
  std::string csrf_token;
  bool synthetic = true;
  std::vector<CaseEvent> story;
  std::vector<CaseTask> tasks;
  std::vector<CaseFact> facts;
  std::vector<std::string> withheld;  // categories the reader may not see, by name
  std::vector<CaseDecision> decisions;
  std::vector<CaseEvent> messages;
  std::vector<CaseEvent> readers;
  documents::BpmnPicture picture;
};

Page case_page(const Words& words, const CaseInput& input);

}  // namespace alternat::api

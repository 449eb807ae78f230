// SPDX-License-Identifier: EUPL-1.2
// A case: the story, what is due now with its form, the facts; below the diagram with tokens,
// decisions, letters, who looked. Plain data in: whoever holds the Grant fills it, so that what the
// reader may not see never gets here; it is named in `withheld`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"
#include "base/instant.h"
#include "base/json.h"
#include "documents/pictures/bpmn_diagram.h"

namespace alternat::api {

struct CaseEvent {
  std::string on_text;
  std::string sentence;
  std::string href;  // of the record
  std::string kind;  // the record's type; "" else
};

struct CaseFact {
  std::string fact;
  std::string category;
  std::string label;
  Json value;
  std::string value_text;
  std::string said_by;
  std::string on_text;
  std::string record_href;
};

struct CaseDecision {
  std::string title;
  std::string outcome;  // the engine's word
  std::string outcome_label;
  std::string on_text;
  std::string href;  // "" = not for this reader
};

struct CaseLetter {
  std::string sentence;
  std::string on_text;
  std::string hash;
  std::string reference;
};

struct CaseInput {
  std::string id;
  std::string short_id;
  std::string title;  // of the procedure
  std::string partnership;
  std::string partnership_title;
  std::string realm;
  std::string status;
  std::uint64_t version = 0;
  std::string csrf_token;
  bool synthetic = true;
  bool may_amend = false;  // whether the reader may record and correct facts
  bool sees_file = true;   // false: only what was exchanged
  std::string notice;
  std::vector<CaseEvent> story;  // newest first
  Json tasks = Json::array();    // case_due.h
  Json waits = Json::array();    // letters awaited, with their forms
  Json incidents = Json::array();
  Json clocks = Json::array();
  std::vector<CaseFact> facts;
  std::vector<std::string> withheld;  // categories the reader may not see
  bool is_erased = false;
  std::vector<CaseDecision> decisions;
  std::vector<CaseLetter> letters;
  std::optional<std::vector<CaseEvent>> readers;  // nullopt: not for this reader
  Json errors = Json::array();                    // {"href", "label", "message"}
  int http_status = 200;
  std::optional<documents::BpmnPicture> picture;
};

Page case_page(const Words& words, const CaseInput& input);

}  // namespace alternat::api

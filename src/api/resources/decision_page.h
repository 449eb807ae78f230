// SPDX-License-Identifier: EUPL-1.2
// A decision of a case, made again over the facts as they are recorded now: outcome, reasons with
// citations, tables with the lit row, and whether the model is still the one that decided then.
#pragma once

#include "api/resources/case_facts.h"
#include "decisions/assessment/pathway_result.h"
#include "decisions/assessment/safeguard_result.h"

namespace alternat::api {

// "pathway:18a", "safeguards:contact", "model:id".
struct DecisionName {
  std::string kind;
  std::string what;
};
DecisionName split_decision(std::string_view decision);

// Names of the categories hidden from the viewer that the program's models read: with one of them
// hidden, the decision cannot be shown without showing what it rests on.
std::vector<access::FactCategory> hidden_inputs(const program::Program& program,
                                                const std::vector<access::FactCategory>& hidden);

struct RecordedDecision {
  std::string outcome;  // "" = never decided
  std::string model;    // hash of what answered
  std::string on_text;
  std::string record_href;
};

struct DecisionInput {
  const Words& words;
  const terms::Content& content;
  std::string title;
  std::string case_href;
  std::string case_title;
  bool synthetic = false;
  DecisionName name;
  std::string question;  // help text of the element
  RecordedDecision recorded;
  std::string model_now;
  std::string outcome_now;
  Json facts = Json::object();
};

Page pathway_decision_page(const DecisionInput& input,
                           const std::vector<assessment::PathwayResult>& results);
Page safeguard_decision_page(const DecisionInput& input, const assessment::SafeguardResult& result);
// A model of another kind: outcome and facts.
Page model_decision_page(const DecisionInput& input);

}  // namespace alternat::api

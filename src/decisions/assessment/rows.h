// SPDX-License-Identifier: EUPL-1.2
// The rows of pathways among the decisions of a ModelSet: what alternat:row and alternat:pathway
// say, which facts and parameters each row rests on. docs/content.md, "A pathway model".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "decisions/assessment/assess.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/dmn/model_set.h"

namespace alternat::assessment {

enum class Failure { kIneligible, kOfficer };

struct RowRule {
  Failure failure = Failure::kIneligible;
  std::string code;
  std::string citation;
  std::vector<std::uint32_t> reads;  // names (plan.h) of all inputs its cells rest on, sorted
};

struct PathwayRow {
  std::uint32_t decision = 0;
  std::string pathway, row, citation, ba_consent;
  std::string group;  // "job" … "family"; "" = other
  LegalClass legal_class = LegalClass::kMay;
  int order = 0;
  std::optional<Date> from, until;
  std::vector<RowRule> rules;  // as the table's rules
  // By column: rules that do the same where they hit and differ in this column alone have one
  // number, below the number of rules.
  std::vector<std::vector<std::uint32_t>> alike;
  std::vector<std::string> facts;       // names of inputs it rests on that are facts, sorted
  std::vector<std::string> parameters;  // and that are parameters
  std::vector<std::string> hooks;       // of these facts, sorted (PathwayResult)
};

// All rows, by order of the pathway, then as in the files. Errors assessment.bad_row (not a COLLECT
// table with the outputs outcome and code, literal outputs, a known class).
Result<std::vector<PathwayRow>> find_rows(const Law& law);

// The names of the inputs that a decision rests on.
std::vector<std::string> input_names(const dmn::ModelSet& models, std::uint32_t decision);
// Turns the verdict of a rule from no to error where it says no only because a derived table under
// one of its columns has no answer (no rule hit there: something it compares is null). What cannot
// be decided must not look decided. With unknown cells beside (`unknown`) it may still be no.
void mark_undecided(std::uint32_t decision, dmn::Evaluation& evaluation,
                    std::vector<dmn::RuleVerdict>& verdicts);
// Annotation under the column "legal basis" (or the first column).
std::string legal_basis(const dmn::DecisionTable& table, const dmn::Rule& rule);
const dmn::DecisionTable* find_table(const dmn::ModelSet& models, std::uint32_t decision);

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// What changed between two days of one law, or between two contents: parameters, rows that come
// into force or end, rules, and which persons of the worked examples gain or lose by it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "program/program.h"
#include "scenarios/compare.h"

namespace alternat::scenarios {

// One side of the comparison. Without a day (two contents) every example keeps its own.
struct LawSide {
  const program::Program* program = nullptr;
  std::optional<Date> on;
};

struct ParameterSide {
  std::string value;  // "" = not established
  std::string citation;
};

struct ParameterChange {
  std::string name, unit;
  std::optional<Date> from;                    // two contents: the period whose value differs
  std::optional<ParameterSide> before, after;  // nullopt: no such parameter or period
};

enum class RowChangeKind { kComesIntoForce, kEnds, kAdded, kRemoved };

struct RowForceChange {
  std::string pathway, row, citation;
  RowChangeKind kind = RowChangeKind::kComesIntoForce;
  std::optional<Date> on;  // the first day (no longer) in force
};

enum class RuleChangeKind { kAdded, kRemoved, kChanged };

// A rule as one line: "gross_annual_cents < bc_reg_cents -> INELIGIBLE, SAL_BELOW_50".
struct RuleChange {
  std::string model, decision, rule, citation;
  RuleChangeKind kind = RuleChangeKind::kChanged;
  std::string before, after;
};

// Somebody with facts, to be asked on both sides.
struct Person {
  std::string name;  // title of the worked example
  std::string file;
  Json facts;
  std::vector<std::string> pathways;  // that the example is about; empty = all
};

struct PersonChange {
  std::string pathway, row;
  ChangeKind kind = ChangeKind::kNone;
  std::string before, after;  // "INELIGIBLE SAL_BELOW_50"
};

struct PersonChanges {
  Person person;  // facts as asked: without the days that the comparison sets
  std::optional<Date> before_on, after_on;
  std::vector<PersonChange> changes;
};

struct LawDiff {
  std::string before_content, after_content;  // hashes
  std::optional<Date> from, to;
  std::vector<ParameterChange> parameters;
  std::vector<RowForceChange> rows;
  std::vector<RuleChange> rules;  // only between two contents
  std::vector<PersonChanges> persons;
  std::size_t persons_asked = 0;
};

// `persons` are asked about the rows whose law changed only, and of their pathways: that somebody
// is older on the second day is no change of the law. Facts that a side does not know are left out
// on that side. Errors: as assess_pathways.
Result<LawDiff> diff_law(const LawSide& before, const LawSide& after,
                         const std::vector<Person>& persons);

// docs/schema/diff.schema.json.
Json to_json(const LawDiff& diff);

std::string_view to_text(RowChangeKind kind);
std::string_view to_text(RuleChangeKind kind);

}  // namespace alternat::scenarios

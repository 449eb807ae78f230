// SPDX-License-Identifier: EUPL-1.2
// What the law says about a person: the answer of one row of one pathway. The engine never says
// "granted"; the words on the screen come from content/text. JSON:
// docs/schema/pathways.schema.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json.h"

namespace alternat::assessment {

enum class PathwayOutcome { kEligible, kIneligible, kNeedsInfo, kOfficer };

// The legal effect of an eligible row: "wird erteilt", "soll erteilt werden", "kann erteilt
// werden".
enum class LegalClass { kEntitlement, kShall, kMay };

// A value that was compared: a fact id, a parameter name or the name of a derived decision, and its
// value as JSON (numbers exact, dates as "YYYY-MM-DD").
struct ComparedValue {
  std::string name;
  Json value;
};

enum class DeltaKind { kNumber, kLevel, kDays };
// Whether the given value is too low (too early) or too high (too late).
enum class DeltaDirection { kShort, kOver };

// How far the given value is from one that does not fail the condition.
struct Delta {
  DeltaKind kind = DeltaKind::kNumber;
  std::string fact;        // the fact or derived decision in the cell
  std::string given;       // "4993420", "A2", "2026-06-15"
  std::string needed;      // the nearest value that does not fail, same form
  std::string difference;  // exact decimal or days; "" for kLevel
  std::string unit;        // of the fact, of the parameter it is held against, or of the derived
                           // value ("months", "years", "points"); "days" for kDays
  DeltaDirection direction = DeltaDirection::kShort;
  std::string text;  // English: "960.00 EUR a year short (80.00 EUR a month short)"; other
                     // languages are made of the pieces above with the texts [delta.*]
};

struct Reason {
  std::string code;      // stable, upper snake case; sentences are [reason.<CODE>] in content/text
  std::string citation;  // the legal basis annotation of the rule
  std::string rule;      // id of the rule in the model; "" for reasons of the engine
  std::vector<ComparedValue> values;
  std::optional<Delta> delta;
  bool certain = true;  // false: every completion fails, but not each one through this rule
};

struct FactChange {
  std::string fact;
  Json from;
  Json to;
};
using ChangeSet = std::vector<FactChange>;

enum class FileDay { kApplication, kDecision, kStart };

// The outcome by the law and the figures of one day of the file (dates.h).
struct DatedOutcome {
  Date date;
  std::vector<FileDay> as;
  PathwayOutcome outcome = PathwayOutcome::kNeedsInfo;
  LegalClass legal_class = LegalClass::kMay;
  std::vector<std::string> codes;
  std::vector<std::string> not_established;  // parameters without a value on that day
};

struct PathwayResult {
  std::string pathway;   // "18g"
  std::string row;       // "BC1"; "" if the pathway has one row
  std::string citation;  // of the pathway
  std::string model;     // SHA-256 of the file, hex
  std::string ba_consent;
  // The statutory hooks through which an agreement may set a fact of this row ("H1"), sorted.
  std::vector<std::string> hooks;
  std::string group;  // "job", "training", "study", "recognition", "search", "settlement",
                      // "family", else "other"
  int order = 0;
  PathwayOutcome outcome = PathwayOutcome::kNeedsInfo;
  LegalClass legal_class = LegalClass::kMay;
  std::vector<Reason> reasons;
  // Facts that can still change the outcome; with `exact` false: that may still change it.
  std::vector<std::string> missing;
  bool exact = true;
  std::vector<std::string> presumed;  // fact ids assumed where nothing was said
  // Smallest sets of changes after which the row is ELIGIBLE, each one re-run; smallest first.
  std::vector<ChangeSet> shortest;
  std::vector<DatedOutcome> at;  // empty unless the days of the file differ (dates.h)
  Json trace;                    // null unless asked for; docs/schema/trace.schema.json
};

std::string_view to_text(PathwayOutcome outcome);  // "ELIGIBLE" …
std::string_view to_text(LegalClass legal_class);  // "ENTITLEMENT" …
std::string_view to_text(FileDay day);             // "application" …
std::string_view to_text(DeltaKind kind);          // "number" …
std::string_view to_text(DeltaDirection direction);

Json to_json(const PathwayResult& result);
// {"on": …, "results": […]}
Json to_json(std::string_view on, const std::vector<PathwayResult>& results);

}  // namespace alternat::assessment

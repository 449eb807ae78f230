// SPDX-License-Identifier: EUPL-1.2
// The fact dictionary: what may be known of a person or a case, its FEEL type, its bounds, who may
// say it and who may change it. Written once, it drives forms, access, messages and proofs. Format:
// docs/content.md, "Fact dictionary".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/json_places.h"
#include "terms/consistency.h"
#include "terms/fact_problem.h"
#include "terms/local_text.h"
#include "terms/provenance.h"
#include "terms/realm.h"

namespace alternat::terms {

enum class FactType { kBoolean, kNumber, kString, kDate, kStrings, kDates, kContexts };

// The names stand in records for ever and the order is that of the access bits: only added to.
enum class DataCategory : std::uint8_t {
  kIdentity,
  kContact,
  kQualification,
  kLanguage,
  kEmployment,
  kFinance,
  kResidence,
  kAsylum,
  kHealth,
  kCriminal,
  kFamily,
  kAge,
  kReturn,
  kTravel,
  kProcedure,
  kVulnerability,
};

enum class ChangeDirection { kUp, kDown, kAny };

// Who may change the fact on the shortest way, and which way. Only these facts are ever proposed.
struct FactChange {
  std::string by;  // one of `set_by` roles
  ChangeDirection direction = ChangeDirection::kAny;
};

struct FactField {
  std::string name;
  FactType type = FactType::kString;  // boolean, number, string or date
};

// A value assumed where nothing is said (then listed: "assuming …").
using FactLiteral = std::variant<bool, Decimal, std::string, Date>;

// How a free text is written: ISO 3166-1 alpha-2 codes, or one to four digits of ISCO-08.
enum class FactFormat { kFree, kCountry, kIsco08 };

// Amounts of sane size: outside it is said with the answer; below `refused_below` (but not zero) it
// is a slip (a month's pay, euros for cents) and refused with what may be meant.
struct UsualRange {
  Decimal minimum;
  Decimal maximum;
  std::optional<Decimal> refused_below;
};

struct FactDefinition {
  std::string id;
  FactType type = FactType::kBoolean;
  std::string unit;                 // numbers only
  std::vector<std::string> values;  // strings: the closed list; empty = free text
  bool ordered = false;             // `values` is a scale from least to most
  std::optional<Decimal> minimum;
  std::optional<Decimal> maximum;
  bool whole = false;
  std::optional<UsualRange> usual;
  FactFormat format = FactFormat::kFree;
  std::vector<FactField> fields;  // contexts only
  DataCategory category = DataCategory::kProcedure;
  Realms realms = {Realm::kLabour};
  LocalText label, question, help, evidence;
  std::vector<std::string> set_by;
  std::optional<FactChange> change;
  std::optional<FactLiteral> presumed;
  std::string presumed_from;  // another fact id, or "on"; "" = none
  std::string hook;           // "H1" … "H8"; "" = no agreement may set it
  Provenance provenance;
  SourceSpan span;
};

// The form of each value alone, or also its size and whether facts can be true together.
enum class FactChecks { kForm, kEverything };

class FactDictionary {
 public:
  // nullptr if there is none.
  const FactDefinition* find(std::string_view id) const;
  // In the order of the files.
  const std::vector<FactDefinition>& all() const { return facts_; }
  std::vector<std::string> ids() const;

  // Reads the [[fact]] tables of one parsed file into the dictionary. Codes: fact.duplicate,
  // fact.id, fact.type, fact.values, fact.bounds, fact.category, fact.realm, fact.set_by,
  // fact.change, fact.change_forbidden, fact.presumed, fact.hook, fact.fields, fact.format,
  // fact.usual, those of [[contradiction]] (consistency.h) and of the TOML reader.
  void read(const TomlNode& file, Diagnostics& diagnostics);
  // After all files: references between facts (fact.presumed_from, contradiction.*).
  void check_references(Diagnostics& diagnostics) const;

  const ConsistencyRules& consistency() const { return consistency_; }

  // Everything wrong with a facts object (errors) and everything unlikely in it (warnings), in one
  // go. The keys `on`, `known_as_of` (dates) and `partnership` (string) are allowed beside facts.
  // Absent = unknown, null = known to be none. Errors: facts.not_an_object, facts.unknown_id,
  // facts.wrong_type, facts.unknown_value, facts.unknown_country, facts.malformed_code,
  // facts.out_of_range, facts.not_whole, facts.implausible, facts.malformed_date,
  // facts.impossible_date, facts.wrong_field, facts.contradiction. Warnings: facts.unusual,
  // facts.unusual_together.
  std::vector<FactProblem> find_problems(const Json& facts,
                                         FactChecks checks = FactChecks::kEverything) const;
  // The same as diagnostics; `name` is the file that messages name, `places` where its keys stand.
  Diagnostics check(const Json& facts, const std::string& name,
                    const JsonPlaces& places = {}) const;
  // Only whether each value is well formed: what the engine needs, also for invented facts.
  Diagnostics check_form(const Json& facts, const std::string& name) const;

 private:
  std::vector<FactDefinition> facts_;
  std::map<std::string, std::size_t, std::less<>> index_;
  ConsistencyRules consistency_;
};

std::string_view to_text(FactType type);
std::string_view to_text(DataCategory category);
std::optional<DataCategory> find_data_category(std::string_view text);

// A JSON number exactly as written, without passing through double arithmetic; nullopt if not a
// number.
std::optional<Decimal> decimal_from_json(const Json& number);

}  // namespace alternat::terms

// SPDX-License-Identifier: EUPL-1.2
// Which facts cannot be true together, and which are unlikely together. The rules are content
// ([[contradiction]] in content/facts/*.toml), each with its reason; this reads and applies them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "terms/fact_problem.h"

namespace alternat::terms {

class FactDictionary;

enum class Relation { kBefore, kAfter, kLess, kMore };

struct ContradictionRule {
  std::string id;
  Severity severity = Severity::kError;
  // `fact` is `relation` to `other` (plus years): a fact id, "fact.field" of a list of periods
  // (each item for itself), or "on". "" = no comparison.
  std::string fact, other;
  Relation relation = Relation::kBefore;
  int years = 0;
  std::vector<std::pair<std::string, Json>> when;  // facts with exactly these values
  LocalText message;                               // with {value} and {other}
  LocalText because;                               // why it cannot be
  SourceSpan span;
};

class ConsistencyRules {
 public:
  // Reads the [[contradiction]] tables. Codes: contradiction.id, contradiction.duplicate,
  // contradiction.severity, contradiction.relation, contradiction.nothing_compared.
  void read(TomlReader& file, Diagnostics& diagnostics);
  // Every fact and value that a rule names is in the dictionary: contradiction.unknown_fact,
  // contradiction.value.
  void check_references(const FactDictionary& facts, Diagnostics& diagnostics) const;
  // For facts that are each well formed; what is unknown or null contradicts nothing.
  void find(const Json& facts, std::vector<FactProblem>& problems) const;
  const std::vector<ContradictionRule>& all() const { return rules_; }

 private:
  std::vector<ContradictionRule> rules_;
};

}  // namespace alternat::terms

// SPDX-License-Identifier: EUPL-1.2
// The facts of a case as a viewer may see them: values through her Grant (each look is recorded
// before it is answered), the names of what stays hidden, and who looked before her.
#pragma once

#include <optional>
#include <vector>

#include "api/resources/case_access.h"
#include "api/resources/case_file.h"
#include "api/resources/case_words.h"

namespace alternat::api {

struct SeenFact {
  std::string name;
  Json value;
  std::uint64_t version = 0;  // of the record that holds it; 0 = not known
};

struct SeenFacts {
  std::vector<SeenFact> facts;               // the last value of each name
  std::vector<SeenFact> comments;            // texts, oldest first
  std::vector<access::FactCategory> hidden;  // exist, but not for this viewer
  bool is_erased = false;

  const SeenFact* find(std::string_view name) const;
  // A facts object: names of the dictionary only.
  Json as_object(const terms::FactDictionary& dictionary) const;
};

// Bodies of the case's records, in the order of their versions.
Result<std::vector<Json>> read_bodies(const Site& site, const projections::CaseRow& row);

// Values of a case about an agreement stand in the open. A viewer who sees only what was exchanged
// gets none. Errors: access.*, vault.*, ledger.*.
Result<SeenFacts> read_facts(const Site& site, const Viewer& viewer, const CaseCopy& copy,
                             const std::vector<Json>& bodies);

// Who looked, for the person herself and for oversight; nullopt for everybody else.
Result<std::optional<std::vector<ledger::PastRead>>> read_looks(const Site& site,
                                                                const Viewer& viewer,
                                                                const CaseCopy& copy);

// Rows of the page, by category. `actor_name` says who recorded each value.
std::vector<CaseFact> fact_rows(const Words& words, const terms::Content& content,
                                const SeenFacts& seen, const CaseCopy& copy,
                                const ActorNames& actor_name);  // five: one page's context

}  // namespace alternat::api

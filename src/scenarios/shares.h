// SPDX-License-Identifier: EUPL-1.2
// Shares: how synthetic persons are drawn and what is checked on them. Invented, not a statistic.
// Read from content/audit/*.toml; format and meaning: docs/audit.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/toml.h"
#include "terms/fact.h"
#include "terms/local_text.h"

namespace alternat::scenarios {

struct Bounds {
  std::int64_t low = 0, high = 0;
};

// How one fact is drawn. Percentages are of all persons; what they leave is drawn from the rest.
struct Draw {
  std::string fact;
  std::vector<std::pair<std::string, int>> share;  // value and weight
  std::optional<Bounds> range;                     // numbers, in `step`s
  std::int64_t step = 1;
  std::optional<Bounds> days;  // dates: from `base` + low to `base` + high
  std::string base = "on";     // "on" or another date fact
  int boundary = 20;           // percent: a value that a table compares with, or one beside it
  int presumed = 97;           // percent: the value the dictionary presumes
  int none = 0;                // percent: known to be none
  int unknown = 0;             // percent: nothing is said
  int partners = 0;            // percent: a partner country of the content
};

// A fact that may be raised without a row becoming less favourable.
struct Raise {
  std::string fact;
  std::vector<std::string> order;  // of a string; empty: the dictionary's scale
};

// Where the law itself departs from an invariant. Empty fields match everything.
struct Exception {
  std::string invariant;  // "raise", "nationality"
  std::string fact, pathway, row, code;
  std::string citation;
  terms::LocalText why;
};

// A statement that protects: said of a return file, no safeguard may become less strict.
struct Protective {
  std::string fact, from, to, citation;
};

struct Shares {
  std::vector<Draw> labour, returns;
  std::vector<Raise> raises;
  std::vector<Exception> exceptions;
  std::vector<Protective> protective;
};

// The files labour.toml, returns.toml and invariants.toml of the folder. Codes: audit.unknown_fact,
// audit.percent, audit.share, audit.invariant, audit.value, file.not_found and those of the TOML
// reader.
Shares read_shares(const std::string& folder, const terms::FactDictionary& facts,
                   Diagnostics& diagnostics);

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// What is wrong or unlikely in a facts object: a stable code, the place, and the pieces of which
// pages make a sentence in their language ([check.problem.<code>] in content/text).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "terms/local_text.h"

namespace alternat::terms {

struct FactProblem {
  Severity severity = Severity::kError;
  std::string code;     // "facts.unknown_value"
  std::string path;     // "exp_periods[0].to"
  std::string fact;     // "exp_periods"
  std::string message;  // English: what, why, what to do
  LocalText text;       // of a rule of the content, in both languages; else empty
  // "typed", "list", "near", "amount", "months" …: plain numbers, words as written.
  std::vector<std::pair<std::string, std::string>> values;
};

}  // namespace alternat::terms

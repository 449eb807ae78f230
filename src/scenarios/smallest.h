// SPDX-License-Identifier: EUPL-1.2
// Smallest examples: facts are taken away from both sides of a violation for as long as it stays
// one, so that a reader sees what it rests on. Asked through the whole answer, as a person would.
#pragma once

#include <functional>

#include "base/json.h"

namespace alternat::scenarios {

struct Sides {
  Json before, after;
};

// `is_violation` is asked with fewer and fewer facts; keys in which the sides differ, and `on`,
// stay. Takes at most keys squared questions.
Sides smallest(Sides sides, const std::function<bool(const Sides&)>& is_violation);

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
// The naive evaluator's parts: members, items, functions.
#pragma once

#include <string>
#include <vector>

#include "differential/model.h"

namespace alternat::differential {

Naive member(const Naive& owner, const std::string& name);
Naive item_at(const Naive& list, const Naive& index);
// Asserts that the generator knows the function.
Naive builtin(const std::string& name, const std::vector<Naive>& arguments);

}  // namespace alternat::differential

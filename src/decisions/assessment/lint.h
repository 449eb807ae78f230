// SPDX-License-Identifier: EUPL-1.2
// The legal profile: what content models may use, so that a lawyer can read them and every table
// answers every case exactly once.
#pragma once

#include "base/diagnostics.h"
#include "decisions/assessment/assess.h"
#include "decisions/dmn/definitions.h"

namespace alternat::assessment {

inline constexpr std::size_t kLegalInputsMax = 7;
inline constexpr std::size_t kLegalRulesMax = 30;

// Of one compiled model of the law's set. Errors: legal.hit_policy (FIRST and the like need a
// written alternat:reason), legal.too_many_inputs, legal.too_many_rules, legal.long_cell,
// legal.rule_id, legal.no_legal_basis, legal.untyped_input, legal.no_allowed_values,
// legal.value_not_allowed (a derived value that no rule could see), legal.gap and legal.overlap
// (UNIQUE tables, with a case as witness; null is not swept), legal.unreachable (every table: a
// rule with a cell that no value meets). Warning
// legal.not_swept: cells that are more than comparisons with constants or with one parameter.
Diagnostics lint_legal_profile(const Law& law, const dmn::Definitions& model);

}  // namespace alternat::assessment

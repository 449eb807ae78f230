// SPDX-License-Identifier: EUPL-1.2
// The firewall: what no access table may say, whatever its content. Checked box by box, before use.
#pragma once

#include <string>

#include "access/access_table.h"

namespace alternat::access {

// The categories that belong to work, training and advice; never readable for a return purpose.
inline constexpr CategorySet kLabourCategories = {
    FactCategory::kQualification, FactCategory::kLanguage, FactCategory::kEmployment,
    FactCategory::kFinance};

// "" if the firewall allows the box, else why not, in one sentence.
std::string firewall_objection(Purpose purpose, Role role, FactCategory category);

// One error (access.firewall) for each box that is set and must not be. `file` is named in the
// spans.
Diagnostics check_firewall(const AccessMatrix& matrix, const std::string& file = "access table");

}  // namespace alternat::access

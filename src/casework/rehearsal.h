// SPDX-License-Identifier: EUPL-1.2
// The looking half of a migration: which cases, what would happen to each.
#pragma once

#include "casework/migrate.h"

namespace alternat::casework {

// Empty where the scope maps nothing of the procedure.
const procedures::ElementMapping& mapping_of(const MigrationScope& scope,
                                             const std::string& procedure);

// Cases whose last move was this migration and was not taken back.
std::vector<RehearsedCase> moved_by(const Node& node, const std::string& migration);

}  // namespace alternat::casework

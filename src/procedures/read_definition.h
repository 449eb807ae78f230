// SPDX-License-Identifier: EUPL-1.2
// BPMN 2.0 XML -> Definition. Everything structurally wrong and everything the engine does not run
// is refused here, with element id, place and reason; nothing is skipped silently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "procedures/definition.h"

namespace alternat::procedures {

// kContent: what lies in content/: realm, roles, clauses, FEEL and a complete diagram are required.
// kStandard: any BPMN 2.0 file (conformance runs): structure only.
enum class Profile { kContent, kStandard };

// The one executable process of the file (or its only process). Absent if any error was reported.
// Codes: bpmn.* as listed in docs/bpmn.md. Diagnostics are in file order. `hash` is left empty.
std::optional<Definition> read_definition(std::string_view text, const std::string& file,
                                          Profile profile, Diagnostics& diagnostics);

}  // namespace alternat::procedures

// SPDX-License-Identifier: EUPL-1.2
// BPMN 2.0 XML -> Definition. Everything structurally wrong and everything the engine does not run
// is refused here, with element id, place and reason; nothing is skipped silently.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "procedures/definition.h"

namespace alternat::procedures {

// kContent, the legal profile: what lies in content/: realm, roles, clauses, FEEL and a complete
// diagram are required; no compensation, transaction, ad-hoc sub-process or token quantities
// (an administrative act is revoked by a new act).
// kStandard, the engine profile: any BPMN 2.0 file (conformance runs): structure only.
enum class Profile { kContent, kStandard };

struct ProcessFile {
  std::string text;
  std::string file;
};
// The file that holds the process of the id, for call activities; absent if there is none.
using ProcessLibrary = std::function<std::optional<ProcessFile>(const std::string& process_id)>;

// The one executable process of the file (or its only process). Absent if any error was reported.
// Call activities find their process in the same file, then in the library, and are read in.
// Codes: bpmn.* as listed in docs/bpmn.md. Diagnostics are in file order. `hash` is left empty.
std::optional<Definition> read_definition(std::string_view text, const std::string& file,
                                          Profile profile, Diagnostics& diagnostics,
                                          const ProcessLibrary& library = nullptr);

// Every executable process of the file, in its order, in the engine profile: pools whose processes
// run beside each other. Empty if any error was reported.
std::vector<Definition> read_processes(std::string_view text, const std::string& file,
                                       Diagnostics& diagnostics);

}  // namespace alternat::procedures

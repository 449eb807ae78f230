// SPDX-License-Identifier: EUPL-1.2
// The data folder of a demo: marked as one, filled by playing the stories of the fictitious
// partnership, made anew when the content changed. A folder with anything else in it is never
// touched.
#pragma once

#include <memory>
#include <string>

#include "casework/demo/cast.h"
#include "program/program.h"

namespace alternat::commands {

// Whether the folder is marked as a demo's.
bool is_demo_folder(const std::string& folder);

// Errors: serve.not_a_demo_folder, demo.*, and those of the ledger and the use cases.
Status prepare_demo_folder(const std::string& folder, const program::Program& program,
                           const casework::DemoCast& cast);

}  // namespace alternat::commands

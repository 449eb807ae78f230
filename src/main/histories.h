// SPDX-License-Identifier: EUPL-1.2
// Worked histories on the command line: one file played on a node of its own.
#pragma once

#include <string>

#include "program/program.h"

namespace alternat::commands {

// Prints what differs on stderr; with `rewrite` the file takes what came instead, and passes if it
// could be played. True if it passes.
bool run_history(const program::Program& program, const std::string& file, bool rewrite);

}  // namespace alternat::commands

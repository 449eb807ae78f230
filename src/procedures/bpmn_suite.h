// SPDX-License-Identifier: EUPL-1.2
// Runs an outside set of BPMN models with expected traces (cases.json beside them) on the engine.
#pragma once

#include <ostream>
#include <string>

#include "base/result.h"

namespace alternat::procedures {

struct SuiteResult {
  int passed = 0;
  int failed = 0;
};

// One line per case ("PASS model [input]" or "FAIL model [input]: why"), then "N passed, M failed".
// The harness's conventions (markers as scripts, simulated time) live here and nowhere else.
// Errors: file.*, json.*, bpmn_suite.malformed.
Result<SuiteResult> run_bpmn_suite(const std::string& folder, std::ostream& out);

}  // namespace alternat::procedures

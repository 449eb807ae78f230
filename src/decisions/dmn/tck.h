// SPDX-License-Identifier: EUPL-1.2
// Runs a folder of the DMN Technology Compatibility Kit (or generated models in its format): every
// *.xml test file against the model beside it. Numbers are compared exactly.
#pragma once

#include <iosfwd>
#include <string>

#include "base/instant.h"
#include "base/result.h"

namespace alternat::dmn {

struct TckSummary {
  int passed = 0;
  int failed = 0;
  int tolerant = 0;  // of the failed: those that only a tolerance of 1e-8 would pass
  int folders = 0;
  int folders_whole = 0;
  // Mean over folders of the share of passed cases, in hundredths of a per cent.
  int folder_average = 0;
};

// One line per case on `out`: "name/case ok" or "name/case FAIL reason"; then "N passed, M failed",
// the folder average and the cases only a tolerance would pass. Errors: file.*.
Result<TckSummary> run_tck(const std::string& folder, Instant now, std::ostream& out);

}  // namespace alternat::dmn

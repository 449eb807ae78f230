// SPDX-License-Identifier: EUPL-1.2
// tck, bpmn-suite: the outside suites of the standards, from a folder beside the repository.
#include <iostream>

#include "base/instant.h"
#include "decisions/dmn/tck.h"
#include "main/commands.h"
#include "main/print.h"
#include "procedures/bpmn_suite.h"

namespace alternat::commands {

int tck(const std::string& folder) {
  Result<dmn::TckSummary> summary = dmn::run_tck(folder, SystemClock().now(), std::cout);
  if (!summary) return refuse(summary.error());
  return summary->failed == 0 ? 0 : 1;
}

int bpmn_suite(const std::string& folder) {
  Result<procedures::SuiteResult> result = procedures::run_bpmn_suite(folder, std::cout);
  if (!result) return refuse(result.error());
  return result->failed == 0 ? 0 : 1;
}

}  // namespace alternat::commands

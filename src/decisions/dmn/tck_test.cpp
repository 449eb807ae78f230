// SPDX-License-Identifier: EUPL-1.2
// A ratchet over the DMN TCK where a copy lies beside the repository (ALTERNAT_SHARED).
#include "decisions/dmn/tck.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

namespace alternat::dmn {

TEST_CASE("the TCK count does not fall") {
  const char* shared = std::getenv("ALTERNAT_SHARED");
  const std::string folder =
      (shared ? std::string(shared) : std::string(ALTERNAT_SOURCE_DIR) + "/../shared") + "/tck";
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck(folder, Instant::from_micros(0), out);
  if (!summary || summary->passed + summary->failed == 0) {
    MESSAGE("no TCK beside the repository: skipped");
    return;
  }
  CHECK(summary->passed >= 2310);
  // Everything but what only a tolerance would pass.
  CHECK(summary->failed - summary->tolerant <= 5);
}

TEST_CASE("a folder that is not there is an error that names it") {
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck("/nowhere/tck", Instant::from_micros(0), out);
  if (summary)
    CHECK(summary->passed + summary->failed == 0);
  else
    CHECK(summary.error().code.substr(0, 5) == "file.");
}

}  // namespace alternat::dmn

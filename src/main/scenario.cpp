// SPDX-License-Identifier: EUPL-1.2
// scenario: one synthetic population through two content folders.
#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {

int scenario(const ScenarioCommand&) {
  return refuse(
      Error{Fault::kRefused, "scenario.not_supported", "scenario is not supported yet", {}});
}

}  // namespace alternat::commands

// SPDX-License-Identifier: EUPL-1.2
// The server checks again whatever the page checked: values that come from outside, against the
// fact dictionary.
#pragma once

#include "procedures/command.h"
#include "program/program.h"

namespace alternat::casework {

// All problems as one error (facts.*); names outside the dictionary too.
Status check_values(const program::Program& program, const procedures::Values& values);

}  // namespace alternat::casework

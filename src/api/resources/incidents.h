// SPDX-License-Identifier: EUPL-1.2
// Who sees how often a procedure stopped for a person.
#pragma once

#include <string>

#include "api/resources/case_access.h"

namespace alternat::api {

// The monitor, and offices with work in the procedure; the lead unit for all but returns.
bool sees_incidents(const Site& site, const Viewer& viewer, const std::string& procedure);
// How many that the viewer sees wait for a person now.
std::size_t open_incidents(const Site& site, const Viewer& viewer);

}  // namespace alternat::api

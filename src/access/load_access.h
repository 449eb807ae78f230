// SPDX-License-Identifier: EUPL-1.2
// From access.dmn to bits: each box of the table is one evaluation of the realm's decision
// (access_labour, access_returns, access_advice), asked once when the content is loaded.
#pragma once

#include <string>

#include "access/access_table.h"
#include "base/diagnostics.h"
#include "decisions/dmn/model_set.h"

namespace alternat::access {

// Out of compiled models. Errors access.no_table (a realm without its decision), access.not_decided
// (a table gives something else than rows of read and write), access.firewall.
Result<AccessTable> compile_access(const dmn::ModelSet& models, const std::string& file);

// Out of one file. Errors of reading and compiling it as well.
Result<AccessTable> load_access(const std::string& path);

}  // namespace alternat::access

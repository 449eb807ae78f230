// SPDX-License-Identifier: EUPL-1.2
// The databases of a node as files of one folder.
#pragma once

#include <memory>
#include <string>

#include "ledger/sql/databases.h"

namespace alternat::ledger::sqlite {

// `<folder>/<name>.db`. Never shared: a folder has one node (FolderLock).
std::unique_ptr<sql::Databases> databases_in(const std::string& folder);

}  // namespace alternat::ledger::sqlite

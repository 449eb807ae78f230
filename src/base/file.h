// SPDX-License-Identifier: EUPL-1.2
// Reading whole files and listing folders; every failure names the path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace alternat {

// Errors file.not_found, file.unreadable, file.too_large (over `bytes_max`).
Result<std::string> read_file(const std::string& path, std::size_t bytes_max = 64u << 20);
// Writes to a temporary file beside it, syncs, renames: the old file or the new one, never half.
// Error file.unwritable.
Status write_file(const std::string& path, std::string_view content);
// Paths of all regular files below `folder` whose name ends with `suffix`, sorted; empty if none.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);

}  // namespace alternat

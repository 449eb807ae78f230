// SPDX-License-Identifier: EUPL-1.2
// A place in a file that a person wrote: path, line and column from 1; line 0 means the whole file.
#pragma once

#include <cstdint>
#include <string>

namespace alternat {

struct SourceSpan {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const SourceSpan&, const SourceSpan&) = default;
};

// "file:line:column"; without line and column where they are 0.
std::string to_string(const SourceSpan& span);

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Helpers of the readers: places in a text, and whether it is UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace alternat {

// The offset of the first byte that is not well-formed UTF-8 (Unicode table 3-7), or nullopt.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// Turns byte offsets into lines and columns from 1; columns count characters, not bytes. The text
// must outlive it. Cost: one pass at construction, then logarithmic.
class LineIndex {
 public:
  LineIndex(std::string_view text, std::string file);
  SourceSpan span_at(std::size_t offset) const;
  // The offset of a line and column; the end of the text if it has no such place.
  std::size_t offset_of(std::size_t line, std::size_t column) const;

 private:
  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace alternat

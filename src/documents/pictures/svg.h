// SPDX-License-Identifier: EUPL-1.2
// Small helpers for drawing SVG as text: escaping once, whole pixels, text that wraps in a box. All
// colours come from the style sheet through classes, so pictures follow light, dark and print.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alternat::documents {

// ` name="value"` with the value escaped.
std::string attribute(std::string_view name, std::string_view value);
std::string attribute(std::string_view name, std::int64_t value);

// Lines of at most `width` characters (code points), broken at spaces and after hyphens; a longer
// word is cut. At most `lines_max` lines; the last then ends with "…".
std::vector<std::string> wrap_text(std::string_view text, std::size_t width, std::size_t lines_max);
// Code points of UTF-8.
std::size_t text_length(std::string_view text);

// The text centred at (x, y), one <tspan> a line.
struct TextBlock {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t line_height = 14;
  std::string css_class;
};
std::string draw_text(const std::vector<std::string>& lines, const TextBlock& block);

}  // namespace alternat::documents

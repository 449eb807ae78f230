// SPDX-License-Identifier: EUPL-1.2
// Helpers for SVG.
#include "documents/pictures/svg.h"

#include "base/markup.h"

namespace alternat::documents {

namespace {

bool starts_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// The first `count` code points.
std::string_view prefix(std::string_view text, std::size_t count) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_code_point(text[i]) && seen++ == count) return text.substr(0, i);
  }
  return text;
}

// Words, each with the hyphen it may end on; `glued` says that no space stood before it.
struct Word {
  std::string_view text;
  bool glued = false;
};

std::vector<Word> split_words(std::string_view text) {
  std::vector<Word> words;
  std::size_t start = 0;
  bool glued = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool end = i == text.size() || text[i] == ' ' || text[i] == '\n';
    const bool hyphen = i < text.size() && text[i] == '-' && i > start;
    if (!end && !hyphen) continue;
    const std::size_t stop = hyphen ? i + 1 : i;
    if (stop > start) words.push_back({text.substr(start, stop - start), glued});
    start = i + 1;
    glued = hyphen;
  }
  return words;
}

}  // namespace

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_markup(value) + "\"";
}

std::string attribute(std::string_view name, std::int64_t value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

std::size_t text_length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += starts_code_point(c) ? 1 : 0;
  return count;
}

std::vector<std::string> wrap_text(std::string_view text, std::size_t width,
                                   std::size_t lines_max) {
  std::vector<std::string> lines;
  for (Word word : split_words(text)) {
    const bool fits =
        !lines.empty() &&
        text_length(lines.back()) + text_length(word.text) + (word.glued ? 0 : 1) <= width;
    if (fits) {
      if (!word.glued) lines.back() += ' ';
      lines.back() += word.text;
      continue;
    }
    while (text_length(word.text) > width) {
      const std::string_view part = prefix(word.text, width);
      lines.emplace_back(part);
      word.text.remove_prefix(part.size());
    }
    lines.emplace_back(word.text);
  }
  if (lines.size() > lines_max) {
    lines.resize(lines_max);
    lines.back() = std::string(prefix(lines.back(), width - 1)) + "\u2026";
  }
  return lines;
}

std::string draw_text(const std::vector<std::string>& lines, const TextBlock& block) {
  if (lines.empty()) return {};
  const auto count = static_cast<std::int32_t>(lines.size());
  // The first base line: a third of a line below the middle of the first line.
  std::int32_t y = block.y - (count - 1) * block.line_height / 2 + block.line_height / 3;
  std::string out =
      "<text" + attribute("class", block.css_class) + attribute("text-anchor", "middle") + ">";
  for (const std::string& line : lines) {
    out += "<tspan" + attribute("x", block.x) + attribute("y", y) + ">" + escape_markup(line) +
           "</tspan>";
    y += block.line_height;
  }
  return out + "</text>";
}

}  // namespace alternat::documents

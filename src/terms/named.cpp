// SPDX-License-Identifier: EUPL-1.2
#include "terms/named.h"

#include <algorithm>

namespace alternat::terms {

std::string list_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string not_one_of(std::string_view given, const std::vector<std::string>& words) {
  std::string out = "\"" + std::string(given) + "\" is not one of " + list_of(words);
  // A word of one or two letters is near to everything: no hint.
  const std::string near = given.size() > 2 ? nearest_name(given, words) : std::string();
  if (!near.empty()) out += "; did you mean \"" + near + "\"?";
  return out;
}

std::vector<std::string> find_words(TomlReader& reader, std::string_view key,
                                    const std::vector<std::string>& known, std::string_view code,
                                    Diagnostics& diagnostics) {
  std::vector<std::string> kept;
  for (std::string& word : reader.find_strings(key)) {
    if (std::find(known.begin(), known.end(), word) != known.end())
      kept.push_back(std::move(word));
    else
      diagnostics.error(code, std::string(key) + ": " + not_one_of(word, known),
                        reader.span_of(key));
  }
  return kept;
}

bool is_snake_case(std::string_view text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_content_id(std::string_view text) {
  if (text.empty() || text.size() > 60) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

}  // namespace alternat::terms

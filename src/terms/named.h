// SPDX-License-Identifier: EUPL-1.2
// Closed lists of words in content files: one table per enum gives reading, writing and the message
// that names the whole list when a word is not on it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml.h"

namespace alternat::terms {

template <typename E>
struct Named {
  std::string_view text;
  E value;
};

// "a, b, c"
std::string list_of(const std::vector<std::string>& words);
// `"x" is not one of a, b, c` with a near miss where there is one.
std::string not_one_of(std::string_view given, const std::vector<std::string>& words);

template <typename E>
std::vector<std::string> words_of(std::span<const Named<E>> table) {
  std::vector<std::string> words;
  for (const Named<E>& entry : table) words.emplace_back(entry.text);
  return words;
}

template <typename E>
std::optional<E> find_named(std::span<const Named<E>> table, std::string_view text) {
  for (const Named<E>& entry : table)
    if (entry.text == text) return entry.value;
  return std::nullopt;
}

template <typename E>
std::string_view text_of(std::span<const Named<E>> table, E value) {
  for (const Named<E>& entry : table)
    if (entry.value == value) return entry.text;
  return "";
}

// Reads an optional word; nullopt if absent or (with a diagnostic under `code`) not on the list.
template <typename E>
std::optional<E> find_word(TomlReader& reader, std::string_view key,
                           std::span<const Named<E>> table, std::string_view code,
                           Diagnostics& diagnostics) {  // five: the reader's own context
  const std::optional<std::string> text = reader.find_string(key);
  if (!text) return std::nullopt;
  std::optional<E> found = find_named(table, *text);
  if (!found)
    diagnostics.error(code, std::string(key) + ": " + not_one_of(*text, words_of(table)),
                      reader.span_of(key));
  return found;
}

// Checks each word of a list; keeps the known ones.
std::vector<std::string> find_words(TomlReader& reader, std::string_view key,
                                    const std::vector<std::string>& known, std::string_view code,
                                    Diagnostics& diagnostics);

// Lower-case letters, digits and '_', starting with a letter.
bool is_snake_case(std::string_view text);
// Lower- or upper-case letters, digits, '-' and '_' (ids of partnerships, clauses, commitments).
bool is_content_id(std::string_view text);

}  // namespace alternat::terms

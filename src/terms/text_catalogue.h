// SPDX-License-Identifier: EUPL-1.2
// Every sentence a user sees, by dotted key and language, with {placeholders}. Read from
// content/text/<lang>.toml and content/text/parts/<name>.<lang>.toml, merged.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml.h"

namespace alternat::terms {

class TextCatalogue {
 public:
  struct Entry {
    std::string text;
    SourceSpan span;
  };
  using Values = std::vector<std::pair<std::string, std::string>>;

  // Adds the strings of one file under their dotted keys. Codes: text.duplicate, text.not_a_string,
  // text.placeholder (unbalanced braces).
  void read(std::string_view language, const TomlNode& file, Diagnostics& diagnostics);
  // German and English have the same keys (text.missing_key) with the same placeholders
  // (text.placeholders_differ). Other languages may be partial.
  void check(Diagnostics& diagnostics) const;

  // nullptr if there is none.
  const std::string* find(std::string_view language, std::string_view key) const;
  // The text with {name} replaced; falls back to English, then to the key itself in brackets, so
  // that a missing sentence is seen and never breaks a page. Unknown placeholders stay as written.
  std::string get(std::string_view language, std::string_view key, const Values& values = {}) const;
  std::vector<std::string> languages() const;
  const std::map<std::string, Entry, std::less<>>& all(std::string_view language) const;

 private:
  std::map<std::string, std::map<std::string, Entry, std::less<>>, std::less<>> texts_;
};

}  // namespace alternat::terms

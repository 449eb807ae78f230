// SPDX-License-Identifier: EUPL-1.2
// LocalText: one text in the two complete languages of the product, `{ de = "…", en = "…" }`.
#pragma once

#include <string>
#include <string_view>

#include "base/toml.h"

namespace alternat::terms {

struct LocalText {
  std::string de;
  std::string en;

  bool empty() const { return de.empty() && en.empty(); }
  // German for "de", English for every other language.
  const std::string& in(std::string_view language) const { return language == "de" ? de : en; }
  friend bool operator==(const LocalText&, const LocalText&) = default;
};

// Whether a key must be there.
enum class Need { kRequired, kOptional };

// Reads `key`; both languages are required (text.missing_language names which one lacks).
LocalText read_local_text(TomlReader& reader, std::string_view key, Need need,
                          Diagnostics& diagnostics);
LocalText read_local_text(const TomlNode& node, Diagnostics& diagnostics);

}  // namespace alternat::terms

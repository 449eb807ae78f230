// SPDX-License-Identifier: EUPL-1.2
#include "terms/local_text.h"

namespace alternat::terms {

LocalText read_local_text(const TomlNode& node, Diagnostics& diagnostics) {
  if (!node.as_table()) {
    diagnostics.error("text.not_two_languages",
                      "a text is written in both languages: { de = \"…\", en = \"…\" }",
                      node.span());
    return {};
  }
  TomlReader reader(node, diagnostics);
  LocalText text;
  text.de = reader.find_string("de").value_or("");
  text.en = reader.find_string("en").value_or("");
  reader.finish();
  if (text.de.empty() || text.en.empty()) {
    diagnostics.error("text.missing_language",
                      std::string("the text lacks its ") +
                          (text.de.empty() ? "German (de)" : "English (en)") + " version",
                      node.span());
  }
  return text;
}

LocalText read_local_text(TomlReader& reader, std::string_view key, Need need,
                          Diagnostics& diagnostics) {
  if (const TomlNode* node = reader.find_node(key)) return read_local_text(*node, diagnostics);
  if (need == Need::kRequired) {
    diagnostics.error("toml.missing_key", "the key \"" + std::string(key) + "\" is missing",
                      reader.span());
  }
  return {};
}

}  // namespace alternat::terms

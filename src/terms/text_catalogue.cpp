// SPDX-License-Identifier: EUPL-1.2
#include "terms/text_catalogue.h"

#include <algorithm>
#include <set>

namespace alternat::terms {

namespace {

// Names between single braces; nullopt if the braces do not pair up.
std::optional<std::set<std::string>> placeholders_of(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '}') return std::nullopt;
    if (text[i] != '{') continue;
    const std::size_t end = text.find_first_of("{}", i + 1);
    if (end == std::string_view::npos || text[end] == '{' || end == i + 1) return std::nullopt;
    names.emplace(text.substr(i + 1, end - i - 1));
    i = end;
  }
  return names;
}

using Entries = std::map<std::string, TextCatalogue::Entry, std::less<>>;

void add_table(const std::string& prefix, const TomlTable& table, Entries& entries,
               Diagnostics& diagnostics) {
  for (const auto& [name, node] : table.entries) {
    const std::string key = prefix.empty() ? name : prefix + "." + name;
    if (const TomlTable* inner = node.as_table()) {
      add_table(key, *inner, entries, diagnostics);
    } else if (const std::string* text = node.as_string()) {
      if (!placeholders_of(*text))
        diagnostics.error("text.placeholder",
                          "\"" + key + "\": braces do not pair up; a placeholder is {name}",
                          node.span());
      const auto [twin, added] = entries.try_emplace(key, TextCatalogue::Entry{*text, node.span()});
      if (!added)
        diagnostics.error("text.duplicate",
                          "\"" + key + "\" is already given at " + to_string(twin->second.span),
                          node.span());
    } else {
      diagnostics.error("text.not_a_string", "\"" + key + "\" is not a text", node.span());
    }
  }
}

std::string braced(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "{" : ", {") + name + "}";
  return out.empty() ? "none" : out;
}

// What `from` has and `to` lacks, and placeholders that differ (reported once, at `from`).
void compare(const Entries& from, const Entries& to, std::string_view language,
             Diagnostics& diagnostics) {
  for (const auto& [key, entry] : from) {
    const auto other = to.find(key);
    if (other == to.end()) {
      diagnostics.error("text.missing_key",
                        "\"" + key + "\" has no text in \"" + std::string(language) + "\"",
                        entry.span);
      continue;
    }
    if (language != "en") continue;
    const auto mine = placeholders_of(entry.text);
    const auto theirs = placeholders_of(other->second.text);
    if (mine && theirs && *mine != *theirs)
      diagnostics.error("text.placeholders_differ",
                        "\"" + key + "\" has the placeholders " + braced(*mine) + ", but " +
                            braced(*theirs) + " at " + to_string(other->second.span),
                        entry.span);
  }
}

}  // namespace

void TextCatalogue::read(std::string_view language, const TomlNode& file,
                         Diagnostics& diagnostics) {
  if (const TomlTable* table = file.as_table())
    add_table("", *table, texts_[std::string(language)], diagnostics);
}

void TextCatalogue::check(Diagnostics& diagnostics) const {
  compare(all("de"), all("en"), "en", diagnostics);
  compare(all("en"), all("de"), "de", diagnostics);
}

const std::string* TextCatalogue::find(std::string_view language, std::string_view key) const {
  const Entries& entries = all(language);
  const auto found = entries.find(key);
  return found == entries.end() ? nullptr : &found->second.text;
}

std::string TextCatalogue::get(std::string_view language, std::string_view key,
                               const Values& values) const {
  const std::string* text = find(language, key);
  if (!text) text = find("en", key);
  if (!text) return "[" + std::string(key) + "]";
  std::string out;
  for (std::size_t i = 0; i < text->size();) {
    const std::size_t open = text->find('{', i);
    const std::size_t close = open == std::string::npos ? open : text->find('}', open);
    if (close == std::string::npos) return out + text->substr(i);
    out += text->substr(i, open - i);
    const std::string name = text->substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& pair) { return pair.first == name; });
    out += value == values.end() ? "{" + name + "}" : value->second;
    i = close + 1;
  }
  return out;
}

std::vector<std::string> TextCatalogue::languages() const {
  std::vector<std::string> names;
  for (const auto& [language, entries] : texts_) names.push_back(language);
  return names;
}

const Entries& TextCatalogue::all(std::string_view language) const {
  static const Entries kNone;
  const auto found = texts_.find(language);
  return found == texts_.end() ? kNone : found->second;
}

}  // namespace alternat::terms

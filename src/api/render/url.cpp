// SPDX-License-Identifier: EUPL-1.2
// Checking and making of addresses.
#include "api/render/url.h"

#include "api/http/form.h"

namespace alternat::api {

std::string checked_href(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' ||
        c == '\\' || c == '`') {
      return "#";
    }
  }
  const bool own = (text.starts_with('/') && !text.starts_with("//")) || text.starts_with('#') ||
                   text.starts_with('?');
  const bool outside = text.starts_with("https://") || text.starts_with("mailto:");
  return own || outside ? std::string(text) : "#";
}

std::string make_href(std::string_view path,
                      std::initializer_list<std::pair<std::string_view, std::string_view>> query) {
  std::string out(path);
  char separator = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    out += separator;
    out += percent_encode(name);
    out += '=';
    out += percent_encode(value);
    separator = '&';
  }
  return out;
}

}  // namespace alternat::api

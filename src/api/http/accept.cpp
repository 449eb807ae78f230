// SPDX-License-Identifier: EUPL-1.2
// Reading Accept, Accept-Language and Accept-Encoding.
#include "api/http/accept.h"

#include <algorithm>

namespace alternat::api {

namespace {

std::string lower_trimmed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

// "0.75" -> 750; anything malformed counts as 0.
int parse_quality(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000;
  int place = 100;
  for (std::size_t i = 2; i < text.size() && i < 5; ++i, place /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    value += (text[i] - '0') * place;
  }
  return std::min(value, 1000);
}

int quality_of(const std::vector<Preference>& preferences, std::string_view value) {
  for (const Preference& preference : preferences) {
    if (preference.value == value) return preference.quality;
  }
  return -1;
}

}  // namespace

std::vector<Preference> parse_preferences(std::string_view header) {
  std::vector<Preference> out;
  while (!header.empty() && out.size() < 50) {
    const std::size_t comma = header.find(',');
    const std::string item = lower_trimmed(header.substr(0, comma));
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
    if (item.empty()) continue;
    const std::size_t semicolon = item.find(';');
    Preference preference{item.substr(0, semicolon), 1000};
    const std::size_t q = item.find(";q=");
    if (q != std::string::npos) {
      const std::size_t start = q + 3;
      const std::size_t stop = item.find(';', start);
      preference.quality = parse_quality(std::string_view(item).substr(
          start, stop == std::string::npos ? std::string::npos : stop - start));
    }
    out.push_back(std::move(preference));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Preference& a, const Preference& b) { return a.quality > b.quality; });
  return out;
}

Representation choose_representation(std::string_view accept) {
  const std::vector<Preference> preferences = parse_preferences(accept);
  const int json = std::max({quality_of(preferences, "application/json"),
                             quality_of(preferences, "application/problem+json"),
                             quality_of(preferences, "application/*")});
  const int html =
      std::max(quality_of(preferences, "text/html"), quality_of(preferences, "text/*"));
  return json > 0 && json > html ? Representation::kJson : Representation::kHtml;
}

std::string choose_language(std::string_view accept_language,
                            const std::vector<std::string>& offered) {
  for (const Preference& preference : parse_preferences(accept_language)) {
    if (preference.quality == 0) continue;
    const std::string_view primary =
        std::string_view(preference.value).substr(0, preference.value.find('-'));
    for (const std::string& language : offered) {
      if (primary == language) return language;
    }
  }
  return offered.front();
}

bool accepts_gzip(std::string_view accept_encoding) {
  const std::vector<Preference> preferences = parse_preferences(accept_encoding);
  const int named = quality_of(preferences, "gzip");
  return named >= 0 ? named > 0 : quality_of(preferences, "*") > 0;
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
// Proactive negotiation (RFC 9110, section 12): which representation, which language, whether gzip.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alternat::api {

struct Preference {
  std::string value;   // lower case, without parameters
  int quality = 1000;  // q in thousandths
};

// The items of an Accept-style header, best first (stable); items with q=0 are kept, at the end.
std::vector<Preference> parse_preferences(std::string_view header);

enum class Representation { kHtml, kJson };

// JSON if the client names application/json (or application/problem+json, or application/*) with a
// higher quality than text/html; else HTML. "*/*" and no header mean HTML.
Representation choose_representation(std::string_view accept);

// The best of `offered` (two-letter codes) for an Accept-Language header; offered[0] if none fits.
std::string choose_language(std::string_view accept_language,
                            const std::vector<std::string>& offered);

bool accepts_gzip(std::string_view accept_encoding);

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
#include "base/country_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <map>
#include <vector>

#include "base/country.h"
#include "base/diagnostics.h"

namespace alternat {

namespace {

std::string folded(const icu::UnicodeString& text) {
  icu::UnicodeString lower = text;
  lower.foldCase();
  std::string out;
  lower.toUTF8String(out);
  return out;
}

}  // namespace

std::string suggest_country(std::string_view typed) {
  if (typed.empty() || typed.size() > 60) return {};
  const icu::UnicodeString given = icu::UnicodeString::fromUTF8(std::string(typed)).trim();
  const std::string wanted = folded(given);
  std::string capitals;
  icu::UnicodeString(given).toUpper().toUTF8String(capitals);
  if (Country::from_code(capitals)) return capitals;
  std::map<std::string, std::string> codes;  // a way to write it -> alpha-2
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    if (!Country::from_code(*code)) continue;
    const icu::Locale place("", *code);
    codes.emplace(folded(icu::UnicodeString(*code)), *code);
    codes.emplace(folded(icu::UnicodeString(place.getISO3Country())), *code);
    for (const char* language : {"en", "de", "fr"}) {
      icu::UnicodeString name;
      place.getDisplayCountry(icu::Locale(language), name);
      codes.emplace(folded(name), *code);
    }
  }
  if (const auto found = codes.find(wanted); found != codes.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [name, code] : codes)
    if (name.size() > 3) names.push_back(name);
  const std::string near = wanted.size() > 3 ? nearest_name(wanted, names) : std::string();
  return near.empty() ? near : codes[near];
}

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Names of countries from the Unicode data (ICU), so that no code of ours names one.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "api/render/words.h"

namespace alternat::api {

std::string country_name(std::string_view code, std::string_view language) {
  const std::string country(code);
  const std::string spoken(language);
  const icu::Locale place("", country.c_str());
  icu::UnicodeString name;
  place.getDisplayCountry(icu::Locale(spoken.c_str()), name);
  std::string out;
  name.toUTF8String(out);
  return out == country ? std::string() : out;
}

}  // namespace alternat::api

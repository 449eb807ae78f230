// SPDX-License-Identifier: EUPL-1.2
// The assigned alpha-2 codes of ISO 3166-1:2020, with XK (in use by the European Commission) and
// the user-assigned range XA to XZ.
#include "base/country.h"

#include <algorithm>

namespace alternat {

namespace {

// Sorted, two letters and a space each.
constexpr std::string_view kAssigned =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW ";

bool is_assigned(std::string_view code) {
  if (code.size() != 2) return false;
  if (code[0] == 'X') return code[1] >= 'A' && code[1] <= 'Z';
  for (std::size_t at = 0; at < kAssigned.size(); at += 3) {
    if (kAssigned.substr(at, 2) == code) return true;
  }
  return false;
}

char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

Result<Country> Country::from_code(std::string_view code) {
  if (is_assigned(code)) return Country(std::string(code));
  std::string upper(code.substr(0, 20));
  std::transform(upper.begin(), upper.end(), upper.begin(), to_upper);
  const std::string hint = is_assigned(upper) ? " Did you mean '" + upper + "'?" : "";
  return Error{Fault::kMalformed,
               "country.unknown",
               "'" + std::string(code.substr(0, 20)) +
                   "' is not a country code of ISO 3166-1 (two capital letters)." + hint,
               {}};
}

}  // namespace alternat

// SPDX-License-Identifier: EUPL-1.2
// Formats by hand: two languages, no locale of the machine.
#include "api/render/format.h"

#include <array>

namespace alternat::api {

namespace {

constexpr std::array<std::string_view, 12> kMonthsDe = {
    "Januar", "Februar", "März",      "April",   "Mai",      "Juni",
    "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
constexpr std::array<std::string_view, 12> kMonthsEn = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool is_plain_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  bool point = false;
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return true;
}

// "EUR cents a year" of the dictionary: currency, then the period in both languages.
struct Period {
  std::string_view english;
  std::string_view german;
};
constexpr std::array<Period, 4> kPeriods = {{{" a year", " im Jahr"},
                                             {" a month", " im Monat"},
                                             {" a week", " in der Woche"},
                                             {" an hour", " in der Stunde"}}};

struct Unit {
  std::string_view english, german;          // of many
  std::string_view english_one, german_one;  // of one
};
constexpr std::array<Unit, 10> kUnits = {
    {{"years", "Jahre", "year", "Jahr"},
     {"months", "Monate", "month", "Monat"},
     {"days", "Tage", "day", "Tag"},
     {"hours", "Stunden", "hour", "Stunde"},
     {"hours a week", "Stunden in der Woche", "hour a week", "Stunde in der Woche"},
     {"points", "Punkte", "point", "Punkt"},
     {"persons", "Personen", "person", "Person"},
     {"people", "Personen", "person", "Person"},
     {"persons a year", "Personen im Jahr", "person a year", "Person im Jahr"},
     {"percent", "Prozent", "percent", "Prozent"}}};

std::string_view unit_in(std::string_view unit, std::string_view decimal,
                         std::string_view language) {
  const bool one = decimal == "1";
  for (const Unit& known : kUnits) {
    if (known.english != unit) continue;
    if (language == "de") return one ? known.german_one : known.german;
    return one ? known.english_one : known.english;
  }
  return unit;
}

std::string_view period_in(std::string_view period, std::string_view language) {
  if (language != "de") return period;
  for (const Period& known : kPeriods) {
    if (known.english == period) return known.german;
  }
  return period;
}

}  // namespace

std::string format_date(Date date, std::string_view language) {
  const bool german = language == "de";
  const std::string_view month = (german ? kMonthsDe : kMonthsEn)[date.month() - 1];
  return std::to_string(date.day()) + (german ? ". " : " ") + std::string(month) + " " +
         std::to_string(date.year());
}

std::string format_distance(Date date, Date today, std::string_view language) {
  const bool german = language == "de";
  const int days = date.days() - today.days();
  switch (days) {
    case 0:
      return german ? "heute" : "today";
    case 1:
      return german ? "morgen" : "tomorrow";
    case -1:
      return german ? "gestern" : "yesterday";
    default:
      break;
  }
  const std::string count = format_number(std::to_string(days < 0 ? -days : days), language);
  if (days > 0) return german ? "in " + count + " Tagen" : "in " + count + " days";
  return german ? "vor " + count + " Tagen" : count + " days ago";
}

std::string format_deadline(Date date, Date today, std::string_view language) {
  return format_date(date, language) + ", " + format_distance(date, today, language);
}

std::string format_number(std::string_view decimal, std::string_view language) {
  if (!is_plain_decimal(decimal)) return std::string(decimal);
  const char group = language == "de" ? '.' : ',';
  const char point = language == "de" ? ',' : '.';
  std::string out;
  if (decimal.starts_with('-')) {
    out = "\u2212";
    decimal.remove_prefix(1);
  }
  const std::string_view whole = decimal.substr(0, decimal.find('.'));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) out += group;
    out += whole[i];
  }
  if (whole.size() < decimal.size()) {
    out += point;
    out += decimal.substr(whole.size() + 1);
  }
  return out;
}

std::string format_cents(std::string_view minor, std::string_view currency,
                         std::string_view language) {
  if (!is_plain_decimal(minor) || minor.find('.') != std::string_view::npos) {
    return std::string(minor);
  }
  std::string digits(minor);
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  while (digits.size() < 3) digits.insert(0, 1, '0');
  digits.insert(digits.size() - 2, 1, '.');
  if (negative) digits.insert(0, 1, '-');
  return format_number(digits, language) + " " + std::string(currency);
}

std::string format_quantity(std::string_view decimal, std::string_view unit,
                            std::string_view language) {
  const std::size_t cents = unit.find(" cents");
  if (cents == 3) {
    return format_cents(decimal, unit.substr(0, 3), language) +
           std::string(period_in(unit.substr(cents + 6), language));
  }
  std::string out = format_number(decimal, language);
  if (!unit.empty()) out += " " + std::string(unit_in(unit, decimal, language));
  return out;
}

std::string format_citation(std::string_view citation, std::string_view language) {
  if (language != "de") return std::string(citation);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords = {
      {{" ss.", " §§ "},
       {" s.", " § "},
       {" sentences ", " Sätze "},
       {" sentence ", " Satz "},
       {" nos.", " Nr. "},
       {" no.", " Nr. "},
       {" art.", " Art. "}}};
  std::string out;
  for (std::size_t at = 0; at < citation.size();) {
    const std::string_view rest = citation.substr(at);
    bool replaced = false;
    for (const auto& [english, german] : kWords) {
      if (!rest.starts_with(english)) continue;
      out += german;
      at += english.size();
      if (at < citation.size() && citation[at] == ' ' && out.ends_with(' ')) ++at;
      replaced = true;
      break;
    }
    if (replaced) continue;
    const std::size_t close = rest[0] == '(' ? rest.find(')') : std::string_view::npos;
    const bool after_number = !out.empty() && out.back() != ' ' && out.back() != ')';
    if (close != std::string_view::npos && close < 5 && after_number && rest[1] >= '0' &&
        rest[1] <= '9') {
      out += " Abs. " + std::string(rest.substr(1, close - 1));
      at += close + 1;
    } else {
      out += citation[at++];
    }
  }
  return out;
}

std::string fill_in(std::string text,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text[at] == '{' ? text.find('}', at) : std::string::npos;
    bool replaced = false;
    if (close != std::string::npos) {
      const std::string_view name = std::string_view(text).substr(at + 1, close - at - 1);
      for (const auto& [key, value] : values) {
        if (key != name) continue;
        out += value;
        at = close + 1;
        replaced = true;
        break;
      }
    }
    if (!replaced) out += text[at++];
  }
  return out;
}

}  // namespace alternat::api

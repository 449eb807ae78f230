// SPDX-License-Identifier: EUPL-1.2
// Checking a facts object against the dictionary: every problem in one go, with what to write
// instead.
#include <algorithm>
#include <initializer_list>
#include <span>

#include "base/country.h"
#include "base/country_names.h"
#include "terms/fact.h"
#include "terms/named.h"

namespace alternat::terms {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

// One value under check: which fact or field, and where problems go.
struct Place {
  std::string name;
  std::vector<FactProblem>& problems;

  void report(Severity severity, std::string_view code, const std::string& message,
              Values values) const {
    FactProblem problem;
    problem.severity = severity;
    problem.code = code;
    problem.path = name;
    problem.fact = name.substr(0, name.find_first_of("[."));
    problem.message = name + ": " + message;
    problem.values = std::move(values);
    problems.push_back(std::move(problem));
  }
  void error(std::string_view code, const std::string& message, Values values = {}) const {
    report(Severity::kError, code, message, std::move(values));
  }
};

std::string kind_of(const Json& value) {
  if (value.is_boolean()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a text";
  if (value.is_array()) return "a list";
  return "an object";
}

std::string wanted(FactType type) {
  switch (type) {
    case FactType::kBoolean:
      return "true or false";
    case FactType::kNumber:
      return "a number";
    case FactType::kString:
      return "a text";
    case FactType::kDate:
      return "a date \"YYYY-MM-DD\"";
    case FactType::kStrings:
      return "a list of texts";
    case FactType::kDates:
      return "a list of dates \"YYYY-MM-DD\"";
    case FactType::kContexts:
      return "a list of objects";
  }
  return "";
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What a text stands for where something else is wanted: "yes", "50700".
std::string meant(const Json& value, FactType type) {
  if (!value.is_string()) return {};
  const std::string& text = value.get_ref<const std::string&>();
  if (type == FactType::kBoolean) {
    if (is_one_of(text, {"true", "yes", "ja", "Yes", "Ja"})) return "; did you mean true?";
    if (is_one_of(text, {"false", "no", "nein", "No", "Nein"})) return "; did you mean false?";
  }
  const Result<Decimal> number =
      type == FactType::kNumber ? Decimal::from_text(text) : Result<Decimal>(Error{});
  return number ? "; write " + number->to_text() + " without quotes" : std::string();
}

void wrong_type(const Json& value, FactType type, const Place& place) {
  place.error("facts.wrong_type",
              "is " + kind_of(value) + ", but " + wanted(type) + " is wanted" + meant(value, type));
}

// "15.6.2026" is written 2026-06-15; other orders of day and month are not guessed.
std::string meant_day(const std::string& text) {
  const std::size_t first = text.find('.'), second = text.find('.', first + 1);
  if (first == std::string::npos || second == std::string::npos || text.size() - second != 5)
    return {};
  const auto two = [](const std::string& digits) {
    return digits.size() == 1 ? "0" + digits : digits;
  };
  const std::string iso = text.substr(second + 1) + "-" +
                          two(text.substr(first + 1, second - first - 1)) + "-" +
                          two(text.substr(0, first));
  return Date::from_iso(iso) ? "; did you mean " + iso + "?" : std::string();
}

void check_date(const Json& value, const Place& place) {
  if (!value.is_string()) return wrong_type(value, FactType::kDate, place);
  const std::string& text = value.get_ref<const std::string&>();
  const Result<Date> date = Date::from_iso(text);
  if (date) return;
  if (date.error().code == "date.impossible")
    place.error("facts.impossible_date", "there is no day " + text, {{"typed", text}});
  else
    place.error("facts.malformed_date",
                "\"" + text + "\" is not a date YYYY-MM-DD" + meant_day(text), {{"typed", text}});
}

std::string in_capitals(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// Of a scale: the same word in other capitals, else the last one of the same letter that is not
// beyond ("B3" is nearest to B2).
std::string nearest_level(const std::string& text, const FactDefinition& fact) {
  std::string near;
  for (const std::string& value : fact.values) {
    if (in_capitals(value) == in_capitals(text)) return value;
    if (fact.ordered && !text.empty() && in_capitals(value).front() == in_capitals(text).front() &&
        in_capitals(value) < in_capitals(text))
      near = value;
  }
  return text.size() <= 3 ? near : std::string();
}

void check_listed(const std::string& text, const FactDefinition& fact, const Place& place) {
  if (std::find(fact.values.begin(), fact.values.end(), text) != fact.values.end()) return;
  std::string message = not_one_of(text, fact.values);
  const std::string near = nearest_level(text, fact);
  if (!near.empty() && message.find("did you mean") == std::string::npos)
    message += "; did you mean \"" + near + "\"?";
  place.error("facts.unknown_value", message, {{"typed", text}, {"near", near}});
}

void check_text(const Json& value, const FactDefinition& fact, const Place& place) {
  if (!value.is_string()) return wrong_type(value, FactType::kString, place);
  const std::string& text = value.get_ref<const std::string&>();
  if (!fact.values.empty()) return check_listed(text, fact, place);
  switch (fact.format) {
    case FactFormat::kFree:
      return;
    case FactFormat::kCountry: {
      if (Country::from_code(text)) return;
      const std::string near = suggest_country(text);
      place.error("facts.unknown_country",
                  "\"" + text + "\" is not a country code of ISO 3166-1 (two capital letters)" +
                      (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                  {{"typed", text}, {"near", near}});
      return;
    }
    case FactFormat::kIsco08: {
      const bool digits =
          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (digits && !text.empty() && text.size() <= 4) return;
      place.error("facts.malformed_code",
                  "\"" + text + "\" is not an ISCO-08 code (one to four digits, as 2512)",
                  {{"typed", text}});
      return;
    }
  }
}

// What an amount of unlikely size may stand for: factor, and the key of the page's sentence.
struct Slip {
  std::int64_t times;
  std::int64_t over;
  const char* key;
  const char* english;
};

constexpr Slip kYearSlips[] = {
    {12, 1, "month", "if that is the amount of a month, write 12 x "},
    {100, 1, "euros", "if that is in whole units, write 100 x "},
    {1200, 1, "euros_month", "if that is a month's amount in whole units, write 12 x 100 x "},
    {1, 100, "cents_twice", "if that has two zeros too many, write "}};
constexpr Slip kMonthSlips[] = {
    {100, 1, "euros", "if that is in whole units, write 100 x "},
    {1, 12, "year", "if that is the amount of a year, write a twelfth of "},
    {1, 100, "cents_twice", "if that has two zeros too many, write "}};

// The readings of `number` that are of usual size.
void add_slips(const FactDefinition& fact, const Decimal& number, std::string& message,
               Values& values) {
  const bool yearly = fact.unit.find("a year") != std::string::npos;
  if (fact.unit.find("cents") == std::string::npos) return;
  const std::span<const Slip> slips =
      yearly ? std::span<const Slip>(kYearSlips) : std::span<const Slip>(kMonthSlips);
  for (const Slip& slip : slips) {
    const std::optional<Decimal> more = number.times(Decimal::from_int(slip.times));
    const std::optional<Decimal> meant =
        more ? more->divided_by(Decimal::from_int(slip.over)) : std::nullopt;
    if (!meant || !meant->is_integer()) continue;
    if (*meant < fact.usual->minimum || *meant > fact.usual->maximum) continue;
    message += std::string("; ") + slip.english +
               (slip.times == 1 && slip.over == 100 ? "" : number.to_text() + " = ") +
               meant->to_text();
    values.emplace_back(slip.key, meant->to_text());
  }
}

void check_size(const Decimal& number, const FactDefinition& fact, const Place& place) {
  if (!fact.usual || number.is_zero() || number.is_negative()) return;
  const UsualRange& usual = *fact.usual;
  if (number >= usual.minimum && number <= usual.maximum) return;
  const bool refused = usual.refused_below && number < *usual.refused_below;
  std::string message = number.to_text() + " " + fact.unit + " is " +
                        (number < usual.minimum ? "very little" : "very much") + " (usual are " +
                        usual.minimum.to_text() + " to " + usual.maximum.to_text() + ")";
  Values values = {{"amount", number.to_text()},
                   {"minimum", usual.minimum.to_text()},
                   {"maximum", usual.maximum.to_text()}};
  add_slips(fact, number, message, values);
  place.report(refused ? Severity::kError : Severity::kWarning,
               refused ? "facts.implausible" : "facts.unusual", message, std::move(values));
}

// A yearly amount below the least sane one is most often a monthly one.
std::string below_hint(const FactDefinition& fact, const Decimal& number) {
  const bool yearly = fact.unit.find("a year") != std::string::npos;
  const std::optional<Decimal> year = number.times(Decimal::from_int(12));
  if (!yearly || !year || *year < *fact.minimum) return "";
  return "; the amount of a whole year is wanted, is this the amount of a month? (12 months: " +
         year->to_text() + ")";
}

void check_number(const Json& value, const FactDefinition& fact, const Place& place) {
  const std::optional<Decimal> number = decimal_from_json(value);
  if (!number) return wrong_type(value, FactType::kNumber, place);
  const std::string unit = fact.unit.empty() ? "" : " " + fact.unit;
  if (fact.whole && !number->is_integer()) {
    std::string hint;
    const std::optional<Decimal> cents = number->times(Decimal::from_int(100));
    if (fact.unit.find("cents") != std::string::npos && cents && cents->is_integer())
      hint = "; amounts are in cents, did you mean " + cents->to_text() + "?";
    place.error("facts.not_whole", number->to_text() + " is not a whole number" + hint);
    return;
  }
  if (fact.minimum && *number < *fact.minimum)
    return place.error("facts.out_of_range", number->to_text() + unit + " is below the minimum " +
                                                 fact.minimum->to_text() +
                                                 below_hint(fact, *number));
  if (fact.maximum && *number > *fact.maximum)
    return place.error("facts.out_of_range", number->to_text() + unit + " is above the maximum " +
                                                 fact.maximum->to_text());
  check_size(*number, fact, place);
}

void check_simple(const Json& value, const FactDefinition& fact, FactType type,
                  const Place& place) {
  switch (type) {
    case FactType::kBoolean:
      if (!value.is_boolean()) wrong_type(value, type, place);
      return;
    case FactType::kNumber:
      return check_number(value, fact, place);
    case FactType::kString:
      return check_text(value, fact, place);
    case FactType::kDate:
      return check_date(value, place);
    case FactType::kStrings:
    case FactType::kDates:
    case FactType::kContexts:
      return;
  }
}

void check_context(const Json& value, const FactDefinition& fact, const Place& place) {
  if (!value.is_object()) {
    place.error("facts.wrong_type", "is " + kind_of(value) + ", but an object is wanted");
    return;
  }
  std::vector<std::string> names;
  for (const FactField& field : fact.fields) names.push_back(field.name);
  const FactDefinition plain;  // a field has no bounds and no closed list
  for (const auto& [key, inner] : value.items()) {
    const auto field = std::find_if(fact.fields.begin(), fact.fields.end(),
                                    [&key](const FactField& f) { return f.name == key; });
    if (field == fact.fields.end()) {
      place.error("facts.wrong_field", "field " + not_one_of(key, names));
    } else if (!inner.is_null()) {
      check_simple(inner, plain, field->type, {place.name + "." + key, place.problems});
    }
  }
}

void check_value(const Json& value, const FactDefinition& fact, const Place& place) {
  if (value.is_null()) return;  // known to be none
  const bool list = fact.type == FactType::kStrings || fact.type == FactType::kDates ||
                    fact.type == FactType::kContexts;
  if (!list) return check_simple(value, fact, fact.type, place);
  if (!value.is_array()) return wrong_type(value, fact.type, place);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const Place item{place.name + "[" + std::to_string(i) + "]", place.problems};
    if (fact.type == FactType::kContexts)
      check_context(value[i], fact, item);
    else
      check_simple(value[i], fact,
                   fact.type == FactType::kStrings ? FactType::kString : FactType::kDate, item);
  }
}

}  // namespace

std::optional<Decimal> decimal_from_json(const Json& number) {
  if (!number.is_number()) return std::nullopt;
  // The shortest text that reads back to the same number is the one a person wrote (to 15 digits).
  const Result<Decimal> decimal = Decimal::from_text(number.dump());
  return decimal ? std::optional<Decimal>(*decimal) : std::nullopt;
}

std::vector<FactProblem> FactDictionary::find_problems(const Json& facts, FactChecks checks) const {
  std::vector<FactProblem> problems;
  if (!facts.is_object()) {
    FactProblem problem;
    problem.code = "facts.not_an_object";
    problem.message = "facts are one JSON object keyed by fact id: { \"fact_id\": value, … }";
    problems.push_back(std::move(problem));
    return problems;
  }
  for (const auto& [key, value] : facts.items()) {
    const Place place{key, problems};
    if (key == "on" || key == "known_as_of") {
      check_date(value, place);
    } else if (key == "partnership") {
      if (!value.is_string()) wrong_type(value, FactType::kString, place);
    } else if (const FactDefinition* fact = find(key)) {
      check_value(value, *fact, place);
    } else {
      const std::string near = nearest_name(key, ids());
      place.error("facts.unknown_id", "there is no such fact" +
                                          (near.empty() ? "; the facts are listed in docs/facts.md"
                                                        : "; did you mean \"" + near + "\"?"));
    }
  }
  if (checks == FactChecks::kEverything) {
    consistency_.find(facts, problems);
    return problems;
  }
  const auto is_about_size = [](const FactProblem& problem) {
    return problem.code == "facts.implausible" || problem.code == "facts.unusual";
  };
  problems.erase(std::remove_if(problems.begin(), problems.end(), is_about_size), problems.end());
  return problems;
}

Diagnostics FactDictionary::check(const Json& facts, const std::string& name,
                                  const JsonPlaces& places) const {
  Diagnostics diagnostics;
  for (const FactProblem& problem : find_problems(facts)) {
    const auto place = places.find(problem.path);
    diagnostics.add({problem.severity, problem.code, problem.message,
                     place == places.end() ? SourceSpan{name, 0, 0} : place->second});
  }
  return diagnostics;
}

Diagnostics FactDictionary::check_form(const Json& facts, const std::string& name) const {
  Diagnostics diagnostics;
  for (const FactProblem& problem : find_problems(facts, FactChecks::kForm))
    diagnostics.add({problem.severity, problem.code, problem.message, SourceSpan{name, 0, 0}});
  return diagnostics;
}

}  // namespace alternat::terms

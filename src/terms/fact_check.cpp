// SPDX-License-Identifier: EUPL-1.2
// Checking a facts object against the dictionary: every problem in one go, with what to write
// instead.
#include <algorithm>

#include "terms/fact.h"
#include "terms/named.h"

namespace alternat::terms {

namespace {

// One value under check: which fact or field, and where problems go.
struct Place {
  std::string name;
  std::string file;
  Diagnostics& diagnostics;

  void error(std::string_view code, const std::string& message) const {
    diagnostics.error(code, name + ": " + message, SourceSpan{file, 0, 0});
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

void wrong_type(const Json& value, FactType type, const Place& place) {
  place.error("facts.wrong_type", "is " + kind_of(value) + ", but " + wanted(type) + " is wanted");
}

void check_date(const Json& value, const Place& place) {
  if (!value.is_string()) return wrong_type(value, FactType::kDate, place);
  const std::string& text = value.get_ref<const std::string&>();
  const Result<Date> date = Date::from_iso(text);
  if (date) return;
  if (date.error().code == "date.impossible")
    place.error("facts.impossible_date", "there is no day " + text);
  else
    place.error("facts.malformed_date", "\"" + text + "\" is not a date YYYY-MM-DD");
}

void check_text(const Json& value, const FactDefinition& fact, const Place& place) {
  if (!value.is_string()) return wrong_type(value, FactType::kString, place);
  const std::string& text = value.get_ref<const std::string&>();
  if (fact.values.empty() ||
      std::find(fact.values.begin(), fact.values.end(), text) != fact.values.end())
    return;
  place.error("facts.unknown_value", not_one_of(text, fact.values));
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
    place.error("facts.out_of_range", number->to_text() + unit + " is below the minimum " +
                                          fact.minimum->to_text() + below_hint(fact, *number));
  if (fact.maximum && *number > *fact.maximum)
    place.error("facts.out_of_range",
                number->to_text() + unit + " is above the maximum " + fact.maximum->to_text());
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
      check_simple(inner, plain, field->type,
                   {place.name + "." + key, place.file, place.diagnostics});
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
    const Place item{place.name + "[" + std::to_string(i) + "]", place.file, place.diagnostics};
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

Diagnostics FactDictionary::check(const Json& facts, const std::string& name) const {
  Diagnostics diagnostics;
  if (!facts.is_object()) {
    diagnostics.error("facts.not_an_object",
                      "facts are one JSON object keyed by fact id: { \"fact_id\": value, … }",
                      SourceSpan{name, 0, 0});
    return diagnostics;
  }
  for (const auto& [key, value] : facts.items()) {
    const Place place{key, name, diagnostics};
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
  return diagnostics;
}

}  // namespace alternat::terms

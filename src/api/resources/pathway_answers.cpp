// SPDX-License-Identifier: EUPL-1.2
// Reading answers, field by field.
#include "api/resources/pathway_answers.h"

#include <algorithm>

#include "api/render/format.h"
#include "api/resources/pathway_words.h"
#include "base/decimal.h"
#include "terms/fact.h"

namespace alternat::api {

namespace {

constexpr int kPeriodRows = 4;

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

struct Reader {
  const Fields& form;
  const Words& words;
  Answers& answers;
  std::string typed_in;  // language in which numbers were typed

  void fail(const terms::FactDefinition& fact, std::string_view key, Words::Values values = {}) {
    answers.errors.push_back({"f." + fact.id, words.in(fact.label),
                              words.text("check.error_" + std::string(key), values)});
  }

  void read(const terms::FactDefinition& fact);
  std::optional<Json> read_value(const terms::FactDefinition& fact, const std::string& text);
  std::optional<Json> read_number(const terms::FactDefinition& fact, const std::string& text);
  std::optional<Json> read_date(const terms::FactDefinition& fact, const std::string& text);
  void read_list(const terms::FactDefinition& fact);
  void read_periods(const terms::FactDefinition& fact);
};

std::optional<Json> Reader::read_number(const terms::FactDefinition& fact,
                                        const std::string& text) {
  std::optional<std::string> plain = parse_local_number(text, typed_in);
  if (plain && typed_in != words.language()) {
    answers.typed.set("f." + fact.id, format_number(*plain, words.language()));
  }
  if (plain && is_in_cents(fact.unit)) plain = to_cents(*plain);
  const Result<Decimal> number = plain ? Decimal::from_text(*plain) : Result<Decimal>(Error{});
  if (!plain || !number) {
    fail(fact, "number", {{"typed", text}});
    return std::nullopt;
  }
  if (fact.whole && !number->is_integer()) {
    fail(fact, "whole", {{"typed", text}});
    return std::nullopt;
  }
  const auto shown = [&](const Decimal& bound) {
    return words.quantity(bound.to_text(), fact.unit);
  };
  if (fact.minimum && *number < *fact.minimum) {
    fail(fact, "too_small", {{"typed", text}, {"bound", shown(*fact.minimum)}});
    return std::nullopt;
  }
  if (fact.maximum && *number > *fact.maximum) {
    fail(fact, "too_large", {{"typed", text}, {"bound", shown(*fact.maximum)}});
    return std::nullopt;
  }
  return Json::parse(number->to_text(), nullptr, false);
}

std::optional<Json> Reader::read_date(const terms::FactDefinition& fact, const std::string& text) {
  const Result<Date> date = Date::from_iso(text);
  if (date) return Json(date->to_iso());
  fail(fact, date.error().code == "date.impossible" ? "no_such_day" : "date", {{"typed", text}});
  return std::nullopt;
}

std::optional<Json> Reader::read_value(const terms::FactDefinition& fact, const std::string& text) {
  switch (fact.type) {
    case terms::FactType::kBoolean:
      if (text == "true" || text == "false") return Json(text == "true");
      fail(fact, "choice");
      return std::nullopt;
    case terms::FactType::kNumber:
      return read_number(fact, text);
    case terms::FactType::kDate:
      return read_date(fact, text);
    case terms::FactType::kString:
      if (fact.values.empty() ||
          std::find(fact.values.begin(), fact.values.end(), text) != fact.values.end()) {
        return Json(text);
      }
      fail(fact, "choice");
      return std::nullopt;
    case terms::FactType::kStrings:
    case terms::FactType::kDates:
    case terms::FactType::kContexts:
      break;
  }
  return std::nullopt;
}

void Reader::read_list(const terms::FactDefinition& fact) {
  Json list = Json::array();
  for (const auto& [name, value] : form.all()) {
    if (name != "f." + fact.id || trimmed(value).empty()) continue;
    terms::FactDefinition item = fact;
    item.type =
        fact.type == terms::FactType::kDates ? terms::FactType::kDate : terms::FactType::kString;
    const std::optional<Json> read_item = read_value(item, trimmed(value));
    if (!read_item) return;
    list.push_back(*read_item);
  }
  if (!list.empty()) answers.facts[fact.id] = std::move(list);
}

void Reader::read_periods(const terms::FactDefinition& fact) {
  Json list = Json::array();
  for (int row = 0; row < kPeriodRows; ++row) {
    Json entry = Json::object();
    for (const terms::FactField& field : fact.fields) {
      const std::string name = "f." + fact.id + "." + std::to_string(row) + "." + field.name;
      const std::string text = trimmed(form.get(name));
      if (text.empty()) continue;
      terms::FactDefinition item = fact;
      item.type = field.type;
      item.values.clear();
      const std::optional<Json> value = read_value(item, text);
      if (!value) return;
      entry[field.name] = *value;
    }
    if (!entry.empty()) list.push_back(std::move(entry));
  }
  if (!list.empty()) answers.facts[fact.id] = std::move(list);
}

void Reader::read(const terms::FactDefinition& fact) {
  if (form.get("none." + fact.id) == "1") {
    answers.facts[fact.id] = nullptr;
    return;
  }
  switch (fact.type) {
    case terms::FactType::kStrings:
    case terms::FactType::kDates:
      read_list(fact);
      return;
    case terms::FactType::kContexts:
      read_periods(fact);
      return;
    case terms::FactType::kBoolean:
    case terms::FactType::kNumber:
    case terms::FactType::kString:
    case terms::FactType::kDate:
      break;
  }
  const std::string text = trimmed(form.get("f." + fact.id));
  if (text.empty()) return;
  if (const std::optional<Json> value = read_value(fact, text)) answers.facts[fact.id] = *value;
}

}  // namespace

// What was typed in fields that are set aside; their mistakes were answered when they were not.
static void read_pruned(const terms::FactDictionary& facts, const Reader& outer, Answers& answers) {
  constexpr std::string_view kPruned = "pruned.";
  Fields aside;
  for (const auto& [name, value] : outer.form.all())
    if (name.starts_with(kPruned)) aside.add(name.substr(kPruned.size()), value);
  if (aside.empty()) return;
  Answers inner;
  inner.typed = aside;
  Reader reader{aside, outer.words, inner, outer.typed_in};
  for (const terms::FactDefinition& fact : facts.all()) {
    if (!fact.realms.asks_work()) continue;
    reader.read(fact);
    const std::string field = "f." + fact.id;  // numbers may be grouped in another manner now
    if (fact.type == terms::FactType::kNumber && inner.facts.contains(fact.id))
      answers.typed.set(std::string(kPruned) + field, std::string(inner.typed.get(field)));
  }
  answers.pruned = std::move(inner.facts);
}

void add_problems(const terms::FactDictionary& facts, const Words& words, Answers& answers) {
  Json stated = answers.facts;
  if (answers.on) stated["on"] = answers.on->to_iso();
  for (const terms::FactProblem& problem : facts.find_problems(stated)) {
    const terms::FactDefinition* fact = facts.find(problem.fact);
    const AnswerError said{"f." + problem.fact, fact ? words.in(fact->label) : problem.fact,
                           problem_sentence(words, facts, problem)};
    const bool is_refused =
        std::any_of(answers.errors.begin(), answers.errors.end(),
                    [&said](const AnswerError& error) { return error.field == said.field; });
    if (problem.severity == Severity::kError)
      answers.errors.push_back(said);
    else if (!is_refused)
      answers.warnings.push_back(said);
  }
}

Answers read_answers(const terms::FactDictionary& facts, const Fields& form, const Words& words) {
  Answers answers;
  answers.typed = form;
  answers.partnership = trimmed(form.get("partnership"));
  const std::string_view typed_in = form.get("typed_in");
  const bool known = typed_in == "de" || typed_in == "en";
  Reader reader{form, words, answers, known ? std::string(typed_in) : words.language()};
  answers.typed.set("typed_in", words.language());
  const std::string on = trimmed(form.get("on"));
  if (!on.empty()) {
    const Result<Date> day = Date::from_iso(on);
    if (day) {
      answers.on = *day;
    } else {
      answers.errors.push_back(
          {"on", words.text("check.on_label"),
           words.text(day.error().code == "date.impossible" ? "check.error_no_such_day"
                                                            : "check.error_date",
                      {{"typed", on}})});
    }
  }
  for (const terms::FactDefinition& fact : facts.all()) {
    if (fact.realms.asks_work()) reader.read(fact);
  }
  add_problems(facts, words, answers);
  read_pruned(facts, reader, answers);
  return answers;
}

Answers read_form_answers(const std::vector<const terms::FactDefinition*>& facts,
                          const Fields& form, const Words& words) {
  Answers answers;
  answers.typed = form;
  Reader reader{form, words, answers, words.language()};
  for (const terms::FactDefinition* fact : facts) reader.read(*fact);
  return answers;
}

std::optional<std::string> parse_local_number(std::string_view text, std::string_view language) {
  std::string digits;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Spaces, also no-break (UTF-8 C2 A0, E2 80 AF), between groups.
    if (c == ' ' || c == '\'' || byte >= 0x80) continue;
    digits += c;
  }
  const char group = language == "de" ? '.' : ',';
  const char point = language == "de" ? ',' : '.';
  const bool has_point = digits.find(point) != std::string::npos;
  // "38.5" typed in German: a lone mark not before three digits is the decimal point.
  const std::size_t mark = digits.find(group);
  const bool lone = mark != std::string::npos && digits.find(group, mark + 1) == std::string::npos;
  const bool is_point = !has_point && lone && digits.size() - mark - 1 != 3;
  std::string plain;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[i];
    if (c == point || (c == group && is_point)) {
      plain += '.';
    } else if (c == group) {
      if (digits.size() - i < 4) return std::nullopt;
    } else if ((c >= '0' && c <= '9') || (c == '-' && i == 0)) {
      plain += c;
    } else {
      return std::nullopt;
    }
  }
  const auto points = std::count(plain.begin(), plain.end(), '.');
  const bool bare = plain.empty() || plain == "-" || plain.front() == '.' || plain.back() == '.';
  return points > 1 || bare ? std::nullopt : std::optional<std::string>(plain);
}

std::optional<std::string> to_cents(std::string_view decimal) {
  const std::size_t point = decimal.find('.');
  std::string out(decimal.substr(0, point));
  std::string cents(point == std::string_view::npos ? "" : decimal.substr(point + 1));
  if (cents.size() > 2) return std::nullopt;
  cents.resize(2, '0');
  return out + cents;
}

bool is_in_cents(std::string_view unit) {
  return unit.find(" cents") == 3;
}

}  // namespace alternat::api

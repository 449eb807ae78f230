// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/pathway_words.h"

#include "api/render/format.h"
#include "api/resources/decision_table.h"
#include "base/decimal.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

using assessment::Delta;
using assessment::DeltaDirection;

std::optional<Date> date_of(const std::string& text) {
  const Result<Date> date = Date::from_iso(text);
  return date ? std::optional<Date>(*date) : std::nullopt;
}

// A step of a scale is named by its word alone: "B1", not "B1 (intermediate)".
std::string step_text(const Words& words, const terms::Content& content, const std::string& fact,
                      const Json& value) {
  const std::string shown = shown_value(words, content, fact, value);
  if (!value.is_string()) return shown;
  const std::string& word = value.get_ref<const std::string&>();
  return shown.starts_with(word + " (") ? word : shown;
}

std::string days_sentence(const Words& words, const terms::Content& content, const Delta& delta) {
  const std::optional<Date> needed = date_of(delta.needed);
  const std::string date = needed ? words.date(*needed) : delta.needed;
  if (delta.direction == DeltaDirection::kOver)
    return words.text("delta.not_after", {{"date", date}});
  // A day that somebody can still choose is waited for; a day of the past is only named.
  const terms::FactDefinition* fact = content.facts.find(delta.fact);
  const bool can_wait = delta.fact == "on" || (fact && fact->change);
  return words.text(can_wait ? "delta.wait" : "delta.not_before", {{"date", date}});
}

std::string number_sentence(const Words& words, const Delta& delta) {
  const bool over = delta.direction == DeltaDirection::kOver;
  std::string out = words.text(over ? "delta.over" : "delta.short",
                               {{"difference", words.quantity(delta.difference, delta.unit)}});
  const std::size_t per = delta.unit.find(" cents a year");
  const Result<Decimal> year = Decimal::from_text(delta.difference);
  if (!year || per == std::string::npos) return out;
  const auto month = year->divided_by(Decimal::from_int(12));
  const auto whole = month ? month->rounded(0, Decimal::Rounding::kCeiling) : std::nullopt;
  if (!whole) return out;
  const std::string unit = delta.unit.substr(0, per) + " cents a month";
  return out + " (" + words.quantity(whole->to_text(), unit) + ")";
}

std::string delta_value(const Words& words, const terms::Content& content, const Delta& delta,
                        const std::string& value) {
  if (delta.kind == assessment::DeltaKind::kNumber) return words.quantity(value, delta.unit);
  return shown_value(words, content, delta.fact, Json(value));
}

// Sentences about amounts: which slip may be behind it.
std::string slip_sentences(const Words& words, const terms::FactProblem& problem,
                           const std::string& unit) {
  std::string out;
  for (const auto& [key, value] : problem.values)
    if (const std::string text = "check.slip." + key; words.find_text(text))
      out += " " + words.text(text, {{"amount", words.quantity(value, unit)}});
  return out;
}

std::string value_of(const terms::FactProblem& problem, std::string_view name) {
  for (const auto& [key, value] : problem.values)
    if (key == name) return value;
  return {};
}

// Days and numbers as written in JSON, in the manner of the page.
std::string shown_plain(const Words& words, const std::string& value) {
  const std::optional<Date> date = date_of(value);
  return date ? words.date(*date) : value;
}

}  // namespace

std::string delta_sentence(const Words& words, const terms::Content& content, const Delta& delta) {
  switch (delta.kind) {
    case assessment::DeltaKind::kLevel:
      return words.text("delta.level",
                        {{"given", step_text(words, content, delta.fact, Json(delta.given))},
                         {"needed", step_text(words, content, delta.fact, Json(delta.needed))}});
    case assessment::DeltaKind::kDays:
      return days_sentence(words, content, delta);
    case assessment::DeltaKind::kNumber:
      break;
  }
  return number_sentence(words, delta);
}

ReasonSentences reason_sentences(const Words& words, const terms::Content& content,
                                 const assessment::Reason& reason) {
  ReasonSentences out;
  std::string given, needed;
  if (reason.delta) {
    given = delta_value(words, content, *reason.delta, reason.delta->given);
    needed = delta_value(words, content, *reason.delta, reason.delta->needed);
    out.delta = delta_sentence(words, content, *reason.delta);
  }
  const std::string key = "reason." + reason.code + ".";
  const Words::Values fill = {{"value", given}, {"threshold", needed}, {"delta", out.delta}};
  out.brief = words.find_text(key + "short") ? words.text(key + "short", fill)
                                             : words.label("reason", reason.code);
  out.details = words.find_text(key + "long") ? words.text(key + "long", fill) : "";
  return out;
}

std::string change_by(const terms::Content& content, const assessment::FactChange& change) {
  const terms::FactDefinition* fact = content.facts.find(change.fact);
  if (!fact || !fact->change) return {};
  const bool only_waiting = fact->type == terms::FactType::kDate && fact->change->by == "candidate";
  return only_waiting ? "time" : fact->change->by;
}

std::string change_sentence(const Words& words, const terms::Content& content,
                            const assessment::FactChange& change) {
  const std::string to = step_text(words, content, change.fact, change.to);
  const std::string from = change.from.is_null()
                               ? words.text("check.none_value")
                               : step_text(words, content, change.fact, change.from);
  const std::string label = shown_name(words, content, change.fact);
  const Words::Values fill = {{"label", label}, {"from", from}, {"to", to}};
  // A sentence of the fact itself, for this value or for any; else by its type.
  const std::string value = change.to.is_string() ? change.to.get<std::string>() : change.to.dump();
  for (const std::string& key :
       {"change.fact." + change.fact + "." + value, "change.fact." + change.fact + ".any"})
    if (words.find_text(key)) return words.text(key, fill);
  const terms::FactDefinition* fact = content.facts.find(change.fact);
  if (fact && fact->type == terms::FactType::kDate) return words.text("change.wait", fill);
  if (fact && fact->type == terms::FactType::kBoolean) return words.text("change.becomes", fill);
  return words.text(change.from.is_null() ? "change.becomes" : "change.instead", fill);
}

std::string given_text(const Words& words, const terms::Content& content, const std::string& name,
                       const Json& value) {
  const bool periods = value.is_array() && !value.empty() && value[0].is_object();
  return periods ? words.text("check.several", {{"count", std::to_string(value.size())}})
                 : shown_value(words, content, name, value);
}

std::string problem_sentence(const Words& words, const terms::FactDictionary& facts,
                             const terms::FactProblem& problem) {
  if (!problem.text.empty()) {
    const std::string value = shown_plain(words, value_of(problem, "value"));
    const std::string other = shown_plain(words, value_of(problem, "other"));
    return fill_in(words.in(problem.text), {{"value", value}, {"other", other}});
  }
  const std::string key = "check.problem." + problem.code.substr(problem.code.find('.') + 1);
  if (!words.find_text(key)) return problem.message;
  const terms::FactDefinition* fact = facts.find(problem.fact);
  const std::string unit = fact ? fact->unit : std::string();
  const std::string near = value_of(problem, "near");
  std::string out =
      words.text(key, {{"typed", value_of(problem, "typed")},
                       {"amount", words.quantity(value_of(problem, "amount"), unit)},
                       {"minimum", words.quantity(value_of(problem, "minimum"), unit)},
                       {"maximum", words.quantity(value_of(problem, "maximum"), unit)}});
  if (!near.empty() && fact && fact->format == terms::FactFormat::kCountry)
    out +=
        " " + words.text("check.did_you_mean", {{"near", near + " (" + words.country(near) + ")"}});
  return out + slip_sentences(words, problem, unit);
}

}  // namespace alternat::api

// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/population.h"

#include <algorithm>
#include <set>

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/inputs.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"
#include "scenarios/drawing.h"

namespace alternat::scenarios {
namespace {

using feel::Value;

bool is_parameter_or_day(const assessment::Law& law, const std::string& name) {
  return name == "on" || (law.parameters && law.parameters->find(name));
}

std::set<std::string> fact_names(const Subject& subject) {
  std::set<std::string> names;
  for (std::uint32_t decision : subject.decisions)
    for (const std::string& name : assessment::input_names(*subject.law.models, decision))
      if (!is_parameter_or_day(subject.law, name) && subject.law.facts->find(name))
        names.insert(name);
  return names;
}

const Draw* find_draw(const std::vector<Draw>& draws, const std::string& fact) {
  const auto found =
      std::find_if(draws.begin(), draws.end(), [&](const Draw& draw) { return draw.fact == fact; });
  return found == draws.end() ? nullptr : &*found;
}

}  // namespace

Value value_from_text(const terms::FactDefinition& fact, const std::string& text) {
  switch (fact.type) {
    case terms::FactType::kBoolean:
      return text == "true"    ? Value::from_bool(true)
             : text == "false" ? Value::from_bool(false)
                               : Value::null();
    case terms::FactType::kNumber: {
      const Result<Decimal> number = Decimal::from_text(text);
      return number ? Value::from_number(*number) : Value::null();
    }
    case terms::FactType::kDate:
      return feel::parse_date(text).value_or(Value::null());
    case terms::FactType::kString:
      return Value::from_string(text);
    case terms::FactType::kStrings:
      return Value::from_items({Value::from_string(text)});
    case terms::FactType::kDates:
    case terms::FactType::kContexts:
      break;
  }
  return Value::null();
}

Population::Population(std::span<const Subject> subjects, const std::vector<Draw>& draws,
                       const PopulationOptions& options)
    : options_(options) {
  std::map<std::string, const terms::FactDefinition*> found;
  for (const Subject& subject : subjects)
    for (const std::string& name : fact_names(subject))
      found.emplace(name, subject.law.facts->find(name));
  for (const auto& [name, definition] : found) {
    names_.push_back(name);
    Plan plan;
    plan.fact = definition;
    plan.hash = text_hash(name);
    plan.draw.unknown = options_.unknown;
    if (const Draw* draw = find_draw(draws, name)) plan.draw = *draw;
    for (const auto& [text, weight] : plan.draw.share) {
      plan.shared.push_back(value_from_text(*definition, text));
      plan.weights += static_cast<std::uint64_t>(weight);
    }
    if (definition->type == terms::FactType::kContexts)
      plan.pool = periods_pool(*definition, options_.on, Random(options_.seed, 0, plan.hash));
    if (options_.presume && definition->presumed)
      plan.presumed = assessment::value_of_literal(*definition->presumed);
    plans_.push_back(std::move(plan));
  }
  for (const Subject& subject : subjects) add_boundaries(subject);
  // Facts that others are drawn from come first; two passes are enough, since a base is drawn from
  // the day or presumed from one fact.
  std::set<std::size_t> placed;
  const auto place = [&](auto&& self, std::size_t fact, int depth) -> void {
    if (depth > 8 || placed.contains(fact)) return;
    for (const std::string& base : {plans_[fact].draw.base, plans_[fact].fact->presumed_from})
      if (const auto on = find(base)) self(self, *on, depth + 1);
    if (placed.insert(fact).second) order_.push_back(fact);
  };
  for (std::size_t i = 0; i < plans_.size(); ++i) place(place, i, 0);
}

std::optional<std::size_t> Population::find(std::string_view fact) const {
  const auto found = std::lower_bound(names_.begin(), names_.end(), fact);
  if (found == names_.end() || *found != fact) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

void Population::add_boundaries(const Subject& subject) {
  assessment::AssessmentOptions options(options_.on);
  dmn::Evaluation evaluation(*subject.law.models);
  evaluation.context().set_today(Value::from_date(options_.on));
  assessment::set_inputs(
      subject.law, Json::object(), options,
      options_.presume ? assessment::Presume::kDictionary : assessment::Presume::kNothing,
      evaluation);
  const feel::EvaluationContext::Muted muted(evaluation.context());
  for (std::uint32_t decision : subject.decisions) {
    assessment::Boxes boxes(subject.law, decision);
    for (const std::string& name : assessment::input_names(*subject.law.models, decision)) {
      const auto fact = find(name);
      if (!fact || plans_[*fact].fact->type == terms::FactType::kContexts) continue;
      std::vector<Value>& known = plans_[*fact].boundaries;
      for (const Value& value : boxes.representatives(name, evaluation).values) {
        // A text that no fact of this kind may have (it stands for "none of those named").
        const bool refused =
            subject.law.facts->check({{name, feel::to_json(value)}}, "").has_errors();
        if (value.is_null() || value.is_unknown() || refused ||
            std::any_of(known.begin(), known.end(),
                        [&](const Value& other) { return feel::identical(other, value); }))
          continue;
        known.push_back(value);
      }
    }
  }
}

void Population::draw(std::uint64_t person, std::vector<Value>& values) const {
  values.assign(plans_.size(), Value::null());
  for (std::size_t fact : order_) {
    const Plan& plan = plans_[fact];
    Drawing drawing{Random(options_.seed, person, plan.hash), *plan.fact, plan.draw};
    drawing.boundaries = &plan.boundaries;
    drawing.shared = &plan.shared;
    drawing.weights = plan.weights;
    drawing.pool = &plan.pool;
    drawing.partners = &options_.partners;
    drawing.on = options_.on;
    if (plan.presumed) drawing.presumed = &*plan.presumed;
    const Value today = Value::from_date(options_.on);
    if (options_.presume && plan.fact->presumed_from == "on") drawing.presumed = &today;
    if (const auto source = find(plan.fact->presumed_from); source && options_.presume)
      drawing.presumed = &values[*source];
    if (const auto base = find(plan.draw.base)) drawing.base = &values[*base];
    values[fact] = drawing.run();
  }
  settle(values);
}

// What cannot be: recognition of nothing, a claim pending for who is abroad, no time since a card
// that was used, an application after the day, a degree before the age of 19, work as a child.
void Population::settle(std::vector<Value>& values) const {
  const auto is = [&](const char* name, const char* text) {
    const auto fact = find(name);
    return fact && values[*fact].is_string() && values[*fact].string() == text;
  };
  const auto put = [&](const char* name, const Value& value) {
    if (const auto fact = find(name); fact && !values[*fact].is_unknown()) values[*fact] = value;
  };
  if (is("qual_kind", "none")) {
    for (const char* name : {"qual_german", "qual_country_recognised"})
      put(name, Value::from_bool(false));
    put("equivalence", Value::from_string("none"));
  }
  if (!is("qual_kind", "degree")) put("degree_comparable", Value::from_bool(false));
  if (is("qual_kind", "ahk_certificate")) put("qual_german", Value::from_bool(false));
  const auto german = find("qual_german");
  if (german && values[*german].is_true()) put("equivalence", Value::from_string("not_applied"));
  if (is("asylum_state", "pending") && is("residence_state", "abroad"))
    put("residence_state", Value::from_string("in_DE_asylum"));
  const auto entry = find("entry_date");
  if (entry && values[*entry].is_null() && !is("residence_state", "abroad"))
    values[*entry] = Value::from_day(options_.on.days() - 1000);
  // Of the months of seven years at most 24 lie before the last five.
  const auto five = find("exp_related_months_5y"), seven = find("exp_related_months_7y");
  if (five && seven && values[*five].is_number() && values[*seven].is_number()) {
    const Decimal late = values[*five].number(), all = values[*seven].number();
    const Decimal least = all.minus(Decimal::from_int(24)).value_or(Decimal());
    if (late < least) values[*five] = Value::from_number(least);
    if (late > all) values[*seven] = values[*five];
  }
  const auto used = find("search_card_months_used"), since = find("months_since_search_card");
  if (used && since && values[*used].is_number() && !values[*used].number().is_zero() &&
      values[*since].is_null())
    values[*since] = Value::from_int(3);
  const auto day_of = [&](const char* name) -> std::optional<std::int64_t> {
    const auto fact = find(name);
    if (!fact || values[*fact].kind() != feel::Kind::kDate) return std::nullopt;
    return values[*fact].day();
  };
  const std::int64_t today = options_.on.days();
  const auto application = day_of("application_date");
  if (application && *application > today)
    values[*find("application_date")] = Value::from_day(today);
  // A title is granted on application; only a contract that exists is registered.
  const auto granted = day_of("grant_date");
  if (granted && day_of("application_date") && *granted < *day_of("application_date"))
    put("grant_date", Value::from_day(*day_of("application_date")));
  const auto contract = find("vocational_contract");
  if (contract && values[*contract].is_false())
    put("vocational_contract_registered", Value::from_bool(false));
  const auto birth = day_of("birth_date");
  if (!birth) return;
  for (std::size_t fact = 0; fact < values.size(); ++fact)
    if (names_[fact] != "birth_date" && values[fact].kind() == feel::Kind::kDate &&
        values[fact].day() < *birth)
      values[fact] = Value::from_day(*birth);
  const auto degree = day_of("degree_date");
  if (degree && *degree < *birth + 19 * 366)
    values[*find("degree_date")] = Value::from_day(std::min(today, *birth + 23 * 366));
  const auto periods = find("exp_periods");
  if (!periods || !values[*periods].is_list()) return;
  for (const Value& period : values[*periods].items()) {
    const Value* from = period.is_context() ? period.find_entry("from") : nullptr;
    if (from && from->kind() == feel::Kind::kDate && from->day() < *birth + 15 * 366) {
      values[*periods] = Value::null();
      return;
    }
  }
}

Json Population::to_json(const std::vector<Value>& values) const {
  Json facts = Json::object();
  facts["on"] = options_.on.to_iso();
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (!values[i].is_unknown()) facts[names_[i]] = feel::to_json(values[i]);
  return facts;
}

}  // namespace alternat::scenarios

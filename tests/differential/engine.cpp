// SPDX-License-Identifier: EUPL-1.2
#include "differential/engine.h"

#include "decisions/feel/convert.h"

namespace alternat::differential {

using feel::Value;

Value to_engine(const Naive& value) {
  switch (value.kind) {
    case Kind::kNull:
      return Value::null();
    case Kind::kBoolean:
      return Value::from_bool(value.truth);
    case Kind::kNumber:
      return Value::from_number(value.number);
    case Kind::kString:
      return Value::from_string(value.text);
    case Kind::kDate:
      return Value::from_day(count_of(value.date));
    case Kind::kDays:
      return Value::from_days_time({value.length * 86'400, 0});
    case Kind::kMonths:
      return Value::from_months(value.length);
    case Kind::kList: {
      std::vector<Value> items;
      for (const Naive& item : value.items) items.push_back(to_engine(item));
      return Value::from_items(std::move(items));
    }
    case Kind::kContext: {
      std::vector<Value::Entry> entries;
      for (const auto& [name, entry] : value.entries) entries.push_back({name, to_engine(entry)});
      return Value::from_entries(std::move(entries));
    }
  }
  return Value::null();
}

std::optional<Naive> from_engine(const Value& value) {
  Naive result;
  switch (value.kind()) {
    case feel::Kind::kNull:
      return result;
    case feel::Kind::kBoolean:
      return truth_value(value.boolean());
    case feel::Kind::kNumber:
      return number_value(value.number());
    case feel::Kind::kString:
      return text_value(std::string(value.string()));
    case feel::Kind::kDate:
      return date_value(day_of_count(value.day()));
    case feel::Kind::kDaysTime:
      if (value.days_time().nanos != 0 || value.days_time().seconds % 86'400 != 0)
        return std::nullopt;
      return days_value(value.days_time().seconds / 86'400);
    case feel::Kind::kYearsMonths:
      return months_value(value.months());
    case feel::Kind::kList:
      result.kind = Kind::kList;
      for (const Value& item : value.items()) {
        std::optional<Naive> part = from_engine(item);
        if (!part) return std::nullopt;
        result.items.push_back(*part);
      }
      return result;
    case feel::Kind::kContext:
      result.kind = Kind::kContext;
      for (const Value::Entry& entry : value.entries()) {
        std::optional<Naive> part = from_engine(entry.value);
        if (!part) return std::nullopt;
        result.entries.push_back({entry.name, *part});
      }
      return result;
    case feel::Kind::kTime:
    case feel::Kind::kDateTime:
    case feel::Kind::kRange:
    case feel::Kind::kFunction:
    case feel::Kind::kUnknown:
      return std::nullopt;
  }
  return std::nullopt;
}

Engine::Engine(const Suite& suite, const std::vector<std::string>& files, std::string& problem) {
  Diagnostics diagnostics;
  // The importing model comes first as often as the imported one.
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::size_t file = suite.order_seed % 2 == 0 ? i : files.size() - 1 - i;
    models_.add(files[file], "m" + std::to_string(file) + ".dmn", diagnostics);
  }
  models_.compile(dmn::Strictness::kContent, diagnostics);
  for (const Diagnostic& item : diagnostics.items())
    if (item.severity == Severity::kError) problem += to_string(item) + "\n";
  if (!problem.empty()) return;
  const auto space = [](const Element& element) {
    return "urn:differential:m" + std::to_string(element.model);
  };
  for (const Element& input : suite.inputs)
    for (const std::uint32_t i : models_.inputs_named(input.name))
      if (models_.models()[models_.inputs()[i].model]->namespace_uri == space(input))
        inputs_.push_back(i);
  for (const Element& decision : suite.decisions)
    decisions_.push_back(models_.find_decision(space(decision), decision.name).value());
}

std::vector<Value> Engine::decide(const std::vector<std::optional<Naive>>& inputs) const {
  dmn::Evaluation evaluation(models_);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (inputs[i]) evaluation.set_input(inputs_[i], to_engine(*inputs[i]));
  std::vector<Value> values(decisions_.size());
  // Whichever is asked first decides the others on its way.
  for (std::size_t i = decisions_.size(); i > 0; --i)
    values[i - 1] = evaluation.decide(decisions_[i - 1]);
  return values;
}

}  // namespace alternat::differential

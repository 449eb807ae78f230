// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/variations.h"

#include <algorithm>

namespace alternat::scenarios {
namespace {

using feel::Value;

std::optional<Value> raised_number(const Population& population, std::size_t fact,
                                   const Value& value, Random& random) {
  const terms::FactDefinition& definition = population.definition(fact);
  const std::optional<std::int64_t> now = value.number().to_int();
  if (!now) return std::nullopt;
  std::vector<std::int64_t> above;
  for (const Value& boundary : population.boundaries(fact))
    if (boundary.is_number())
      if (const auto at = boundary.number().to_int(); at && *at > *now) above.push_back(*at);
  std::int64_t to = *now + std::max<std::int64_t>(1, *now / 8);
  if (!above.empty() && random.percent(80)) {
    std::sort(above.begin(), above.end());
    to = random.percent(50) ? above.front() : above[random.below(above.size())];
  }
  if (definition.maximum && Decimal::from_int(to) > *definition.maximum) return std::nullopt;
  return Value::from_int(to);
}

std::optional<Value> raised_level(const std::vector<std::string>& order, const Value& value,
                                  Random& random) {
  const auto now = std::find(order.begin(), order.end(), value.string());
  if (now == order.end() || now + 1 == order.end()) return std::nullopt;
  const auto left = static_cast<std::uint64_t>(order.end() - now - 1);
  return Value::from_string(*(now + 1 + static_cast<std::ptrdiff_t>(random.below(left))));
}

// Related work in an ICT occupation, begun eight years ago and going on.
Value with_a_period(const terms::FactDefinition& definition, const Value& value, Date on) {
  std::vector<Value> periods;
  if (value.is_list()) periods.assign(value.items().begin(), value.items().end());
  std::vector<Value::Entry> entries;
  bool first_date = true;
  for (const terms::FactField& field : definition.fields) {
    Value entry = Value::null();
    if (field.type == terms::FactType::kDate) {
      if (first_date) entry = Value::from_day(on.days() - 8 * 365);
      first_date = false;
    } else if (field.type == terms::FactType::kString) {
      entry = Value::from_string(field.name == "isco" ? "2512" : "related");
    }
    entries.push_back({field.name, std::move(entry)});
  }
  periods.push_back(Value::from_entries(std::move(entries)));
  return Value::from_items(std::move(periods));
}

}  // namespace

std::optional<Value> raised(const Population& population, std::size_t fact, const Raise& raise,
                            const Value& value, Date on, Random& random) {
  const terms::FactDefinition& definition = population.definition(fact);
  switch (definition.type) {
    case terms::FactType::kBoolean:
      if (!value.is_false()) return std::nullopt;
      return Value::from_bool(true);
    case terms::FactType::kNumber:
      if (!value.is_number()) return std::nullopt;
      return raised_number(population, fact, value, random);
    case terms::FactType::kString: {
      if (!value.is_string()) return std::nullopt;
      const bool has_scale = raise.order.empty() && definition.ordered;
      return raised_level(has_scale ? definition.values : raise.order, value, random);
    }
    case terms::FactType::kContexts:
      if (!value.is_null() && !value.is_list()) return std::nullopt;
      return with_a_period(definition, value, on);
    case terms::FactType::kDate:
    case terms::FactType::kStrings:
    case terms::FactType::kDates:
      break;
  }
  return std::nullopt;
}

std::vector<Threshold> find_thresholds(const Population& population, const EngineSetup& setup) {
  std::vector<Threshold> all;
  for (std::size_t row = 0; row < setup.rows.size(); ++row) {
    if (!setup.in_force[row]) continue;
    for (const std::string& name : setup.rows[row].parameters) {
      const terms::Parameter* parameter = setup.law.parameters->find(name);
      const std::optional<Decimal> amount =
          setup.law.parameters->value_on(name, setup.options.on, setup.options.known_as_of);
      if (!parameter || !parameter->unit.starts_with("EUR cents") || !amount || !amount->to_int())
        continue;
      for (const std::string& fact_name : setup.rows[row].facts) {
        const auto fact = population.find(fact_name);
        if (!fact || population.definition(*fact).type != terms::FactType::kNumber ||
            population.definition(*fact).unit != parameter->unit)
          continue;
        auto known = std::find_if(all.begin(), all.end(), [&](const Threshold& one) {
          return one.fact == *fact && one.parameter == name;
        });
        if (known == all.end()) known = all.insert(all.end(), {*fact, name, *amount->to_int(), {}});
        known->rows.push_back(row);
      }
    }
  }
  return all;
}

}  // namespace alternat::scenarios

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/sample_values.h"

#include "decisions/assessment/positions.h"

namespace alternat::assessment {

using feel::Value;

void spread(const Value& value, std::vector<Value>& into) {
  if (value.is_list()) {
    for (const Value& item : value.items()) spread(item, into);
  } else if (value.is_range()) {
    spread(value.low(), into);
    spread(value.high(), into);
  } else if (!value.is_null()) {
    into.push_back(value);
  }
}

std::vector<Value> long_periods(const terms::FactDefinition& definition, std::vector<Value> texts) {
  if (texts.empty()) texts.push_back(Value::from_string("¤"));
  std::vector<Value> periods;
  for (const Value& text : texts) {
    std::vector<Value::Entry> entries;
    bool first_date = true;
    for (const terms::FactField& field : definition.fields) {
      Value value = text;
      if (field.type == terms::FactType::kDate) {
        value = first_date ? Value::from_day(kFirstDay) : Value::null();
        first_date = false;
      } else if (field.type == terms::FactType::kNumber) {
        value = Value::from_int(1000);
      } else if (field.type == terms::FactType::kBoolean) {
        value = Value::from_bool(true);
      }
      entries.push_back({field.name, std::move(value)});
    }
    periods.push_back(Value::from_items({Value::from_entries(std::move(entries))}));
  }
  return periods;
}

}  // namespace alternat::assessment

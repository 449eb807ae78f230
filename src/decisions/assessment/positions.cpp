// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/positions.h"

namespace alternat::assessment {

using feel::Value;

std::optional<std::int64_t> Line::position(const Value& value) const {
  if (is_date) {
    if (value.kind() != feel::Kind::kDate) return std::nullopt;
    return value.day();
  }
  if (!value.is_number()) return std::nullopt;
  const std::optional<Decimal> scaled =
      value.number().times(Decimal::from_int(scale == 0 ? 1 : 100));
  if (!scaled) return std::nullopt;
  const std::optional<Decimal> whole = scaled->rounded(0, Decimal::Rounding::kFloor);
  return whole ? whole->to_int() : std::nullopt;
}

Value Line::at(std::int64_t position) const {
  return is_date ? Value::from_day(position)
                 : Value::from_number(Decimal::from_scaled(position, scale));
}

Line line_of(const terms::FactDefinition* definition) {
  Line line;
  line.is_date = definition && definition->type == terms::FactType::kDate;
  if (line.is_date) {
    line.low = kFirstDay;
    line.high = kLastDay;
    return line;
  }
  const bool whole = definition && definition->whole;
  line.scale = whole ? 0 : 2;
  line.low = 0;
  line.high = 1'000'000'000'000;
  if (definition && definition->minimum)
    line.low = line.position(Value::from_number(*definition->minimum)).value_or(line.low);
  if (definition && definition->maximum)
    line.high = line.position(Value::from_number(*definition->maximum)).value_or(line.high);
  return line;
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/column.h"

#include <algorithm>

#include "decisions/feel/value.h"

namespace alternat::prepared {

using feel::Kind;
using feel::Value;

namespace {

constexpr Cell kConstantMax = Cell{1} << 59;

}  // namespace

std::optional<std::uint8_t> ClassSet::number_of(const Value& value, bool undecided) {
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const Class& one = classes[i];
    const bool same =
        one.value.is_unknown() ? value.is_unknown() : feel::identical(one.value, value);
    if (same && one.undecided == undecided) return static_cast<std::uint8_t>(i);
  }
  if (classes.size() >= kClassesMax) return std::nullopt;
  classes.push_back({value, undecided});
  return static_cast<std::uint8_t>(classes.size() - 1);
}

std::optional<Cell> cell_of_value(const Value& value, bool is_day, int scale) {
  if (value.is_unknown()) return kUnknownCell;
  if (value.is_null()) return kNullCell;
  if (is_day) {
    if (value.kind() != Kind::kDate || value.day() > kDayMax || value.day() < -kDayMax)
      return std::nullopt;
    return 2 * value.day();
  }
  if (!value.is_number()) return std::nullopt;
  const Cell cell = cell_of_number(value.number(), scale);
  if (cell % 2 != 0 || cell > kConstantMax || cell < -kConstantMax) return std::nullopt;
  return cell;
}

std::optional<CutBoxes> boxes_of(std::vector<Cell> constants, bool is_day, int scale) {
  std::sort(constants.begin(), constants.end());
  constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
  const auto value_at = [&](Cell cell) {
    if (is_day) return Value::from_day(cell / 2);
    if (cell % 2 == 0) return Value::from_number(number_of_cell(cell, scale));
    return Value::from_number(Decimal::from_scaled(cell * 5, scale + 1));
  };
  for (Cell cell : constants)
    if (cell > kConstantMax || cell < -kConstantMax || cell % 2 != 0) return std::nullopt;
  CutBoxes boxes;
  boxes.cuts = {kNullCell, kEscapeCell, kEscapeCell + 1};
  boxes.values = {Value::unknown("?"), Value::null(), Value::null()};
  boxes.values.push_back(value_at(constants.empty() ? 0 : constants.front() - 2));
  for (std::size_t i = 0; i < constants.size(); ++i) {
    boxes.cuts.push_back(constants[i]);
    boxes.values.push_back(value_at(constants[i]));
    boxes.cuts.push_back(constants[i] + 1);
    // Between neighbouring days there is none: any value does.
    boxes.values.push_back(value_at(is_day ? constants[i] + 2 : constants[i] + 1));
  }
  return boxes;
}

bool collect_constants(const Value& value, bool is_day, int scale, std::vector<Cell>& cells) {
  switch (value.kind()) {
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kString:
    case Kind::kUnknown:
    case Kind::kYearsMonths:
    case Kind::kDaysTime:
      return true;
    case Kind::kNumber:
      if (is_day) return true;
      break;
    case Kind::kDate:
      if (!is_day) return true;
      break;
    case Kind::kList:
      return std::all_of(value.items().begin(), value.items().end(), [&](const Value& item) {
        return collect_constants(item, is_day, scale, cells);
      });
    case Kind::kRange:
      return collect_constants(value.low(), is_day, scale, cells) &&
             collect_constants(value.high(), is_day, scale, cells);
    case Kind::kTime:
    case Kind::kDateTime:
    case Kind::kContext:
    case Kind::kFunction:
      return !is_day;
  }
  const std::optional<Cell> cell = cell_of_value(value, is_day, scale);
  if (cell) cells.push_back(*cell);
  return cell.has_value();
}

bool collect_texts(const Value& value, std::vector<std::string>& texts) {
  if (value.is_string()) {
    texts.emplace_back(value.string());
    return true;
  }
  if (value.is_null() || value.is_boolean() || value.is_number() || value.is_unknown()) return true;
  return value.is_list() &&
         std::all_of(value.items().begin(), value.items().end(),
                     [&](const Value& item) { return collect_texts(item, texts); });
}

}  // namespace alternat::prepared

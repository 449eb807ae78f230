// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/columns.h"

#include "base/assert.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

using feel::Value;

Dictionary::Dictionary(const Plan& plan, std::uint32_t input) : plan_(plan), input_(input) {}

std::uint32_t Dictionary::number_of_text(std::string_view text) {
  const auto found = by_text_.find(text);
  return found != by_text_.end() ? found->second : add(Value::from_string(text));
}

// Values that are no text are told apart by how they print, with their kind in front.
std::uint32_t Dictionary::number_of(const Value& value) {
  if (value.is_string()) return number_of_text(value.string());
  const std::string text = '\0' + std::string(feel::kind_name(value.kind())) + feel::to_text(value);
  const auto found = by_text_.find(text);
  if (found != by_text_.end() && feel::identical(values_[found->second], value))
    return found->second;
  const auto number = static_cast<std::uint32_t>(values_.size());
  values_.push_back(value);
  by_text_.insert_or_assign(text, number);
  ask_atoms(value);
  return number;
}

std::uint32_t Dictionary::add(Value value) {
  const auto number = static_cast<std::uint32_t>(values_.size());
  by_text_.emplace(value.string(), number);
  ask_atoms(value);
  values_.push_back(std::move(value));
  return number;
}

void Dictionary::ask_atoms(const Value& /*value*/) {}

Columns::Columns(const Plan& plan, std::size_t size) : plan_(plan), cells_(plan.inputs().size()) {
  for (std::uint32_t i = 0; i < plan.inputs().size(); ++i) dictionaries_.emplace_back(plan, i);
  resize(size);
}

void Columns::resize(std::size_t size) {
  size_ = size;
  for (std::vector<Cell>& column : cells_) column.resize(size, kUnknownCell);
}

void Columns::set(std::size_t row, std::uint32_t input, const Value& value) {
  cells_[input][row] = cell_of(row, input, value);
}

bool Columns::set(std::size_t row, std::string_view input, const Value& value) {
  bool found = false;
  for (std::uint32_t i = 0; i < plan_.inputs().size(); ++i) {
    if (plan_.inputs()[i].name != input) continue;
    set(row, i, value);
    found = true;
  }
  return found;
}

void Columns::set_all(std::size_t row, const dmn::Evaluation& evaluation) {
  for (std::uint32_t i = 0; i < plan_.inputs().size(); ++i)
    set(row, i, evaluation.input(plan_.inputs()[i].model_inputs.front()));
}

Cell Columns::cell_of(std::size_t row, std::uint32_t input, const Value& given) {
  if (given.is_unknown()) return kUnknownCell;
  const PlanInput& column = plan_.inputs()[input];
  const std::optional<Value> taken = dmn::conform(column.type, given, context_);
  if (!taken || taken->is_null()) return kNullCell;
  const Value& value = *taken;
  const int scale = plan_.program().scale;
  switch (column.kind) {
    case InputKind::kBoolean:
      return cell_of_bool(value.boolean());
    case InputKind::kNumber: {
      const Cell cell = cell_of_number(value.number(), scale);
      if (cell % 2 != 0) inexact_[{input, row}] = value;
      return cell;
    }
    case InputKind::kDate:
      return 2 * value.day();
    case InputKind::kString:
    case InputKind::kOther:
      return dictionaries_[input].number_of(value);
  }
  return kNullCell;
}

Value Columns::value(std::size_t row, std::uint32_t input) const {
  const Cell cell = cells_[input][row];
  const PlanInput& column = plan_.inputs()[input];
  if (cell == kUnknownCell) return Value::unknown(column.name);
  if (cell == kNullCell) return Value::null();
  switch (column.kind) {
    case InputKind::kBoolean:
      return Value::from_bool(cell != 0);
    case InputKind::kNumber:
      if (cell % 2 == 0) return Value::from_number(number_of_cell(cell, plan_.program().scale));
      return inexact_.at({input, row});
    case InputKind::kDate:
      return Value::from_day(cell / 2);
    case InputKind::kString:
    case InputKind::kOther:
      return dictionaries_[input].value(static_cast<std::uint32_t>(cell));
  }
  return Value::null();
}

}  // namespace alternat::prepared

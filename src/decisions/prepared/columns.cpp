// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/columns.h"

#include "base/assert.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

using feel::Value;

Dictionary::Dictionary(const Plan& plan, std::uint32_t input)
    : input_(&plan.program().texts[input]), classes_(input_->atoms.size()) {
  context_.set_today(plan.program().today);
  context_.set_now(plan.program().now);
  context_.set_calendars(plan.program().models->calendars());
  ask_atoms(Value::unknown("?"));
  ask_atoms(Value::null());
  ask_atoms(Value::null());  // in the place of escape
  for (const std::string& text : input_->constants) number_of_text(text);
}

std::uint32_t Dictionary::number_of_text(std::string_view text) {
  const auto found = by_text_.find(text);
  return found != by_text_.end() ? found->second : add(std::string(text), Value::from_string(text));
}

// Values that are no text are told apart by how they print, with their kind in front.
std::uint32_t Dictionary::number_of(const Value& value) {
  if (value.is_string()) return number_of_text(value.string());
  const std::string key =
      std::string(1, '\0') + std::string(feel::kind_name(value.kind())) + feel::to_text(value);
  const auto found = by_text_.find(key);
  if (found != by_text_.end() && feel::identical(values_[found->second], value))
    return found->second;
  return add(key, value);
}

std::uint32_t Dictionary::add(const std::string& key, Value value) {
  const auto number = static_cast<std::uint32_t>(values_.size());
  by_text_.insert_or_assign(key, number);
  escapes_.push_back(!ask_atoms(value));
  values_.push_back(std::move(value));
  return number;
}

// False if one of them gives what it does not expect.
bool Dictionary::ask_atoms(const Value& value) {
  bool fits = true;
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const Atom& atom = input_->atoms[i];
    const Value answer = atom.ask(value, context_);
    std::size_t at = 0;
    while (at < atom.classes.size() &&
           !(answer.is_unknown() ? atom.classes[at].value.is_unknown()
                                 : feel::identical(atom.classes[at].value, answer)))
      ++at;
    fits = fits && at < atom.classes.size();
    classes_[i].push_back(static_cast<std::uint8_t>(at < atom.classes.size() ? at : 0));
  }
  return fits;
}

Columns::Columns(const Plan& plan, std::size_t size) : plan_(plan), cells_(plan.inputs().size()) {
  for (std::uint32_t i = 0; i < plan.inputs().size(); ++i) dictionaries_.emplace_back(plan, i);
  resize(size);
}

void Columns::resize(std::size_t size) {
  size_ = size;
  heads_.clear();
  for (std::vector<Cell>& column : cells_) {
    column.resize(size, kUnknownCell);
    heads_.push_back(column.data());
  }
  escapes_.resize(size, 0);
}

void Columns::set_cell(std::size_t row, std::uint32_t input, Cell cell) {
  Cell& place = cells_[input][row];
  if (place == kEscapeCell) --escapes_[row];
  if (cell == kEscapeCell) ++escapes_[row];
  place = cell;
}

void Columns::set(std::size_t row, std::uint32_t input, const Value& value) {
  set_cell(row, input, cell_of(row, input, value));
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
  switch (column.kind) {
    case InputKind::kBoolean:
      return cell_of_bool(value.boolean());
    case InputKind::kNumber: {
      const Cell cell = cell_of_number(value.number(), plan_.program().scale);
      if (cell % 2 != 0) inexact_[{input, row}] = value;
      return cell;
    }
    case InputKind::kDate:
      if (value.day() <= kDayMax && value.day() >= -kDayMax) return 2 * value.day();
      inexact_[{input, row}] = value;
      return kEscapeCell;
    case InputKind::kString:
    case InputKind::kOther: {
      // Parts that are not known have names; the dictionary would forget them.
      const std::uint32_t number = value.has_unknown() ? 0 : dictionaries_[input].number_of(value);
      if (!value.has_unknown() && !dictionaries_[input].escapes(number)) return number;
      inexact_[{input, row}] = value;
      return kEscapeCell;
    }
  }
  return kNullCell;
}

Value Columns::value(std::size_t row, std::uint32_t input) const {
  const Cell cell = cells_[input][row];
  const PlanInput& column = plan_.inputs()[input];
  if (cell == kUnknownCell) return Value::unknown(column.name);
  if (cell == kNullCell) return Value::null();
  if (cell == kEscapeCell) return inexact_.at({input, row});
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

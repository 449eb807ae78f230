// SPDX-License-Identifier: EUPL-1.2
// Columns: the facts of many persons (or of one), column by column, as cells. Setting a fact is
// where strings are looked up and decimals scaled; deciding needs none of that.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "decisions/dmn/evaluate.h"
#include "decisions/prepared/cell.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

// The texts and other values of one column, numbered: first those that the plan names, then others
// as they come. For each number the answers of the plan's atoms (what a step wants to know of it).
class Dictionary {
 public:
  Dictionary(const Plan& plan, std::uint32_t input);
  // The number of the value; asks the atoms if it is new.
  std::uint32_t number_of(const feel::Value& value);
  std::uint32_t number_of_text(std::string_view text);
  const feel::Value& value(std::uint32_t number) const { return values_[number]; }
  std::size_t size() const { return values_.size(); }
  // By atom, then 0 = unknown, 1 = null, 2 + number.
  const std::vector<std::vector<std::uint8_t>>& classes() const { return classes_; }
  const std::vector<std::vector<Cell>>& cells() const { return cells_; }

 private:
  std::uint32_t add(feel::Value value);
  void ask_atoms(const feel::Value& value);

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  const Plan& plan_;
  std::uint32_t input_;
  std::vector<feel::Value> values_;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> by_text_;
  std::vector<std::vector<std::uint8_t>> classes_;
  std::vector<std::vector<Cell>> cells_;
};

// Filled by one thread, then read by many. The Plan must outlive it.
class Columns {
 public:
  explicit Columns(const Plan& plan, std::size_t size = 0);

  // New rows start Unknown.
  void resize(std::size_t size);
  std::size_t size() const { return size_; }
  const Plan& plan() const { return plan_; }

  // The value is held against the input's type as Evaluation::set_input does: one that does not fit
  // becomes null. Unknown is Unknown of the input's own name.
  void set(std::size_t row, std::uint32_t input, const feel::Value& value);
  // False if the plan has no such input.
  bool set(std::size_t row, std::string_view input, const feel::Value& value);
  // All inputs of the plan as they stand in the evaluation (of the same ModelSet).
  void set_all(std::size_t row, const dmn::Evaluation& evaluation);
  // For what is a cell already (no check).
  void set_cell(std::size_t row, std::uint32_t input, Cell cell) { cells_[input][row] = cell; }
  feel::Value value(std::size_t row, std::uint32_t input) const;

  const std::vector<Cell>& cells(std::uint32_t input) const { return cells_[input]; }
  const Dictionary& dictionary(std::uint32_t input) const { return dictionaries_[input]; }
  Dictionary& dictionary(std::uint32_t input) { return dictionaries_[input]; }

 private:
  Cell cell_of(std::size_t row, std::uint32_t input, const feel::Value& value);

  const Plan& plan_;
  std::size_t size_ = 0;
  std::vector<std::vector<Cell>> cells_;
  std::vector<Dictionary> dictionaries_;
  feel::EvaluationContext context_;
  // Numbers and days that no cell holds exactly, by input and row.
  std::map<std::pair<std::uint32_t, std::size_t>, feel::Value> inexact_;
};

}  // namespace alternat::prepared

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

struct TextInput;  // program.h

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
  // By the atom; then 0 unknown, 1 null, 2 escape, 3 + number.
  const std::uint8_t* classes(std::uint32_t atom) const { return classes_[atom].data(); }
  // An atom gave for it what the plan did not expect.
  bool escapes(std::uint32_t number) const { return escapes_[number]; }

 private:
  std::uint32_t add(const std::string& key, feel::Value value);
  bool ask_atoms(const feel::Value& value);

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  const TextInput* input_;
  std::vector<feel::Value> values_;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> by_text_;
  std::vector<std::vector<std::uint8_t>> classes_;
  std::vector<bool> escapes_;
  feel::EvaluationContext context_;
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
  // For what is a cell already: unknown, null, a boolean, a number or day in even cells, the number
  // of a value in the dictionary. No check.
  void set_cell(std::size_t row, std::uint32_t input, Cell cell);
  feel::Value value(std::size_t row, std::uint32_t input) const;

  // By input, then row.
  const Cell* const* cells() const { return heads_.data(); }
  // Facts of the row that have no cell; not 0: the interpreter decides.
  const std::uint16_t* escapes() const { return escapes_.data(); }
  const Dictionary& dictionary(std::uint32_t input) const { return dictionaries_[input]; }
  Dictionary& dictionary(std::uint32_t input) { return dictionaries_[input]; }

 private:
  Cell cell_of(std::size_t row, std::uint32_t input, const feel::Value& value);

  const Plan& plan_;
  std::size_t size_ = 0;
  std::vector<std::vector<Cell>> cells_;
  std::vector<Cell*> heads_;
  std::vector<std::uint16_t> escapes_;
  std::vector<Dictionary> dictionaries_;
  feel::EvaluationContext context_;
  // Values that no cell holds exactly, by input and row.
  std::map<std::pair<std::uint32_t, std::size_t>, feel::Value> inexact_;
};

}  // namespace alternat::prepared

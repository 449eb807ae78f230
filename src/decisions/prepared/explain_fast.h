// SPDX-License-Identifier: EUPL-1.2
// The explanation written from registers and fragments. Private to prepared.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/prepared/execute.h"
#include "decisions/prepared/hasher.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

// Bytes behind one another; grows, never shrinks.
class Out {
 public:
  void clear() { size_ = 0; }
  void add(std::string_view text) {
    if (bytes_.size() - size_ < text.size()) bytes_.resize((bytes_.size() + text.size()) * 2);
    std::memcpy(bytes_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::string bytes_ = std::string(1 << 14, '\0');
  std::size_t size_ = 0;
};

class FastExplainer {
 public:
  explicit FastExplainer(const Plan& plan);
  // Whether the plan can be explained this way at all.
  bool can() const { return can_; }
  // The dictionaries were emptied.
  void forget_texts() {
    for (std::vector<std::string>& texts : dictionary_) texts.clear();
  }
  // False if the interpreter must explain; then `out` holds rubbish.
  bool write(const Columns& columns, const OneRegisters& registers, Out& out);

 private:
  // A cell of a rule: what to write where its column says no, maybe, error.
  struct CellText {
    std::uint32_t column = 0;
    std::string no, maybe, error;
  };
  struct Rule {
    std::vector<CellText> cells;  // in the order of the inputs
    // Behind the cells, by verdict: id, legal basis, outputs, verdict.
    std::string no, hit, maybe, error;
    std::string result;  // of a list
  };
  // A value that is shown; `classes`: JSON by index of its lookup, "" where the interpreter must
  // say on which facts it depends.
  struct Read {
    const Column* column = nullptr;
    std::vector<std::string> classes;
    std::string before;
  };
  struct One {
    const Explained* explained = nullptr;
    std::string begin;        // up to the values read, or to the result of a table
    std::vector<Read> reads;  // columns of a table, names of a literal
    std::string middle, end;
    Read result;
    std::vector<Rule> rules;
    bool is_list = false;
  };

  Read read_of(const Column& column, std::string before) const;
  bool prepare(const Plan& plan, const Explained& explained, One& one);
  bool prepare_rule(const Plan& plan, const Explained& explained, std::size_t rule, Rule& made);
  bool write_one(const One& one, Out& out);
  void write_rule(const Rule& rule, std::size_t index, bool packed, Out& out);
  bool write_read(const Read& read, Out& out);
  bool write_result(const One& one, Out& out);
  bool write_input(std::uint32_t input, Out& out);
  bool write_number(Cell cell, Out& out) const;
  void write_day(Cell cell, Out& out) const;
  std::size_t place(const Lookup& lookup) const;
  std::string_view dictionary_text(std::uint32_t input, std::uint32_t number);

  const Program& program_;
  bool can_ = true;
  std::vector<One> decisions_;
  std::string identity_, models_;
  std::vector<std::string> unknown_;                  // by input
  std::vector<std::vector<std::string>> dictionary_;  // by input and number
  Out facts_;
  Hasher hasher_;
  // Of the running call.
  const Columns* columns_ = nullptr;
  const OneRegisters* registers_ = nullptr;
  std::vector<const std::uint64_t*> words_;  // of the running table, by column
  Masks masks_;
};

}  // namespace alternat::prepared

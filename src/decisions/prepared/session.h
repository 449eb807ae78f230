// SPDX-License-Identifier: EUPL-1.2
// Running a plan: one person (Session), or a population in columns on several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "decisions/prepared/columns.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

// Verdicts of the rules of one table, bit i = rule i; a rule in none of them does not hit. The same
// as dmn::Evaluation::rule_verdicts.
struct Masks {
  std::uint64_t yes = 0, maybe = 0, error = 0;
  friend bool operator==(const Masks&, const Masks&) = default;
};

// Of a population: by wanted decision, then by row of the columns. Tables have masks (those of more
// than 64 rules have none: ask Plan::has_masks); decisions whose kind is not kAny have
// results: the number of the class, a number or day as cell, kUnknownCell, kNullCell; or
// kEscapeCell for a value that has no cell (then a Session gives it).
struct Results {
  std::vector<std::vector<Masks>> masks;
  std::vector<std::vector<Cell>> results;
  // By row: 1 where a fact or a number on the way has no cell, and the interpreter decided all.
  std::vector<std::uint8_t> interpreted;
};

// Scratch of one thread. Not for several threads at once; the Plan must outlive it.
class Session {
 public:
  explicit Session(const Plan& plan);
  Session(Session&&) noexcept;
  ~Session();

  // Decides all wanted decisions for one row. No allocation, unless a decision is bridged.
  void decide(const Columns& columns, std::size_t row);
  // Of the row decided last. `wanted`: position in Plan::wanted().
  const Masks& masks(std::size_t wanted) const;
  // What dmn::Evaluation::decide gives; Unknown without the names of what it depends on, unless
  // bridged.
  feel::Value value(std::size_t wanted) const;
  // A fact or a number on the way has no cell: the interpreter decided all.
  bool is_interpreted() const;

  // Rows [begin, end) into results already of the right size.
  void decide(const Columns& columns, std::size_t begin, std::size_t end, Results& results);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

// The whole population; `threads` share it in equal parts. Results are resized.
void decide_all(const Plan& plan, const Columns& columns, unsigned threads, Results& results);

}  // namespace alternat::prepared

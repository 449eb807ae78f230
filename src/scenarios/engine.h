// SPDX-License-Identifier: EUPL-1.2
// Engine: a table of persons (facts in columns) through the rows of all pathways. Two engines give
// the same answers: the interpreter, and the prepared plan for a population.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "decisions/assessment/decision_run.h"
#include "decisions/assessment/rows.h"
#include "decisions/feel/value.h"

namespace alternat::scenarios {

// What all engines of one law share. Immutable; the law must outlive it.
struct EngineSetup {
  assessment::Law law;
  assessment::AssessmentOptions options;
  std::vector<assessment::PathwayRow> rows;
  std::vector<bool> in_force;      // by row
  std::vector<std::string> facts;  // the columns, sorted
};
Result<EngineSetup> make_setup(const assessment::Law& law,
                               const assessment::AssessmentOptions& options,
                               std::vector<std::string> facts);

// Rules of a row as bits: those that refuse or ask for an officer, certainly or perhaps.
struct RowBits {
  std::uint64_t yes = 0, maybe = 0, error = 0;
};

// One per thread.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual void resize(std::size_t persons) = 0;
  virtual void set(std::size_t person, std::size_t fact, const feel::Value& value) = 0;
  // All facts of one person to another.
  virtual void copy(std::size_t from, std::size_t to) = 0;
  // Persons 0 … count - 1.
  virtual void decide(std::size_t count) = 0;
  // What may come out of the row, as the answer of one row does (assessment/row_state.h); a row
  // that is not in force is kCanBeIneligible.
  virtual assessment::Outcomes outcome(std::size_t person, std::size_t row) const = 0;
  // The first 64 rules of the row.
  virtual RowBits bits(std::size_t person, std::size_t row) const = 0;
};

class EngineMaker {
 public:
  virtual ~EngineMaker() = default;
  virtual std::unique_ptr<Engine> make() const = 0;
};
// The setup must outlive the maker, the maker its engines.
std::unique_ptr<EngineMaker> interpreter_maker(const EngineSetup& setup);

// Outcomes from bits, as for the answer of one row (assessment/row_state.h).
assessment::Outcomes outcomes_of(const assessment::PathwayRow& row, const RowBits& bits);
// Codes of the row's rules in `bits`, in the order of the table, each once.
std::vector<std::string> codes_of(const assessment::PathwayRow& row, std::uint64_t bits);

}  // namespace alternat::scenarios

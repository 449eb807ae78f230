// SPDX-License-Identifier: EUPL-1.2
// Plan: decisions of a ModelSet prepared for speed. The closure of the wanted decisions becomes a
// short list of steps over typed cells; every answer is the interpreter's own (dmn::Evaluation),
// since each step's table of answers is made by asking it. What cannot be prepared is bridged: the
// interpreter decides it, person by person.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/dmn/model_set.h"
#include "decisions/feel/value.h"

namespace alternat::prepared {

struct Program;  // program.h

enum class InputKind : std::uint8_t { kNumber, kBoolean, kDate, kString, kOther };

// One column: all inputs of this name and type, in whatever model.
struct PlanInput {
  std::string name;
  InputKind kind = InputKind::kOther;
  dmn::ItemType type;
  std::vector<std::uint32_t> model_inputs;  // into ModelSet::inputs()
};

// What a rule's "no" means where a derived table under one of its columns has no answer: as the
// table says; or an error, as for the rows of pathways (assessment::mark_undecided).
enum class Undecided : std::uint8_t { kAsTable, kIsError };

// An input that is the same for everybody: a parameter of the law, the day `on`. Unknown is allowed
// (a parameter not established).
struct Bound {
  std::string name;
  feel::Value value;
};

struct PlanOptions {
  std::vector<Bound> bound;
  feel::Value today, now;  // for today() and now(); null: they warn and give null
  Undecided undecided = Undecided::kAsTable;
};

// What a wanted decision gives: one of the values of Plan::classes(), a number or day in a cell, or
// any value (only for one person at a time).
enum class ResultKind : std::uint8_t { kClass, kNumber, kDate, kAny };

struct Bridged {
  std::uint32_t decision = 0;  // into ModelSet::decisions()
  std::string why;
};

// Immutable; several threads may use one. The ModelSet must outlive it.
class Plan {
 public:
  Plan(Plan&&) noexcept;
  Plan& operator=(Plan&&) noexcept;
  ~Plan();

  // `decisions`: indexes into ModelSet::decisions(); results come in this order. The models were
  // compiled without error.
  static Plan compile(const dmn::ModelSet& models, std::span<const std::uint32_t> decisions,
                      const PlanOptions& options);

  const dmn::ModelSet& models() const;
  // The inputs that the wanted decisions rest on, without the bound ones; sorted by name.
  const std::vector<PlanInput>& inputs() const;
  std::optional<std::uint32_t> find_input(std::string_view name) const;
  const std::vector<std::uint32_t>& wanted() const;
  // Whether it is a table of at most 64 rules.
  bool has_masks(std::size_t wanted) const;
  ResultKind result_kind(std::size_t wanted) const;
  // kClass: the values that Results::results counts; null may be there twice.
  const std::vector<feel::Value>& classes(std::size_t wanted) const;
  // Not kAny: the value of a cell of Results::results, not kEscapeCell. A number between two steps
  // of the scale (odd) is given as the step below.
  feel::Value result_value(std::size_t wanted, std::int64_t cell) const;
  // Decisions left to the interpreter, and why.
  const std::vector<Bridged>& bridged() const;

  const Program& program() const { return *program_; }

 private:
  explicit Plan(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program_;
};

}  // namespace alternat::prepared

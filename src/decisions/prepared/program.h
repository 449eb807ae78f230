// SPDX-License-Identifier: EUPL-1.2
// What a Plan holds: registers, and the steps that fill them in order. A class register holds the
// number of one of a few values; a scalar register a number or day as a cell. Private to prepared.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "decisions/dmn/definitions.h"
#include "decisions/feel/evaluate.h"
#include "decisions/prepared/cell.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

inline constexpr std::size_t kRulesMax = 64;
// Class number that says: the interpreter decides for this person.
inline constexpr std::uint8_t kEscapeClass = 255;
inline constexpr std::size_t kClassesMax = 250;

// One of the values that a register may hold. `undecided`: null since no rule of a derived table
// hit (assessment::mark_undecided).
struct Class {
  feel::Value value;
  bool undecided = false;
};

// How a source becomes an index into a table of answers.
struct Lookup {
  enum class Kind : std::uint8_t {
    kCuts,      // number of cuts not above the cell; the first three: unknown, null, escape
    kDirect,    // 0 unknown, 1 null, 2 escape, then 3 + the cell, all beyond `limit` as one
    kRegister,  // the number in a class register
    kAtom,      // what the input's dictionary says of the value
  };
  Kind kind = Kind::kRegister;
  bool of_scalar = false;  // kCuts: the source is a scalar register, not an input
  std::uint32_t source = 0;
  std::uint32_t atom = 0;
  Cell limit = 0;
  std::vector<Cell> cuts;
  std::uint32_t size = 0;  // of the table of answers
};

// A cell of an input, of a scalar register, or a constant.
struct ScalarRef {
  enum class Kind : std::uint8_t { kInput, kRegister, kConstant };
  Kind kind = Kind::kConstant;
  std::uint32_t index = 0;
  Cell constant = 0;
};

// class register = answers[sum of index * stride].
struct ProductStep {
  std::vector<Lookup> sources;
  std::vector<std::uint32_t> strides;
  std::vector<std::uint8_t> answers;
  std::uint32_t result = 0;
};

enum class ScalarOp : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kMin,
  kMax,
  kAddMonths,  // b: months, as a number
  kCompletedMonths,
  kCompletedYears,
  kYear,  // b unused
  kMonth,
  kDay,
};

// State of an operand: 0 unknown, 1 null, 2 a value. `special` answers where one has no value.
struct ScalarStep {
  ScalarOp op = ScalarOp::kAdd;
  ScalarRef a, b;
  std::array<Cell, 9> special{};  // by state of a * 3 + state of b
  int scale = 0;
  std::uint32_t result = 0;
};

// class register = answers by: states as in ScalarStep, then less, equal, greater.
struct CompareStep {
  ScalarRef a, b;
  std::array<std::uint8_t, 12> answers{};
  std::uint32_t result = 0;
};

// scalar register = cells[index].
struct ToScalarStep {
  Lookup source;
  std::vector<Cell> cells;
  std::uint32_t result = 0;
};

// scalar register = one of two, by the class of the condition.
struct SelectStep {
  enum class Take : std::uint8_t { kThen, kOtherwise, kJoin, kEscape };
  Lookup condition;
  std::vector<Take> takes;
  ScalarRef then, otherwise;
  std::uint32_t result = 0;
};

struct TableStep {
  std::uint32_t table = 0;
};

// Registers filled by the interpreter.
struct BridgeStep {
  std::uint32_t decision = 0;
  ResultKind kind = ResultKind::kClass;
  std::vector<Class> classes;
  bool tells_undecided = false;
  std::uint32_t result = 0;
  std::vector<std::uint32_t> inputs;  // columns it rests on: the key of its memory
};

using Step = std::variant<ProductStep, ScalarStep, CompareStep, ToScalarStep, SelectStep, TableStep,
                          BridgeStep>;

// Three bits for every rule: no cell says no; no cell is in error; no cell may be either. A table
// is the AND of its columns' words. Up to kPackedRules in one word, else three words. The top bit
// of the first word is cleared where the interpreter must decide.
inline constexpr std::size_t kPackedRules = 21;
inline constexpr std::size_t kWideRules = 63;
inline constexpr std::uint64_t kWordOk = std::uint64_t{1} << 63;

struct TableColumn {
  std::uint32_t input = 0;  // column of the DMN table
  Lookup lookup;
  std::vector<std::uint64_t> words;
};

// The output of one rule: a class; or that of a register, through `map`.
struct RuleOutput {
  std::uint8_t class_number = 0;
  bool is_register = false;
  std::uint32_t source = 0;
  std::vector<std::uint8_t> map;
};

struct Table {
  std::uint32_t decision = 0;
  std::size_t rules = 0;
  bool packed = true;
  bool may_escape = false;
  std::array<std::uint64_t, 3> base{};  // of columns that are the same for everybody
  std::vector<TableColumn> columns;
  std::int32_t wanted = -1;  // position of the masks among the results
  // What comes out, if another step or a result reads it.
  enum class Out : std::uint8_t { kNone, kClass, kSum };
  Out out = Out::kNone;
  std::uint32_t result = 0;
  dmn::HitPolicy policy = dmn::HitPolicy::kUnique;
  std::vector<RuleOutput> outputs;  // in the order of the rules
  std::uint8_t no_hit = 0, null_class = 0, undecided_class = 0, unknown_class = 0;
  bool no_hit_is_null = true;
  // kSum: COLLECT with an aggregation.
  dmn::Aggregation aggregation = dmn::Aggregation::kNone;
  std::vector<Cell> addends;
  Cell no_hit_cell = kNullCell;
};

// What a step asks of every value in a dictionary.
struct Atom {
  std::function<feel::Value(const feel::Value&, feel::EvaluationContext&)> ask;
  std::vector<Class> classes;
};

// What the plan knows of an input whose cells are numbers of a dictionary.
struct TextInput {
  std::vector<std::string> constants;  // the first numbers
  std::vector<Atom> atoms;
};

// Column: what is known of one value before anybody's facts are there: a constant, one of a few
// classes, a number or day, a text or other value of an input's dictionary, or nothing.

// One of a few values; `classes` by index of the lookup. `escape`: the index that means escape.
struct Finite {
  Lookup lookup;
  std::vector<Class> classes;
  std::int32_t escape = -1;
};

struct Column {
  enum class Kind : std::uint8_t { kFail, kConstant, kFinite, kScalar, kText };
  Kind kind = Kind::kFail;
  std::string why;          // kFail
  feel::Value value;        // kConstant
  Finite finite;            // kFinite
  ScalarRef scalar;         // kScalar
  bool is_day = false;      // kScalar
  std::uint32_t input = 0;  // kText

  static Column fail(std::string why) {
    Column column;
    column.why = std::move(why);
    return column;
  }
  static Column constant(feel::Value value) {
    Column column;
    column.kind = Kind::kConstant;
    column.value = std::move(value);
    return column;
  }
  static Column of(Finite finite) {
    Column column;
    column.kind = Kind::kFinite;
    column.finite = std::move(finite);
    return column;
  }
  static Column of(ScalarRef scalar, bool is_day) {
    Column column;
    column.kind = Kind::kScalar;
    column.scalar = scalar;
    column.is_day = is_day;
    return column;
  }
  static Column text(std::uint32_t input) {
    Column column;
    column.kind = Kind::kText;
    column.input = input;
    return column;
  }
  bool failed() const { return kind == Kind::kFail; }
  bool is_constant() const { return kind == Kind::kConstant; }
  bool is_finite() const { return kind == Kind::kFinite; }
  bool is_scalar() const { return kind == Kind::kScalar; }
};

// A decision as an explanation shows it: its result, and what it reads.
struct Explained {
  std::uint32_t decision = 0;
  Column result;                   // kFail: the list of what hits (COLLECT)
  std::vector<Table> table;        // one, or none for a literal expression
  std::vector<std::string> names;  // of a literal expression
  std::vector<Column> reads;       // the columns of the table, or the names
};

struct Wanted {
  std::uint32_t decision = 0;
  bool has_masks = false;
  bool is_table_bridged = false;  // masks by the interpreter
  ResultKind kind = ResultKind::kAny;
  std::vector<feel::Value> classes;
  std::uint32_t source = 0;  // register of the result
};

struct Program {
  const dmn::ModelSet* models = nullptr;
  std::vector<Bound> bound;
  feel::Value today, now;
  Undecided undecided = Undecided::kAsTable;
  int scale = 2;  // of all numbers
  std::vector<PlanInput> inputs;
  std::vector<TextInput> texts;  // by input
  std::vector<std::uint32_t> wanted_decisions;
  std::vector<Wanted> wanted;
  std::size_t tables_bridged = 0;
  std::vector<Bridged> bridged;
  std::vector<Step> steps;
  std::vector<Table> tables;
  std::vector<Explained> explained;  // in the order of evaluation; what is bridged is not there
  std::uint32_t class_registers = 0;
  std::uint32_t scalar_registers = 0;
};

}  // namespace alternat::prepared

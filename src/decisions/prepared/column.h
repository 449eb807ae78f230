// SPDX-License-Identifier: EUPL-1.2
// Column: what the lowering knows of one value before anybody's facts are there: a constant, one of
// a few classes, a number or day, a text or other value of an input's dictionary, or nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decisions/prepared/program.h"

namespace alternat::prepared {

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

// Numbers values as they come; the same value (and mark) twice is one class. Nothing beyond
// kClassesMax.
class ClassSet {
 public:
  std::optional<std::uint8_t> number_of(const feel::Value& value, bool undecided);
  std::vector<Class> classes;
};

// A cell that stands for the value in a scalar register; nullopt if it is neither a number of the
// scale (a day, if `is_day`) nor null or Unknown.
std::optional<Cell> cell_of_value(const feel::Value& value, bool is_day, int scale);

// The boxes into which constants cut a scalar: the cuts above the three special ones, and for every
// box a value that lies in it. Nothing if a constant is not of the scale.
struct CutBoxes {
  std::vector<Cell> cuts;           // kNullCell, kEscapeCell, kEscapeCell + 1, then the constants'
  std::vector<feel::Value> values;  // by index: Unknown, null, null (escape), then the boxes
};
std::optional<CutBoxes> boxes_of(std::vector<Cell> constants, bool is_day, int scale);
// Cells of all numbers (days) in the value: itself, list items, ends of ranges. False if there is
// something whose order with the scalar is not that of numbers (days).
bool collect_constants(const feel::Value& value, bool is_day, int scale, std::vector<Cell>& cells);
// Strings among the value and its items; false if there is more than strings, booleans, numbers and
// null: whether a text is equal to it depends on those strings only.
bool collect_texts(const feel::Value& value, std::vector<std::string>& texts);

}  // namespace alternat::prepared

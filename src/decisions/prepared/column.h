// SPDX-License-Identifier: EUPL-1.2
// Helpers of the lowering: classes of values, and the boxes into which constants cut a scalar.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decisions/prepared/program.h"

namespace alternat::prepared {

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

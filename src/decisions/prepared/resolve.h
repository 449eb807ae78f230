// SPDX-License-Identifier: EUPL-1.2
// Words of rule bits to masks, and masks to what the hit policy makes of them (DMN 1.5 clause
// 8.2.8), as dmn::Interpreter::table does.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "decisions/prepared/program.h"
#include "decisions/prepared/session.h"

namespace alternat::prepared {

struct Words {
  std::array<std::uint64_t, 3> parts;
  void meet(const std::uint64_t* word, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) parts[i] &= word[i];
  }
};

inline Masks masks_of(std::uint64_t open, std::uint64_t sound, std::uint64_t sure) {
  return {open & sound & sure, open & sound & ~sure, open & ~sound};
}
inline Masks masks_of_packed(std::uint64_t word) {
  constexpr std::uint64_t kRules = (std::uint64_t{1} << kPackedRules) - 1;
  return masks_of(word & kRules, word >> kPackedRules & kRules, word >> 2 * kPackedRules & kRules);
}
inline Masks masks_of(const Words& words, bool packed) {
  return packed ? masks_of_packed(words.parts[0])
                : masks_of(words.parts[0] & ~kWordOk, words.parts[1], words.parts[2]);
}

// Class of the result where something may hit, or more than one rule does. `registers`: class
// registers of the person, for outputs that are not constant.
std::uint8_t resolve_slowly(const Table& table, const Masks& masks, const std::uint8_t* registers);

inline std::uint8_t output_class(const Table& table, std::size_t rule,
                                 const std::uint8_t* registers) {
  const RuleOutput& output = table.outputs[rule];
  return output.is_register ? output.map[registers[output.source]] : output.class_number;
}

inline std::uint8_t resolve_class(const Table& table, const Masks& masks,
                                  const std::uint8_t* registers) {
  if (masks.maybe == 0) {
    if (masks.yes == 0) return table.no_hit_is_null ? table.undecided_class : table.no_hit;
    if (std::has_single_bit(masks.yes))
      return output_class(table, static_cast<std::size_t>(std::countr_zero(masks.yes)), registers);
  }
  return resolve_slowly(table, masks, registers);
}

// COLLECT with an aggregation.
Cell resolve_sum(const Table& table, const Masks& masks, int scale);

}  // namespace alternat::prepared

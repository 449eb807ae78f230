// SPDX-License-Identifier: EUPL-1.2
// Running the steps of a plan: for one person, and for a block of persons. Private to prepared.
#pragma once

#include <cstdint>
#include <vector>

#include "decisions/prepared/fallback.h"
#include "decisions/prepared/kernels.h"
#include "decisions/prepared/program.h"
#include "decisions/prepared/session.h"

namespace alternat::prepared {

// What bridged decisions gave for cells seen before.
class BridgeMemory;

// One scalar operation; kEscapeCell where the exact result has no cell. `special` of the step
// answers where an operand has no value.
Cell operate(const ScalarStep& step, Cell a, Cell b);
// Place in CompareStep::answers, or -1 where the interpreter must say.
int compare_place(Cell a, Cell b);
Cell select(SelectStep::Take take, Cell then, Cell otherwise);

struct OneRegisters {
  std::vector<std::uint8_t> classes;
  std::vector<Cell> scalars;
  std::vector<Masks> masks;  // by wanted
};
// Index of the row's value into the lookup's table of answers.
std::size_t place_of(const Lookup& lookup, const Columns& columns, std::size_t row,
                     const OneRegisters& registers);

// Answers a bridge for the row; false to escape.
struct Bridging {
  Fallback& fallback;
  BridgeMemory& memory;
};
// False if the interpreter must decide for the person.
bool execute_one(const Program& program, const Columns& columns, std::size_t row, Bridging bridging,
                 OneRegisters& registers);

struct BlockRegisters {
  std::vector<std::uint8_t> classes;  // by register, then person
  std::vector<Cell> scalars;
  std::vector<std::int64_t> places = std::vector<std::int64_t>(kBlock);
  std::vector<std::uint64_t> words = std::vector<std::uint64_t>(3 * kBlock);
  std::vector<std::uint8_t> escaped = std::vector<std::uint8_t>(kBlock);
};
// Rows [begin, begin + size), size ≤ kBlock. `registers.escaped` says for whom the interpreter must
// decide.
void execute_block(const Program& program, const Columns& columns, std::size_t begin,
                   std::size_t size, Bridging bridging, BlockRegisters& registers,
                   Results& results);

}  // namespace alternat::prepared

// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "decisions/prepared/bridge.h"
#include "decisions/prepared/execute.h"
#include "decisions/prepared/resolve.h"

namespace alternat::prepared {
namespace {

// The steps of a block of persons, in order.
struct Block {
  const Program& program;
  const Columns& columns;
  std::size_t begin;
  std::size_t size;
  Bridging bridging;
  BlockRegisters& registers;
  Results& results;
  std::size_t position = 0;

  std::uint8_t* classes(std::uint32_t index) const {
    return registers.classes.data() + index * kBlock;
  }
  Cell* scalars(std::uint32_t index) const { return registers.scalars.data() + index * kBlock; }
  const Cell* input(std::uint32_t index) const { return columns.cells()[index] + begin; }

  void add_places(const Lookup& lookup, std::int64_t stride) const {
    std::int64_t* places = registers.places.data();
    switch (lookup.kind) {
      case Lookup::Kind::kCuts:
        add_cuts(lookup.of_scalar ? scalars(lookup.source) : input(lookup.source), size,
                 {lookup.cuts.data(), lookup.cuts.size(), stride}, places);
        return;
      case Lookup::Kind::kDirect:
        add_direct(input(lookup.source), size, {lookup.limit, stride}, places);
        return;
      case Lookup::Kind::kRegister:
        add_classes(classes(lookup.source), size, stride, places);
        return;
      case Lookup::Kind::kAtom:
        add_atoms(input(lookup.source), size,
                  columns.dictionary(lookup.source).classes(lookup.atom), stride, places);
        return;
    }
  }
  void set_places(const Lookup& lookup) const {
    std::fill_n(registers.places.begin(), size, 0);
    add_places(lookup, 1);
  }
  // A cell of each person: `step` 0 repeats a constant.
  struct Cells {
    const Cell* cells;
    std::size_t step;
    Cell operator[](std::size_t i) const { return cells[i * step]; }
  };
  Cells cells_of(const ScalarRef& ref) const {
    switch (ref.kind) {
      case ScalarRef::Kind::kInput:
        return {input(ref.index), 1};
      case ScalarRef::Kind::kRegister:
        return {scalars(ref.index), 1};
      case ScalarRef::Kind::kConstant:
        break;
    }
    return {&ref.constant, 0};
  }
  void escape(std::size_t person) const { registers.escaped[person] = 1; }
  void escape_all(std::uint8_t* from) const {
    for (std::size_t i = 0; i < size; ++i) {
      if (from[i] != kEscapeClass) continue;
      from[i] = 0;
      escape(i);
    }
  }

  void operator()(const ProductStep& step) {
    std::fill_n(registers.places.begin(), size, 0);
    for (std::size_t i = 0; i < step.sources.size(); ++i)
      add_places(step.sources[i], step.strides[i]);
    std::uint8_t* to = classes(step.result);
    if (answer(registers.places.data(), size, step.answers.data(), to)) escape_all(to);
  }
  void operator()(const ScalarStep& step) {
    const Cells a = cells_of(step.a), b = cells_of(step.b);
    Cell* to = scalars(step.result);
    for (std::size_t i = 0; i < size; ++i) to[i] = operate(step, a[i], b[i]);
  }
  void operator()(const CompareStep& step) {
    const Cells a = cells_of(step.a), b = cells_of(step.b);
    std::uint8_t* to = classes(step.result);
    for (std::size_t i = 0; i < size; ++i) {
      const int at = compare_place(a[i], b[i]);
      to[i] = step.answers[static_cast<std::size_t>(std::max(at, 0))];
      if (at < 0) escape(i);
    }
  }
  void operator()(const ToScalarStep& step) {
    set_places(step.source);
    Cell* to = scalars(step.result);
    for (std::size_t i = 0; i < size; ++i)
      to[i] = step.cells[static_cast<std::size_t>(registers.places[i])];
  }
  void operator()(const SelectStep& step) {
    set_places(step.condition);
    const Cells then = cells_of(step.then), otherwise = cells_of(step.otherwise);
    Cell* to = scalars(step.result);
    for (std::size_t i = 0; i < size; ++i)
      to[i] =
          select(step.takes[static_cast<std::size_t>(registers.places[i])], then[i], otherwise[i]);
  }
  void operator()(const TableStep& step) {
    const Table& table = program.tables[step.table];
    const std::size_t width = table.packed ? 1 : 3;
    std::uint64_t* words = registers.words.data();
    for (std::size_t part = 0; part < width; ++part)
      std::fill_n(words + part * kBlock, size, table.base[part]);
    for (const TableColumn& column : table.columns) {
      set_places(column.lookup);
      for (std::size_t part = 0; part < width; ++part)
        meet_words(registers.places.data(), size,
                   {column.words.data(), static_cast<std::int64_t>(width),
                    static_cast<std::int64_t>(part)},
                   words + part * kBlock);
    }
    finish(table);
  }
  Masks masks_at(const Table& table, std::size_t i) const {
    const std::uint64_t* words = registers.words.data();
    if (table.packed) return masks_of_packed(words[i]);
    return masks_of(words[i] & ~kWordOk, words[kBlock + i], words[2 * kBlock + i]);
  }
  void finish(const Table& table) {
    if (table.may_escape)
      for (std::size_t i = 0; i < size; ++i)
        if ((registers.words[i] & kWordOk) == 0) escape(i);
    if (table.wanted >= 0) {
      Masks* to = results.masks[static_cast<std::size_t>(table.wanted)].data() + begin;
      for (std::size_t i = 0; i < size; ++i) to[i] = masks_at(table, i);
    }
    if (table.out == Table::Out::kClass) finish_classes(table);
    if (table.out == Table::Out::kSum) {
      Cell* to = scalars(table.result);
      for (std::size_t i = 0; i < size; ++i)
        to[i] = resolve_sum(table, masks_at(table, i), program.scale);
    }
  }
  void finish_classes(const Table& table) {
    std::uint8_t* to = classes(table.result);
    const bool constant = std::none_of(table.outputs.begin(), table.outputs.end(),
                                       [](const RuleOutput& output) { return output.is_register; });
    std::vector<std::uint8_t> person(constant ? 0 : program.class_registers);
    for (std::size_t i = 0; i < size; ++i) {
      if (!constant)
        for (const RuleOutput& output : table.outputs)
          if (output.is_register) person[output.source] = classes(output.source)[i];
      to[i] = resolve_class(table, masks_at(table, i), person.data());
    }
    escape_all(to);
  }
  void operator()(const BridgeStep& step) {
    for (std::size_t i = 0; i < size; ++i) {
      const bool skip = registers.escaped[i] != 0;
      const Cell answer =
          skip ? kEscapeCell
               : bridging.memory.ask(step, position, columns, begin + i, bridging.fallback);
      if (step.kind != ResultKind::kClass) {
        scalars(step.result)[i] = answer;
        continue;
      }
      if (answer == kEscapeCell) escape(i);
      classes(step.result)[i] = answer == kEscapeCell ? 0 : static_cast<std::uint8_t>(answer);
    }
  }
};

}  // namespace

void execute_block(const Program& program, const Columns& columns, std::size_t begin,
                   std::size_t size, Bridging bridging, BlockRegisters& registers,
                   Results& results) {
  for (std::size_t i = 0; i < size; ++i)
    registers.escaped[i] = columns.escapes()[begin + i] != 0 ? 1 : 0;
  Block block{program, columns, begin, size, bridging, registers, results};
  for (const Step& step : program.steps) {
    std::visit(block, step);
    ++block.position;
  }
}

}  // namespace alternat::prepared

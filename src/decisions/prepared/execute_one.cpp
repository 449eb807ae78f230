// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/bridge.h"
#include "decisions/prepared/execute.h"
#include "decisions/prepared/resolve.h"

namespace alternat::prepared {
namespace {

constexpr std::size_t kCountedMax = 16;

std::size_t cuts_not_above(const std::vector<Cell>& cuts, Cell cell) {
  if (cuts.size() <= kCountedMax) {
    std::size_t count = 0;
    for (Cell cut : cuts) count += cell >= cut ? 1 : 0;
    return count;
  }
  const Cell* base = cuts.data();
  std::size_t left = cuts.size();
  while (left > 1) {
    const std::size_t half = left / 2;
    base += base[half - 1] <= cell ? half : 0;
    left -= half;
  }
  return static_cast<std::size_t>(base - cuts.data()) + (*base <= cell ? 1 : 0);
}

std::size_t special(Cell cell) {
  return static_cast<std::size_t>(static_cast<std::uint64_t>(cell) -
                                  static_cast<std::uint64_t>(kUnknownCell));
}

inline std::size_t place_inline(const Lookup& lookup, const Columns& columns,
                                const Cell* const* cells, std::size_t row,
                                const OneRegisters& registers) {
  switch (lookup.kind) {
    case Lookup::Kind::kCuts: {
      const Cell cell =
          lookup.of_scalar ? registers.scalars[lookup.source] : cells[lookup.source][row];
      return cuts_not_above(lookup.cuts, cell);
    }
    case Lookup::Kind::kDirect: {
      const Cell cell = cells[lookup.source][row];
      if (cell < 0) return special(cell);
      return static_cast<std::size_t>(3 + (cell < lookup.limit ? cell : lookup.limit));
    }
    case Lookup::Kind::kRegister:
      return registers.classes[lookup.source];
    case Lookup::Kind::kAtom: {
      const Cell cell = cells[lookup.source][row];
      const std::uint8_t* answers = columns.dictionary(lookup.source).classes(lookup.atom);
      return answers[cell < 0 ? special(cell) : static_cast<std::size_t>(cell) + 3];
    }
  }
  return 0;
}

// The steps of one person, in order.
struct One {
  const Program& program;
  const Columns& columns;
  std::size_t row;
  Bridging bridging;
  OneRegisters& registers;
  const Cell* const* cells;
  std::size_t position = 0;

  std::size_t place(const Lookup& lookup) const {
    return place_inline(lookup, columns, cells, row, registers);
  }
  Cell scalar(const ScalarRef& ref) const {
    switch (ref.kind) {
      case ScalarRef::Kind::kInput:
        return cells[ref.index][row];
      case ScalarRef::Kind::kRegister:
        return registers.scalars[ref.index];
      case ScalarRef::Kind::kConstant:
        break;
    }
    return ref.constant;
  }

  bool operator()(const ProductStep& step) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < step.sources.size(); ++i)
      at += place(step.sources[i]) * step.strides[i];
    const std::uint8_t result = step.answers[at];
    registers.classes[step.result] = result;
    return result != kEscapeClass;
  }
  bool operator()(const ScalarStep& step) {
    registers.scalars[step.result] = operate(step, scalar(step.a), scalar(step.b));
    return true;
  }
  bool operator()(const CompareStep& step) {
    const int at = compare_place(scalar(step.a), scalar(step.b));
    if (at < 0) return false;
    registers.classes[step.result] = step.answers[static_cast<std::size_t>(at)];
    return true;
  }
  bool operator()(const ToScalarStep& step) {
    registers.scalars[step.result] = step.cells[place(step.source)];
    return true;
  }
  bool operator()(const SelectStep& step) {
    registers.scalars[step.result] =
        select(step.takes[place(step.condition)], scalar(step.then), scalar(step.otherwise));
    return true;
  }
  bool operator()(const TableStep& step) {
    const Table& table = program.tables[step.table];
    Words words{table.base};
    if (table.packed) {
      std::uint64_t word = words.parts[0];
      for (const TableColumn& column : table.columns) word &= column.words[place(column.lookup)];
      words.parts[0] = word;
    } else {
      for (const TableColumn& column : table.columns)
        words.meet(column.words.data() + 3 * place(column.lookup), 3);
    }
    if ((words.parts[0] & kWordOk) == 0) return false;
    const Masks masks = masks_of(words, table.packed);
    if (table.wanted >= 0) registers.masks[static_cast<std::size_t>(table.wanted)] = masks;
    if (table.out == Table::Out::kClass) {
      const std::uint8_t result = resolve_class(table, masks, registers.classes.data());
      registers.classes[table.result] = result;
      return result != kEscapeClass;
    }
    if (table.out == Table::Out::kSum)
      registers.scalars[table.result] = resolve_sum(table, masks, program.scale);
    return true;
  }
  bool operator()(const BridgeStep& step) {
    const Cell answer = bridging.memory.ask(step, position, columns, row, bridging.fallback);
    if (step.kind != ResultKind::kClass) {
      registers.scalars[step.result] = answer;
      return true;
    }
    if (answer == kEscapeCell) return false;
    registers.classes[step.result] = static_cast<std::uint8_t>(answer);
    return true;
  }
};

}  // namespace

std::size_t place_of(const Lookup& lookup, const Columns& columns, std::size_t row,
                     const OneRegisters& registers) {
  return place_inline(lookup, columns, columns.cells(), row, registers);
}

bool execute_one(const Program& program, const Columns& columns, std::size_t row, Bridging bridging,
                 OneRegisters& registers) {
  if (columns.escapes()[row] != 0) return false;
  One one{program, columns, row, bridging, registers, columns.cells()};
  for (const Step& step : program.steps) {
    if (!std::visit(one, step)) return false;
    ++one.position;
  }
  return true;
}

}  // namespace alternat::prepared

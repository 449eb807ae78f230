// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/session.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "base/assert.h"
#include "decisions/prepared/bridge.h"
#include "decisions/prepared/column.h"
#include "decisions/prepared/execute.h"
#include "decisions/prepared/fallback.h"

namespace alternat::prepared {

struct Session::State {
  explicit State(const Plan& which)
      : plan(which), program(which.program()), fallback(which), memory(which.program()) {
    one.classes.resize(program.class_registers);
    one.scalars.resize(program.scalar_registers);
    one.masks.resize(program.wanted.size());
  }
  Masks bridged_masks(std::size_t wanted) {
    return fallback.masks(program.wanted[wanted].decision, program.undecided);
  }

  const Plan& plan;
  const Program& program;
  Fallback fallback;
  BridgeMemory memory;
  OneRegisters one;
  std::optional<BlockRegisters> block;
  // The row decided last.
  const Columns* columns = nullptr;
  std::size_t row = 0;
  bool escaped = false;
};

Session::Session(const Plan& plan) : state_(std::make_unique<State>(plan)) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

void Session::decide(const Columns& columns, std::size_t row) {
  State& state = *state_;
  ALTERNAT_ASSERT(&columns.plan() == &state.plan && row < columns.size());
  state.columns = &columns;
  state.row = row;
  state.escaped =
      !execute_one(state.program, columns, row, {state.fallback, state.memory}, state.one);
  if (!state.escaped && state.program.tables_bridged == 0) return;
  state.fallback.load(columns, row);
  for (std::size_t i = 0; i < state.program.wanted.size(); ++i) {
    const Wanted& wanted = state.program.wanted[i];
    if (wanted.has_masks && (state.escaped || wanted.is_table_bridged))
      state.one.masks[i] = state.bridged_masks(i);
  }
}

const Masks& Session::masks(std::size_t wanted) const {
  return state_->one.masks[wanted];
}

bool Session::is_interpreted() const {
  return state_->escaped;
}

feel::Value Session::value(std::size_t wanted) const {
  State& state = *state_;
  const Wanted& which = state.program.wanted[wanted];
  if (state.escaped || which.kind == ResultKind::kAny) {
    state.fallback.load(*state.columns, state.row);
    return state.fallback.decide(which.decision);
  }
  if (which.kind == ResultKind::kClass)
    return state.plan.result_value(wanted, state.one.classes[which.source]);
  const Cell cell = state.one.scalars[which.source];
  if (cell > kEscapeCell && cell % 2 == 0) return state.plan.result_value(wanted, cell);
  if (cell == kUnknownCell || cell == kNullCell) return state.plan.result_value(wanted, cell);
  state.fallback.load(*state.columns, state.row);
  return state.fallback.decide(which.decision);
}

namespace {

// What the interpreter gives, as a cell of the results.
Cell result_cell(const Wanted& wanted, const feel::Value& value, int scale) {
  if (wanted.kind != ResultKind::kClass) {
    if (value.is_number()) return cell_of_number(value.number(), scale);
    return cell_of_value(value, wanted.kind == ResultKind::kDate, scale).value_or(kEscapeCell);
  }
  for (std::size_t i = 0; i < wanted.classes.size(); ++i) {
    const feel::Value& one = wanted.classes[i];
    if (one.is_unknown() ? value.is_unknown() : feel::identical(one, value))
      return static_cast<Cell>(i);
  }
  return kEscapeCell;
}

}  // namespace

void Session::decide(const Columns& columns, std::size_t begin, std::size_t end, Results& results) {
  State& state = *state_;
  const Program& program = state.program;
  ALTERNAT_ASSERT(&columns.plan() == &state.plan && end <= columns.size());
  if (!state.block) {
    state.block.emplace();
    state.block->classes.resize(program.class_registers * kBlock);
    state.block->scalars.resize(program.scalar_registers * kBlock);
  }
  for (std::size_t at = begin; at < end; at += kBlock) {
    const std::size_t size = std::min(kBlock, end - at);
    execute_block(program, columns, at, size, {state.fallback, state.memory}, *state.block,
                  results);
    for (std::size_t w = 0; w < program.wanted.size(); ++w) {
      const Wanted& wanted = program.wanted[w];
      if (wanted.kind == ResultKind::kAny) continue;
      Cell* to = results.results[w].data() + at;
      if (wanted.kind == ResultKind::kClass)
        std::copy_n(state.block->classes.data() + wanted.source * kBlock, size, to);
      else
        std::copy_n(state.block->scalars.data() + wanted.source * kBlock, size, to);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const bool escaped = state.block->escaped[i] != 0;
      results.interpreted[at + i] = escaped ? 1 : 0;
      if (!escaped && program.tables_bridged == 0) continue;
      state.fallback.load(columns, at + i);
      for (std::size_t w = 0; w < program.wanted.size(); ++w) {
        const Wanted& wanted = program.wanted[w];
        if (wanted.has_masks && (escaped || wanted.is_table_bridged))
          results.masks[w][at + i] = state.bridged_masks(w);
        if (escaped && wanted.kind != ResultKind::kAny)
          results.results[w][at + i] =
              result_cell(wanted, state.fallback.decide(wanted.decision), program.scale);
      }
    }
  }
}

void decide_all(const Plan& plan, const Columns& columns, unsigned threads, Results& results) {
  const std::size_t size = columns.size();
  results.masks.resize(plan.wanted().size());
  results.results.resize(plan.wanted().size());
  results.interpreted.resize(size);
  for (std::size_t i = 0; i < plan.wanted().size(); ++i) {
    results.masks[i].resize(plan.has_masks(i) ? size : 0);
    results.results[i].resize(plan.result_kind(i) != ResultKind::kAny ? size : 0);
  }
  const auto part = [&](std::size_t begin, std::size_t end) {
    Session(plan).decide(columns, begin, end, results);
  };
  if (threads <= 1) {
    part(0, size);
    return;
  }
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i)
    workers.emplace_back(part, size * i / threads, size * (i + 1) / threads);
  for (std::thread& worker : workers) worker.join();
}

}  // namespace alternat::prepared

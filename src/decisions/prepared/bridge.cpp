// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/bridge.h"

#include "decisions/prepared/column.h"

namespace alternat::prepared {
namespace {

constexpr std::size_t kKnownMax = 200'000;

Cell answer_of(const BridgeStep& step, Fallback& fallback, const Program& program) {
  const feel::Value& value = fallback.decide(step.decision);
  const bool undecided =
      step.tells_undecided && value.is_null() && fallback.is_undecided(step.decision);
  if (step.kind != ResultKind::kClass) {
    if (undecided && program.undecided == Undecided::kIsError) return kEscapeCell;
    if (value.is_number() && step.kind == ResultKind::kNumber)
      return cell_of_number(value.number(), program.scale);
    return cell_of_value(value, step.kind == ResultKind::kDate, program.scale)
        .value_or(kEscapeCell);
  }
  for (std::size_t i = 0; i < step.classes.size(); ++i) {
    const Class& one = step.classes[i];
    const bool same =
        one.value.is_unknown() ? value.is_unknown() : feel::identical(one.value, value);
    if (same && one.undecided == undecided) return static_cast<Cell>(i);
  }
  return kEscapeCell;
}

}  // namespace

BridgeMemory::BridgeMemory(const Program& program)
    : program_(program), known_(program.steps.size()) {}

Cell BridgeMemory::ask(const BridgeStep& step, std::size_t position, const Columns& columns,
                       std::size_t row, Fallback& fallback) {
  key_.clear();
  bool exact = true;
  for (std::uint32_t input : step.inputs) {
    const Cell cell = columns.cells()[input][row];
    // Numbers between two steps of the scale share a cell.
    exact = exact && (cell < kEscapeCell || cell % 2 == 0 ||
                      columns.plan().inputs()[input].kind != InputKind::kNumber);
    key_.push_back(cell);
  }
  auto& known = known_[position];
  if (exact) {
    const auto found = known.find(key_);
    if (found != known.end()) return found->second;
  }
  fallback.load(columns, row);
  const Cell answer = answer_of(step, fallback, program_);
  if (exact) {
    if (known.size() >= kKnownMax) known.clear();
    known.emplace(key_, answer);
  }
  return answer;
}

}  // namespace alternat::prepared

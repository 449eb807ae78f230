// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/plan.h"

#include <algorithm>
#include <set>

#include "base/assert.h"
#include "decisions/assessment/rows.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {
namespace {

InputKind kind_of(const dmn::ItemType& type) {
  switch (type.type.kind) {
    case feel::TypeKind::kNumber:
      return InputKind::kNumber;
    case feel::TypeKind::kBoolean:
      return InputKind::kBoolean;
    case feel::TypeKind::kDate:
      return InputKind::kDate;
    case feel::TypeKind::kString:
      return InputKind::kString;
    case feel::TypeKind::kAny:
    case feel::TypeKind::kNull:
    case feel::TypeKind::kTime:
    case feel::TypeKind::kDateTime:
    case feel::TypeKind::kYearsMonths:
    case feel::TypeKind::kDaysTime:
    case feel::TypeKind::kList:
    case feel::TypeKind::kContext:
    case feel::TypeKind::kRange:
    case feel::TypeKind::kFunction:
      break;
  }
  return InputKind::kOther;
}

// One column for each name and type among the inputs that the wanted decisions rest on.
void add_inputs(Program& program) {
  std::set<std::uint32_t> closure;
  for (std::uint32_t decision : program.wanted_decisions) {
    const auto& inputs = program.models->decisions()[decision].input_closure;
    closure.insert(inputs.begin(), inputs.end());
  }
  for (std::uint32_t index : closure) {
    const dmn::InputNode& node = program.models->inputs()[index];
    const std::string& name = node.data->name;
    const bool is_bound = std::any_of(program.bound.begin(), program.bound.end(),
                                      [&](const Bound& bound) { return bound.name == name; });
    if (is_bound) continue;
    const auto same =
        std::find_if(program.inputs.begin(), program.inputs.end(), [&](const PlanInput& input) {
          return input.name == name && input.type.type == node.type.type &&
                 input.type.item == node.type.item;
        });
    if (same != program.inputs.end()) {
      same->model_inputs.push_back(index);
    } else {
      program.inputs.push_back({name, kind_of(node.type), node.type, {index}});
    }
  }
  std::stable_sort(program.inputs.begin(), program.inputs.end(),
                   [](const PlanInput& a, const PlanInput& b) { return a.name < b.name; });
}

}  // namespace

Plan::Plan(std::unique_ptr<Program> program) : program_(std::move(program)) {}
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;
Plan::~Plan() = default;

Plan Plan::compile(const dmn::ModelSet& models, std::span<const std::uint32_t> decisions,
                   const PlanOptions& options) {
  auto program = std::make_unique<Program>();
  program->models = &models;
  program->bound = options.bound;
  program->today = options.today;
  program->now = options.now;
  program->undecided = options.undecided;
  program->wanted_decisions.assign(decisions.begin(), decisions.end());
  add_inputs(*program);
  for (std::uint32_t decision : decisions) {
    Wanted wanted;
    wanted.decision = decision;
    const dmn::DecisionTable* table = assessment::find_table(models, decision);
    wanted.has_masks = table && table->rules.size() <= kRulesMax;
    wanted.bridged = true;
    program->wanted.push_back(std::move(wanted));
    program->bridged.push_back({decision, "not prepared"});
  }
  return Plan(std::move(program));
}

const dmn::ModelSet& Plan::models() const {
  return *program_->models;
}
const std::vector<PlanInput>& Plan::inputs() const {
  return program_->inputs;
}
const std::vector<std::uint32_t>& Plan::wanted() const {
  return program_->wanted_decisions;
}
const std::vector<Bridged>& Plan::bridged() const {
  return program_->bridged;
}
bool Plan::has_masks(std::size_t wanted) const {
  return program_->wanted[wanted].has_masks;
}
ResultKind Plan::result_kind(std::size_t wanted) const {
  return program_->wanted[wanted].kind;
}
const std::vector<feel::Value>& Plan::classes(std::size_t wanted) const {
  return program_->wanted[wanted].classes;
}

feel::Value Plan::result_value(std::size_t wanted, std::int64_t cell) const {
  const Wanted& which = program_->wanted[wanted];
  ALTERNAT_ASSERT(which.kind != ResultKind::kAny);
  if (cell == kUnknownCell) return feel::Value::unknown(std::vector<std::string>());
  if (cell == kNullCell) return feel::Value::null();
  if (which.kind == ResultKind::kClass) return which.classes[static_cast<std::size_t>(cell)];
  if (which.kind == ResultKind::kDate) return feel::Value::from_day(cell / 2);
  return feel::Value::from_number(number_of_cell(cell, program_->scale));
}

std::optional<std::uint32_t> Plan::find_input(std::string_view name) const {
  const auto& inputs = program_->inputs;
  const auto found = std::lower_bound(
      inputs.begin(), inputs.end(), name,
      [](const PlanInput& input, std::string_view wanted) { return input.name < wanted; });
  if (found == inputs.end() || found->name != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - inputs.begin());
}

}  // namespace alternat::prepared

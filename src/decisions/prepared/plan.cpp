// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/plan.h"

#include <algorithm>
#include <set>

#include "base/assert.h"
#include "decisions/dmn/compiled.h"
#include "decisions/prepared/lowering.h"
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

// Digits behind the point of the constants that decisions compare with, within 2 and kScaleMax / 2.
class ScaleReader {
 public:
  void read(const feel::Value& value) {
    if (value.is_number())
      while (scale_ < kMax && cell_of_number(value.number(), scale_) % 2 != 0) ++scale_;
  }
  void read(const feel::Node& node) {
    if (const auto* literal = std::get_if<feel::Literal>(&node.form)) read(literal->value);
    feel::for_each_child(node, [&](const feel::Node& child) { read(child); });
  }
  void read(const dmn::Text& text) {
    if (const feel::Expression* expression = dmn::find_expression(text))
      read(*expression->tree().root);
    if (const feel::UnaryTests* tests = dmn::find_tests(text)) read(*tests->tree().root);
  }
  void read(const dmn::Expression& expression) {
    if (const auto* literal = std::get_if<dmn::LiteralExpression>(&expression.node))
      read(literal->text);
    const auto* table = std::get_if<dmn::DecisionTable>(&expression.node);
    if (!table) return;
    for (const dmn::InputClause& input : table->inputs) read(input.expression);
    for (const dmn::Rule& rule : table->rules) {
      for (const dmn::Text& cell : rule.inputs) read(cell);
      for (const dmn::Text& output : rule.outputs) read(output);
    }
  }
  int scale() const { return scale_; }

 private:
  static constexpr int kMax = 6;
  int scale_ = 2;
};

int scale_of(const Program& program) {
  std::set<std::uint32_t> decisions;
  for (std::uint32_t decision : program.wanted_decisions) {
    const auto& closure = program.models->decisions()[decision].decision_closure;
    decisions.insert(closure.begin(), closure.end());
    decisions.insert(decision);
  }
  ScaleReader reader;
  for (const Bound& bound : program.bound) reader.read(bound.value);
  for (std::uint32_t decision : decisions) {
    const dmn::Decision& element = *program.models->decisions()[decision].decision;
    if (element.expression) reader.read(*element.expression);
  }
  return reader.scale();
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
  program->scale = scale_of(*program);
  Lowering(*program).run();
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
  ALTERNAT_ASSERT(which.kind != ResultKind::kAny && cell != kEscapeCell);
  if (cell == kUnknownCell) return feel::Value::unknown(std::vector<std::string>());
  if (cell == kNullCell) return feel::Value::null();
  if (which.kind == ResultKind::kClass) return which.classes[static_cast<std::size_t>(cell)];
  if (which.kind == ResultKind::kDate) return feel::Value::from_day(cell / 2);
  return feel::Value::from_number(number_of_cell(cell - (cell & 1), program_->scale));
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

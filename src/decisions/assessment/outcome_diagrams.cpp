// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/outcome_diagrams.h"

#include <algorithm>
#include <bit>

#include "base/assert.h"
#include "decisions/assessment/decision_run.h"

namespace alternat::assessment {

OutcomeDiagrams::OutcomeDiagrams(const AssessmentPlan& plan, dmn::Evaluation& evaluation,
                                 const Open& open)
    : plan_(plan),
      evaluation_(evaluation),
      own_(std::make_unique<Ground>(plan, evaluation, open)),
      ground_(*own_),
      steps_max_(open.steps_max) {}

OutcomeDiagrams::OutcomeDiagrams(OutcomeDiagrams& exact)
    : plan_(exact.plan_),
      evaluation_(exact.evaluation_),
      ground_(exact.ground_),
      is_free_(true),
      steps_max_(exact.steps_max_) {}

OutcomeDiagrams::~OutcomeDiagrams() = default;

NodeId OutcomeDiagrams::operand(const Operand& operand) {
  if (operand.source == dmn::Source::kDecision) return decide(operand.index);
  if (const auto variable = ground_.space.find_variable(plan_.name_of_input(operand.index)))
    return ground_.space.identity(*variable);
  return ground_.store.terminal(evaluation_.input(operand.index));
}

DecisionRun* OutcomeDiagrams::run_of(std::uint32_t decision, Asked asked, const PathwayRow* row) {
  if (const auto found = runs_.find({decision, asked}); found != runs_.end())
    return found->second.get();
  std::vector<NodeId> operands;
  for (const Operand& each : plan_.shape(decision).operands) {
    operands.push_back(operand(each));
    if (is_exhausted_) return nullptr;
  }
  const std::vector<FreeCell> free =
      is_free_ ? free_cells(decision, operands) : std::vector<FreeCell>();
  if (!free.empty() && operands.size() + free.size() > kOperandsMax) {  // no set of bits holds them
    is_exhausted_ = true;
    return nullptr;
  }
  auto run =
      std::make_unique<DecisionRun>(plan_, evaluation_, ground_.store, decision, operands, row);
  run->set_free(free);
  run->join_values(asked);
  return runs_.emplace(std::pair(decision, asked), std::move(run)).first->second.get();
}

NodeId OutcomeDiagrams::decide(std::uint32_t decision) {
  if (const auto found = decided_.find(decision); found != decided_.end()) return found->second;
  if (is_free_ && (!is_settled(decision) || reads_unlisted(decision))) {
    if (is_exhausted_) return kIgnored;
    const std::vector<feel::Value>& values = plan_.closed_values(decision);
    const NodeId free = values.empty() ? kIgnored : add_free(decision, values, ~OperandSet{0});
    decided_.emplace(decision, free);
    return free;
  }
  DecisionRun* run = run_of(decision, Asked::kValue);
  if (!run) return kIgnored;
  const NodeId node = apply(*run, run->memo(),
                            [&](std::span<const NodeId> operands) { return run->value(operands); });
  if (!is_exhausted_) decided_.emplace(decision, node);
  return node;
}

// Splits the open operands in the order of the variables until the answer is settled.
template <typename Answer>
NodeId OutcomeDiagrams::apply(const DecisionRun& run, Memo& memo, const Answer& answer) {
  scratch_.assign(run.operands().begin(), run.operands().end());
  edges_.clear();
  return split(run, 0, memo, answer);
}

// Of the operands that stand in the scratch from `at`.
template <typename Answer>
NodeId OutcomeDiagrams::split(const DecisionRun& run, std::size_t at, Memo& memo,
                              const Answer& answer) {
  const std::size_t width = run.operands().size();
  const auto operands = [&] { return std::span<const NodeId>(scratch_).subspan(at, width); };
  if (const NodeId* found = memo.find(operands())) return *found;
  if (++steps_ > limit_) is_exhausted_ = true;
  if (is_exhausted_) return kIgnored;
  const Answered answered = answer(operands());
  if (answered.needed == 0) {
    memo.add(operands(), answered.terminal);
    return answered.terminal;
  }
  const std::size_t below = at + width;
  if (scratch_.size() < below + width) scratch_.resize(below + width);
  std::uint32_t variable = ~std::uint32_t{0};
  for (std::size_t i = 0; i < width; ++i) {
    const NodeId node = scratch_[at + i];
    if (is_terminal(node)) continue;
    if (run.ignores_what_it_does_not_need() && !(answered.needed >> i & 1)) continue;
    variable = std::min(variable, ground_.store.variable(node));
  }
  const auto is_split = [&](NodeId node) {
    return !is_terminal(node) && ground_.store.variable(node) == variable;
  };
  const std::size_t first = edges_.size();
  for (std::size_t i = 0; i < width; ++i) {
    const NodeId node = scratch_[at + i];
    if (!is_split(node)) continue;
    if (run.ignores_what_it_does_not_need() && !(answered.needed >> i & 1)) continue;
    const std::span<const Edge> more = ground_.store.edges(node);
    edges_.insert(edges_.end(), more.begin(), more.end());
  }
  const auto begin = edges_.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, edges_.end(), [](const Edge& a, const Edge& b) { return a.from < b.from; });
  edges_.erase(std::unique(begin, edges_.end(),
                           [](const Edge& a, const Edge& b) { return a.from == b.from; }),
               edges_.end());
  const std::size_t count = edges_.size() - first;
  for (std::size_t edge = first; edge < first + count; ++edge) {
    for (std::size_t i = 0; i < width; ++i) {
      const NodeId node = scratch_[at + i];
      const bool is_needed =
          !run.ignores_what_it_does_not_need() || (answered.needed >> i & 1) || is_terminal(node);
      scratch_[below + i] = !is_needed       ? kIgnored
                            : is_split(node) ? ground_.store.child(node, edges_[edge].from)
                                             : node;
    }
    edges_[edge].to = split(run, below, memo, answer);
    if (is_exhausted_) return kIgnored;
  }
  const NodeId result = ground_.store.make(variable, std::span(edges_).subspan(first, count));
  edges_.resize(first);
  memo.add(operands(), result);
  return result;
}

template <typename Build>
std::optional<NodeId> OutcomeDiagrams::bounded(const Build& build) {
  is_exhausted_ = false;
  limit_ = steps_ + steps_max_;
  const NodeId node = build();
  return is_exhausted_ ? std::nullopt : std::optional(node);
}

std::optional<NodeId> OutcomeDiagrams::outcomes(const PathwayRow& row) {
  return bounded([&]() -> NodeId {
    DecisionRun* run = run_of(row.decision, Asked::kOutcomes, &row);
    if (!run) return kIgnored;
    return apply(*run, run->memo(),
                 [&](std::span<const NodeId> operands) { return run->outcomes(operands); });
  });
}

std::optional<NodeId> OutcomeDiagrams::hits(const PathwayRow& row, std::size_t rule) {
  return bounded([&]() -> NodeId {
    DecisionRun* run = run_of(row.decision, Asked::kHits);
    if (!run) return kIgnored;
    Memo memo(run->operands().size());
    return apply(*run, memo,
                 [&](std::span<const NodeId> operands) { return run->hit(rule, operands); });
  });
}

bool OutcomeDiagrams::is_settled(std::uint32_t decision) const {
  const auto holds = [&](const std::vector<std::uint32_t>& decisions) {
    return std::binary_search(decisions.begin(), decisions.end(), decision);
  };
  for (std::uint32_t variable = 0; variable < ground_.space.size(); ++variable)
    if (holds(ground_.space.use(variable).unsettled) || holds(ground_.space.unsure_in(variable)))
      return false;
  return true;
}

bool OutcomeDiagrams::is_settled(const PathwayRow& row) const {
  const auto& closure = evaluation_.models().decisions()[row.decision].decision_closure;
  return is_settled(row.decision) &&
         std::all_of(closure.begin(), closure.end(),
                     [&](std::uint32_t decision) { return is_settled(decision); });
}

// Whether it reads a decision of which boxes do not tell all, and that gives none of a short list.
bool OutcomeDiagrams::reads_unlisted(std::uint32_t decision) {
  for (const Operand& operand : plan_.shape(decision).operands)
    if (operand.source == dmn::Source::kDecision && decide(operand.index) == kIgnored) return true;
  return false;
}

// A variable below all facts that can be any of the values.
NodeId OutcomeDiagrams::add_free(std::uint32_t decision, const std::vector<feel::Value>& values,
                                 OperandSet operands) {
  const std::uint32_t variable = static_cast<std::uint32_t>(ground_.space.size() + free_.size());
  free_.emplace_back(decision, operands);
  std::vector<Edge> edges;
  const auto add = [&](const feel::Value& value, bool no_hit) {
    edges.push_back(
        {static_cast<std::int64_t>(edges.size()), ground_.store.terminal(value, no_hit)});
  };
  for (const feel::Value& value : values) {
    add(value, false);
    if (value.is_null()) add(value, plan_.shape(decision).is_single_hit);
  }
  return ground_.store.make(variable, edges);
}

// Cells of a row that read what is not known to be one of a list, or where the boxes of a fact do
// not tell: each may say anything.
std::vector<FreeCell> OutcomeDiagrams::free_cells(std::uint32_t decision,
                                                  const std::vector<NodeId>& operands) {
  const DecisionShape& shape = plan_.shape(decision);
  OperandSet open = 0;
  const bool is_settled_here = is_settled(decision);
  for (std::size_t i = 0; i < operands.size() && i < kOperandsMax; ++i) {
    const bool is_fact = shape.operands[i].source == dmn::Source::kInput;
    if (operands[i] == kIgnored || (!is_settled_here && is_fact && !is_terminal(operands[i])))
      open |= OperandSet{1} << i;
  }
  std::vector<FreeCell> cells;
  const std::vector<feel::Value> any = {feel::Value::from_bool(true), feel::Value::from_bool(false),
                                        feel::Value::null()};
  for (std::size_t rule = 0; rule < shape.cells.size(); ++rule)
    for (std::size_t column = 0; column < shape.inputs.size(); ++column)
      if (shape.cells[rule][column] & open)
        cells.push_back({rule, column, add_free(decision, any, shape.cells[rule][column])});
  return cells;
}

std::vector<NameId> OutcomeDiagrams::names_behind(std::uint32_t variable) const {
  if (variable < ground_.space.size()) return {ground_.space.name(variable)};
  const auto& [decision, operands] = free_[variable - ground_.space.size()];
  const DecisionShape& shape = plan_.shape(decision);
  std::vector<NameId> names;
  for (std::size_t i = 0; i < shape.operands.size(); ++i) {
    if (i < kOperandsMax && !(operands >> i & 1)) continue;
    const Operand& operand = shape.operands[i];
    if (operand.source == dmn::Source::kInput) {
      names.push_back(plan_.name_of_input(operand.index));
      continue;
    }
    for (std::uint32_t input : evaluation_.models().decisions()[operand.index].input_closure)
      names.push_back(plan_.name_of_input(input));
  }
  return names;
}

Outcomes OutcomeDiagrams::outcomes_at(NodeId terminal) const {
  ALTERNAT_ASSERT(is_terminal(terminal));
  return static_cast<Outcomes>(
      ground_.store.terminal_of(terminal).value.number().to_int().value_or(0));
}

std::vector<std::uint32_t> support_of(const DiagramStore& store, NodeId root) {
  std::vector<bool> seen(store.size(), false);
  std::vector<NodeId> open;
  std::vector<std::uint32_t> variables;
  const auto reach = [&](NodeId node) {
    if (is_terminal(node) || seen[node]) return;
    seen[node] = true;
    open.push_back(node);
    variables.push_back(store.variable(node));
  };
  reach(root);
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    for (const Edge& edge : store.edges(node)) reach(edge.to);
  }
  std::sort(variables.begin(), variables.end());
  variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
  return variables;
}

}  // namespace alternat::assessment

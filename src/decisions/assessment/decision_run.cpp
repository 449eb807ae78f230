// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/decision_run.h"

#include <bit>
#include <map>

#include "decisions/dmn/compiled.h"
#include "decisions/dmn/interpret.h"
#include "decisions/dmn/types.h"

namespace alternat::assessment {

using dmn::Verdict;
using feel::Value;

namespace {

constexpr std::uint8_t kNotLooked = 255;
constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

Verdict verdict_of(const Value& cell) {
  if (cell.is_true()) return Verdict::kYes;
  if (cell.is_false()) return Verdict::kNo;
  return cell.is_unknown() ? Verdict::kMaybe : Verdict::kError;
}

}  // namespace

std::size_t NodesHash::operator()(const std::vector<NodeId>& nodes) const {
  std::size_t hash = nodes.size();
  for (NodeId node : nodes)
    hash = (hash ^ static_cast<std::uint32_t>(node)) * 0x9E3779B97F4A7C15ULL + (hash >> 31);
  return hash;
}

DecisionRun::DecisionRun(const AssessmentPlan& plan, dmn::Evaluation& evaluation,
                         DiagramStore& store, std::uint32_t decision,
                         const std::vector<NodeId>& operands, const PathwayRow* row)
    : plan_(plan),
      evaluation_(evaluation),
      store_(store),
      node_(evaluation.models().decisions()[decision]),
      shape_(plan.shape(decision)),
      row_(row),
      nothing_known_(Value::unknown("?")) {
  dmn::Interpreter interpreter{evaluation_.models(), evaluation_.context()};
  frame_.resize(node_.frame.size);
  for (const dmn::Link& link : node_.frame.links) {
    if (!link.is_read) continue;
    if (link.source == dmn::Source::kKnowledge)
      frame_[link.slot] = interpreter.knowledge_function(link.index);
    if (link.source == dmn::Source::kService)
      frame_[link.slot] = interpreter.service_function(link.index);
  }
  // From operands of the shape to open ones.
  std::vector<int> place_of(operands.size(), -1);
  std::vector<bool> had_no_hit(operands.size(), false);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const std::uint32_t slot = shape_.operands[i].slot;
    if (operands[i] == kIgnored) {
      frame_[slot] = nothing_known_;
      continue;
    }
    if (is_terminal(operands[i])) {
      frame_[slot] = store_.terminal_of(operands[i]).value;
      had_no_hit[i] = store_.terminal_of(operands[i]).no_hit;
      continue;
    }
    place_of[i] = static_cast<int>(open_.size());
    open_.push_back(operands[i]);
    slots_.push_back(slot);
    frame_[slot] = nothing_known_;
  }
  placed_.assign(open_.size(), kIgnored);
  if (!shape_.is_table) return;
  table_ = std::get_if<dmn::DecisionTable>(&node_.decision->expression->node);
  const auto open_of = [&](OperandSet set) {
    OperandSet open = 0;
    for (std::size_t i = 0; i < place_of.size(); ++i)
      if ((set >> i & 1) && place_of[i] >= 0) open |= OperandSet{1} << place_of[i];
    return open;
  };
  columns_.assign(shape_.inputs.size(), 0);
  verdicts_.resize(shape_.inputs.size());
  results_.resize(shape_.cells.size());
  for (OperandSet set : shape_.inputs) {
    inputs_.push_back(open_of(set));
    bool fixed = false;
    for (std::size_t i = 0; i < place_of.size(); ++i) fixed |= (set >> i & 1) && had_no_hit[i];
    fixed_undecided_.push_back(fixed);
  }
  for (const std::vector<OperandSet>& rule : shape_.cells) {
    std::vector<OperandSet> cells;
    for (std::size_t column = 0; column < rule.size(); ++column) {
      cells.push_back(open_of(rule[column]));
      columns_[column] |= cells.back();
    }
    cells_.push_back(std::move(cells));
  }
  for (OperandSet set : shape_.outputs) outputs_.push_back(open_of(set));
  fallback_ = open_of(shape_.fallback);
}

// An operand whose columns read nothing else, and that no output reads.
bool DecisionRun::can_join(std::size_t operand) const {
  if (slots_[operand] == kNoSlot) return false;
  const OperandSet bit = OperandSet{1} << operand;
  if (fallback_ & bit) return false;
  for (OperandSet outputs : outputs_)
    if (outputs & bit) return false;
  for (OperandSet column : columns_)
    if ((column & bit) && column != bit) return false;
  return true;
}

// Rules that do the same where they hit and differ in this column alone have one number.
void DecisionRun::group_rules(std::size_t column, Asked asked,
                              std::vector<std::uint32_t>& groups) const {
  std::map<std::string, std::uint32_t> numbers;
  for (std::size_t rule = 0; rule < cells_.size(); ++rule) {
    std::string key;
    if (asked == Asked::kOutcomes) {
      key = row_->rules[rule].failure == Failure::kIneligible ? "I" : "O";
    } else {
      key = std::to_string(rule);
    }
    for (std::size_t other = 0; other < columns_.size(); ++other)
      if (other != column) {
        key += "|" + table_->rules[rule].inputs[other].text;
        if (is_free(rule, other)) key += "#" + std::to_string(rule);
      }
    groups.push_back(
        numbers.emplace(std::move(key), static_cast<std::uint32_t>(numbers.size())).first->second);
  }
}

std::string DecisionRun::seen_as(std::size_t operand, NodeId terminal,
                                 const std::vector<std::vector<std::uint32_t>>& groups,
                                 Asked asked) {
  std::vector<NodeId> operands(open_.size(), kIgnored);
  operands[operand] = terminal;
  std::string seen;
  if (asked == Asked::kOutcomes && store_.terminal_of(terminal).no_hit) seen = "!";
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column] != OperandSet{1} << operand) continue;
    std::string verdicts(cells_.size(), '\0');  // by group, as bits
    for (std::size_t rule = 0; rule < cells_.size(); ++rule) {
      if (shape_.is_any[rule][column] || is_free(rule, column)) continue;
      const auto bit = 1 << static_cast<int>(cell(rule, column, operands));
      verdicts[groups[column][rule]] = static_cast<char>(verdicts[groups[column][rule]] | bit);
    }
    // A hit outweighs what the other rules of a group say.
    for (char& bits : verdicts) {
      if (bits & 1 << static_cast<int>(Verdict::kYes)) bits = 1 << static_cast<int>(Verdict::kYes);
      const int no = 1 << static_cast<int>(Verdict::kNo);
      if (bits != no) bits = static_cast<char>(bits & ~no);
    }
    seen += verdicts;
  }
  return seen;
}

void DecisionRun::join_values(Asked asked) {
  if (!shape_.is_table) return;
  std::vector<std::vector<std::uint32_t>> groups(columns_.size());
  for (std::size_t column = 0; column < columns_.size(); ++column)
    group_rules(column, asked, groups[column]);
  for (std::size_t operand = 0; operand < open_.size(); ++operand) {
    if (!can_join(operand)) continue;
    std::map<std::string, NodeId> first;
    open_[operand] = store_.relabelled(open_[operand], [&](NodeId terminal) {
      return first.emplace(seen_as(operand, terminal, groups, asked), terminal).first->second;
    });
  }
}

void DecisionRun::place(std::span<const NodeId> operands) {
  bool has_changed = false;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool is_value = is_terminal(operands[i]) && operands[i] != kIgnored;
    const NodeId wanted = is_value ? operands[i] : kIgnored;
    if (placed_[i] == wanted) continue;
    placed_[i] = wanted;
    if (slots_[i] == kNoSlot) continue;
    frame_[slots_[i]] = is_value ? store_.terminal_of(wanted).value : nothing_known_;
    has_changed = true;
  }
  if (!has_changed && is_placed_) return;
  is_placed_ = true;
  for (std::size_t group = 0; group < node_.frame.imports.size(); ++group) {
    if (!node_.frame.imports[group].is_read) continue;
    std::vector<Value::Entry> entries;
    for (const dmn::Link& link : node_.frame.links)
      if (link.group == static_cast<std::int32_t>(group))
        entries.push_back({link.local_name, frame_[link.slot]});
    frame_[node_.frame.imports[group].slot] = Value::from_entries(std::move(entries));
  }
}

Verdict DecisionRun::cell_at(std::size_t rule, std::size_t column, const Value& input) {
  const feel::UnaryTests* tests = dmn::find_tests(table_->rules[rule].inputs[column]);
  return verdict_of(feel::evaluate_tests(*tests, input, frame_, evaluation_.context()));
}

// The cell, all it reads being known. Where the column reads one open operand, it is looked at once
// for each of its values.
Verdict DecisionRun::cell(std::size_t rule, std::size_t column, std::span<const NodeId> operands) {
  if (is_free(rule, column))
    return verdict_of(store_.terminal_of(operands[free_[rule][column]]).value);
  dmn::Interpreter interpreter{evaluation_.models(), evaluation_.context()};
  if (std::popcount(columns_[column]) > 1) {
    place(operands);
    return cell_at(rule, column, interpreter.input_value(*table_, column, frame_));
  }
  const NodeId key = columns_[column] == 0 ? 0 : operands[std::countr_zero(columns_[column])];
  const auto [found, added] = verdicts_[column].try_emplace(key);
  std::vector<std::uint8_t>& verdicts = found->second;
  if (added) {
    place(operands);
    const Value input = interpreter.input_value(*table_, column, frame_);
    verdicts.assign(table_->rules.size(), kNotLooked);
    for (std::size_t i = 0; i < table_->rules.size(); ++i)
      if (!shape_.is_any[i][column] && !is_free(i, column))
        verdicts[i] = static_cast<std::uint8_t>(cell_at(i, column, input));
  }
  return static_cast<Verdict>(verdicts[rule]);
}

bool DecisionRun::is_undecided(std::size_t column, std::span<const NodeId> operands) const {
  if (fixed_undecided_[column]) return true;
  for (OperandSet left = inputs_[column]; left != 0; left &= left - 1) {
    const NodeId node = operands[std::countr_zero(left)];
    if (is_terminal(node) && node != kIgnored && store_.terminal_of(node).no_hit) return true;
  }
  return false;
}

void DecisionRun::set_free(const std::vector<FreeCell>& cells) {
  if (cells.empty()) return;
  free_.assign(cells_.size(), std::vector<int>(columns_.size(), -1));
  for (const FreeCell& cell : cells) {
    const std::size_t operand = open_.size();
    open_.push_back(cell.says);
    slots_.push_back(kNoSlot);
    placed_.push_back(kIgnored);
    free_[cell.rule][cell.column] = static_cast<int>(operand);
    cells_[cell.rule][cell.column] = OperandSet{1} << operand;
  }
  columns_.assign(columns_.size(), 0);
  for (std::size_t rule = 0; rule < cells_.size(); ++rule)
    for (std::size_t column = 0; column < columns_.size(); ++column)
      if (free_[rule][column] < 0) columns_[column] |= cells_[rule][column];
}

OperandSet DecisionRun::open_among(std::span<const NodeId> operands) {
  OperandSet open = 0;
  for (std::size_t i = 0; i < operands.size(); ++i)
    if (!is_terminal(operands[i]) || operands[i] == kIgnored) open |= OperandSet{1} << i;
  return open;
}

DecisionRun::RuleState DecisionRun::rule_state(std::size_t rule, std::span<const NodeId> operands,
                                               Undecided undecided) {
  const OperandSet open = open_among(operands);
  RuleState state;
  bool is_error = false, may_hit = false;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (shape_.is_any[rule][column]) continue;
    if (const OperandSet missing = cells_[rule][column] & open) {
      state.needed |= missing;
      continue;
    }
    switch (cell(rule, column, operands)) {
      case Verdict::kYes:
        break;
      case Verdict::kNo:
        if (undecided == Undecided::kIsNo || !is_undecided(column, operands))
          return {Verdict::kNo, 0};
        is_error = true;
        break;
      case Verdict::kMaybe:
        may_hit = true;
        break;
      case Verdict::kError:
        is_error = true;
        break;
    }
  }
  if (state.needed != 0)
    state.verdict = Verdict::kMaybe;
  else if (is_error)
    state.verdict = Verdict::kError;
  else if (may_hit)
    state.verdict = Verdict::kMaybe;
  return state;
}

NodeId DecisionRun::conformed(Value value, bool no_hit) {
  const std::optional<Value> typed = dmn::conform(node_.type, value, evaluation_.context());
  const Value result = typed.value_or(Value::null());
  return store_.terminal(result, no_hit && result.is_null());
}

NodeId DecisionRun::evaluate(bool any_hit) {
  if (!node_.decision->expression) return conformed(Value::null(), false);
  dmn::Interpreter interpreter{evaluation_.models(), evaluation_.context()};
  return conformed(interpreter.evaluate(*node_.decision->expression, frame_),
                   shape_.is_single_hit && !any_hit);
}

Answered DecisionRun::value(std::span<const NodeId> operands) {
  if (shape_.is_table) return table_value(operands);
  place(operands);
  const NodeId result = evaluate(true);
  Answered answered{result, 0};
  if (!store_.terminal_of(result).value.has_unknown()) return answered;
  for (std::size_t i = 0; i < operands.size(); ++i)
    if (!is_terminal(operands[i])) answered.needed |= OperandSet{1} << i;
  return answered;
}

Answered DecisionRun::table_value(std::span<const NodeId> operands) {
  const OperandSet open = open_among(operands);
  OperandSet needed = fallback_ & open;
  std::size_t hits = 0, hit = 0;
  bool may_hit = false;
  for (std::size_t rule = 0; rule < cells_.size(); ++rule) {
    const RuleState state = rule_state(rule, operands, Undecided::kIsNo);
    needed |= state.needed;
    may_hit |= state.verdict == Verdict::kMaybe;
    if (state.verdict == Verdict::kYes || state.verdict == Verdict::kMaybe)
      needed |= outputs_[rule] & open;
    if (state.verdict != Verdict::kYes) continue;
    ++hits;
    hit = rule;
  }
  if (needed != 0) return {kIgnored, needed};
  if (hits == 1 && !may_hit && shape_.is_single_hit && shape_.results[hit]) {
    if (!results_[hit]) {
      place(operands);
      results_[hit] = evaluate(true);
    }
    return {*results_[hit], 0};
  }
  place(operands);
  return {evaluate(hits > 0), 0};
}

Answered DecisionRun::outcomes(std::span<const NodeId> operands) {
  bool officer = false;
  Outcomes more = 0;
  OperandSet to_refuse = 0, to_officer = 0;
  for (std::size_t rule = 0; rule < cells_.size(); ++rule) {
    const RuleState state = rule_state(rule, operands, Undecided::kIsError);
    const bool refuses = row_->rules[rule].failure == Failure::kIneligible;
    switch (state.verdict) {
      case Verdict::kNo:
        break;
      case Verdict::kYes:
        if (refuses) return {store_.terminal(Value::from_int(kCanBeIneligible)), 0};
        officer = true;
        break;
      case Verdict::kError:
        officer = true;
        break;
      case Verdict::kMaybe:
        if (state.needed == 0) more |= refuses ? kCanBeIneligible : kCanBeOfficer;
        (refuses ? to_refuse : to_officer) |= state.needed;
        break;
    }
  }
  if (!officer) to_refuse |= to_officer;
  if (to_refuse != 0) return {kIgnored, to_refuse};
  const Outcomes outcomes = (officer ? kCanBeOfficer : kCanBeEligible) | more;
  return {store_.terminal(Value::from_int(outcomes)), 0};
}

Answered DecisionRun::hit(std::size_t rule, std::span<const NodeId> operands) {
  const RuleState state = rule_state(rule, operands, Undecided::kIsError);
  if (state.needed != 0) return {kIgnored, state.needed};
  const bool may_hit = state.verdict == Verdict::kYes || state.verdict == Verdict::kMaybe;
  return {store_.terminal(Value::from_bool(may_hit)), 0};
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/decision_run.h"

#include <array>
#include <bit>
#include <numeric>
#include <unordered_map>

#include "decisions/dmn/compiled.h"
#include "decisions/dmn/interpret.h"
#include "decisions/dmn/types.h"

namespace alternat::assessment {

using dmn::Verdict;
using feel::Value;

namespace {

constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

Verdict verdict_of(const Value& cell) {
  if (cell.is_true()) return Verdict::kYes;
  if (cell.is_false()) return Verdict::kNo;
  return cell.is_unknown() ? Verdict::kMaybe : Verdict::kError;
}

}  // namespace

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
  read_table(place_of, had_no_hit);
}

void DecisionRun::read_table(const std::vector<int>& place_of,
                             const std::vector<bool>& had_no_hit) {
  const auto open_of = [&](OperandSet set) {
    OperandSet open = 0;
    for (; set != 0; set &= set - 1)
      if (const int place = place_of[std::countr_zero(set)]; place >= 0)
        open |= OperandSet{1} << place;
    return open;
  };
  const std::size_t rules = shape_.cells.size(), columns = shape_.inputs.size();
  words_ = (rules + 63) / 64;
  results_.resize(rules);
  needed_.resize(rules);
  rules_.assign(words_, 0);
  for (std::size_t rule = 0; rule < rules; ++rule)
    rules_[rule / 64] |= std::uint64_t{1} << rule % 64;
  tests_.assign(columns, Rules(words_));
  seen_.resize(columns);
  said_.resize(columns);
  inputs_.reserve(columns);
  for (OperandSet set : shape_.inputs) {
    inputs_.push_back(open_of(set));
    bool fixed = false;
    for (; set != 0; set &= set - 1) fixed |= had_no_hit[std::countr_zero(set)];
    fixed_undecided_.push_back(fixed);
  }
  cells_.reserve(rules * columns);
  outputs_.reserve(rules);
  for (std::size_t rule = 0; rule < rules; ++rule) {
    for (std::size_t column = 0; column < columns; ++column) {
      const bool is_any = shape_.is_any[rule][column];
      cells_.push_back(is_any ? 0 : open_of(shape_.cells[rule][column]));
      if (!is_any) tests_[column][rule / 64] |= std::uint64_t{1} << rule % 64;
    }
    outputs_.push_back(open_of(shape_.outputs[rule]));
  }
  fallback_ = open_of(shape_.fallback);
  if (row_) {
    refuses_.assign(words_, 0);
    for (std::size_t rule = 0; rule < rules; ++rule)
      if (row_->rules[rule].failure == Failure::kIneligible)
        refuses_[rule / 64] |= std::uint64_t{1} << rule % 64;
  }
  count_columns();
}

void DecisionRun::count_columns() {
  columns_.assign(tests_.size(), 0);
  for (std::size_t at = 0; at < cells_.size(); ++at) columns_[at % columns_.size()] |= cells_[at];
  for (std::size_t column = 0; column < columns_.size(); ++column)
    seen_[column] = NodeIndex(static_cast<std::size_t>(std::popcount(columns_[column])));
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
  const std::size_t rules = outputs_.size();
  if (asked == Asked::kOutcomes) {
    groups = row_->alike[column];
  } else {
    groups.resize(rules);
    std::iota(groups.begin(), groups.end(), 0);
  }
  for (const FreeOperand& free : free_)
    if (free.column != column) groups[free.rule] = static_cast<std::uint32_t>(rules + free.rule);
}

// What the column said, by group, as bits.
void DecisionRun::add_seen(std::size_t column, const std::uint64_t* said,
                           const std::vector<std::uint32_t>& groups, std::string& seen) const {
  constexpr char kHit = 1, kNoHit = 2, kMayHit = 4, kCannotSay = 8;
  const std::size_t start = seen.size();
  seen.append(outputs_.size() * (free_.empty() ? 1 : 2), '\0');
  char* bits = seen.data() + start;
  const std::uint64_t* maybe = said + words_;
  const std::uint64_t* error = maybe + words_;
  for (std::size_t word = 0; word < words_; ++word)
    for (std::uint64_t left = tests_[column][word]; left != 0; left &= left - 1) {
      const int rule = std::countr_zero(left);
      const auto in = [&](const std::uint64_t* set) { return (set[word] >> rule & 1) != 0; };
      bits[groups[word * 64 + static_cast<std::size_t>(rule)]] |= in(said)    ? kNoHit
                                                                  : in(maybe) ? kMayHit
                                                                  : in(error) ? kCannotSay
                                                                              : kHit;
    }
  // A hit outweighs what the other rules of a group say.
  for (std::size_t i = start; i < seen.size(); ++i) {
    if (seen[i] & kHit) seen[i] = kHit;
    if (seen[i] != kNoHit) seen[i] = static_cast<char>(seen[i] & ~kNoHit);
  }
}

void DecisionRun::join_values(Asked asked) {
  memo_ = Memo(open_.size());
  if (!shape_.is_table) return;
  std::vector<std::vector<std::uint32_t>> groups(columns_.size());
  std::vector<NodeId> operands(open_.size(), kIgnored);
  std::string seen;
  for (std::size_t operand = 0; operand < open_.size(); ++operand) {
    if (!can_join(operand)) continue;
    std::unordered_map<std::string, NodeId> first;
    open_[operand] = store_.relabelled(open_[operand], [&](NodeId terminal) {
      operands[operand] = terminal;
      seen.clear();
      if (asked == Asked::kOutcomes && store_.terminal_of(terminal).no_hit) seen.push_back('!');
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (columns_[column] != OperandSet{1} << operand) continue;
        if (groups[column].empty()) group_rules(column, asked, groups[column]);
        add_seen(column, said(column, operands), groups[column], seen);
      }
      return first.try_emplace(seen, terminal).first->second;
    });
    operands[operand] = kIgnored;
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

void DecisionRun::say(std::size_t column, std::span<const NodeId> operands, Rules& into) {
  OperandSet open = 0;
  for (OperandSet left = columns_[column]; left != 0; left &= left - 1) {
    const NodeId node = operands[std::countr_zero(left)];
    if (!is_terminal(node) || node == kIgnored) open |= left & -left;
  }
  place(operands);
  dmn::Interpreter interpreter{evaluation_.models(), evaluation_.context()};
  std::optional<Value> input;
  for (std::size_t rule = 0; rule < outputs_.size(); ++rule) {
    if (!(tests_[column][rule / 64] >> rule % 64 & 1)) continue;
    if (cells_[rule * columns_.size() + column] & open) continue;
    if (!input) input = interpreter.input_value(*table_, column, frame_);
    const std::size_t start = into.size() - 3 * words_;
    const auto add_to = [&](std::size_t set) {
      into[start + set * words_ + rule / 64] |= std::uint64_t{1} << rule % 64;
    };
    switch (cell_at(rule, column, *input)) {
      case Verdict::kYes:
        break;
      case Verdict::kNo:
        add_to(0);
        break;
      case Verdict::kMaybe:
        add_to(1);
        break;
      case Verdict::kError:
        add_to(2);
        break;
    }
  }
}

// Looked at once for each combination of values of the operands that the column reads.
const std::uint64_t* DecisionRun::said(std::size_t column, std::span<const NodeId> operands) {
  std::array<NodeId, kOperandsMax> key;
  std::size_t width = 0;
  for (OperandSet left = columns_[column]; left != 0; left &= left - 1) {
    const NodeId node = operands[std::countr_zero(left)];
    key[width++] = is_terminal(node) ? node : kIgnored;
  }
  Rules& all = said_[column];
  const std::uint32_t number = seen_[column].add({key.data(), width});
  const std::size_t start = number * 3 * words_;
  if (start == all.size()) {
    all.resize(start + 3 * words_);
    say(column, operands, all);
  }
  return all.data() + start;
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
  for (const FreeCell& cell : cells) {
    const std::size_t operand = open_.size();
    open_.push_back(cell.says);
    slots_.push_back(kNoSlot);
    placed_.push_back(kIgnored);
    free_.push_back({cell.rule, cell.column, operand});
    cells_[cell.rule * columns_.size() + cell.column] = 0;
    tests_[cell.column][cell.rule / 64] &= ~(std::uint64_t{1} << cell.rule % 64);
  }
  count_columns();
}

void DecisionRun::add_waits(std::size_t rule, OperandSet missing) {
  std::uint64_t& word = waits_[rule / 64];
  const std::uint64_t bit = std::uint64_t{1} << rule % 64;
  needed_[rule] = word & bit ? needed_[rule] | missing : missing;
  word |= bit;
}

void DecisionRun::look(std::span<const NodeId> operands, Undecided undecided) {
  open_now_ = 0;
  for (std::size_t i = 0; i < operands.size(); ++i)
    if (!is_terminal(operands[i]) || operands[i] == kIgnored) open_now_ |= OperandSet{1} << i;
  for (Rules* rules : {&no_, &maybe_, &error_, &waits_}) rules->assign(words_, 0);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column] != 0 && (inputs_[column] & open_now_)) continue;  // all cells wait
    const std::uint64_t* set = said(column, operands);
    Rules& no = undecided == Undecided::kIsError && is_undecided(column, operands) ? error_ : no_;
    for (std::size_t word = 0; word < words_; ++word) {
      no[word] |= set[word];
      maybe_[word] |= set[words_ + word];
      error_[word] |= set[2 * words_ + word];
    }
  }
  look_at_free(operands, undecided);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (!(columns_[column] & open_now_)) continue;
    for (std::size_t word = 0; word < words_; ++word)
      for (std::uint64_t left = tests_[column][word] & ~no_[word]; left != 0; left &= left - 1) {
        const std::size_t rule = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
        const OperandSet missing = cells_[rule * columns_.size() + column] & open_now_;
        if (missing != 0) add_waits(rule, missing);
      }
  }
}

void DecisionRun::look_at_free(std::span<const NodeId> operands, Undecided undecided) {
  for (const FreeOperand& free : free_) {
    const std::size_t word = free.rule / 64;
    const std::uint64_t bit = std::uint64_t{1} << free.rule % 64;
    if (open_now_ >> free.operand & 1) {
      add_waits(free.rule, OperandSet{1} << free.operand);
      continue;
    }
    switch (verdict_of(store_.terminal_of(operands[free.operand]).value)) {
      case Verdict::kYes:
        break;
      case Verdict::kNo:
        if (undecided == Undecided::kIsNo || !is_undecided(free.column, operands))
          no_[word] |= bit;
        else
          error_[word] |= bit;
        break;
      case Verdict::kMaybe:
        maybe_[word] |= bit;
        break;
      case Verdict::kError:
        error_[word] |= bit;
        break;
    }
  }
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
  look(operands, Undecided::kIsNo);
  OperandSet needed = fallback_ & open_now_;
  std::size_t hits = 0, hit = 0;
  bool may_hit = false;
  for (std::size_t word = 0; word < words_; ++word)
    for (std::uint64_t left = rules_[word] & ~no_[word]; left != 0; left &= left - 1) {
      const std::uint64_t bit = left & -left;
      const std::size_t rule = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      const bool waits = waits_[word] & bit;
      if (!waits && (error_[word] & bit)) continue;
      const bool is_open = waits || (maybe_[word] & bit);
      may_hit |= is_open;
      needed |= (waits ? needed_[rule] : 0) | (outputs_[rule] & open_now_);
      if (is_open) continue;
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
  look(operands, Undecided::kIsError);
  bool officer = false;
  Outcomes more = 0;
  OperandSet to_refuse = 0, to_officer = 0;
  for (std::size_t word = 0; word < words_; ++word) {
    const std::uint64_t settled = rules_[word] & ~no_[word] & ~waits_[word];
    const std::uint64_t maybe = settled & maybe_[word] & ~error_[word];
    const std::uint64_t hits = settled & ~maybe_[word] & ~error_[word];
    if (hits & refuses_[word]) return {store_.terminal(Value::from_int(kCanBeIneligible)), 0};
    officer |= ((hits & ~refuses_[word]) | (settled & error_[word])) != 0;
    if (maybe & refuses_[word]) more |= kCanBeIneligible;
    if (maybe & ~refuses_[word]) more |= kCanBeOfficer;
    for (std::uint64_t left = waits_[word] & ~no_[word]; left != 0; left &= left - 1) {
      const OperandSet needed =
          needed_[word * 64 + static_cast<std::size_t>(std::countr_zero(left))];
      (refuses_[word] & left & -left ? to_refuse : to_officer) |= needed;
    }
  }
  if (!officer) to_refuse |= to_officer;
  if (to_refuse != 0) return {kIgnored, to_refuse};
  const Outcomes outcomes = (officer ? kCanBeOfficer : kCanBeEligible) | more;
  return {store_.terminal(Value::from_int(outcomes)), 0};
}

Answered DecisionRun::hit(std::size_t rule, std::span<const NodeId> operands) {
  look(operands, Undecided::kIsError);
  const std::size_t word = rule / 64;
  const std::uint64_t bit = std::uint64_t{1} << rule % 64;
  const bool is_no = no_[word] & bit;
  if (!is_no && (waits_[word] & bit)) return {kIgnored, needed_[rule]};
  const bool may_hit = !is_no && !(error_[word] & bit);
  return {store_.terminal(Value::from_bool(may_hit)), 0};
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/row_search.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace alternat::assessment {

using feel::Value;

RowState RowSearch::state() {
  ++used_;
  RowState state;
  evaluation_.rule_verdicts(row_.decision, state.rules);
  mark_undecided(row_.decision, evaluation_, state.rules);
  bool ineligible = false, ineligible_maybe = false, officer = false, officer_maybe = false;
  for (std::size_t i = 0; i < state.rules.size(); ++i) {
    const bool refuses = row_.rules[i].failure == Failure::kIneligible;
    switch (state.rules[i].verdict) {
      case dmn::Verdict::kNo:
        break;
      case dmn::Verdict::kYes:
        (refuses ? ineligible : officer) = true;
        break;
      case dmn::Verdict::kMaybe:
        (refuses ? ineligible_maybe : officer_maybe) = true;
        break;
      // A cell that cannot be decided is never a refusal and never a pass: a person looks.
      case dmn::Verdict::kError:
        officer = true;
        break;
    }
  }
  if (ineligible) {
    state.possible = kCanBeIneligible;
    return state;
  }
  state.possible = officer ? kCanBeOfficer : kCanBeEligible;
  if (!officer && officer_maybe) state.possible |= kCanBeOfficer;
  if (ineligible_maybe) state.possible |= kCanBeIneligible;
  std::set<std::string> open;
  for (std::size_t i = 0; i < state.rules.size(); ++i) {
    if (state.rules[i].verdict != dmn::Verdict::kMaybe) continue;
    if (officer && row_.rules[i].failure == Failure::kOfficer) continue;
    open.insert(state.rules[i].unknown.begin(), state.rules[i].unknown.end());
  }
  state.open.assign(open.begin(), open.end());
  return state;
}

bool RowSearch::is_fact(const std::string& name) const {
  return std::binary_search(row_.facts.begin(), row_.facts.end(), name);
}

// Steps from table to table between two facts of the row.
const std::map<std::string, int>& RowSearch::distances_from(const std::string& fact) {
  const auto [found, added] = distances_.emplace(fact, std::map<std::string, int>());
  if (!added) return found->second;
  const dmn::ModelSet& models = evaluation_.models();
  std::vector<std::uint32_t> decisions = models.decisions()[row_.decision].decision_closure;
  decisions.push_back(row_.decision);
  std::map<std::uint32_t, std::set<std::uint32_t>> neighbours;
  std::map<std::uint32_t, std::set<std::string>> facts;
  for (std::uint32_t index : decisions) {
    for (const dmn::Link& link : models.decisions()[index].frame.links) {
      if (link.source == dmn::Source::kInput)
        facts[index].insert(models.inputs()[link.index].data->name);
      if (link.source != dmn::Source::kDecision) continue;
      neighbours[index].insert(link.index);
      neighbours[link.index].insert(index);
    }
  }
  std::set<std::uint32_t> seen, front;
  for (const auto& [index, names] : facts)
    if (names.contains(fact)) front.insert(index);
  for (int steps = 0; !front.empty(); ++steps) {
    std::set<std::uint32_t> next;
    for (std::uint32_t index : front) {
      seen.insert(index);
      for (const std::string& name : facts[index]) found->second.emplace(name, steps);
      next.insert(neighbours[index].begin(), neighbours[index].end());
    }
    front.clear();
    std::set_difference(next.begin(), next.end(), seen.begin(), seen.end(),
                        std::inserter(front, front.begin()));
  }
  return found->second;
}

int RowSearch::distance(const std::string& from, const std::string& to) {
  const std::map<std::string, int>& distances = distances_from(from);
  const auto found = distances.find(to);
  return found == distances.end() ? 1000 : found->second;
}

bool RowSearch::is_decided_alike(const std::string& fact, const Representatives& values) {
  if (!values.complete) return false;
  Outcomes all = 0;
  for (const Value& value : values.values) {
    set(fact, value);
    all |= state().possible;
    if (!is_single(all)) break;
  }
  set(fact, Value::unknown(fact));
  return is_single(all);
}

bool RowSearch::is_cut_off(const std::string& fact, const Representatives& values) {
  if (!values.complete || values.values.empty()) return false;
  const dmn::ModelSet& models = evaluation_.models();
  const std::vector<std::uint32_t>& closure = models.decisions()[row_.decision].decision_closure;
  std::map<std::uint32_t, Value> first;
  std::set<std::uint32_t> settled(closure.begin(), closure.end());
  for (const Value& value : values.values) {
    set(fact, value);
    ++used_;
    for (std::uint32_t index : closure) {
      const Value& result = evaluation_.decide(index);
      const auto [found, added] = first.emplace(index, result);
      if (result.has_unknown() || (!added && !feel::identical(found->second, result)))
        settled.erase(index);
    }
  }
  set(fact, Value::unknown(fact));
  // What the fact still reaches, in order of evaluation; the row comes last.
  std::set<std::uint32_t> reached;
  const auto reaches = [&](std::uint32_t index) {
    for (const dmn::Link& link : models.decisions()[index].frame.links) {
      if (link.source == dmn::Source::kInput && models.inputs()[link.index].data->name == fact)
        return true;
      if (link.source == dmn::Source::kDecision && reached.contains(link.index)) return true;
    }
    return false;
  };
  for (std::uint32_t index : closure)
    if (!settled.contains(index) && reaches(index)) reached.insert(index);
  return !reaches(row_.decision);
}

const std::string* RowSearch::next_to_split(const std::vector<std::string>& open,
                                            const std::string& fact) {
  const std::string* nearest = nullptr;
  int least = 0;
  for (const std::string& name : open) {
    if (name == fact || !is_fact(name)) continue;
    const int steps = distance(fact, name);
    if (nearest && steps >= least) continue;
    nearest = &name;
    least = steps;
  }
  return nearest;
}

Certainty RowSearch::try_values(const std::string& fact) {
  const Representatives values = boxes_.representatives(fact, evaluation_);
  Outcomes first = 0;
  Certainty answer = values.complete ? Certainty::kNo : Certainty::kUnsure;
  for (const Value& value : values.values) {
    set(fact, value);
    const RowState state = this->state();
    if (first == 0) first = state.possible;
    // Different for every completion of what is still open (parameters not established).
    if ((first & state.possible) == 0) {
      answer = Certainty::kYes;
      break;
    }
    if (!is_single(state.possible)) answer = Certainty::kUnsure;
  }
  set(fact, Value::unknown(fact));
  return answer;
}

Representatives RowSearch::ordered_values(const std::string& fact) {
  Representatives values = boxes_.representatives(fact, evaluation_);
  const auto found = led_to_answer_.find(fact);
  if (found == led_to_answer_.end()) return values;
  std::stable_partition(values.values.begin(), values.values.end(),
                        [&](const Value& value) { return feel::identical(value, found->second); });
  return values;
}

Certainty RowSearch::can_change(const std::string& fact) {
  if (used_ > limit_) return Certainty::kUnsure;
  const RowState here = state();
  if (is_single(here.possible)) return Certainty::kNo;
  if (!std::binary_search(here.open.begin(), here.open.end(), fact)) return Certainty::kNo;
  const std::string* other = next_to_split(here.open, fact);
  if (!other) return try_values(fact);
  const Representatives own = boxes_.representatives(fact, evaluation_);
  if (is_decided_alike(fact, own)) return Certainty::kNo;
  // The tables that read the fact are settled: does anything of it still pass through?
  if (distance(fact, *other) > 0 && is_cut_off(fact, own)) return Certainty::kNo;
  const Representatives values = ordered_values(*other);
  Certainty answer = values.complete ? Certainty::kNo : Certainty::kUnsure;
  for (const Value& value : values.values) {
    set(*other, value);
    const Certainty below = can_change(fact);
    if (below == Certainty::kUnsure) answer = Certainty::kUnsure;
    if (below == Certainty::kYes) {
      answer = Certainty::kYes;
      led_to_answer_[*other] = value;
      break;
    }
  }
  set(*other, Value::unknown(*other));
  return answer;
}

Missing RowSearch::missing(const RowState& root) {
  std::map<std::string, Certainty> answers;
  for (const std::string& name : root.open)
    if (is_fact(name)) answers[name] = Certainty::kUnsure;
  // The second time with the values that led to answers for other facts.
  for (int round = 0; round < 2; ++round) {
    auto left = std::count_if(answers.begin(), answers.end(), [](const auto& answer) {
      return answer.second == Certainty::kUnsure;
    });
    const int budget = round == 0 ? budget_ / 2 : budget_;
    for (auto& [name, answer] : answers) {
      if (answer != Certainty::kUnsure) continue;
      // What one fact does not use, the next ones may.
      limit_ = used_ + std::max(0, budget - used_) / static_cast<int>(left--);
      answer = can_change(name);
    }
  }
  Missing result;
  for (const auto& [name, answer] : answers) {
    if (answer == Certainty::kNo) continue;
    result.facts.push_back(name);
    if (answer == Certainty::kUnsure) result.exact = false;
  }
  return result;
}

Outcomes RowSearch::complete_somehow() {
  const RowState here = state();
  if (is_single(here.possible)) return here.possible;
  const auto open = std::find_if(here.open.begin(), here.open.end(),
                                 [&](const std::string& name) { return is_fact(name); });
  if (open == here.open.end()) return here.possible;
  const std::string fact = *open;
  const Representatives values = boxes_.representatives(fact, evaluation_);
  set(fact, values.values.empty() ? Value::null() : values.values.front());
  const Outcomes outcomes = complete_somehow();
  set(fact, Value::unknown(fact));
  return outcomes;
}

std::vector<bool> RowSearch::rules_that_can_hit() {
  std::vector<bool> can_hit(row_.rules.size(), false);
  mark_hits(can_hit, used_ + budget_);
  return can_hit;
}

void RowSearch::mark_hits(std::vector<bool>& can_hit, int limit) {
  const RowState here = state();
  std::string fact;  // one that decides a rule not seen hit yet
  for (std::size_t i = 0; i < here.rules.size(); ++i) {
    const dmn::RuleVerdict& rule = here.rules[i];
    if (rule.verdict == dmn::Verdict::kYes) can_hit[i] = true;
    if (rule.verdict != dmn::Verdict::kMaybe || can_hit[i] || !fact.empty()) continue;
    const auto open = std::find_if(rule.unknown.begin(), rule.unknown.end(),
                                   [&](const std::string& name) { return is_fact(name); });
    if (open != rule.unknown.end()) fact = *open;
  }
  const Representatives values =
      fact.empty() ? Representatives{} : boxes_.representatives(fact, evaluation_);
  if (values.values.empty() || !values.complete || used_ > limit) {
    for (std::size_t i = 0; i < here.rules.size(); ++i)
      if (here.rules[i].verdict == dmn::Verdict::kMaybe) can_hit[i] = true;
    return;
  }
  for (const Value& value : values.values) {
    set(fact, value);
    mark_hits(can_hit, limit);
  }
  set(fact, Value::unknown(fact));
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/shortest.h"

#include <algorithm>

#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {
namespace {

using feel::Value;

struct Changeable {
  std::string fact;
  const terms::FactDefinition* definition = nullptr;
  Value from;
};

// Place on the scale of an ordered list; -1 if none.
int level_of(const terms::FactDefinition& definition, const Value& value) {
  if (!value.is_string()) return -1;
  const auto found = std::find(definition.values.begin(), definition.values.end(), value.string());
  return found == definition.values.end() ? -1
                                          : static_cast<int>(found - definition.values.begin());
}

// -1 lower, 1 higher than the given value, 0 without order.
int direction_of(const Changeable& fact, const Value& to) {
  if (fact.definition->ordered) {
    const int from = level_of(*fact.definition, fact.from), target = level_of(*fact.definition, to);
    return from < 0 || target < 0 ? 0 : (target > from) - (target < from);
  }
  if (to.is_boolean() && fact.from.is_boolean()) return to.is_true() ? 1 : -1;
  return feel::order_of(to, fact.from).value_or(0);
}

bool may_change_to(const Changeable& fact, const Value& to) {
  if (to.is_null() || feel::identical(to, fact.from)) return false;
  const int direction = direction_of(fact, to);
  // A day can only be waited for.
  if (fact.definition->type == terms::FactType::kDate && direction <= 0) return false;
  switch (fact.definition->change->direction) {
    case terms::ChangeDirection::kAny:
      return true;
    // From "none" every stated value is upward.
    case terms::ChangeDirection::kUp:
      return direction > 0 || fact.from.is_null();
    case terms::ChangeDirection::kDown:
      return direction < 0;
  }
  return false;
}

// Nearest first.
bool is_nearer(const Changeable& fact, const Value& a, const Value& b) {
  if (fact.definition->ordered) {
    const int from = level_of(*fact.definition, fact.from);
    return std::abs(level_of(*fact.definition, a) - from) <
           std::abs(level_of(*fact.definition, b) - from);
  }
  const Value to_a = feel::subtract(a, fact.from), to_b = feel::subtract(b, fact.from);
  if (to_a.is_number() && to_b.is_number()) {
    const auto size = [](const Decimal& x) { return x.is_negative() ? x.negated() : x; };
    return size(to_a.number()) < size(to_b.number());
  }
  if (to_a.kind() == feel::Kind::kDaysTime && to_b.kind() == feel::Kind::kDaysTime)
    return std::abs(to_a.days_time().seconds) < std::abs(to_b.days_time().seconds);
  return false;
}

class Search {
 public:
  Search(const Law& law, const PathwayRow& row, Boxes& boxes, dmn::Evaluation& evaluation,
         int evaluations_max)
      : boxes_(boxes),
        evaluation_(evaluation),
        state_(row, boxes, evaluation, evaluations_max),
        budget_(evaluations_max) {
    for (const std::string& fact : row.facts) {
      const terms::FactDefinition* definition = law.facts ? law.facts->find(fact) : nullptr;
      if (!definition || !definition->change || definition->realm == terms::Realm::kReturns)
        continue;
      const Value value = current(fact);
      if (!value.is_unknown()) facts_.push_back({fact, definition, value});
    }
  }

  // The smallest size at which any set works.
  std::vector<ChangeSet> run() {
    for (std::size_t size = 1; size <= kChangesMax && found_.empty(); ++size) {
      std::vector<std::size_t> chosen;
      choose(chosen, 0, size);
    }
    return std::move(found_);
  }

 private:
  Value current(const std::string& fact) const {
    const auto& inputs = evaluation_.models().inputs_named(fact);
    return inputs.empty() ? Value::null() : evaluation_.input(inputs.front());
  }

  std::vector<Value> candidates(const Changeable& fact) {
    std::vector<Value> values;
    for (const Value& value : boxes_.representatives(fact.fact, evaluation_).values)
      if (may_change_to(fact, value)) values.push_back(value);
    std::stable_sort(values.begin(), values.end(),
                     [&](const Value& a, const Value& b) { return is_nearer(fact, a, b); });
    return values;
  }

  bool is_exhausted() const {
    return found_.size() >= kChangeSetsMax || state_.evaluations() > budget_;
  }

  // All sets of `size` facts, in the order of the facts.
  void choose(std::vector<std::size_t>& chosen, std::size_t first, std::size_t size) {
    if (is_exhausted()) return;
    if (chosen.size() == size) {
      try_set(chosen);
      return;
    }
    for (std::size_t index = first; index < facts_.size(); ++index) {
      chosen.push_back(index);
      choose(chosen, index + 1, size);
      chosen.pop_back();
    }
  }

  // With the facts of the set Unknown: if ELIGIBLE is not possible, no values help.
  void try_set(const std::vector<std::size_t>& chosen) {
    for (std::size_t index : chosen) forget(index);
    if (state_.state().possible & kCanBeEligible) {
      std::vector<Value> values;
      assign(chosen, values);
    }
    for (std::size_t index : chosen)
      evaluation_.set_inputs_named(facts_[index].fact, facts_[index].from);
  }

  void forget(std::size_t index) {
    evaluation_.set_inputs_named(facts_[index].fact, Value::unknown(facts_[index].fact));
  }

  // True once values for the whole set are found.
  bool assign(const std::vector<std::size_t>& chosen, std::vector<Value>& values) {
    if (values.size() == chosen.size()) {
      record(chosen, values);
      return true;
    }
    const std::size_t index = chosen[values.size()];
    const bool is_last = values.size() + 1 == chosen.size();
    for (const Value& value : candidates(facts_[index])) {
      if (is_exhausted()) break;
      evaluation_.set_inputs_named(facts_[index].fact, value);
      const Outcomes possible = state_.state().possible;
      if (is_last ? possible != kCanBeEligible : !(possible & kCanBeEligible)) continue;
      values.push_back(value);
      if (assign(chosen, values)) return true;
      values.pop_back();
    }
    forget(index);
    return false;
  }

  void record(const std::vector<std::size_t>& chosen, const std::vector<Value>& values) {
    ChangeSet set;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const Changeable& fact = facts_[chosen[i]];
      set.push_back({fact.fact, feel::to_json(fact.from), feel::to_json(values[i])});
    }
    found_.push_back(std::move(set));
  }

  Boxes& boxes_;
  dmn::Evaluation& evaluation_;
  RowSearch state_;
  int budget_;
  std::vector<Changeable> facts_;
  std::vector<ChangeSet> found_;
};

}  // namespace

std::vector<ChangeSet> shortest_ways(const Law& law, const PathwayRow& row, Boxes& boxes,
                                     dmn::Evaluation& evaluation, int evaluations_max) {
  const feel::EvaluationContext::Muted muted(evaluation.context());
  return Search(law, row, boxes, evaluation, evaluations_max).run();
}

}  // namespace alternat::assessment

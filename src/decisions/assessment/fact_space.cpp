// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/fact_space.h"

#include <algorithm>
#include <unordered_map>

#include "decisions/assessment/inputs.h"
#include "decisions/assessment/sample_values.h"
#include "decisions/feel/operations.h"

namespace alternat::assessment {
namespace {

using feel::Value;

void add_value(std::vector<Value>& values, Value value) {
  for (const Value& other : values)
    if (feel::identical(other, value)) return;
  values.push_back(std::move(value));
}

// Lists: none, each allowed text alone, all of them.
void add_lists(const FactUse& use, std::vector<Value>& values) {
  add_value(values, Value::from_items({}));
  if (!use.definition || use.definition->type != terms::FactType::kStrings) return;
  std::vector<Value> all;
  for (const std::string& value : use.definition->values) {
    all.push_back(Value::from_string(value));
    add_value(values, Value::from_items({all.back()}));
  }
  add_value(values, Value::from_items(std::move(all)));
}

// What the expression gives in the decision, without the whole of its frame where it is one value.
Value value_of(const feel::ExpressionView& view, std::uint32_t decision,
               dmn::Evaluation& evaluation) {
  if (std::optional<Value> constant = view.constant()) return std::move(*constant);
  if (const std::optional<std::uint32_t> slot = view.variable())
    for (const dmn::Link& link : evaluation.models().decisions()[decision].frame.links) {
      if (link.slot != *slot || !link.is_read) continue;
      if (link.source == dmn::Source::kInput) return evaluation.input(link.index);
      if (link.source == dmn::Source::kDecision) return evaluation.decide(link.index);
    }
  return feel::evaluate(view, evaluation.frame_of(decision), evaluation.context());
}

}  // namespace

FactSpace::FactSpace(const AssessmentPlan& plan, dmn::Evaluation& evaluation, DiagramStore& store,
                     KnownStarts& known)
    : plan_(plan),
      evaluation_(evaluation),
      store_(store),
      known_(known),
      variable_of_name_(plan.uses().size(), -1) {}

void FactSpace::open(const std::vector<NameId>& first, const std::vector<NameId>& rest) {
  for (NameId name : first) variable_of_name_[name] = 0;
  for (NameId name : rest) variable_of_name_[name] = 0;
  add_in_order(first);
  add_in_order(rest);
  chosen_.resize(variables_.size());
  for (std::uint32_t variable = 0; variable < variables_.size(); ++variable) {
    find_context(variable);
    list_values(variables_[variable]);
  }
}

// Facts that meet others go first, those that meet most before all: below them only what their
// meetings gave counts, not the values themselves.
void FactSpace::add_in_order(const std::vector<NameId>& names) {
  struct Place {
    NameId name;
    std::size_t partners;
  };
  std::vector<Place> places;
  for (NameId name : names) {
    const FactUse& use = plan_.uses()[name];
    std::vector<NameId> partners;
    for (const std::vector<std::uint32_t>* meetings : {&use.direct, &use.derived})
      for (std::uint32_t index : *meetings)
        for (NameId other : plan_.meetings()[index].names)
          if (other != name && variable_of_name_[other] >= 0) partners.push_back(other);
    std::sort(partners.begin(), partners.end());
    partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
    // Lists meet dates too, but inside functions.
    places.push_back({name, use.domain == Domain::kOther ? 1 : partners.size()});
  }
  std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.partners != b.partners) return a.partners > b.partners;
    return plan_.uses()[a.name].place < plan_.uses()[b.name].place;
  });
  for (const Place& place : places) {
    variable_of_name_[place.name] = static_cast<std::int32_t>(variables_.size());
    Variable variable;
    variable.name = place.name;
    const FactUse& use = plan_.uses()[place.name];
    variable.original =
        use.inputs.empty() ? Value::unknown(use.name) : evaluation_.input(use.inputs.front());
    variables_.push_back(std::move(variable));
  }
}

std::optional<std::uint32_t> FactSpace::find_variable(NameId name) const {
  const std::int32_t variable = variable_of_name_[name];
  return variable < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(variable));
}

void FactSpace::find_context(std::uint32_t index) {
  Variable& variable = variables_[index];
  const FactUse& use = plan_.uses()[variable.name];
  if (use.domain != Domain::kOrdered) return;
  variable.line = line_of(use.definition);
  for (const std::vector<std::uint32_t>* meetings : {&use.direct, &use.derived}) {
    for (std::uint32_t meeting : *meetings) {
      std::vector<std::uint32_t> others;
      bool is_last = true;
      for (NameId name : plan_.meetings()[meeting].names) {
        const std::optional<std::uint32_t> other = find_variable(name);
        if (!other || *other == index) continue;
        is_last &= *other < index;
        others.push_back(*other);
      }
      // Where a fact below meets it, the edges are found there, for each box of this one: other
      // values of this one may behave otherwise.
      if (!is_last) {
        add_unsure(variable, plan_.meetings()[meeting].decision);
        continue;
      }
      variable.meetings.push_back(meeting);
      for (std::uint32_t other : others) {
        variable.context.push_back(other);
        const std::vector<std::uint32_t>& more = variables_[other].context;
        variable.context.insert(variable.context.end(), more.begin(), more.end());
      }
    }
  }
  std::sort(variable.context.begin(), variable.context.end());
  variable.context.erase(std::unique(variable.context.begin(), variable.context.end()),
                         variable.context.end());
}

void FactSpace::list_values(Variable& variable) {
  const FactUse& use = plan_.uses()[variable.name];
  std::vector<Value>& values = variable.values;
  switch (use.domain) {
    case Domain::kFinite:
      if (use.definition->type == terms::FactType::kBoolean) {
        values = {Value::from_bool(true), Value::from_bool(false)};
      } else {
        for (const std::string& value : use.definition->values)
          values.push_back(Value::from_string(value));
      }
      break;
    case Domain::kOrdered:
      return;
    case Domain::kText:
      values = use.texts;
      break;
    case Domain::kOther:
      values.push_back(Value::null());
      add_lists(use, values);
      if (use.definition && use.definition->type == terms::FactType::kContexts)
        for (Value& period : long_periods(*use.definition, use.texts))
          add_value(values, std::move(period));
      break;
  }
  if (!variable.original.is_unknown()) add_value(values, variable.original);
}

Value FactSpace::value_at(std::uint32_t index, std::int64_t position) const {
  const Variable& variable = variables_[index];
  if (position == kNullPosition) return Value::null();
  if (plan_.uses()[variable.name].domain == Domain::kOrdered) {
    // A number between two steps stands for itself.
    if (!variable.original.is_unknown() && variable.line.position(variable.original) == position)
      return variable.original;
    return variable.line.at(position);
  }
  return variable.values[static_cast<std::size_t>(position)];
}

std::optional<std::int64_t> FactSpace::position_of(std::uint32_t index, const Value& value) const {
  const Variable& variable = variables_[index];
  if (plan_.uses()[variable.name].domain == Domain::kOrdered) {
    if (value.is_null()) return kNullPosition;
    return variable.line.position(value);
  }
  for (std::size_t i = 0; i < variable.values.size(); ++i)
    if (feel::identical(variable.values[i], value)) return static_cast<std::int64_t>(i);
  return std::nullopt;
}

void FactSpace::add_unsure(Variable& variable, std::uint32_t decision) {
  const auto place =
      std::lower_bound(variable.unsure_in.begin(), variable.unsure_in.end(), decision);
  if (place == variable.unsure_in.end() || *place != decision)
    variable.unsure_in.insert(place, decision);
}

void FactSpace::set(const Variable& variable, const Value& value) {
  for (std::uint32_t input : plan_.uses()[variable.name].inputs)
    evaluation_.set_input(input, value);
}

NodeId FactSpace::identity(std::uint32_t index) {
  if (!variables_[index].identity) {
    for (std::uint32_t other : variables_[index].context) identity(other);
    const NodeId node = build(index, 0);
    variables_[index].identity = node;
    for (std::uint32_t other : variables_[index].context)
      set(variables_[other], variables_[other].original);
  }
  return *variables_[index].identity;
}

NodeId FactSpace::build(std::uint32_t index, std::size_t depth) {
  const std::vector<std::uint32_t>& context = variables_[index].context;
  if (depth == context.size()) {
    if (plan_.uses()[variables_[index].name].domain == Domain::kOrdered)
      return build_ordered(index);
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < variables_[index].values.size(); ++i)
      edges.push_back({static_cast<std::int64_t>(i), store_.terminal(variables_[index].values[i])});
    return edges.empty() ? store_.terminal(Value::null()) : store_.make(index, edges);
  }
  // The boxes of the fact above, where those above it are as chosen.
  const std::uint32_t above = context[depth];
  NodeId node = *variables_[above].identity;
  while (!is_terminal(node) && store_.variable(node) != above)
    node = store_.child(node, chosen_[store_.variable(node)].value_or(kNullPosition));
  if (is_terminal(node)) return build(index, depth + 1);
  const std::span<const Edge> found = store_.edges(node);
  const std::vector<Edge> boxes(found.begin(), found.end());  // the store grows meanwhile
  std::vector<Edge> edges;
  for (const Edge& box : boxes) {
    chosen_[above] = box.from;
    set(variables_[above], value_at(above, box.from));
    edges.push_back({box.from, build(index, depth + 1)});
  }
  chosen_[above].reset();
  return store_.make(above, edges);
}

NodeId FactSpace::build_ordered(std::uint32_t index) {
  Variable& variable = variables_[index];
  const FactUse& use = plan_.uses()[variable.name];
  std::vector<std::int64_t> starts = {variable.line.low};
  for (std::uint32_t meeting : variable.meetings) add_starts(index, meeting, starts);
  // What is presumed is what mostly holds: a box of its own, for facts below it.
  if (use.definition && !use.definition->presumed_from.empty())
    if (const auto from = plan_.find_name(use.definition->presumed_from))
      if (const auto position =
              variable.line.position(evaluation_.input(plan_.uses()[*from].inputs.front())))
        starts.push_back(*position);
  set(variable, variable.original);
  std::erase_if(starts, [&](std::int64_t start) { return !variable.line.holds(start); });
  if (!variable.original.is_unknown())
    if (const auto position = variable.line.position(variable.original)) {
      starts.push_back(*position);
      starts.push_back(*position + 1);
    }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<Edge> edges = {{kNullPosition, store_.terminal(Value::null())}};
  for (std::int64_t start : starts)
    edges.push_back({start, store_.terminal(value_at(index, start))});
  if (!variable.line.is_date && variable.line.scale != 0)
    for (std::uint32_t meeting : use.derived)
      add_unsure(variable, plan_.meetings()[meeting].decision);
  return store_.make(index, edges);
}

std::vector<Value> FactSpace::compared_values(Variable& variable, const Meeting& meeting) {
  std::vector<Value> values;
  for (const feel::ExpressionView& other : meeting.against) {
    const Value value = value_of(other, meeting.decision, evaluation_);
    if (value.has_unknown())
      add_unsure(variable, meeting.decision);
    else
      spread(value, values);
  }
  return values;
}

void FactSpace::add_starts(std::uint32_t index, std::uint32_t number,
                           std::vector<std::int64_t>& starts) {
  Variable& variable = variables_[index];
  const Meeting& meeting = plan_.meetings()[number];
  const std::vector<std::uint32_t>& direct = plan_.uses()[variable.name].direct;
  const bool is_direct = std::find(direct.begin(), direct.end(), number) != direct.end();
  if (meeting.names.size() != 1) return add_meeting(index, meeting, is_direct, starts);
  const KnownStarts::Starts* known = known_.find(variable.name, number);
  if (!known) {
    KnownStarts::Starts found;
    const std::vector<std::uint32_t> unsure_before = std::exchange(variable.unsure_in, {});
    add_meeting(index, meeting, is_direct, found.positions);
    found.is_unsure = !variable.unsure_in.empty();
    variable.unsure_in = unsure_before;
    known_.add(variable.name, number, std::move(found));
    known = known_.find(variable.name, number);
  }
  starts.insert(starts.end(), known->positions.begin(), known->positions.end());
  if (known->is_unsure) add_unsure(variable, meeting.decision);
}

void FactSpace::add_meeting(std::uint32_t index, const Meeting& meeting, bool is_direct,
                            std::vector<std::int64_t>& starts) {
  Variable& variable = variables_[index];
  if (!is_direct) {
    set(variable, value_at(index, variable.line.low));
    return add_crossings(index, meeting, compared_values(variable, meeting), starts);
  }
  for (const Value& value : compared_values(variable, meeting))
    if (const auto position = variable.line.position(value)) {
      // A value between two steps is reached and left by the same step.
      const bool is_step = feel::identical(variable.line.at(*position), value);
      if (meeting.changes_at && is_step) starts.push_back(*position);
      if (meeting.changes_after || !is_step) starts.push_back(*position + 1);
    }
}

// Where the order of the subject to each target changes, found by halving: the subject is
// monotone.
void FactSpace::add_crossings(std::uint32_t index, const Meeting& meeting,
                              const std::vector<Value>& targets,
                              std::vector<std::int64_t>& starts) {
  Variable& variable = variables_[index];
  // Only inputs that the meeting reads; whoever called brings them all back.
  std::vector<std::uint32_t> read = plan_.uses()[variable.name].inputs;
  const std::vector<std::uint32_t>& closure =
      evaluation_.models().decisions()[meeting.decision].input_closure;
  std::erase_if(read, [&](std::uint32_t input) {
    return std::find(closure.begin(), closure.end(), input) == closure.end();
  });
  std::unordered_map<std::int64_t, Value> known;  // halving begins alike for every target
  const auto subject_at = [&](std::int64_t position) -> const Value& {
    const auto [found, added] = known.try_emplace(position);
    if (added) {
      const Value value = variable.line.at(position);
      for (std::uint32_t input : read) evaluation_.set_input(input, value);
      found->second = value_of(meeting.subject, meeting.decision, evaluation_);
    }
    return found->second;
  };
  const Value lowest = subject_at(variable.line.low), highest = subject_at(variable.line.high);
  for (const Value& target : targets) {
    const std::optional<int> first = feel::order_of(lowest, target);
    const std::optional<int> last = feel::order_of(highest, target);
    if (!first || !last) {
      add_unsure(variable, meeting.decision);
      continue;
    }
    if (*first == *last) continue;
    const bool rising = *first < *last;
    std::int64_t from = variable.line.low;
    // First position whose order has passed below (level 0) or reached above (level 1).
    for (int level : {0, 1}) {
      const bool is_reached = (level == 0) == rising;  // the target itself, from below
      if (!(is_reached ? meeting.changes_at : meeting.changes_after)) continue;
      if ((rising ? *first : -*first) >= level || (rising ? *last : -*last) < level) continue;
      std::int64_t low = from, high = variable.line.high;
      while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        const std::optional<int> order = feel::order_of(subject_at(middle), target);
        if (!order) {
          add_unsure(variable, meeting.decision);
          break;
        }
        const int along = rising ? *order : -*order;
        (along >= level ? high : low) = middle;
      }
      starts.push_back(high);
      starts.push_back(high - 1);
      from = high - 1;
    }
  }
}

}  // namespace alternat::assessment

// SPDX-License-Identifier: EUPL-1.2
// for, some, every and filters (DMN 1.5 clause 10.3.2.14, tables 51, 52 and 58).
#include <algorithm>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluator.h"

namespace alternat::feel {

namespace {

constexpr std::int64_t kRangeItemsMax = kValueWeightMax - 1;

}  // namespace

bool Evaluator::take_step(const Node& node) {
  if (context_.take_steps(1)) return true;
  warn("feel.too_much_work", "The evaluation takes too many steps.", node);
  return false;
}

// from..to, upwards or downwards, of whole numbers or dates.
Value Evaluator::numbers_between(const Value& from, const Value& to, const Node& node) {
  if (from.is_unknown() || to.is_unknown()) return merge_unknown(from, to);
  const bool dates = from.kind() == Kind::kDate && to.kind() == Kind::kDate;
  if (!dates && !(from.is_number() && to.is_number())) {
    return warn("feel.type_error", "Only whole numbers and dates can be run through.", node);
  }
  const auto first = dates ? from.day() : from.number().to_int();
  const auto last = dates ? to.day() : to.number().to_int();
  if (!first || !last) {
    return warn("feel.type_error", "Only whole numbers and dates can be run through.", node);
  }
  const std::int64_t step = *first <= *last ? 1 : -1;
  const auto low = static_cast<std::uint64_t>(std::min(*first, *last));
  const std::uint64_t span = static_cast<std::uint64_t>(std::max(*first, *last)) - low;
  if (span >= static_cast<std::uint64_t>(kRangeItemsMax))
    return warn("feel.too_much_work", "The range has too many items.", node);
  context_.steps += span / 4;
  std::vector<Value> items;
  for (std::int64_t each = *first;; each += step) {
    items.push_back(dates ? Value::from_day(each) : Value::from_int(each));
    if (each == *last) break;
  }
  return Value::from_items(std::move(items));
}

// A range that is run through goes upwards and has two ends.
Value Evaluator::items_of_range(const Value& range, const Node& node) {
  const RangeEnds ends = range.ends();
  if (range.has_unknown()) return Value::unknown(range.unknown_names());
  if (!ends.low_present || !ends.high_present) {
    return warn("feel.type_error", "A range without end cannot be run through.", node);
  }
  const auto order = order_of(range.low(), range.high());
  if (!order || *order > 0) {
    return warn("feel.type_error", "The range does not run upwards.", node);
  }
  const Value list = numbers_between(range.low(), range.high(), node);
  if (!list.is_list()) return list;
  auto items = list.items();
  if (!ends.low_included) items = items.subspan(1);
  if (!ends.high_included && !items.empty()) items = items.first(items.size() - 1);
  return Value::from_items({items.begin(), items.end()});
}

Value Evaluator::domain_of(const Iterator& iterator) {
  Value from = value_of(*iterator.from);
  if (iterator.to) return numbers_between(from, value_of(*iterator.to), *iterator.from);
  if (from.is_unknown() || from.is_list()) return from;
  if (from.is_range()) return items_of_range(from, *iterator.from);
  if (from.is_null())
    return warn("feel.type_error", "There is no list to run through.", *iterator.from);
  return Value::from_items({std::move(from)});
}

Value Evaluator::run_loops(const For& form, std::size_t depth, std::vector<Value>& results,
                           const Node& node) {
  if (depth == form.iterators.size()) {
    if (form.reads_partial) {
      context_.steps += results.size() / 4;
      locals_[form.partial] = Value::from_items(results);
    }
    if (results.size() >= kValueWeightMax)
      return warn("feel.too_much_work", "The list has too many items.", node);
    results.push_back(value_of(*form.body));
    return Value::from_bool(true);
  }
  const Iterator& iterator = form.iterators[depth];
  const Value domain = domain_of(iterator);
  if (domain.is_null()) return domain;
  if (domain.is_unknown()) {
    // How many results there are is not known; what they depend on is.
    const EvaluationContext::Muted muted(context_);
    locals_[iterator.slot] = domain;
    std::vector<Value> inner;
    const Value rest = run_loops(form, depth + 1, inner, node);
    return merge_unknown(domain, merge_unknown(rest, Value::from_items(std::move(inner))));
  }
  for (const Value& item : domain.items()) {
    if (!take_step(node)) return Value();
    locals_[iterator.slot] = item;
    const Value done = run_loops(form, depth + 1, results, node);
    if (!done.is_boolean()) return done;
  }
  return Value::from_bool(true);
}

Value Evaluator::form_value(const For& form, const Node& node) {
  std::vector<Value> results;
  Value done = run_loops(form, 0, results, node);
  if (done.is_unknown()) return merge_unknown(done, Value::from_items(std::move(results)));
  if (done.is_null()) return done;
  Value list = Value::from_items(std::move(results));
  return list.is_null() ? warn("feel.too_deep", "The list nests too deep or holds too much.", node)
                        : list;
}

Value Evaluator::run_quantifier(const Quantified& form, std::size_t depth, const Node& node) {
  if (depth == form.iterators.size()) return value_of(*form.body);
  const Iterator& iterator = form.iterators[depth];
  const Value domain = domain_of(iterator);
  if (domain.is_null()) return domain;
  if (domain.is_unknown()) {
    const EvaluationContext::Muted muted(context_);
    locals_[iterator.slot] = domain;
    return merge_unknown(domain, run_quantifier(form, depth + 1, node));
  }
  Value result = Value::from_bool(form.is_every);
  for (const Value& item : domain.items()) {
    if (!take_step(node)) return Value();
    locals_[iterator.slot] = item;
    const Value here = run_quantifier(form, depth + 1, node);
    result = form.is_every ? logical_and(result, here) : logical_or(result, here);
    if (form.is_every ? result.is_false() : result.is_true()) break;
  }
  return result;
}

Value Evaluator::form_value(const Quantified& form, const Node& node) {
  return run_quantifier(form, 0, node);
}

Value Evaluator::item_at(const Value& list, const Value& index, const Node& node) {
  const auto whole = index.number().to_int();
  const auto size = static_cast<std::int64_t>(list.items().size());
  if (!whole || *whole == 0 || *whole > size || *whole < -size) {
    return warn(
        "feel.undefined",
        "There is no item " + to_text(index) + " in a list of " + std::to_string(size) + ".", node);
  }
  return list.items()[static_cast<std::size_t>(*whole > 0 ? *whole - 1 : size + *whole)];
}

// list[condition] or list[number]; what is no list is a list of one (clause 10.3.2.13.4).
Value Evaluator::form_value(const Filter& form, const Node& node) {
  Value list = value_of(*form.list);
  if (list.is_unknown()) {
    const EvaluationContext::Muted muted(context_);
    locals_[form.item] = list;
    return merge_unknown(list, value_of(*form.condition));
  }
  if (list.is_null()) {
    return warn("feel.type_error", "There is no list to filter.", node);
  }
  if (!list.is_list()) list = Value::from_items({std::move(list)});
  return filtered(form, list, node);
}

Value Evaluator::filtered(const Filter& form, const Value& list, const Node& node) {
  if (list.items().empty()) {
    const EvaluationContext::Muted muted(context_);
    locals_[form.item] = Value();
    const Value condition = value_of(*form.condition);
    // An unknown number would be an index, an unknown boolean a filter.
    if (condition.is_unknown()) return condition;
    return condition.is_number() ? Value() : Value::from_items({});
  }
  std::vector<Value> kept;
  Value unknown;
  for (const Value& item : list.items()) {
    if (!take_step(node)) return Value();
    locals_[form.item] = item;
    const Value condition = value_of(*form.condition);
    if (condition.is_number()) return item_at(list, condition, node);
    if (condition.is_unknown()) {
      unknown = unknown.is_null() ? condition : merge_unknown(unknown, condition);
    } else if (condition.is_true()) {
      kept.push_back(item);
    }
  }
  if (unknown.is_unknown()) return merge_unknown(unknown, list);
  return Value::from_items(std::move(kept));
}

}  // namespace alternat::feel

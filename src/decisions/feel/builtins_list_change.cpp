// SPDX-License-Identifier: EUPL-1.2
// List functions that give a changed list: DMN 1.5 table 75 and sort (clause 10.3.4.5).
#include <algorithm>
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/evaluator.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

std::vector<Value> copy_of(const Value& list) {
  return {list.items().begin(), list.items().end()};
}

Value list_or_fail(const Invocation& call, std::vector<Value> items) {
  Value list = Value::from_items(std::move(items));
  return list.is_null() ? call.fail("The list nests too deep.") : list;
}

Value append(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  items.insert(items.end(), call[1].items().begin(), call[1].items().end());
  return list_or_fail(call, std::move(items));
}

Value concatenate(const Invocation& call) {
  std::vector<Value> items;
  for (const Value& list : call[0].items()) {
    if (list.is_unknown()) return Value::unknown(call[0].unknown_names());
    if (list.is_list()) {
      items.insert(items.end(), list.items().begin(), list.items().end());
    } else if (list.is_null()) {
      return call.fail("concatenate(): null is no list.");
    } else {
      items.push_back(list);
    }
  }
  return list_or_fail(call, std::move(items));
}

std::vector<Value> without_duplicates(std::span<const Value> items) {
  std::vector<Value> distinct;
  for (const Value& item : items) {
    const bool known = std::any_of(distinct.begin(), distinct.end(),
                                   [&](const Value& each) { return equal(each, item).is_true(); });
    if (!known) distinct.push_back(item);
  }
  return distinct;
}

// Each item is compared with all that are kept.
bool may_compare(const Invocation& call, std::size_t count) {
  return call.take_steps(static_cast<std::uint64_t>(count) * count / 16);
}

Value distinct_values(const Invocation& call) {
  if (!may_compare(call, call[0].items().size())) return call.fail_too_much();
  return list_or_fail(call, without_duplicates(call[0].items()));
}

Value union_of(const Invocation& call) {
  const Value all = concatenate(call);
  if (!all.is_list()) return all;
  if (!may_compare(call, all.items().size())) return call.fail_too_much();
  return list_or_fail(call, without_duplicates(all.items()));
}

// From 1, or from the end below 0; insert before may also name the place after the last item.
std::optional<std::size_t> place_of(const Value& position, std::size_t size) {
  const auto asked = position.number().to_int();
  const auto count = static_cast<std::int64_t>(size);
  if (!asked || *asked == 0 || *asked > count || *asked < -count) return std::nullopt;
  return static_cast<std::size_t>(*asked > 0 ? *asked - 1 : count + *asked);
}

Value insert_before(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("insert before(): the position lies outside the list.");
  items.insert(items.begin() + static_cast<long>(*place), call[2]);
  return list_or_fail(call, std::move(items));
}

Value remove(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("remove(): the position lies outside the list.");
  items.erase(items.begin() + static_cast<long>(*place));
  return Value::from_items(std::move(items));
}

Value reverse(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  std::reverse(items.begin(), items.end());
  return Value::from_items(std::move(items));
}

void flatten_into(const Value& list, std::vector<Value>& flat) {
  for (const Value& item : list.items()) {
    if (item.is_list()) {
      flatten_into(item, flat);
    } else {
      flat.push_back(item);
    }
  }
}

Value flatten(const Invocation& call) {
  std::vector<Value> flat;
  flatten_into(call[0], flat);
  return Value::from_items(std::move(flat));
}

// By position, or every item for which the function match(item, newItem) holds.
Value replace_by_position(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("list replace(): the position lies outside the list.");
  items[*place] = call[2];
  return list_or_fail(call, std::move(items));
}

Value replace_by_match(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  for (Value& item : items) {
    const Value pair[] = {item, call[2]};
    const Value holds = call_at(call[1], pair, call.context(), call.source(), call.at());
    if (holds.is_unknown()) return merge_unknown(holds, call[0]);
    if (!holds.is_boolean()) return call.fail("list replace(): the match must be true or false.");
    if (holds.is_true()) item = call[2];
  }
  return list_or_fail(call, std::move(items));
}

Value list_replace(const Invocation& call) {
  if (call[1].is_function()) return replace_by_match(call);
  if (call[1].is_number()) return replace_by_position(call);
  return call.fail("list replace(): the second argument must be a position or a function.");
}

// Merge sort, stable; `unknown` keeps what a comparison could not tell.
struct Sorting {
  const Invocation& call;
  Value unknown;
  bool failed = false;

  bool precedes(const Value& a, const Value& b) {
    const Value pair[] = {a, b};
    const Value answer = call_at(call[1], pair, call.context(), call.source(), call.at());
    if (answer.is_unknown()) unknown = merge_unknown(answer, unknown);
    if (!answer.is_boolean() && !answer.is_unknown()) failed = true;
    return answer.is_true();
  }
  void sort(std::vector<Value>& items) {
    if (items.size() < 2) return;
    const auto middle = items.begin() + static_cast<long>(items.size() / 2);
    std::vector<Value> left(items.begin(), middle);
    std::vector<Value> right(middle, items.end());
    sort(left);
    sort(right);
    std::size_t l = 0;
    std::size_t r = 0;
    for (Value& item : items) {
      const bool take_right = l == left.size() || (r < right.size() && precedes(right[r], left[l]));
      item = take_right ? right[r++] : left[l++];
    }
  }
};

Value sort(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  Sorting sorting{call, Value()};
  sorting.sort(items);
  if (sorting.unknown.is_unknown()) return merge_unknown(sorting.unknown, call[0]);
  if (sorting.failed) return call.fail("sort(): 'precedes' must be true or false for all items.");
  return Value::from_items(std::move(items));
}

// Without a function: numbers, strings and what else has an order.
Value sort_by_order(const Invocation& call) {
  std::vector<Value> items = copy_of(call[0]);
  for (const Value& item : items) {
    if (!order_of(items.front(), item)) return call.fail("sort(): the items have no order.");
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Value& a, const Value& b) { return order_of(a, b).value_or(0) < 0; });
  return Value::from_items(std::move(items));
}

constexpr TypeKind kList = TypeKind::kList;

constexpr std::array kRows{
    BuiltinRow{"append", "list:l, item:x...", append, kList, Unknowns::kTop},
    BuiltinRow{"concatenate", "list:x...", concatenate, kList, Unknowns::kTop},
    BuiltinRow{"union", "list:x...", union_of, kList},
    BuiltinRow{"distinct values", "list:l", distinct_values, kList},
    BuiltinRow{"insert before", "list:l, position:n, newItem:x", insert_before, kList,
               Unknowns::kTop},
    BuiltinRow{"remove", "list:l, position:n", remove, kList, Unknowns::kTop},
    BuiltinRow{"reverse", "list:l", reverse, kList, Unknowns::kTop},
    BuiltinRow{"flatten", "list:l", flatten, kList},
    BuiltinRow{"list replace", "list:l, position:a, newItem:x", list_replace, kList,
               Unknowns::kTop},
    BuiltinRow{"list replace", "list:l, match:f, newItem:x", list_replace, kList, Unknowns::kTop},
    BuiltinRow{"sort", "list:l, precedes:f", sort, kList, Unknowns::kTop},
    BuiltinRow{"sort", "list:l", sort_by_order, kList},
};

}  // namespace

std::span<const BuiltinRow> list_change_builtins() {
  return kRows;
}

}  // namespace alternat::feel

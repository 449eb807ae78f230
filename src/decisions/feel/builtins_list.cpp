// SPDX-License-Identifier: EUPL-1.2
// List functions that ask: DMN 1.5 table 75 (contains, count, all, any, index of, sublist, …).
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

// Null items equal only null; kinds that differ are not equal.
Value same_item(const Value& a, const Value& b) {
  Value same = equal(a, b);
  return same.is_null() ? Value::from_bool(false) : same;
}

Value list_contains(const Invocation& call) {
  Value found = Value::from_bool(false);
  for (const Value& item : call[0].items()) {
    found = logical_or(found, same_item(item, call[1]));
    if (found.is_true()) break;
  }
  return found;
}

Value count(const Invocation& call) {
  return Value::from_int(static_cast<std::int64_t>(call[0].items().size()));
}

// all([true, false, 1]) is false, all([true, 1]) null: the conjunction of the items.
Value fold_logic(const Invocation& call, bool is_all) {
  Value result = Value::from_bool(is_all);
  bool odd = false;
  for (const Value& item : call[0].items()) {
    odd = odd || (!item.is_boolean() && !item.is_null() && !item.is_unknown());
    result = is_all ? logical_and(result, item) : logical_or(result, item);
    if (is_all ? result.is_false() : result.is_true()) return result;
  }
  if (result.is_null() && odd) return call.fail("Every item must be a boolean.");
  return result;
}

Value all(const Invocation& call) {
  return fold_logic(call, true);
}
Value any(const Invocation& call) {
  return fold_logic(call, false);
}

Value index_of(const Invocation& call) {
  std::vector<Value> places;
  std::int64_t place = 0;
  for (const Value& item : call[0].items()) {
    ++place;
    if (same_item(item, call[1]).is_true()) places.push_back(Value::from_int(place));
  }
  return Value::from_items(std::move(places));
}

// Positions count from 1, or from the end below 0. nullopt if there is no such place.
std::optional<std::size_t> place_of(const Value& position, std::size_t size) {
  const auto asked = position.number().to_int();
  const auto count = static_cast<std::int64_t>(size);
  if (!asked || *asked == 0 || *asked > count || *asked < -count) return std::nullopt;
  return static_cast<std::size_t>(*asked > 0 ? *asked - 1 : count + *asked);
}

Value sublist(const Invocation& call) {
  const auto items = call[0].items();
  const auto start = place_of(call[1], items.size());
  if (!start) return call.fail("sublist(): the start position lies outside the list.");
  auto part = items.subspan(*start);
  if (!call[2].is_null()) {
    const auto length = call[2].number().to_int();
    if (!length || *length < 0 || static_cast<std::size_t>(*length) > part.size()) {
      return call.fail("sublist(): the list is not that long.");
    }
    part = part.first(static_cast<std::size_t>(*length));
  }
  return Value::from_items({part.begin(), part.end()});
}

constexpr TypeKind kBoolean = TypeKind::kBoolean;
constexpr TypeKind kList = TypeKind::kList;

constexpr std::array kRows{
    BuiltinRow{"list contains", "list:l, element:x", list_contains, kBoolean, Unknowns::kTop},
    BuiltinRow{"count", "list:l", count, TypeKind::kNumber, Unknowns::kTop},
    BuiltinRow{"count", "c:x...", count, TypeKind::kNumber, Unknowns::kTop},
    BuiltinRow{"all", "list:l", all, kBoolean, Unknowns::kTop},
    BuiltinRow{"all", "b:x...", all, kBoolean, Unknowns::kTop},
    BuiltinRow{"any", "list:l", any, kBoolean, Unknowns::kTop},
    BuiltinRow{"any", "b:x...", any, kBoolean, Unknowns::kTop},
    BuiltinRow{"index of", "list:l, match:x", index_of, kList},
    BuiltinRow{"sublist", "list:l, start position:n, length:n?", sublist, kList, Unknowns::kTop},
};

}  // namespace

std::span<const BuiltinRow> list_builtins() {
  return kRows;
}

}  // namespace alternat::feel

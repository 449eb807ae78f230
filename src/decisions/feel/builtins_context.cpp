// SPDX-License-Identifier: EUPL-1.2
// Context functions (DMN 1.5 table 80), and `is` and `not` (tables 73, 78).
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

std::vector<Value::Entry> copy_of(const Value& context) {
  return {context.entries().begin(), context.entries().end()};
}

void put(std::vector<Value::Entry>& entries, std::string_view key, Value value) {
  for (Value::Entry& entry : entries) {
    if (entry.name == key) {
      entry.value = std::move(value);
      return;
    }
  }
  entries.push_back({std::string(key), std::move(value)});
}

Value get_value(const Invocation& call) {
  const Value* entry = call[0].find_entry(call[1].string());
  return entry == nullptr ? Value() : *entry;
}

Value get_entries(const Invocation& call) {
  std::vector<Value> list;
  for (const Value::Entry& entry : call[0].entries()) {
    list.push_back(
        Value::from_entries({{"key", Value::from_string(entry.name)}, {"value", entry.value}}));
  }
  return Value::from_items(std::move(list));
}

Value make_context(const Invocation& call) {
  std::vector<Value::Entry> entries;
  for (const Value& each : call[0].items()) {
    const Value* key = each.is_context() ? each.find_entry("key") : nullptr;
    const Value* value = each.is_context() ? each.find_entry("value") : nullptr;
    if (key == nullptr || value == nullptr || !key->is_string()) {
      return call.fail("context(): every entry must have a key, a string, and a value.");
    }
    for (const Value::Entry& entry : entries) {
      if (entry.name == key->string()) return call.fail("context(): a key stands twice.");
    }
    entries.push_back({std::string(key->string()), *value});
  }
  return Value::from_entries(std::move(entries));
}

Value context_put(const Invocation& call) {
  std::vector<Value::Entry> entries = copy_of(call[0]);
  put(entries, call[1].string(), call[2]);
  return Value::from_entries(std::move(entries));
}

Value put_at_path(const Invocation& call, const Value& context, std::span<const Value> path) {
  if (path.front().is_unknown() || context.is_unknown()) {
    return merge_unknown(path.front(), context);
  }
  if (!context.is_context() || !path.front().is_string()) {
    return call.fail("context put(): the keys must be strings and lead through contexts.");
  }
  Value value = call[2];
  const std::string_view key = path.front().string();
  if (path.size() > 1) {
    const Value* inner = context.find_entry(key);
    value = put_at_path(call, inner == nullptr ? Value() : *inner, path.subspan(1));
    if (value.is_null()) return value;
    if (value.is_unknown()) {
      // Whether the path leads through is not known: nor is the whole.
      return merge_unknown(value, context);
    }
  }
  std::vector<Value::Entry> entries = copy_of(context);
  put(entries, key, std::move(value));
  return Value::from_entries(std::move(entries));
}

Value context_put_at_path(const Invocation& call) {
  if (call[1].items().empty()) return call.fail("context put(): there is no key.");
  return put_at_path(call, call[0], call[1].items());
}

Value context_merge(const Invocation& call) {
  std::vector<Value::Entry> entries;
  for (const Value& each : call[0].items()) {
    if (each.is_unknown()) return Value::unknown(call[0].unknown_names());
    if (!each.is_context()) return call.fail("context merge(): every item must be a context.");
    for (const Value::Entry& entry : each.entries()) put(entries, entry.name, entry.value);
  }
  return Value::from_entries(std::move(entries));
}

// The same value in the domain of its kind: 10:00Z is not 10:00+00:00@Etc/UTC (table 78).
Value is_same(const Invocation& call) {
  return Value::from_bool(identical(call[0], call[1]));
}

Value negation(const Invocation& call) {
  const Value& value = call[0];
  if (!value.is_boolean() && !value.is_null()) {
    return call.warn("feel.wrong_arguments", "not(): 'negand' must be a boolean.");
  }
  return logical_not(value);
}

constexpr TypeKind kContext = TypeKind::kContext;
constexpr TypeKind kBoolean = TypeKind::kBoolean;

constexpr std::array kRows{
    BuiltinRow{"get value", "m:c, key:s", get_value, TypeKind::kAny, Unknowns::kTop},
    BuiltinRow{"get entries", "m:c", get_entries, TypeKind::kList, Unknowns::kTop},
    BuiltinRow{"context", "entries:l", make_context, kContext},
    // By position a string is a list of one key; `key` and `keys` differ only as names.
    BuiltinRow{"context put", "context:c, keys:l, value:x", context_put_at_path, kContext,
               Unknowns::kTop},
    BuiltinRow{"context put", "context:c, key:s, value:x", context_put, kContext, Unknowns::kTop},
    BuiltinRow{"context merge", "contexts:l", context_merge, kContext, Unknowns::kTop},
    BuiltinRow{"is", "value1:x?, value2:x?", is_same, kBoolean},
    BuiltinRow{"not", "negand:x", negation, kBoolean},
};

}  // namespace

std::span<const BuiltinRow> context_builtins() {
  return kRows;
}

}  // namespace alternat::feel

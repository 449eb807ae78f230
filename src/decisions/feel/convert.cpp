// SPDX-License-Identifier: EUPL-1.2
// Types of values, conformance and the implicit conversions (DMN 1.5 clauses 10.3.2.9, 10.3.2.9.4).
#include "decisions/feel/convert.h"

#include <algorithm>

#include "decisions/feel/builtins.h"
#include "decisions/feel/temporal.h"
#include "decisions/feel/value_nodes.h"

namespace alternat::feel {

namespace {

TypeKind type_kind_of(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return TypeKind::kNull;
    case Kind::kBoolean:
      return TypeKind::kBoolean;
    case Kind::kNumber:
      return TypeKind::kNumber;
    case Kind::kDate:
      return TypeKind::kDate;
    case Kind::kTime:
      return TypeKind::kTime;
    case Kind::kDateTime:
      return TypeKind::kDateTime;
    case Kind::kYearsMonths:
      return TypeKind::kYearsMonths;
    case Kind::kDaysTime:
      return TypeKind::kDaysTime;
    case Kind::kString:
      return TypeKind::kString;
    case Kind::kList:
      return TypeKind::kList;
    case Kind::kContext:
      return TypeKind::kContext;
    case Kind::kRange:
      return TypeKind::kRange;
    case Kind::kFunction:
      return TypeKind::kFunction;
    case Kind::kUnknown:
      return TypeKind::kAny;
  }
  return TypeKind::kAny;
}

bool range_conforms(const Value& range, const Type& end) {
  const RangeEnds ends = range.ends();
  const bool low = !ends.low_present || range.low().is_null() || conforms(range.low(), end);
  const bool high = !ends.high_present || range.high().is_null() || conforms(range.high(), end);
  return low && high;
}

// DMN 1.5 clause 10.3.2.9.2: as many parameters, each taking what the type hands over; the result,
// where known, is of the type's result.
bool function_conforms(const FunctionNode& function, const Type& type) {
  const std::size_t count = type.of.size() - 1;
  if (function.builtin != nullptr) {
    const auto& overloads = function.builtin->overloads;
    return std::any_of(overloads.begin(), overloads.end(),
                       [&](const Overload& overload) { return overload.accepts_count(count); });
  }
  if (function.parameters.size() != count) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!may_conform(type.of[i], function.parameters[i].type)) return false;
  }
  return may_conform(function.result, type.of.back());
}

}  // namespace

Type type_of(const Value& value) {
  Type type = Type::simple(type_kind_of(value.kind()));
  if (value.is_list()) {
    Type item = value.items().empty() ? Type::any() : type_of(value.items().front());
    for (const Value& each : value.items()) {
      if (!(type_of(each) == item)) item = Type::any();
    }
    type.of.push_back(std::move(item));
  }
  if (value.is_context()) {
    for (const Value::Entry& entry : value.entries()) {
      type.fields.push_back({entry.name, type_of(entry.value)});
    }
  }
  if (value.is_range()) {
    type.of.push_back(type_of(value.low().is_null() ? value.high() : value.low()));
  }
  return type;
}

bool conforms(const Value& value, const Type& type) {
  if (type.is_any() || value.is_null() || value.is_unknown()) return true;
  if (type_kind_of(value.kind()) != type.kind) return false;
  if (value.is_list() && !type.of.empty()) {
    return std::all_of(value.items().begin(), value.items().end(),
                       [&](const Value& item) { return conforms(item, type.of.front()); });
  }
  if (value.is_context()) {
    return std::all_of(type.fields.begin(), type.fields.end(), [&](const Type::Field& field) {
      const Value* entry = value.find_entry(field.name);
      return entry != nullptr && conforms(*entry, field.type);
    });
  }
  if (value.is_range() && !type.of.empty()) return range_conforms(value, type.of.front());
  if (value.is_function() && !type.of.empty()) {
    return function_conforms(static_cast<const FunctionNode&>(*value.node()), type);
  }
  return true;
}

// One conversion, never two: [[10]] is no number (DMN 1.5 clause 10.3.2.9.4).
std::optional<Value> coerce(const Value& value, const Type& type) {
  if (conforms(value, type)) return value;
  if (type.kind == TypeKind::kList && (type.of.empty() || conforms(value, type.of.front()))) {
    return Value::from_items({value});
  }
  if (value.is_list() && value.items().size() == 1 && conforms(value.items().front(), type)) {
    return value.items().front();
  }
  if (value.kind() == Kind::kDate && type.kind == TypeKind::kDateTime) {
    return Value::from_date_time({value.day(), 0, Zone{Zone::Mode::kOffset, 0, nullptr}});
  }
  return std::nullopt;
}

}  // namespace alternat::feel

// SPDX-License-Identifier: EUPL-1.2
// Value: making and reading values; identity; merging of Unknown.
#include "decisions/feel/value.h"

#include <algorithm>

#include "base/assert.h"
#include "decisions/feel/value_nodes.h"

namespace alternat::feel {

namespace {

template <typename Node>
const Node& node_of(const Value& value, Kind kind) {
  ALTERNAT_ASSERT(value.kind() == kind);
  return static_cast<const Node&>(*value.node());
}

// Takes over depth, weight and Unknown from what lies inside; false if too deep or too heavy.
bool note_inside(SharedNode& outer, const Value& inner) {
  const SharedNode* node = inner.node();
  outer.weight += inner.weight();  // both are within the limit: no overflow
  if (outer.weight > kValueWeightMax) return false;
  if (node == nullptr) return true;
  outer.has_unknown = outer.has_unknown || node->has_unknown;
  if (node->depth >= kValueDepthMax) return false;
  outer.depth = std::max<std::uint16_t>(outer.depth, static_cast<std::uint16_t>(node->depth + 1));
  return true;
}

void collect_names(const Value& value, std::vector<std::string>& names) {
  if (!value.has_unknown()) return;
  switch (value.kind()) {
    case Kind::kUnknown: {
      const auto& own = node_of<UnknownNode>(value, Kind::kUnknown).names;
      names.insert(names.end(), own.begin(), own.end());
      return;
    }
    case Kind::kList:
      for (const Value& item : value.items()) collect_names(item, names);
      return;
    case Kind::kContext:
      for (const Value::Entry& entry : value.entries()) collect_names(entry.value, names);
      return;
    case Kind::kRange:
      collect_names(value.low(), names);
      collect_names(value.high(), names);
      return;
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kDate:
    case Kind::kTime:
    case Kind::kDateTime:
    case Kind::kYearsMonths:
    case Kind::kDaysTime:
    case Kind::kString:
    case Kind::kFunction:
      return;
  }
}

}  // namespace

Value Value::from_node(Kind kind, SharedNode* node) {
  Value result;
  result.head_.kind = kind;
  result.head_.shared = true;
  result.body_.node = node;
  return result;
}

Value Value::from_int(std::int64_t value) {
  return from_number(Decimal::from_int(value));
}

Value Value::from_string(std::string_view text) {
  if (text.size() > sizeof(Body::text)) {
    if (text.size() > kTextBytesMax) return Value();
    auto* node = new StringNode;
    node->text = text;
    node->weight = static_cast<std::uint32_t>(1 + text.size() / 8);
    return from_node(Kind::kString, node);
  }
  Value result;
  result.head_.kind = Kind::kString;
  result.head_.length = static_cast<std::uint8_t>(text.size());
  if (!text.empty()) std::memcpy(result.body_.text, text.data(), text.size());
  return result;
}

Value Value::from_day(std::int64_t day) {
  Value result;
  result.head_.kind = Kind::kDate;
  result.body_.integer = day;
  return result;
}

Value Value::from_time(const TimeOfDay& time) {
  Value result = from_date_time({0, time.nanos, time.zone});
  result.head_.kind = Kind::kTime;
  return result;
}

Value Value::from_date_time(const DateAndTime& moment) {
  Value result;
  result.head_.kind = Kind::kDateTime;
  result.head_.zone = moment.zone.mode;
  result.head_.offset = moment.zone.offset_seconds;
  result.body_.moment = Moment{moment.day, moment.nanos, moment.zone.named};
  return result;
}

Value Value::from_months(std::int64_t months) {
  Value result;
  result.head_.kind = Kind::kYearsMonths;
  result.body_.integer = months;
  return result;
}

Value Value::from_days_time(DaysTime duration) {
  Value result;
  result.head_.kind = Kind::kDaysTime;
  result.body_.days_time = duration;
  return result;
}

Value Value::from_items(std::vector<Value> items) {
  auto node = std::make_unique<ListNode>();
  for (const Value& item : items) {
    if (!note_inside(*node, item)) return Value();
  }
  node->items = std::move(items);
  return from_node(Kind::kList, node.release());
}

Value Value::from_entries(std::vector<Entry> entries) {
  auto node = std::make_unique<ContextNode>();
  for (const Entry& entry : entries) {
    if (!note_inside(*node, entry.value)) return Value();
  }
  node->entries = std::move(entries);
  return from_node(Kind::kContext, node.release());
}

Value Value::from_range(Value low, Value high, RangeEnds ends) {
  auto node = std::make_unique<RangeNode>();
  if (!note_inside(*node, low) || !note_inside(*node, high)) return Value();
  node->low = std::move(low);
  node->high = std::move(high);
  node->ends = ends;
  return from_node(Kind::kRange, node.release());
}

Value Value::from_function(std::vector<FunctionParameter> parameters, NativeFunction function,
                           Type result) {
  auto* node = new FunctionNode;
  node->parameters = std::move(parameters);
  node->function = std::move(function);
  node->result = std::move(result);
  return from_node(Kind::kFunction, node);
}

Value Value::unknown(std::string_view name) {
  return unknown(std::vector<std::string>{std::string(name)});
}

Value Value::unknown(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  auto* node = new UnknownNode;
  node->has_unknown = true;
  node->names = std::move(names);
  return from_node(Kind::kUnknown, node);
}

std::string_view Value::string() const {
  ALTERNAT_ASSERT(is_string());
  if (head_.shared) return static_cast<const StringNode&>(*body_.node).text;
  return {body_.text, head_.length};
}

std::optional<Date> Value::date() const {
  constexpr std::int64_t kFirst = -4371587;  // -9999-01-01
  constexpr std::int64_t kLast = 2932896;    // 9999-12-31
  if (day() < kFirst || day() > kLast) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(day()));
}

TimeOfDay Value::time() const {
  ALTERNAT_ASSERT(head_.kind == Kind::kTime);
  return {body_.moment.nanos, Zone{head_.zone, head_.offset, body_.moment.zone}};
}

DateAndTime Value::date_time() const {
  ALTERNAT_ASSERT(head_.kind == Kind::kDateTime);
  return {body_.moment.day, body_.moment.nanos, Zone{head_.zone, head_.offset, body_.moment.zone}};
}

std::int64_t Value::months() const {
  ALTERNAT_ASSERT(head_.kind == Kind::kYearsMonths);
  return body_.integer;
}

DaysTime Value::days_time() const {
  ALTERNAT_ASSERT(head_.kind == Kind::kDaysTime);
  return body_.days_time;
}

std::span<const Value> Value::items() const {
  return node_of<ListNode>(*this, Kind::kList).items;
}

std::span<const Value::Entry> Value::entries() const {
  return node_of<ContextNode>(*this, Kind::kContext).entries;
}

const Value* Value::find_entry(std::string_view name) const {
  for (const Entry& entry : entries()) {
    if (entry.name == name) return &entry.value;
  }
  return nullptr;
}

const Value& Value::low() const {
  return node_of<RangeNode>(*this, Kind::kRange).low;
}
const Value& Value::high() const {
  return node_of<RangeNode>(*this, Kind::kRange).high;
}
RangeEnds Value::ends() const {
  return node_of<RangeNode>(*this, Kind::kRange).ends;
}

std::vector<std::string> Value::unknown_names() const {
  std::vector<std::string> names;
  collect_names(*this, names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

namespace {

bool identical_ranges(const Value& a, const Value& b) {
  const RangeEnds x = a.ends();
  const RangeEnds y = b.ends();
  return x.low_included == y.low_included && x.high_included == y.high_included &&
         x.low_present == y.low_present && x.high_present == y.high_present &&
         identical(a.low(), b.low()) && identical(a.high(), b.high());
}

bool identical_entries(std::span<const Value::Entry> a, std::span<const Value::Entry> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.name == y.name && identical(x.value, y.value);
  });
}

}  // namespace

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.node() != nullptr && a.node() == b.node()) return true;
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBoolean:
      return a.boolean() == b.boolean();
    case Kind::kNumber:
      return a.number() == b.number();
    case Kind::kString:
      return a.string() == b.string();
    case Kind::kDate:
      return a.day() == b.day();
    case Kind::kTime:
      return a.time().nanos == b.time().nanos && a.time().zone == b.time().zone;
    case Kind::kDateTime: {
      const DateAndTime x = a.date_time();
      const DateAndTime y = b.date_time();
      return x.day == y.day && x.nanos == y.nanos && x.zone == y.zone;
    }
    case Kind::kYearsMonths:
      return a.months() == b.months();
    case Kind::kDaysTime:
      return a.days_time() == b.days_time();
    case Kind::kList:
      return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                        identical);
    case Kind::kContext:
      return identical_entries(a.entries(), b.entries());
    case Kind::kRange:
      return identical_ranges(a, b);
    case Kind::kFunction:
      return false;
    case Kind::kUnknown:
      return a.unknown_names() == b.unknown_names();
  }
  return false;
}

Value merge_unknown(const Value& a, const Value& b) {
  if (!b.has_unknown() && a.is_unknown()) return a;
  if (!a.has_unknown() && b.is_unknown()) return b;
  if (a.is_unknown() && a.node() == b.node()) return a;
  std::vector<std::string> names = a.unknown_names();
  std::vector<std::string> more = b.unknown_names();
  if (a.is_unknown() && std::includes(names.begin(), names.end(), more.begin(), more.end())) {
    return a;
  }
  names.insert(names.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  return Value::unknown(std::move(names));
}

Value join(const Value& a, const Value& b, const Value& cause) {
  if (!a.has_unknown() && !b.has_unknown() && identical(a, b)) return a;
  return merge_unknown(cause, merge_unknown(a, b));
}

}  // namespace alternat::feel

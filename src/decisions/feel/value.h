// SPDX-License-Identifier: EUPL-1.2
// Value: one FEEL value (DMN 1.5 clause 10.3.2), or Unknown: an input nobody has stated, or
// something that depends on one. 32 bytes; numbers, booleans, dates, times and strings up to 24
// bytes need no memory; lists, contexts, ranges, functions and long strings are shared immutable
// nodes.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/date.h"
#include "base/decimal.h"
#include "decisions/feel/type.h"

namespace date {
class time_zone;
}

namespace alternat::feel {

class Value;
class EvaluationContext;

enum class Kind : std::uint8_t {
  kNull,
  kBoolean,
  kNumber,
  kDate,
  kTime,
  kDateTime,
  kYearsMonths,
  kDaysTime,
  kString,
  // From here on: shared nodes (a long string is one too).
  kList,
  kContext,
  kRange,
  kFunction,
  kUnknown,
};

// Where a time of day is meant: nowhere (local), at an offset from UTC, or in a named zone.
struct Zone {
  enum class Mode : std::uint8_t { kLocal, kOffset, kNamed };
  Mode mode = Mode::kLocal;
  std::int32_t offset_seconds = 0;         // kOffset
  const date::time_zone* named = nullptr;  // kNamed; lives as long as the program

  friend bool operator==(const Zone&, const Zone&) = default;
};

struct TimeOfDay {
  std::int64_t nanos = 0;  // since midnight
  Zone zone;
};

// `day` counts from 1970-01-01; wider than Date, since FEEL has years of nine digits.
struct DateAndTime {
  std::int64_t day = 0;
  std::int64_t nanos = 0;
  Zone zone;
};

// seconds + nanos / 1e9, with 0 <= nanos < 1e9.
struct DaysTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;

  friend auto operator<=>(const DaysTime&, const DaysTime&) = default;
};

struct FunctionParameter {
  std::string name;
  Type type;
};

// Called with exactly one value per parameter. Must return Unknown where an argument it reads is.
using NativeFunction = std::function<Value(std::span<const Value>, EvaluationContext&)>;

// Which ends a range has: `(< 5)` has no low end. With neither it is `(= low)`: that value alone.
struct RangeEnds {
  bool low_included = true;
  bool high_included = true;
  bool low_present = true;
  bool high_present = true;
};

// The shared node beneath lists, contexts, ranges, functions, unknowns and long strings.
struct SharedNode {
  mutable std::atomic<std::uint32_t> references{1};
  bool has_unknown = false;  // an Unknown lies somewhere inside
  std::uint16_t depth = 1;   // nesting; bounded by kValueDepthMax
  std::uint32_t weight = 1;  // of all that lies inside, however often shared; see kValueWeightMax
  virtual ~SharedNode() = default;
};

// A list or context nested deeper than this is null (and warned about by the evaluator).
inline constexpr std::uint16_t kValueDepthMax = 500;
// A value that would weigh more is null: each item, entry and eight bytes of a long text weigh 1.
// So whatever walks through a value, prints it or compares it ends in good time.
inline constexpr std::uint32_t kValueWeightMax = 8'000'000;
inline constexpr std::size_t kTextBytesMax = std::size_t{16} << 20;

class Value {
 public:
  struct Entry;

  Value() noexcept = default;  // null
  Value(const Value& other) noexcept : head_(other.head_), body_(other.body_) { retain(); }
  Value(Value&& other) noexcept : head_(other.head_), body_(other.body_) { other.head_ = Head{}; }
  Value& operator=(const Value& other) noexcept {
    other.retain();
    release();
    head_ = other.head_;
    body_ = other.body_;
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    std::swap(head_, other.head_);
    std::swap(body_, other.body_);
    return *this;
  }
  ~Value() { release(); }

  static Value null() { return Value(); }
  static Value from_bool(bool value) {
    Value result;
    result.head_.kind = Kind::kBoolean;
    result.body_.boolean = value;
    return result;
  }
  static Value from_number(const Decimal& value) {
    Value result;
    result.head_.kind = Kind::kNumber;
    result.body_.number = value;
    return result;
  }
  static Value from_int(std::int64_t value);
  static Value from_string(std::string_view text);  // null beyond kTextBytesMax
  static Value from_date(Date date) { return from_day(date.days()); }
  // A date as days since 1970-01-01.
  static Value from_day(std::int64_t day);
  static Value from_time(const TimeOfDay& time);
  static Value from_date_time(const DateAndTime& moment);
  static Value from_months(std::int64_t months);  // years and months duration
  static Value from_days_time(DaysTime duration);
  // Null if nested beyond kValueDepthMax or heavier than kValueWeightMax.
  static Value from_items(std::vector<Value> items);
  // Keys must differ; order is kept.
  static Value from_entries(std::vector<Entry> entries);
  static Value from_range(Value low, Value high, RangeEnds ends);
  // `result`: the static type of what it gives, where known.
  static Value from_function(std::vector<FunctionParameter> parameters, NativeFunction function,
                             Type result = Type());
  // Unknown that depends on one input, or on several (any order, duplicates allowed).
  static Value unknown(std::string_view name);
  static Value unknown(std::vector<std::string> names);

  Kind kind() const { return head_.kind; }
  bool is_null() const { return head_.kind == Kind::kNull; }
  bool is_unknown() const { return head_.kind == Kind::kUnknown; }
  bool is_boolean() const { return head_.kind == Kind::kBoolean; }
  bool is_number() const { return head_.kind == Kind::kNumber; }
  bool is_string() const { return head_.kind == Kind::kString; }
  bool is_list() const { return head_.kind == Kind::kList; }
  bool is_context() const { return head_.kind == Kind::kContext; }
  bool is_range() const { return head_.kind == Kind::kRange; }
  bool is_function() const { return head_.kind == Kind::kFunction; }
  bool is_true() const { return is_boolean() && body_.boolean; }
  bool is_false() const { return is_boolean() && !body_.boolean; }
  // Unknown itself, or a list, context or range with an Unknown inside.
  bool has_unknown() const { return head_.shared && body_.node->has_unknown; }

  // Each asserts the kind it names.
  bool boolean() const {
    ALTERNAT_ASSERT(is_boolean());
    return body_.boolean;
  }
  const Decimal& number() const {
    ALTERNAT_ASSERT(is_number());
    return body_.number;
  }
  // Valid while this Value lives and is not assigned to.
  std::string_view string() const;
  std::int64_t day() const {  // kDate
    ALTERNAT_ASSERT(head_.kind == Kind::kDate);
    return body_.integer;
  }
  std::optional<Date> date() const;  // kDate; nullopt outside the years of base Date
  TimeOfDay time() const;
  DateAndTime date_time() const;
  std::int64_t months() const;
  DaysTime days_time() const;
  std::span<const Value> items() const;
  std::span<const Entry> entries() const;
  const Value* find_entry(std::string_view name) const;  // kContext; nullptr if absent
  const Value& low() const;
  const Value& high() const;
  RangeEnds ends() const;
  // Sorted names of the unknown inputs: of an Unknown, or of all Unknowns inside; {} if none.
  std::vector<std::string> unknown_names() const;

  std::uint32_t weight() const { return head_.shared ? body_.node->weight : 1; }
  const SharedNode* node() const { return head_.shared ? body_.node : nullptr; }
  static Value from_node(Kind kind, SharedNode* node);  // takes over one reference

 private:
  struct Head {
    Kind kind = Kind::kNull;
    bool shared = false;
    std::uint8_t length = 0;  // short string
    Zone::Mode zone = Zone::Mode::kLocal;
    std::int32_t offset = 0;
  };
  struct Moment {
    std::int64_t day;
    std::int64_t nanos;
    const date::time_zone* zone;
  };
  union Body {
    Body() : moment{} {}
    bool boolean;
    Decimal number;
    char text[24];
    Moment moment;
    DaysTime days_time;
    std::int64_t integer;
    SharedNode* node;
  };

  void retain() const noexcept {
    if (head_.shared) body_.node->references.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (head_.shared && body_.node->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete body_.node;
    }
  }

  Head head_;
  Body body_;
};

static_assert(sizeof(Value) == 32);

struct Value::Entry {
  std::string name;
  Value value;
};

// The same value in every respect (kind, zone, order, nesting; 1.0 and 1.00 are the same number;
// functions only if the same node). Not FEEL equality: that is equal() in operations.h.
bool identical(const Value& a, const Value& b);

// Unknown that depends on everything a and b depend on.
Value merge_unknown(const Value& a, const Value& b);

// What is known when either of two values may come out: the value if identical, else Unknown that
// depends on `cause` (an Unknown) and on both.
Value join(const Value& a, const Value& b, const Value& cause);

}  // namespace alternat::feel

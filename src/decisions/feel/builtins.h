// SPDX-License-Identifier: EUPL-1.2
// The library of FEEL (DMN 1.5 clause 10.3.4): one row per function and overload. A row says how
// the arguments are called and what they are; the common code checks, converts and handles Unknown.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/feel/evaluate.h"

namespace alternat::feel {

// One call of a library function: its checked arguments, and where to report trouble.
class Invocation {
 public:
  Invocation(std::span<const Value> arguments, EvaluationContext& context, const Source* source,
             std::uint32_t at)
      : arguments_(arguments), context_(context), source_(source), at_(at) {}

  const Value& operator[](std::size_t index) const { return arguments_[index]; }
  EvaluationContext& context() const { return context_; }
  const Source* source() const { return source_; }
  std::uint32_t at() const { return at_; }
  // Records feel.undefined and gives null.
  Value fail(std::string message) const;
  Value warn(std::string_view code, std::string message) const;
  // Counts work beyond one step for the call; false if there is none left.
  bool take_steps(std::uint64_t count) const { return context_.take_steps(count); }
  // Records feel.too_much_work and gives null.
  Value fail_too_much() const { return warn("feel.too_much_work", "The arguments hold too much."); }

 private:
  std::span<const Value> arguments_;
  EvaluationContext& context_;
  const Source* source_;
  std::uint32_t at_;
};

using BuiltinFunction = Value (*)(const Invocation&);

// What a row does when an argument is not known.
enum class Unknowns : std::uint8_t {
  kWhole,  // an Unknown anywhere inside an argument makes the result Unknown
  kTop,    // only an argument that is Unknown itself; items inside are moved, never looked at
  kOwn,    // the function sees to it
};

// `parameters` names them with their kind: "string:s, start position:n, length:n?". Kinds: s
// string, n number, b boolean, l list, c context, r range, f function, a anything but absent, x
// anything also null. `?`: may be absent or null. "item:x..." takes all further arguments as one
// list.
struct BuiltinRow {
  std::string_view name;
  std::string_view parameters;
  BuiltinFunction function;
  TypeKind result = TypeKind::kAny;
  Unknowns unknowns = Unknowns::kWhole;
};

struct BuiltinParameter {
  std::string_view name;
  char kind = 'x';
  bool optional = false;
  bool nullable = false;
  bool rest = false;
};

struct Overload {
  std::vector<BuiltinParameter> parameters;
  const BuiltinRow* row = nullptr;

  bool accepts_count(std::size_t count) const;
};

struct Builtin {
  std::string_view name;
  std::vector<Overload> overloads;
};

const Builtin* find_builtin(std::string_view name);
// All names, sorted: for the parser's longest match and for suggestions.
const std::vector<std::string>& builtin_names();

// `arguments`: one per parameter of the overload, null where absent; checked and converted here.
Value invoke(const Builtin& builtin, const Overload& overload, std::span<Value> arguments,
             const Invocation& place);
// Positional arguments of any number: chooses the overload.
Value invoke_positional(const Builtin& builtin, std::span<const Value> arguments,
                        const Invocation& place);
// Packs arguments behind the last parameter of an overload with `...` into a list.
std::vector<Value> pack(const Overload& overload, std::span<const Value> arguments);

std::span<const BuiltinRow> conversion_builtins();
std::span<const BuiltinRow> string_builtins();
std::span<const BuiltinRow> regex_builtins();
std::span<const BuiltinRow> list_builtins();
std::span<const BuiltinRow> list_change_builtins();
std::span<const BuiltinRow> statistics_builtins();
std::span<const BuiltinRow> number_builtins();
std::span<const BuiltinRow> temporal_builtins();
std::span<const BuiltinRow> calendar_builtins();
std::span<const BuiltinRow> range_builtins();
std::span<const BuiltinRow> context_builtins();
std::span<const BuiltinRow> deadline_builtins();

}  // namespace alternat::feel

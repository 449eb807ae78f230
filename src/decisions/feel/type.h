// SPDX-License-Identifier: EUPL-1.2
// Type: what is known about a FEEL value before it exists (DMN 1.5 clause 10.3.2, 7.3.3). Drives
// name resolution of members, the static check, `instance of`, and reading JSON. A plain value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alternat::feel {

enum class TypeKind : std::uint8_t {
  kAny,
  kNull,
  kBoolean,
  kNumber,
  kString,
  kDate,
  kTime,
  kDateTime,
  kYearsMonths,  // years and months duration
  kDaysTime,     // days and time duration
  kList,         // of.front() = item type
  kContext,      // fields; empty = any context
  kRange,        // of.front() = type of the ends
  kFunction,     // of = parameter types, then the result type; fields = parameters by name
};

struct Type {
  struct Field;

  TypeKind kind = TypeKind::kAny;
  std::vector<Type> of;
  std::vector<Field> fields;

  static Type any();
  static Type simple(TypeKind kind);
  static Type list_of(Type item);
  static Type range_of(Type end);
  static Type context_of(std::vector<Field> fields);
  // The built-in type names of FEEL and the spellings DMN files use ("dateTime", "dayTimeDuration",
  // "feel:number", "Any", …); kAny with `found` false if there is none.
  static Type from_name(std::string_view name, bool* found = nullptr);

  // All names that from_name knows.
  static std::vector<std::string> names();

  bool is_any() const { return kind == TypeKind::kAny; }
  // The field's type, or nullptr.
  const Type* find_field(std::string_view name) const;
};

struct Type::Field {
  std::string name;
  Type type;
};

inline Type Type::any() {
  return {};
}

bool operator==(const Type& a, const Type& b);
// Whether some value of `type` conforms to `target` (DMN 1.5 clause 10.3.2.9.2); Any may be
// anything.
bool may_conform(const Type& type, const Type& target);
// The same with the implicit conversions of clause 10.3.2.9.4.
bool may_become(const Type& type, const Type& target);
// "list<number>", "context<name: string>", "function<number> -> Any".
std::string to_string(const Type& type);

}  // namespace alternat::feel

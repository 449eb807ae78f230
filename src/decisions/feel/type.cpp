// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/type.h"

#include <array>
#include <utility>

namespace alternat::feel {

Type Type::simple(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type Type::list_of(Type item) {
  Type type = simple(TypeKind::kList);
  type.of.push_back(std::move(item));
  return type;
}

Type Type::range_of(Type end) {
  Type type = simple(TypeKind::kRange);
  type.of.push_back(std::move(end));
  return type;
}

Type Type::context_of(std::vector<Field> fields) {
  Type type = simple(TypeKind::kContext);
  type.fields = std::move(fields);
  return type;
}

namespace {

struct NamedKind {
  std::string_view name;
  TypeKind kind;
};

// DMN 1.5 clause 7.3.3 and table 49: the names of the built-in types, and how files write them.
constexpr std::array kNames{
    NamedKind{"Any", TypeKind::kAny},
    NamedKind{"any", TypeKind::kAny},
    NamedKind{"Null", TypeKind::kNull},
    NamedKind{"boolean", TypeKind::kBoolean},
    NamedKind{"number", TypeKind::kNumber},
    NamedKind{"string", TypeKind::kString},
    NamedKind{"date", TypeKind::kDate},
    NamedKind{"time", TypeKind::kTime},
    NamedKind{"date and time", TypeKind::kDateTime},
    NamedKind{"dateTime", TypeKind::kDateTime},
    NamedKind{"years and months duration", TypeKind::kYearsMonths},
    NamedKind{"year month duration", TypeKind::kYearsMonths},
    NamedKind{"yearMonthDuration", TypeKind::kYearsMonths},
    NamedKind{"days and time duration", TypeKind::kDaysTime},
    NamedKind{"day time duration", TypeKind::kDaysTime},
    NamedKind{"dayTimeDuration", TypeKind::kDaysTime},
    NamedKind{"list", TypeKind::kList},
    NamedKind{"context", TypeKind::kContext},
    NamedKind{"range", TypeKind::kRange},
    NamedKind{"function", TypeKind::kFunction},
};

std::string_view kind_text(TypeKind kind) {
  for (const NamedKind& named : kNames) {
    if (named.kind == kind) return named.name;
  }
  return "Any";
}

}  // namespace

Type Type::from_name(std::string_view name, bool* found) {
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  for (const NamedKind& named : kNames) {
    if (named.name == name) {
      if (found != nullptr) *found = true;
      return simple(named.kind);
    }
  }
  if (found != nullptr) *found = false;
  return any();
}

std::vector<std::string> Type::names() {
  std::vector<std::string> names;
  for (const NamedKind& named : kNames) names.emplace_back(named.name);
  return names;
}

const Type* Type::find_field(std::string_view name) const {
  for (const Field& field : fields) {
    if (field.name == name) return &field.type;
  }
  return nullptr;
}

bool operator==(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.of != b.of || a.fields.size() != b.fields.size()) return false;
  for (const Type::Field& field : a.fields) {
    const Type* other = b.find_field(field.name);
    if (other == nullptr || !(*other == field.type)) return false;
  }
  return true;
}

bool may_conform(const Type& type, const Type& target) {
  if (type.is_any() || target.is_any() || type.kind == TypeKind::kNull) return true;
  if (type.kind != target.kind) return false;
  if (type.kind == TypeKind::kContext) {
    for (const Type::Field& field : target.fields) {
      const Type* own = type.find_field(field.name);
      if (own == nullptr ? !type.fields.empty() : !may_conform(*own, field.type)) return false;
    }
    return true;
  }
  if (type.kind == TypeKind::kFunction || type.of.empty() || target.of.empty()) return true;
  return may_conform(type.of.front(), target.of.front());
}

bool may_become(const Type& type, const Type& target) {
  if (may_conform(type, target)) return true;
  if (target.kind == TypeKind::kList &&
      (target.of.empty() || may_conform(type, target.of.front()))) {
    return true;
  }
  if (type.kind == TypeKind::kList && (type.of.empty() || may_conform(type.of.front(), target))) {
    return true;
  }
  return type.kind == TypeKind::kDate && target.kind == TypeKind::kDateTime;
}

std::string to_string(const Type& type) {
  std::string text(kind_text(type.kind));
  if (type.kind == TypeKind::kFunction && !type.of.empty()) {
    text += "<";
    for (std::size_t i = 0; i + 1 < type.of.size(); ++i) {
      text += (i == 0 ? "" : ", ") + to_string(type.of[i]);
    }
    return text + "> -> " + to_string(type.of.back());
  }
  if (type.kind == TypeKind::kContext && !type.fields.empty()) {
    text += "<";
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      text += (i == 0 ? "" : ", ") + type.fields[i].name + ": " + to_string(type.fields[i].type);
    }
    return text + ">";
  }
  if (!type.of.empty()) text += "<" + to_string(type.of.front()) + ">";
  return text;
}

}  // namespace alternat::feel

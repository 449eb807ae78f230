// SPDX-License-Identifier: EUPL-1.2
// FEEL values from and to JSON: the only file of this folder that knows JSON.
#include "base/json.h"

#include "decisions/feel/convert.h"
#include "decisions/feel/json_text.h"

namespace alternat::feel {

namespace {

Error wrong_type(const std::string& path, const Json& json, const Type& type) {
  Error error;
  error.fault = Fault::kMalformed;
  error.code = "feel.json_type";
  error.message = (path.empty() ? std::string("The value") : "'" + path + "'") + " must be a " +
                  to_string(type) + ", not " + dump_json_exact(json).substr(0, 60) + ".";
  return error;
}

std::optional<Value> parse_as(std::string_view text, TypeKind kind) {
  switch (kind) {
    case TypeKind::kDate:
      return parse_date(text);
    case TypeKind::kTime:
      return parse_time(text);
    case TypeKind::kDateTime:
      return parse_date_time(text);
    case TypeKind::kYearsMonths: {
      auto value = parse_duration(text);
      return value && value->kind() == Kind::kYearsMonths ? value : std::nullopt;
    }
    case TypeKind::kDaysTime: {
      auto value = parse_duration(text);
      return value && value->kind() == Kind::kDaysTime ? value : std::nullopt;
    }
    case TypeKind::kNumber: {
      const auto number = Decimal::from_text(text);
      if (!number) return std::nullopt;
      return Value::from_number(*number);
    }
    case TypeKind::kAny:
    case TypeKind::kString:
      return Value::from_string(text);
    case TypeKind::kNull:
    case TypeKind::kBoolean:
    case TypeKind::kList:
    case TypeKind::kContext:
    case TypeKind::kRange:
    case TypeKind::kFunction:
      return std::nullopt;
  }
  return std::nullopt;
}

Result<Value> read(const Json& json, const Type& type, const std::string& path);

Result<Value> read_array(const Json& json, const Type& type, const std::string& path) {
  if (!type.is_any() && type.kind != TypeKind::kList) return wrong_type(path, json, type);
  const Type item = type.of.empty() ? Type::any() : type.of.front();
  std::vector<Value> items;
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto value = read(json[i], item, path + "[" + std::to_string(i + 1) + "]");
    if (!value) return value;
    items.push_back(std::move(*value));
  }
  return Value::from_items(std::move(items));
}

Result<Value> read_object(const Json& json, const Type& type, const std::string& path) {
  if (!type.is_any() && type.kind != TypeKind::kContext) return wrong_type(path, json, type);
  std::vector<Value::Entry> entries;
  for (const auto& [key, member] : json.items()) {
    const Type* field = type.find_field(key);
    auto value = read(member, field == nullptr ? Type::any() : *field,
                      path.empty() ? key : path + "." + key);
    if (!value) return value;
    entries.push_back({key, std::move(*value)});
  }
  return Value::from_entries(std::move(entries));
}

Result<Value> read(const Json& json, const Type& type, const std::string& path) {
  if (json.is_null()) return Value();
  if (json.is_array()) return read_array(json, type, path);
  if (json.is_object()) return read_object(json, type, path);
  std::optional<Value> value;
  if (json.is_binary() && (type.is_any() || type.kind == TypeKind::kNumber)) {
    const auto& bytes = json.get_binary();  // a number as written: json_text.h
    value =
        parse_as({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, TypeKind::kNumber);
  } else if (json.is_boolean() && (type.is_any() || type.kind == TypeKind::kBoolean)) {
    value = Value::from_bool(json.get<bool>());
  } else if (json.is_number() && (type.is_any() || type.kind == TypeKind::kNumber)) {
    // Its own shortest decimal text, read exactly: the binary fraction never becomes a value.
    value = parse_as(json.dump(), TypeKind::kNumber);
  } else if (json.is_string()) {
    value = parse_as(json.get_ref<const std::string&>(), type.kind);
  }
  if (!value) return wrong_type(path, json, type);
  return *value;
}

Json number_to_json(const Decimal& number) {
  if (const auto whole = number.to_int()) return Json(*whole);
  const std::string text = number.to_text();
  const Json nearest = Json::parse(text, nullptr, false);
  if (!nearest.is_discarded() && nearest.is_number() && nearest.dump() == text) return nearest;
  return Json(text);
}

}  // namespace

Result<Value> from_json(const nlohmann::json& json, const Type& type) {
  return read(json, type, {});
}

Result<Value> from_json_named(const Json& json, const Type& type, const std::string& name) {
  return read(json, type, name);
}

nlohmann::json to_json(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBoolean:
      return value.boolean();
    case Kind::kNumber:
      return number_to_json(value.number());
    case Kind::kList: {
      Json list = Json::array();
      for (const Value& item : value.items()) list.push_back(to_json(item));
      return list;
    }
    case Kind::kContext: {
      Json object = Json::object();
      for (const Value::Entry& entry : value.entries()) object[entry.name] = to_json(entry.value);
      return object;
    }
    case Kind::kUnknown:
      return Json{{"unknown", value.unknown_names()}};
    case Kind::kDate:
    case Kind::kTime:
    case Kind::kDateTime:
    case Kind::kYearsMonths:
    case Kind::kDaysTime:
    case Kind::kString:
    case Kind::kRange:
    case Kind::kFunction:
      return to_text(value);
  }
  return nullptr;
}

}  // namespace alternat::feel

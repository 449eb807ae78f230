// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/inputs.h"

#include "decisions/feel/convert.h"

namespace alternat::assessment {
namespace {

using feel::Type;
using feel::TypeKind;
using feel::Value;

Type simple_type(terms::FactType type) {
  switch (type) {
    case terms::FactType::kBoolean:
      return Type::simple(TypeKind::kBoolean);
    case terms::FactType::kNumber:
      return Type::simple(TypeKind::kNumber);
    case terms::FactType::kString:
      return Type::simple(TypeKind::kString);
    case terms::FactType::kDate:
      return Type::simple(TypeKind::kDate);
    case terms::FactType::kStrings:
      return Type::list_of(Type::simple(TypeKind::kString));
    case terms::FactType::kDates:
      return Type::list_of(Type::simple(TypeKind::kDate));
    case terms::FactType::kContexts:
      return Type::list_of(Type::context_of({}));
  }
  return Type::any();
}

// Periods of FEEL contexts: fields that the file leaves out are known to be none.
Value with_all_fields(const terms::FactDefinition& definition, const Value& list) {
  if (!list.is_list()) return list;
  std::vector<Value> items;
  for (const Value& item : list.items()) {
    if (!item.is_context()) {
      items.push_back(item);
      continue;
    }
    std::vector<Value::Entry> entries;
    for (const terms::FactField& field : definition.fields) {
      const Value* given = item.find_entry(field.name);
      entries.push_back({field.name, given ? *given : Value::null()});
    }
    items.push_back(Value::from_entries(std::move(entries)));
  }
  return Value::from_items(std::move(items));
}

class Setter {
 public:
  Setter(const Law& law, const Json& facts, const AssessmentOptions& options, Presume presume,
         dmn::Evaluation& evaluation)
      : law_(law), facts_(facts), options_(options), presume_(presume), evaluation_(evaluation) {}

  Assumed run() {
    for (const dmn::InputNode& node : law_.models->inputs()) {
      const std::string& name = node.data->name;
      if (!done_.insert(name).second) continue;
      evaluation_.set_inputs_named(name, value_of(name, 0));
    }
    return std::move(assumed_);
  }

 private:
  Value value_of(const std::string& name, int depth) {
    if (name == "on") return Value::from_date(options_.on);
    if (law_.parameters && law_.parameters->find(name)) {
      const std::optional<Decimal> value =
          law_.parameters->value_on(name, options_.on, options_.known_as_of);
      if (value) return Value::from_number(*value);
      assumed_.parameters_not_on_day.insert(name);
      return Value::unknown(name);
    }
    const terms::FactDefinition* definition = law_.facts ? law_.facts->find(name) : nullptr;
    if (!definition) return Value::unknown(name);
    if (const auto given = facts_.find(name); given != facts_.end())
      return value_of_fact(*definition, *given);
    if (presume_ == Presume::kNothing || !definition->realms.asks_work() || depth > 4)
      return Value::unknown(name);
    if (definition->presumed) {
      assumed_.presumed.insert(name);
      return value_of_literal(*definition->presumed);
    }
    if (definition->presumed_from.empty()) return Value::unknown(name);
    Value value = value_of(definition->presumed_from, depth + 1);
    if (value.is_unknown()) return Value::unknown(name);
    assumed_.presumed.insert(name);
    return value;
  }

  const Law& law_;
  const Json& facts_;
  const AssessmentOptions& options_;
  Presume presume_;
  dmn::Evaluation& evaluation_;
  Assumed assumed_;
  std::set<std::string> done_;
};

}  // namespace

Value value_of_literal(const terms::FactLiteral& literal) {
  if (const bool* boolean = std::get_if<bool>(&literal)) return Value::from_bool(*boolean);
  if (const Decimal* number = std::get_if<Decimal>(&literal)) return Value::from_number(*number);
  if (const Date* date = std::get_if<Date>(&literal)) return Value::from_date(*date);
  return Value::from_string(std::get<std::string>(literal));
}

feel::Type type_of_fact(const terms::FactDefinition& definition) {
  if (definition.type != terms::FactType::kContexts) return simple_type(definition.type);
  std::vector<Type::Field> fields;
  for (const terms::FactField& field : definition.fields)
    fields.push_back({field.name, simple_type(field.type)});
  return Type::list_of(Type::context_of(std::move(fields)));
}

feel::Value value_of_fact(const terms::FactDefinition& definition, const Json& json) {
  if (definition.type == terms::FactType::kNumber && json.is_number()) {
    const std::optional<Decimal> number = terms::decimal_from_json(json);
    return number ? Value::from_number(*number) : Value::null();
  }
  Result<Value> value = feel::from_json(json, type_of_fact(definition));
  if (!value) return Value::null();
  return definition.type == terms::FactType::kContexts ? with_all_fields(definition, *value)
                                                       : *value;
}

Assumed set_inputs(const Law& law, const Json& facts, const AssessmentOptions& options,
                   Presume presume, dmn::Evaluation& evaluation) {
  return Setter(law, facts, options, presume, evaluation).run();
}

}  // namespace alternat::assessment

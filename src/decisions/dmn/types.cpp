// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/types.h"

#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

constexpr int kTypeDepthMax = 20;

bool satisfies(const std::optional<Text>& tests, const feel::Value& value,
               feel::EvaluationContext& context) {
  if (!tests) return true;
  const feel::UnaryTests* compiled = find_tests(*tests);
  if (!compiled) return true;
  return !feel::evaluate_tests(*compiled, value, {}, context).is_false();
}

bool is_allowed(const ItemDefinition& item, const feel::Value& value,
                feel::EvaluationContext& context, int depth);

bool item_is_allowed(const ItemDefinition& item, const feel::Value& value,
                     feel::EvaluationContext& context, int depth) {
  if (value.is_null() || value.is_unknown()) return true;
  if (item.base && item.base->constrained && !is_allowed(*item.base, value, context, depth + 1))
    return false;
  if (value.is_context()) {
    for (const ItemDefinition& component : item.components) {
      if (!component.constrained) continue;
      const feel::Value* field = value.find_entry(component.name);
      if (field && !is_allowed(component, *field, context, depth + 1)) return false;
    }
  }
  return true;
}

// allowedValues constrain the items of a collection, typeConstraint the whole (DMN 1.5 7.3.2).
bool is_allowed(const ItemDefinition& item, const feel::Value& value,
                feel::EvaluationContext& context, int depth) {
  if (depth > kTypeDepthMax || value.is_null() || value.is_unknown()) return true;
  if (!satisfies(item.type_constraint, value, context)) return false;
  if (item.is_collection && value.is_list()) {
    for (const feel::Value& part : value.items()) {
      if (part.is_unknown()) continue;
      if (!satisfies(item.allowed, part, context)) return false;
      if (!item_is_allowed(item, part, context, depth)) return false;
    }
    return true;
  }
  if (!satisfies(item.allowed, value, context)) return false;
  return item_is_allowed(item, value, context, depth);
}

// The model that an item found by name stands in: its own type names are that model's.
const Definitions& owner_of(const ModelSet& models, const Definitions& fallback,
                            const ItemDefinition& item) {
  for (const auto& model : models.models())
    for (const ItemDefinition& other : model->items)
      if (&other == &item) return *model;
  return fallback;
}

}  // namespace

const ItemDefinition* find_item(const ModelSet& models, const Definitions& model,
                                std::string_view name) {
  for (const ItemDefinition& item : model.items)
    if (item.name == name) return &item;
  for (const Import& import : model.imports) {
    // An import without a name brings its types bare (DMN 1.5 clause 6.3.3).
    const std::size_t prefix = import.name.empty() ? 0 : import.name.size() + 1;
    if (prefix > 0 && (name.size() <= prefix || !name.starts_with(import.name) ||
                       name[import.name.size()] != '.'))
      continue;
    const Definitions* other = models.find_model(import.namespace_uri);
    if (!other || other == &model) continue;
    for (const ItemDefinition& item : other->items)
      if (item.name == name.substr(prefix)) return &item;
    // Named types of what the other imports, behind its own prefix.
    if (prefix == 0) continue;
    if (const ItemDefinition* item = find_item(models, *other, name.substr(prefix))) return item;
  }
  return nullptr;
}

feel::Type type_of_item(const ModelSet& models, const Definitions& model,
                        const ItemDefinition& item, int depth) {
  feel::Type type;
  if (depth > kTypeDepthMax) return type;
  if (item.is_function) {
    type.kind = feel::TypeKind::kFunction;
    Diagnostics ignored;
    for (const InformationItem& parameter : item.function_parameters)
      type.of.push_back(
          resolve_type(models, model, parameter.type_ref, parameter.span, ignored).type);
    type.of.push_back(resolve_type(models, model, item.function_output, item.span, ignored).type);
  } else if (!item.components.empty()) {
    std::vector<feel::Type::Field> fields;
    for (const ItemDefinition& component : item.components)
      fields.push_back({component.name, type_of_item(models, model, component, depth + 1)});
    type = feel::Type::context_of(std::move(fields));
  } else if (!item.type_ref.empty()) {
    if (const ItemDefinition* base = find_item(models, model, item.type_ref))
      type = base == &item ? feel::Type::any()
                           : type_of_item(models, owner_of(models, model, *base), *base, depth + 1);
    else
      type = feel::Type::from_name(item.type_ref);
  }
  return item.is_collection ? feel::Type::list_of(std::move(type)) : type;
}

ItemType resolve_type(const ModelSet& models, const Definitions& model, std::string_view type_ref,
                      const SourceSpan& span, Diagnostics& diagnostics) {
  ItemType resolved;
  if (type_ref.empty()) return resolved;
  if (const ItemDefinition* item = find_item(models, model, type_ref)) {
    resolved.item = item;
    resolved.type = type_of_item(models, owner_of(models, model, *item), *item);
    return resolved;
  }
  bool found = false;
  resolved.type = feel::Type::from_name(type_ref, &found);
  if (!found) {
    std::vector<std::string> known = feel::Type::names();
    for (const ItemDefinition& item : model.items) known.push_back(item.name);
    const std::string nearest = nearest_name(type_ref, known);
    diagnostics.error("dmn.unknown_type",
                      "there is no type \"" + std::string(type_ref) +
                          "\": define it with <itemDefinition> or use a FEEL type" +
                          (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?"),
                      span);
  }
  return resolved;
}

std::optional<feel::Value> conform(const ItemType& type, const feel::Value& value,
                                   feel::EvaluationContext& context) {
  if (value.is_null() || value.is_unknown()) return value;
  std::optional<feel::Value> coerced =
      type.type.is_any() ? std::optional(value) : feel::coerce(value, type.type);
  if (!coerced) return std::nullopt;
  if (type.item && type.item->constrained && !is_allowed(*type.item, *coerced, context, 0))
    return std::nullopt;
  return coerced;
}

}  // namespace alternat::dmn

// SPDX-License-Identifier: EUPL-1.2
// The register of library functions, and what all calls have in common: choosing the overload,
// checking and converting arguments, Unknown.
#include "decisions/feel/builtins.h"

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluator.h"

namespace alternat::feel {

namespace {

// "start position:n?, item:x..." to parameters. Views into the row's text.
std::vector<BuiltinParameter> read_parameters(std::string_view text) {
  std::vector<BuiltinParameter> parameters;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(", "), text.size());
    std::string_view one = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 2, text.size()));
    const std::size_t colon = one.find(':');
    ALTERNAT_ASSERT(colon != std::string_view::npos && colon + 1 < one.size());
    BuiltinParameter parameter;
    parameter.name = one.substr(0, colon);
    parameter.kind = one[colon + 1];
    one.remove_prefix(colon + 2);
    parameter.optional = one == "?";
    parameter.nullable = one == "?" || one == "!";
    parameter.rest = one == "...";
    parameters.push_back(parameter);
  }
  return parameters;
}

struct Register {
  std::map<std::string_view, Builtin> by_name;
  std::vector<std::string> names;
};

Register make_register() {
  Register all;
  for (const auto& rows :
       {conversion_builtins(), string_builtins(), regex_builtins(), list_builtins(),
        list_change_builtins(), statistics_builtins(), number_builtins(), temporal_builtins(),
        calendar_builtins(), range_builtins(), context_builtins(), deadline_builtins()}) {
    for (const BuiltinRow& row : rows) {
      Builtin& builtin = all.by_name[row.name];
      builtin.name = row.name;
      builtin.overloads.push_back({read_parameters(row.parameters), &row});
    }
  }
  for (const auto& [name, builtin] : all.by_name) all.names.emplace_back(name);
  return all;
}

// Immutable after the first use.
const Register& the_register() {
  static const Register all = make_register();
  return all;
}

bool is_of_kind(const Value& value, char kind) {
  switch (kind) {
    case 's':
      return value.is_string();
    case 'n':
      return value.is_number();
    case 'b':
      return value.is_boolean();
    case 'l':
      return value.is_list();
    case 'c':
      return value.is_context();
    case 'r':
      return value.is_range();
    case 'f':
      return value.is_function();
    case 'a':
      return !value.is_null();
    default:
      return true;
  }
}

std::string_view kind_words(char kind) {
  switch (kind) {
    case 's':
      return "a string";
    case 'n':
      return "a number";
    case 'b':
      return "a boolean";
    case 'l':
      return "a list";
    case 'c':
      return "a context";
    case 'r':
      return "a range";
    case 'f':
      return "a function";
    default:
      return "a value that is not null";
  }
}

// The implicit conversions of clause 10.3.2.9.4: a list of one to its item, an item to a list.
bool convert(Value& argument, const BuiltinParameter& parameter) {
  if (argument.is_null() && parameter.nullable) return true;
  if (is_of_kind(argument, parameter.kind)) return true;
  if (parameter.kind == 'l' && !argument.is_null()) {
    argument = Value::from_items({argument});
    return true;
  }
  if (argument.is_list() && argument.items().size() == 1) {
    const Value item = argument.items().front();
    if (!is_of_kind(item, parameter.kind)) return false;
    argument = item;
    return true;
  }
  return false;
}

bool is_unknown_for(const Value& argument, Unknowns unknowns) {
  switch (unknowns) {
    case Unknowns::kWhole:
      return argument.has_unknown();
    case Unknowns::kTop:
      return argument.is_unknown();
    case Unknowns::kOwn:
      return false;
  }
  return true;
}

}  // namespace

Value Invocation::fail(std::string message) const {
  return warn("feel.undefined", std::move(message));
}

Value Invocation::warn(std::string_view code, std::string message) const {
  if (context_.is_muted()) return Value();
  context_.warn(code, std::move(message),
                source_ == nullptr ? SourceSpan{} : source_->span_at(at_));
  return Value();
}

bool Overload::accepts_count(std::size_t count) const {
  std::size_t least = 0;
  bool open = false;
  for (const BuiltinParameter& parameter : parameters) {
    if (!parameter.optional) ++least;  // at least one further argument
    open = open || parameter.rest;
  }
  return count >= least && (open || count <= parameters.size());
}

const Builtin* find_builtin(std::string_view name) {
  const auto& all = the_register().by_name;
  const auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second;
}

const std::vector<std::string>& builtin_names() {
  return the_register().names;
}

std::vector<Value> pack(const Overload& overload, std::span<const Value> arguments) {
  const std::size_t count = overload.parameters.size();
  if (count == 0 || !overload.parameters.back().rest) {
    std::vector<Value> all(arguments.begin(), arguments.end());
    all.resize(count);
    return all;
  }
  const std::size_t head = std::min(count - 1, arguments.size());
  std::vector<Value> packed(arguments.begin(), arguments.begin() + static_cast<long>(head));
  packed.push_back(
      Value::from_items({arguments.begin() + static_cast<long>(head), arguments.end()}));
  return packed;
}

Value invoke(const Builtin& builtin, const Overload& overload, std::span<Value> arguments,
             const Invocation& place) {
  const Unknowns unknowns = overload.row->unknowns;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    // Packed further arguments count one by one.
    const bool packed = overload.parameters[i].rest && unknowns == Unknowns::kTop;
    if (!packed && is_unknown_for(arguments[i], unknowns)) return merge_all(arguments);
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const BuiltinParameter& parameter = overload.parameters[i];
    if (arguments[i].is_unknown() || convert(arguments[i], parameter)) continue;
    if (arguments[i].has_unknown()) return merge_all(arguments);
    return place.warn("feel.wrong_arguments",
                      std::string(builtin.name) + "(): '" + std::string(parameter.name) +
                          "' must be " + std::string(kind_words(parameter.kind)) + ", not " +
                          std::string(kind_name(arguments[i].kind())) + ".");
  }
  // Work is in proportion to what the arguments hold; the result is no heavier than they are.
  std::uint64_t weight = 0;
  for (const Value& argument : arguments) weight += argument.weight();
  if (weight > kValueWeightMax || !place.take_steps(weight / 4)) {
    return place.warn("feel.too_much_work",
                      std::string(builtin.name) + "(): the arguments hold too much.");
  }
  return overload.row->function(Invocation(arguments, place.context(), place.source(), place.at()));
}

Value invoke_positional(const Builtin& builtin, std::span<const Value> arguments,
                        const Invocation& place) {
  for (const Overload& overload : builtin.overloads) {
    if (!overload.accepts_count(arguments.size())) continue;
    std::vector<Value> packed = pack(overload, arguments);
    return invoke(builtin, overload, packed, place);
  }
  return place.warn("feel.wrong_arguments", std::string(builtin.name) + "() does not take " +
                                                std::to_string(arguments.size()) + " arguments.");
}

}  // namespace alternat::feel

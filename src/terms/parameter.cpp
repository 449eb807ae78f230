// SPDX-License-Identifier: EUPL-1.2
#include "terms/parameter.h"

#include <algorithm>

#include "terms/named.h"

namespace alternat::terms {

namespace {

std::string describe(const Period& period) {
  return "from " + period.from.to_iso() +
         (period.until ? " until " + period.until->to_iso() : std::string(" on"));
}

std::optional<Ratio> read_ratio(TomlReader& reader, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("ratio");
  if (!node) return std::nullopt;
  TomlReader inner(*node, diagnostics);
  Ratio ratio;
  ratio.of = inner.take_string("of");
  ratio.numerator = inner.find_integer("numerator").value_or(0);
  ratio.denominator = inner.find_integer("denominator").value_or(0);
  inner.finish();
  if (ratio.numerator <= 0 || ratio.denominator <= 0) {
    diagnostics.error("parameter.bad_ratio",
                      "a ratio has a whole numerator and denominator above 0: { of = \"…\", "
                      "numerator = 453, denominator = 1000 }",
                      node->span());
    return std::nullopt;
  }
  return ratio;
}

void check_kind_of_value(const ParameterValue& value, Diagnostics& diagnostics) {
  const bool uncertain = value.provenance.mark == Mark::kUncertain;
  if (value.value && value.ratio) {
    diagnostics.error("parameter.two_values", "there is a value and a ratio; keep one", value.span);
  }
  if (!value.value && !value.ratio && !uncertain) {
    diagnostics.error("parameter.no_value",
                      "there is neither a value nor a ratio; mark the provenance \"uncertain\" if "
                      "it is not established",
                      value.span);
  }
  if (value.in_force.until && *value.in_force.until <= value.in_force.from) {
    diagnostics.error("parameter.period",
                      "until (the first day no longer in force) must lie after from", value.span);
  }
}

std::optional<ParameterValue> read_value(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  const std::optional<Date> from = reader.find_date("from");
  if (!from) {
    diagnostics.error("parameter.period", "from (the first day in force) is missing", node.span());
  }
  ParameterValue value{{from.value_or(Date::from_days(0)), reader.find_date("until")},
                       reader.find_number("value"),
                       read_ratio(reader, diagnostics),
                       reader.find_date("known_from"),
                       reader.take_string("citation"),
                       {},
                       node.span()};
  const bool present = value.value || value.ratio;
  value.provenance =
      read_provenance(reader, present ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
  reader.finish();
  if (!from) return std::nullopt;
  check_kind_of_value(value, diagnostics);
  return value;
}

void check_overlaps(const Parameter& parameter, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i + 1 < parameter.values.size(); ++i) {
    const ParameterValue& earlier = parameter.values[i];
    const ParameterValue& later = parameter.values[i + 1];
    if (!earlier.in_force.overlaps(later.in_force)) continue;
    diagnostics.error("parameter.overlap",
                      "\"" + parameter.name +
                          "\" has two values at once: " + describe(earlier.in_force) + " (" +
                          to_string(earlier.span) + ") and " + describe(later.in_force) +
                          "; give the earlier one until = " + later.in_force.from.to_iso(),
                      later.span);
  }
}

Parameter read_parameter(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Parameter parameter;
  parameter.span = node.span();
  parameter.name = reader.take_string("name");
  if (!parameter.name.empty() && !is_snake_case(parameter.name)) {
    diagnostics.error("parameter.name",
                      "parameter name \"" + parameter.name + "\" is not snake_case (a-z, 0-9, _)",
                      reader.span_of("name"));
  }
  parameter.unit = reader.take_string("unit");
  parameter.label = read_local_text(reader, "label", Need::kRequired, diagnostics);
  for (const TomlNode* value : reader.find_tables("value"))
    if (auto read = read_value(*value, diagnostics)) parameter.values.push_back(std::move(*read));
  reader.finish();
  std::stable_sort(parameter.values.begin(), parameter.values.end(),
                   [](const ParameterValue& a, const ParameterValue& b) {
                     return a.in_force.from < b.in_force.from;
                   });
  check_overlaps(parameter, diagnostics);
  return parameter;
}

// `number` * numerator / denominator, only if it is a whole number.
std::optional<Decimal> exact_ratio(const Decimal& number, const Ratio& ratio) {
  const auto product = number.times(Decimal::from_int(ratio.numerator));
  if (!product || !product->is_integer()) return std::nullopt;
  const Decimal denominator = Decimal::from_int(ratio.denominator);
  const auto rest = product->modulo(denominator);
  if (!rest || !rest->is_zero()) return std::nullopt;
  return product->divided_by(denominator);
}

// Whether following the ratios from `name` leads back to it.
bool leads_back(const ParameterTable& table, const std::string& name, const std::string& from,
                std::size_t depth) {
  const Parameter* parameter = table.find(from);
  if (!parameter) return false;
  if (depth > table.all().size()) return true;
  return std::any_of(
      parameter->values.begin(), parameter->values.end(), [&](const ParameterValue& value) {
        return value.ratio &&
               (value.ratio->of == name || leads_back(table, name, value.ratio->of, depth + 1));
      });
}

// The days on which any parameter changes: a ratio is constant between them.
std::vector<Date> days_of_change(const ParameterTable& table) {
  std::vector<Date> days;
  for (const Parameter& parameter : table.all())
    for (const ParameterValue& value : parameter.values) days.push_back(value.in_force.from);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

void check_exact(const ParameterTable& table, const Parameter& parameter,
                 const ParameterValue& value, Diagnostics& diagnostics) {
  const Date far = Date::from_ymd(9999, 12, 31).value();
  std::optional<Decimal> reported;
  for (const Date day : days_of_change(table)) {
    if (!value.in_force.contains(day)) continue;
    const auto base = table.value_on(value.ratio->of, day, far);
    if (!base || exact_ratio(*base, *value.ratio) || reported == base) continue;
    reported = base;
    diagnostics.error("parameter.inexact_ratio",
                      "\"" + parameter.name + "\": " + std::to_string(value.ratio->numerator) +
                          "/" + std::to_string(value.ratio->denominator) + " of " +
                          value.ratio->of + " = " + base->to_text() + " (on " + day.to_iso() +
                          ") is not a whole number of " + parameter.unit +
                          "; write the published number as value",
                      value.span);
  }
}

// Ratios are followed at most this deep, so that a table with a cycle (refused by check_ratios)
// still answers "not established".
constexpr int kRatioDepthMax = 16;

std::optional<Decimal> resolve(const ParameterTable& table, const ParameterValue& value,
                               std::pair<Date, Date> on_known, int depth) {
  if (!value.ratio) return value.value;
  if (depth == kRatioDepthMax) return std::nullopt;
  const ParameterValue* base = table.find_on(value.ratio->of, on_known.first, on_known.second);
  if (!base) return std::nullopt;
  const std::optional<Decimal> number = resolve(table, *base, on_known, depth + 1);
  return number ? exact_ratio(*number, *value.ratio) : std::nullopt;
}

}  // namespace

void ParameterTable::read(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  for (const TomlNode* node : reader.find_tables("parameter")) {
    Parameter parameter = read_parameter(*node, diagnostics);
    if (parameter.name.empty()) continue;
    if (const Parameter* first = find(parameter.name)) {
      diagnostics.error(
          "parameter.duplicate",
          "parameter \"" + parameter.name + "\" is already defined at " + to_string(first->span),
          parameter.span);
      continue;
    }
    index_.emplace(parameter.name, parameters_.size());
    parameters_.push_back(std::move(parameter));
  }
  reader.finish();
}

void ParameterTable::check_ratios(Diagnostics& diagnostics) const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters_) names.push_back(parameter.name);
  bool sound = true;
  for (const Parameter& parameter : parameters_) {
    for (const ParameterValue& value : parameter.values) {
      if (!value.ratio) continue;
      if (!find(value.ratio->of)) {
        const std::string near = nearest_name(value.ratio->of, names);
        diagnostics.error("parameter.unknown_name",
                          "\"" + parameter.name + "\" is a ratio of \"" + value.ratio->of +
                              "\", which is no parameter" +
                              (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                          value.span);
        sound = false;
      } else if (value.ratio->of == parameter.name ||
                 leads_back(*this, parameter.name, value.ratio->of, 0)) {
        diagnostics.error(
            "parameter.ratio_cycle",
            "\"" + parameter.name + "\" is a ratio of itself, through \"" + value.ratio->of + "\"",
            value.span);
        sound = false;
      }
    }
  }
  if (!sound) return;
  for (const Parameter& parameter : parameters_)
    for (const ParameterValue& value : parameter.values)
      if (value.ratio) check_exact(*this, parameter, value, diagnostics);
}

const Parameter* ParameterTable::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &parameters_[found->second];
}

const ParameterValue* ParameterTable::find_on(std::string_view name, Date on,
                                              Date known_as_of) const {
  const Parameter* parameter = find(name);
  if (!parameter) return nullptr;
  for (const ParameterValue& value : parameter->values) {
    if (value.in_force.contains(on) && (!value.known_from || *value.known_from <= known_as_of))
      return &value;
  }
  return nullptr;
}

std::optional<Decimal> ParameterTable::value_on(std::string_view name, Date on,
                                                Date known_as_of) const {
  const ParameterValue* value = find_on(name, on, known_as_of);
  return value ? resolve(*this, *value, {on, known_as_of}, 0) : std::nullopt;
}

}  // namespace alternat::terms

// SPDX-License-Identifier: EUPL-1.2
// Parameters: the dated numbers of the law. A threshold is an exact ratio of another parameter of
// the same day, never a typed number. Format: docs/content.md, "Parameters".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

struct Ratio {
  std::string of;
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

struct ParameterValue {
  Period in_force;
  std::optional<Decimal> value;  // neither value nor ratio: not established
  std::optional<Ratio> ratio;
  std::optional<Date> known_from;  // promulgated; absent = always known
  std::string citation;
  Provenance provenance;
  SourceSpan span;
};

struct Parameter {
  std::string name;
  std::string unit;
  LocalText label;
  std::vector<ParameterValue> values;  // by `in_force.from`
  SourceSpan span;
};

class ParameterTable {
 public:
  // Reads the [[parameter]] tables of one parsed file. Codes: parameter.duplicate, parameter.name,
  // parameter.no_value, parameter.two_values, parameter.period, parameter.overlap,
  // parameter.bad_ratio.
  void read(const TomlNode& file, Diagnostics& diagnostics);
  // After all files: every ratio refers to a known parameter (parameter.unknown_name), not to
  // itself through others (parameter.ratio_cycle), and is a whole number on every day
  // (parameter.inexact_ratio).
  void check_ratios(Diagnostics& diagnostics) const;

  const Parameter* find(std::string_view name) const;
  // The value's row in force on `on` as known on `known_as_of`; nullptr = not established.
  const ParameterValue* find_on(std::string_view name, Date on, Date known_as_of) const;
  // The number, ratios resolved exactly; nullopt = not established.
  std::optional<Decimal> value_on(std::string_view name, Date on, Date known_as_of) const;
  // All parameters with their dated values and sources, in the order of the files.
  const std::vector<Parameter>& all() const { return parameters_; }

 private:
  std::vector<Parameter> parameters_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace alternat::terms

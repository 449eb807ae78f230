// SPDX-License-Identifier: EUPL-1.2
// Series of numbers as published: each with its definition, each value with its period and source.
// Where sources differ both values stay, beside each other. Format: docs/content-partnerships.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/partnership.h"

namespace alternat::terms {

struct SeriesNumber {
  ImpreciseDate from;
  std::optional<ImpreciseDate> until;  // the last day; absent = the number of that day or period
  Decimal value;
  std::string qualifier;  // "", "about", "more_than", "at_least", "up_to", "provisional"
  LocalText note;
  Provenance provenance;
  SourceSpan span;
};

struct Series {
  std::string id;
  ComponentKind component = ComponentKind::kReturn;
  LocalText title;
  LocalText definition;
  std::string unit;
  std::vector<SeriesNumber> numbers;  // in the order of time
  SourceSpan span;

  // Whether two sources give different values for one period.
  bool has_differing_sources() const;
};

// Reads [[series]] tables. Codes: series.id, series.component, series.no_number, series.qualifier,
// series.period.
std::vector<Series> read_series(const TomlNode& file, Diagnostics& diagnostics);

}  // namespace alternat::terms
